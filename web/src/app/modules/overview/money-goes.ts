import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { Answer } from '../../ui/answer';
import { addDays, addMonths, shortDate } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { MoneyText } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { CashflowAnswer } from './answers';
import { spends } from './where-money-goes';

/** Where the last three months' money went, by category, without own transfers. */
@Component({
  selector: 'c-money-goes',
  imports: [Answer, Empty, MoneyText],
  template: `
    <section class="block" aria-labelledby="money-goes">
      <div class="block-head"><h2 id="money-goes">Where money goes</h2><span class="unit">{{ period() }}</span></div>
      <c-answer [of]="answer" what="Categories" shape="row" [rows]="6" [has]="answer.hasValue()">
        @if (split(); as split) {
          @if (split.rows.length) {
            <table class="table">
              <thead class="sr-only"><tr><th>Category</th><th>Share</th><th>Amount</th></tr></thead>
              <tbody>
                @for (row of split.rows; track row.category) {
                  <tr><td class="cut">{{ row.category }}</td>
                    <td class="track"><span class="rail"><span class="bar" [class.other]="row.kinds > 1" [style.width.%]="(row.minor / largest()) * 100"></span></span></td>
                    <td class="num"><c-money [minor]="row.minor" as="amount" /></td></tr>
                }
                <tr class="all"><td class="strong">All out</td><td></td><td class="num strong"><c-money [minor]="split.total" as="amount" /></td></tr>
              </tbody>
            </table>
          } @else {<c-empty title="Nothing went out" text="Payments of these months stand here by category." />}
        }
      </c-answer>
    </section>`,
  styles: `
    table { table-layout: fixed; } .table td { height: 27px; border-bottom: 1px solid var(--line-soft); }
    td:first-child { width: 36%; } td:last-child { width: 34%; }
    .rail { display: block; height: 6px; background: var(--n-4); } .bar { display: block; height: 6px; background: var(--chart-in); } .bar.other { background: var(--n-7); }
    .table .all td { border-bottom: 1px solid var(--text); }`,
})
export class MoneyGoes {
  readonly customerId = input.required<string>();
  readonly asOf = input.required<string>();
  private readonly settings = inject(Settings);
  private readonly from = computed(() => addDays(addMonths(this.asOf(), -3), 1));
  protected readonly period = computed(() => {
    const c = this.settings.conventions();
    return `${shortDate(this.from(), this.asOf(), c)} to ${shortDate(this.asOf(), this.asOf(), c)}`;
  });
  protected readonly answer = httpResource<CashflowAnswer>(() => ({
    url: `/api/customers/${encodeURIComponent(this.customerId())}/cashflow`, params: { from: this.from(), to: this.asOf() },
  }));
  protected readonly split = computed(() => (this.answer.hasValue() ? spends(this.answer.value().categories) : null));
  protected readonly largest = computed(() => Math.max(1, ...(this.split()?.rows.map(row => row.minor) ?? [])));
}
