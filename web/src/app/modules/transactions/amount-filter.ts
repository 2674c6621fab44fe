import { Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { symbol } from '../../ui/money';
import { FilterPopover } from '../../ui/filter-popover';
import { Settings } from '../../ui/settings';
import { amountText, Filters, minorOf, typedOf } from './filters';

/** The amount's range, without regard to its sign. */
@Component({
  selector: 'c-amount-filter',
  imports: [FilterPopover],
  template: `
    <c-filter-popover label="Amount" i18n-label [active]="words()" (cleared)="changed.emit({ min: null, max: null })">
      <form (submit)="$event.preventDefault(); choose(from.value, to.value)">
        <label class="field"><span i18n>Amount from, {{ unit() }}</span><input #from class="input" inputmode="decimal" [value]="least()" [attr.aria-invalid]="!!fault()" /></label>
        <label class="field"><span i18n>Amount to, {{ unit() }}</span><input #to class="input" inputmode="decimal" [value]="most()" [attr.aria-invalid]="!!fault()" /></label>
        @if (fault(); as fault) {<p class="field-error" role="alert">{{ fault }}</p>}
        <button class="button primary" i18n>Show</button>
      </form>
    </c-filter-popover>`,
  styles: `form { display: grid; grid-template-columns: 140px 140px; gap: var(--s-2); } .primary, .field-error { grid-column: 1 / -1; }`,
})
export class AmountFilter {
  readonly filters = input.required<Filters>();
  readonly changed = output<{ min: string | null; max: string | null }>();
  private readonly settings = inject(Settings);
  private readonly popover = viewChild.required(FilterPopover);
  protected readonly fault = signal('');
  protected readonly unit = computed(() => symbol(this.settings.conventions().currency));
  protected readonly words = computed(() => amountText(this.filters(), this.settings.conventions()));
  protected readonly least = computed(() => typedOf(this.filters().min, this.settings.conventions()));
  protected readonly most = computed(() => typedOf(this.filters().max, this.settings.conventions()));

  protected choose(from: string, to: string): void {
    const c = this.settings.conventions();
    const [min, max] = [from.trim() ? minorOf(from, c) : '', to.trim() ? minorOf(to, c) : ''];
    if (min === null || max === null) return this.fault.set($localize`An amount is digits, such as 10,000 or 99.50`);
    if (min && max && Number(min) > Number(max)) return this.fault.set($localize`The first amount is the smaller one`);
    this.fault.set('');
    this.changed.emit({ min: min || null, max: max || null });
    this.popover().open.set(false);
  }
}
