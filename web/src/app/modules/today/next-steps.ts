import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { CustomerInsights } from '../../api/models/customer-insights';
import { Answer, kept } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { MoneyText } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { Written } from '../../ui/written';
import { DecisionButtons } from './decision-buttons';
import { Found, evidenceOf, reasonOf, whyOf } from './rule-words';
import { ruleIcon } from './words';

const SHOWN = 5;

/** What to do next for this customer, with the reason and the evidence behind it. */
@Component({
  selector: 'c-next-steps',
  imports: [Answer, DateText, DecisionButtons, Icon, MoneyText],
  host: { class: 'block' },
  template: `
    <div class="block-head"><h2 i18n>What to do next</h2>@if (open().length) {<span class="unit">{{ open().length }}</span>}</div>
    <c-answer [of]="answer" what="What to do next" i18n-what [rows]="2" [has]="!!held()">
      <ul>
        @for (item of open(); track item.key; let first = $first) {
          <li>
            <c-icon [name]="icon(item.rule)" />
            <div><details>
              <summary><span>{{ reasonOf(item) }}</span>@if (item.amount !== null) {<span class="nowrap"><c-money [minor]="item.amount" /></span>}</summary>
              <p class="second">{{ whyOf(item) }}</p>
              <p class="muted" i18n>Counts: {{ evidenceOf(item) }}. Rule {{ item.rule }}, version {{ item.version }}, {{ item.on_date | cDate }}</p>
              @if (mayWrite() && !first) {<c-decision-buttons [customerId]="customerId()" [key]="item.key" [mayCall]="held()!.may_call" [today]="today()" />}
            </details>
            @if (mayWrite() && first) {<c-decision-buttons [customerId]="customerId()" [key]="item.key" [mayCall]="held()!.may_call" [today]="today()" />}</div>
          </li>
        } @empty {@if (held()) {<li class="muted none" i18n>Nothing asks for a call. Maturities, large movements, bounces and KYC dates stand here on their day.</li>}}
      </ul>
    </c-answer>`,
  styles: `
    :host { display: block; } li { display: grid; grid-template-columns: 20px minmax(0, 1fr); gap: var(--s-2); padding: 6px 0; border-bottom: 1px solid var(--line-soft); } li.none { display: block; }
    li > c-icon { color: var(--text-2); margin-top: 2px; } summary { display: flex; justify-content: space-between; gap: var(--s-3); cursor: pointer; list-style: none; } summary::-webkit-details-marker { display: none; }
    details p { font: var(--t-12); padding-top: var(--s-1); }`,
})
export class NextSteps {
  readonly customerId = input.required<string>();
  private readonly written = inject(Written);
  private readonly settings = inject(Settings);
  protected readonly answer = httpResource<CustomerInsights>(() => {
    this.written.times();
    return `/api/customers/${encodeURIComponent(this.customerId())}/insights`;
  });
  protected readonly held = kept(this.answer);
  protected readonly open = computed(() => (this.held()?.results ?? []).filter(item => !item.hidden).slice(0, SHOWN));
  /** The calendar's day, from which a snooze counts. */
  protected readonly today = this.settings.today;
  protected readonly mayWrite = computed(() => this.settings.may('customer.write'));
  protected readonly icon = ruleIcon;
  protected readonly whyOf = whyOf;
  protected readonly evidenceOf = evidenceOf;

  protected reasonOf(item: Found): string {
    return reasonOf(item, this.settings.asOf(), this.settings.conventions());
  }
}
