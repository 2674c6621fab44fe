import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Answer } from '../../ui/answer';
import { Chart } from '../../ui/chart/chart';
import { DateText } from '../../ui/dates';
import { MoneyText, unitName } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { Account } from './answers';
import { details, operates } from './account-rows';
import { Trend, trendOption, trendReadout, trendTable, trendUnit } from './account-trend-option';

interface TrendAnswer { from: string; to: string; series: { account_key: string; points: [string, number][] }[] }

/** An opened account: its facts, and its own daily balance over 13 months. */
@Component({
  selector: 'c-account-detail',
  imports: [Answer, Chart, DateText, MoneyText, RouterLink],
  template: `
    <dl>
      @for (one of facts(); track one.name) {
        <div><dt>{{ one.name }}</dt><dd>@switch (one.kind) { @case ('money') {<c-money [minor]="$any(one.value)" as="exact" />} @case ('date') {{{ $any(one.value) | cDate }}} @default {{{ one.value }}} }</dd></div>
      }
      @if (own()) {<div><dt i18n>Transactions</dt><dd><a i18n [routerLink]="'/customers/' + customerId() + '/transactions'" [queryParams]="{ account: account().account_key }">of this account</a></dd></div>}
    </dl>
    <c-answer [of]="answer" what="The trend" i18n-what shape="chart" [rows]="1" [has]="answer.hasValue()">
      @if (trend(); as trend) {<c-chart [title]="account().product + ' ' + account().number_masked" [meaning]="meaning" [from]="ledger" [unit]="unit()" [option]="option()!" [readout]="readout()" [table]="table()" [height]="130" />}
      @else if (answer.hasValue()) {<p i18n class="muted">No daily balances of this account</p>}
      @else if (!own()) {<p i18n class="muted">Its balances and transactions belong to its holders</p>}
    </c-answer>`,
  styles: `
    :host { display: grid; grid-template-columns: minmax(220px, 300px) minmax(0, 1fr); gap: var(--s-6); padding: var(--s-3) 0 var(--s-4); }
    dl { display: grid; align-content: start; gap: 4px; } dl div { display: grid; grid-template-columns: 130px minmax(0, 1fr); } dt { color: var(--text-2); }
    @media (max-width: 719px) { :host { grid-template-columns: minmax(0, 1fr); } }`,
})
export class AccountDetail {
  readonly customerId = input.required<string>();
  readonly account = input.required<Account>();
  protected readonly meaning = $localize`Closing balance of this account on each day of 13 months.`;
  protected readonly ledger = $localize`accounts and daily balances of the warehouse`;
  private readonly settings = inject(Settings);
  protected readonly own = computed(() => operates(this.account()));
  protected readonly facts = computed(() => details(this.account()));
  protected readonly answer = httpResource<TrendAnswer>(() => (!this.own() ? undefined : {
    url: `/api/customers/${encodeURIComponent(this.customerId())}/balances`, params: { account: this.account().account_key },
  }));
  protected readonly trend = computed<Trend | null>(() => {
    const answer = this.answer.hasValue() ? this.answer.value() : null;
    const points = answer?.series.find(one => one.account_key === this.account().account_key)?.points;
    return answer && points?.length ? { from: answer.from, to: answer.to, points } : null;
  });
  private readonly c = computed(() => this.settings.conventions());
  protected readonly unit = computed(() => { const trend = this.trend(); return trend ? $localize`daily, ${unitName(trendUnit(trend, this.c()), this.c())}:unit:` : ''; });
  protected readonly option = computed(() => { const trend = this.trend(); return trend && trendOption(trend, this.c()); });
  protected readonly table = computed(() => { const trend = this.trend(); return trend && trendTable(trend, this.c()); });
  protected readonly readout = computed(() => { const trend = this.trend(); const c = this.c(); return trend && ((at: number | null) => trendReadout(trend, at, c)); });
}
