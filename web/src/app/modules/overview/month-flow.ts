import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { Answer } from '../../ui/answer';
import { Chart } from '../../ui/chart/chart';
import { unitName } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { CashflowAnswer } from './answers';
import { flowUnit, monthFlowOption, monthFlowReadout, monthFlowTable } from './month-flow-option';

/** What came in and went out each month, without own transfers. */
@Component({
  selector: 'c-month-flow',
  imports: [Answer, Chart],
  host: { class: 'block' },
  template: `
    <c-answer [of]="answer" what="In and out" i18n-what shape="chart" [rows]="1" [has]="answer.hasValue()">
      @if (flow(); as flow) {
        <c-chart title="In and out each month" i18n-title [meaning]="meaning" [from]="ledger" [unit]="unit()" [option]="option()!" [table]="table()" [readout]="readout()" [height]="172" />
        <p class="second note"><ng-container i18n>Without transfers between own accounts.</ng-container>@if (flow.salary; as salary) {{{ ' ' }}<ng-container i18n>Salary came in {{ salary.months_paid }} of {{ salary.of_months }} months.</ng-container>}</p>
      }
    </c-answer>`,
  styles: `:host { display: block; } .note { font: var(--t-12); margin-top: var(--s-1); }`,
})
export class MonthFlow {
  readonly customerId = input.required<string>();
  protected readonly meaning = $localize`Credits and debits of savings and current accounts that this customer holds or may operate, month by month; moves between own accounts and term deposits are left out. The last month runs to the business day.`;
  protected readonly ledger = $localize`bookings of the warehouse`;
  private readonly settings = inject(Settings);
  protected readonly answer = httpResource<CashflowAnswer>(() => `/api/customers/${encodeURIComponent(this.customerId())}/cashflow`);
  protected readonly flow = computed(() => (this.answer.hasValue() ? this.answer.value() : null));
  protected readonly unit = computed(() => this.of((flow, c) => unitName(flowUnit(flow, c), c)) ?? '');
  protected readonly option = computed(() => this.of(monthFlowOption));
  protected readonly table = computed(() => this.of(monthFlowTable));
  protected readonly readout = computed(() => this.of((flow, c) => (at: number | null) => monthFlowReadout(flow, at, c)));

  private of<T>(draw: (flow: CashflowAnswer, c: ReturnType<Settings['conventions']>) => T): T | null {
    const flow = this.flow();
    return flow && draw(flow, this.settings.conventions());
  }
}
