import { Component, computed, input, model } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Choice } from './words';

/** One-press options: one of them, or any number with `many`. */
@Component({
  selector: 'c-choices',
  imports: [Icon],
  host: { role: 'group', '[attr.aria-label]': 'label()' },
  template: `
    <span class="label" aria-hidden="true">{{ label() }}</span>
    <div class="row">
      @for (option of options(); track option.value) {
        <button type="button" class="button" [attr.aria-pressed]="chosen().has(option.value)" (click)="press(option.value)">
          @if (many() && chosen().has(option.value)) {<c-icon name="check" size="14" />} @else if (option.icon; as icon) {<c-icon [name]="icon" size="14" />}{{ option.label }}
        </button>
      }
    </div>`,
  styles: `
    :host { display: block; } .label { display: block; font: var(--t-12); color: var(--text-2); margin-bottom: 4px; }
    .row { display: flex; flex-wrap: wrap; gap: 6px; }
    .button { font-weight: var(--w-regular); } .button[aria-pressed="true"] { font-weight: var(--w-medium); }`,
})
export class Choices {
  readonly options = input.required<readonly Choice<string>[]>();
  readonly label = input.required<string>();
  readonly many = input(false);
  /** Whether pressing the chosen one again takes it back. */
  readonly optional = input(false);
  readonly value = model.required<readonly string[]>();
  protected readonly chosen = computed(() => new Set(this.value()));

  protected press(option: string): void {
    const held = this.chosen().has(option);
    if (this.many()) this.value.set(held ? this.value().filter(one => one !== option) : [...this.value(), option]);
    else if (!held) this.value.set([option]);
    else if (this.optional()) this.value.set([]);
  }
}
