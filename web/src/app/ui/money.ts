import { Component, computed, inject, input } from '@angular/core';
import { amount, change, exact, inUnit, short, Unit } from './amounts';
import { Settings } from './settings';

export * from './amounts';
export type { Conventions } from './settings';

/**
 * Money from integer minor units. `as`: `exact` (₹ 12,34,567.80), `amount` (no symbol, for tables), `short` (₹ 4.2 Cr,
 * exact on hover), `change` (↑ +1.37 Cr). `unit` fixes the step of a column. A null is a dash.
 */
@Component({
  selector: 'c-money',
  host: { '[attr.title]': 'hover()', '[class]': 'tone()' },
  template: `@if (parts(); as p) {{{ p.lead }}<span class="money-number">{{ p.number }}</span>@if (p.unit) {<span class="money-unit">{{ p.unit }}</span>}} @else {<span class="none">–</span>}`,
  styles: `:host { white-space: nowrap; } .money-unit { margin-left: .2em; font-size: var(--money-unit-size, 1em); font-weight: var(--w-regular); } .none { color: var(--text-3); } :host(.flat) { color: var(--text-3); }`,
})
export class MoneyText {
  readonly minor = input.required<number | null | undefined>();
  readonly as = input<'exact' | 'amount' | 'short' | 'change'>('short');
  readonly unit = input<Unit | undefined>();
  private readonly settings = inject(Settings);

  protected readonly hover = computed(() => {
    const minor = this.minor();
    const plain = this.as() === 'exact' || this.as() === 'amount';
    return minor === null || minor === undefined || plain ? null : exact(minor, this.settings.conventions());
  });

  protected readonly parts = computed(() => {
    const minor = this.minor();
    if (minor === null || minor === undefined) return null;
    const c = this.settings.conventions();
    const unit = this.unit();
    switch (this.as()) {
      case 'exact': return { lead: '', number: exact(minor, c), unit: '' };
      case 'amount': return { lead: '', number: amount(minor, c), unit: '' };
      case 'change': {
        const moved = change(minor, c, unit);
        return { lead: moved.arrow ? moved.arrow + ' ' : '', number: moved.text, unit: '' };
      }
      default: {
        if (unit) return { lead: '', number: inUnit(minor, unit, c), unit: '' };
        const parts = short(minor, c);
        return { lead: `${parts.sign}${parts.symbol}\u00a0`, number: parts.number, unit: parts.unit };
      }
    }
  });

  protected readonly tone = computed(() => {
    const minor = this.minor();
    return this.as() === 'change' && typeof minor === 'number' ? change(minor, this.settings.conventions(), this.unit()).tone : '';
  });
}
