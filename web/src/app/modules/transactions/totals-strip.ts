import { Component, computed, inject, input } from '@angular/core';
import { Chart } from '../../ui/chart/chart';
import { Definition } from '../../ui/definition';
import { count, exact, MoneyText, symbol, unitName } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { TransactionSummary } from './answers';
import { Filters } from './filters';
import { barsUnit, monthBarsOption, monthBarsTable } from './month-bars-option';

/** What the filters let through: number, in, out, net, by month, and with whom most. */
@Component({
  selector: 'c-totals-strip',
  imports: [Chart, Definition, MoneyText],
  template: `
    <div class="cell"><p class="label"><c-definition label="Transactions" i18n-label [text]="meanings.count" [from]="ledger" /></p><p class="value">{{ number(summary().count) }}</p><p class="under" i18n>of {{ number(summary().of_count) }} in the period</p></div>
    <div class="cell"><p class="label"><i class="in"></i><c-definition label="In" i18n-label [text]="meanings.in" [exact]="exactly(summary().money_in)" [from]="ledger" /></p><p class="value"><c-money [minor]="summary().money_in" /></p><p class="under"><c-money [minor]="summary().money_in" as="exact" /></p></div>
    <div class="cell"><p class="label"><i class="out"></i><c-definition label="Out" i18n-label [text]="meanings.out" [exact]="exactly(summary().money_out)" [from]="ledger" /></p><p class="value"><c-money [minor]="summary().money_out" /></p><p class="under"><c-money [minor]="summary().money_out" as="exact" /></p></div>
    <div class="cell"><p class="label"><c-definition label="Net" i18n-label [text]="meanings.net" [exact]="exactly(summary().net)" [from]="ledger" /></p><p class="value">{{ plus() }}<c-money [minor]="summary().net" /></p><p class="under">{{ plus() }}<c-money [minor]="summary().net" as="exact" /></p></div>
    <div class="cell months"><c-chart title="By month" i18n-title [meaning]="meanings.months" [from]="ledger" [unit]="unit()" [option]="option()" [table]="table()" [height]="62" /></div>
    <div class="cell parties">
      <p class="label"><c-definition [label]="largest()" [text]="meanings.parties" [from]="ledger" /></p>
      @for (one of summary().counterparties.slice(0, 3); track one.name) {
        <p class="party"><span class="cut">{{ one.name }}</span><span [class.gain]="one.net > 0">{{ one.net > 0 ? '+' : '' }}<c-money [minor]="one.net" as="amount" /></span></p>
      } @empty {<p class="muted" i18n>None</p>}
    </div>`,
  styles: `
    :host { display: grid; grid-template-columns: repeat(4, minmax(110px, 150px)) minmax(240px, 1fr) minmax(230px, 1fr); border-top: 1px solid var(--text); border-bottom: var(--hair); }
    .cell { padding: 6px var(--s-3); border-left: var(--hair); min-width: 0; } .cell:first-child { padding-left: 0; border-left: 0; } .parties { padding-right: 0; }
    .label { font: var(--t-12); color: var(--text-2); } .value { font: var(--t-20); font-weight: var(--w-medium); --money-unit-size: 12px; white-space: nowrap; } .under { font: var(--t-12); color: var(--text-2); white-space: nowrap; }
    i { display: inline-block; width: 8px; height: 8px; margin-right: 6px; } .in { background: var(--chart-in); } .out { background: var(--chart-out); }
    .party { display: flex; justify-content: space-between; gap: var(--s-3); font: var(--t-12); line-height: 20px; }
    .months { --s-2: 4px; }
    @media (min-width: 1200px) { :host-context(.beside) { grid-template-columns: repeat(4, 1fr); } :host-context(.beside) :is(.months, .parties) { grid-column: span 2; border-top: var(--hair); } :host-context(.beside) .months { padding-left: 0; border-left: 0; } }
    @media (max-width: 1199px) { :host { grid-template-columns: repeat(4, 1fr); } .months, .parties { grid-column: span 2; border-top: var(--hair); } .months { padding-left: 0; border-left: 0; } }
    @media (max-width: 719px) { :host { grid-template-columns: 1fr 1fr; } .cell:nth-child(odd) { padding-left: 0; border-left: 0; } .cell:nth-child(n+3) { border-top: var(--hair); } .parties, .months { grid-column: 1 / -1; padding-right: 0; } .parties { padding-left: 0; border-left: 0; } }`,
})
export class TotalsStrip {
  readonly summary = input.required<TransactionSummary>();
  readonly filters = input.required<Filters>();
  private readonly settings = inject(Settings);
  protected readonly ledger = $localize`bookings of the warehouse`;
  protected readonly meanings = {
    count: $localize`Bookings that the filters let through, on all accounts this customer operates, and how many there are in the period.`,
    in: $localize`Sum of the credits among them, transfers between own accounts included.`,
    out: $localize`Sum of the debits among them, transfers between own accounts included.`,
    net: $localize`Credits less debits among them.`,
    months: $localize`Credits and debits among them, month by month, without transfers between own accounts.`,
    parties: $localize`With whom most money moved among them, as credits less debits.`,
  };
  protected readonly sign = computed(() => symbol(this.settings.conventions().currency));
  protected readonly largest = computed(() => $localize`Largest counterparties, ${this.sign()}:sign:`);
  protected readonly plus = computed(() => (this.summary().net > 0 ? '+' : ''));
  protected readonly unit = computed(() => $localize`${unitName(barsUnit(this.summary().months, this.settings.conventions()), this.settings.conventions())}:unit:, without own transfers`);
  protected readonly option = computed(() => monthBarsOption(this.summary().months, this.filters(), this.settings.conventions()));
  protected readonly table = computed(() => monthBarsTable(this.summary().months, this.settings.conventions()));

  protected exactly(minor: number): string {
    return exact(minor, this.settings.conventions());
  }

  protected number(value: number): string {
    return count(value, this.settings.conventions());
  }
}
