import { Component, computed, input } from '@angular/core';
import { Definition } from '../../ui/definition';
import { Icon } from '../../ui/icon';
import { HeldProduct } from './answers';

/** Every product kind of the bank: held with its number, or a gap. */
@Component({
  selector: 'c-products-held',
  imports: [Definition, Icon],
  template: `
    <section class="block" aria-labelledby="products-held">
      <div class="block-head"><h2 id="products-held"><c-definition label="Products held" i18n-label [text]="meaning" [from]="ledger" /></h2><span class="unit" i18n>{{ held() }} of {{ products().length }}</span></div>
      <ul>
        @for (product of products(); track product.kind) {
          <li [class.gap]="!product.count">
            @if (product.count) {<c-icon name="check" /><span class="cut">{{ product.kind }}</span><span class="second num">{{ product.count }}</span>}
            @else {<span class="hole"></span><span class="cut">{{ product.kind }}</span><span class="second" i18n>gap</span>}
          </li>
        }
      </ul>
    </section>`,
  styles: `
    ul { display: grid; grid-template-columns: 1fr 1fr; gap: 0 var(--s-4); }
    li { display: grid; grid-template-columns: 16px minmax(0, 1fr) auto; gap: 6px; align-items: center; min-height: 34px; border-bottom: 1px solid var(--line-soft); }
    c-icon { color: var(--gain); }
    .gap { color: var(--text-2); }
    .hole { width: 13px; height: 13px; border: 1px dashed var(--line-control); border-radius: var(--r-1); }`,
})
export class ProductsHeld {
  protected readonly meaning = $localize`Kinds of products the bank sells, with the open accounts of each that this customer is the first holder of; a gap is a kind not held.`;
  protected readonly ledger = $localize`accounts of the warehouse`;
  readonly products = input.required<HeldProduct[]>();
  protected readonly held = computed(() => this.products().filter(product => product.count > 0).length);
}
