import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TodayItem } from '../../api/models/today-item';
import { DateText } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { MoneyText } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { DecisionButtons } from './decision-buttons';
import { reasonOf, whyOf } from './rule-words';
import { ruleIcon } from './words';

const WRITE = 'customer.write';

/** Something worth doing: whom, why with its fact, the amount at stake, last contact, and what can be done. */
@Component({
  selector: 'c-today-item',
  imports: [DateText, DecisionButtons, Icon, MoneyText, RouterLink],
  template: `
    @let one = item();
    <c-icon [name]="icon(one.rule)" />
    <div class="what">
      <p class="top"><a class="medium cut" [routerLink]="['/customers', one.customer_id]">{{ one.full_name }}</a>@if (one.amount !== null) {<span class="nowrap"><c-money [minor]="one.amount" /></span>}</p>
      <p class="reason" [title]="why()"><span>{{ reason() }}</span><span class="muted nowrap">@if (one.last_contact_on) {{{ one.last_contact_on | cDate: "age" }}} @else {<ng-container i18n>no contact</ng-container>}</span></p>
      @if (acts() && mayWrite()) {<c-decision-buttons [customerId]="one.customer_id" [key]="one.key" [mayCall]="one.may_call" [today]="today()" />}
    </div>`,
  styleUrl: './today-item.css',
})
export class TodayItemRow {
  readonly item = input.required<TodayItem>();
  readonly today = input.required<string>();
  /** Whether what can be done stands below. */
  readonly acts = input(true);
  private readonly settings = inject(Settings);
  protected readonly mayWrite = computed(() => this.settings.permissions().has(WRITE));
  protected readonly reason = computed(() => reasonOf(this.item(), this.settings.asOf(), this.settings.conventions()));
  protected readonly why = computed(() => whyOf(this.item()));
  protected readonly icon = ruleIcon;
}
