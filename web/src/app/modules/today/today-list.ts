import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { BookToday } from '../../api/models/book-today';
import { Answer, kept } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { MoneyText } from '../../ui/money';
import { Settings } from '../../ui/settings';
import { Written } from '../../ui/written';
import { DecisionButtons } from './decision-buttons';
import { ruleIcon } from './words';

const WRITE = 'customer.write';

/** At most 20 things worth doing, the weightiest first: reason, amount at stake, last contact, what to do. */
@Component({
  selector: 'c-today-list',
  imports: [Answer, DateText, DecisionButtons, Icon, MoneyText, RouterLink],
  host: { class: 'block' },
  template: `
    <div class="block-head"><h2>Today</h2>@if (items().length) {<span class="unit">{{ items().length }}, most urgent first</span>}</div>
    <c-answer [of]="answer" what="Today" [rows]="8" [has]="!!held()">
      <ol>
        @for (item of items(); track item.key; let first = $first) {
          <li [class.first]="first" tabindex="-1">
            <c-icon [name]="icon(item.rule)" />
            <div class="what">
              <p class="top"><a class="medium cut" [routerLink]="['/customers', item.customer_id]">{{ item.full_name }}</a>@if (item.amount !== null) {<span class="nowrap"><c-money [minor]="item.amount" /></span>}</p>
              <p class="reason" [title]="item.why"><span>{{ item.reason }}</span><span class="muted nowrap">{{ item.last_contact_on ? (item.last_contact_on | cDate: "age") : "no contact" }}</span></p>
              @if (mayWrite() && held(); as answer) {<c-decision-buttons [customerId]="item.customer_id" [key]="item.key" [today]="answer.today" />}
            </div>
          </li>
        } @empty {@if (held()) {<li class="second none">Nothing is waiting. New things come with the next business day.</li>}}
      </ol>
    </c-answer>`,
  styleUrl: './today-list.css',
})
export class TodayList {
  private readonly written = inject(Written);
  private readonly settings = inject(Settings);
  protected readonly answer = httpResource<BookToday>(() => {
    this.written.times();
    return '/api/book/today';
  });
  protected readonly held = kept(this.answer);
  protected readonly items = computed(() => this.held()?.results ?? []);
  protected readonly mayWrite = computed(() => this.settings.permissions().has(WRITE));
  protected readonly icon = ruleIcon;
}
