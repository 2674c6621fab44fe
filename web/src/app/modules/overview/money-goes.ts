import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { Answer } from '../../ui/answer';
import { addDays, addMonths, shortDate } from '../../ui/dates';
import { Definition } from '../../ui/definition';
import { Empty } from '../../ui/empty';
import { MoneyText } from '../../ui/money';
import { Segments } from '../../ui/segments';
import { Settings } from '../../ui/settings';
import { CashflowAnswer } from './answers';
import { spends, Way } from './where-money-goes';

/** Where the last three months' money went, by category, without own transfers. */
@Component({
  selector: 'c-money-goes',
  imports: [Answer, Definition, Empty, MoneyText, Segments],
  template: `
    <section class="block" aria-labelledby="money-goes">
      <div class="block-head"><h2 id="money-goes"><c-definition [label]="way() === 'out' ? goes : comes" [text]="way() === 'out' ? meanings.out : meanings.in" [from]="ledger" /></h2><span class="unit">{{ period() }}</span><span class="tools"><c-segments label="Direction" i18n-label [options]="ways" [value]="way()" (valueChange)="way.set($any($event))" /></span></div>
      <c-answer [of]="answer" what="Categories" i18n-what shape="row" [rows]="6" [has]="answer.hasValue()">
        @if (split(); as split) {
          @if (split.rows.length) {
            <table class="table">
              <thead class="sr-only"><tr><th i18n>Category</th><th i18n>Share</th><th i18n>Amount</th></tr></thead>
              <tbody>
                @for (row of split.rows; track row.category) {
                  <tr><td class="cut">{{ row.category }}</td>
                    <td class="track"><span class="rail"><span class="bar" [class.other]="row.kinds > 1" [class.in]="way() === 'in'" [style.width.%]="(row.minor / largest()) * 100"></span></span></td>
                    <td class="num"><c-money [minor]="row.minor" as="amount" /></td></tr>
                }
                <tr class="all"><td class="strong">{{ way() === 'out' ? allOut : allIn }}</td><td></td><td class="num strong"><c-money [minor]="split.total" as="amount" /></td></tr>
              </tbody>
            </table>
          } @else {<c-empty title="Nothing moved this way" i18n-title text="Payments of these months stand here by category." i18n-text />}
        }
      </c-answer>
    </section>`,
  styles: `
    table { table-layout: fixed; } .table td { height: 27px; border-bottom: 1px solid var(--line-soft); }
    td:first-child { width: 36%; } td:last-child { width: 34%; }
    .rail { display: block; height: 6px; background: var(--n-4); } .bar { display: block; height: 6px; background: var(--chart-out); } .bar.in { background: var(--chart-in); } .bar.other { background: var(--n-7); }
    .table .all td { border-bottom: 1px solid var(--text); }`,
})
export class MoneyGoes {
  readonly customerId = input.required<string>();
  readonly asOf = input.required<string>();
  private readonly settings = inject(Settings);
  protected readonly way = signal<Way>('out');
  protected readonly ways = [{ value: 'out', label: $localize`Out` }, { value: 'in', label: $localize`In` }];
  protected readonly goes = $localize`Where money goes`;
  protected readonly comes = $localize`Where it comes from`;
  protected readonly meanings = {
    out: $localize`Debits of savings and current accounts that this customer holds or may operate in these three months, by the category read from their narration; moves between own accounts and term deposits are left out.`,
    in: $localize`Credits of savings and current accounts that this customer holds or may operate in these three months, by the category read from their narration; moves between own accounts and term deposits are left out.`,
  };
  protected readonly ledger = $localize`bookings of the warehouse`;
  protected readonly allOut = $localize`All out`;
  protected readonly allIn = $localize`All in`;
  private readonly from = computed(() => addDays(addMonths(this.asOf(), -3), 1));
  protected readonly period = computed(() => {
    const c = this.settings.conventions();
    return $localize`${shortDate(this.from(), this.asOf(), c)}:from: to ${shortDate(this.asOf(), this.asOf(), c)}:until:`;
  });
  protected readonly answer = httpResource<CashflowAnswer>(() => ({
    url: `/api/customers/${encodeURIComponent(this.customerId())}/cashflow`, params: { from: this.from(), to: this.asOf() },
  }));
  protected readonly split = computed(() => (this.answer.hasValue() ? spends(this.answer.value().categories, this.way()) : null));
  protected readonly largest = computed(() => Math.max(1, ...(this.split()?.rows.map(row => row.minor) ?? [])));
}
