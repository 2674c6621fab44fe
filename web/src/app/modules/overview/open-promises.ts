import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { FollowUpList } from '../../api/models/follow-up-list';
import { Answer, kept } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { Written } from '../../ui/written';

const SHOWN = 4;

/** What was promised to this customer and is not done yet, soonest first. */
@Component({
  selector: 'c-open-promises',
  imports: [Answer, DateText, Icon, RouterLink],
  template: `
    <section class="block" aria-labelledby="open-promises">
      <div class="block-head"><h2 id="open-promises" i18n>Open promises</h2>@if (all().length) {<span class="unit">{{ all().length }}</span>}
        <span class="tools"><a routerLink="/follow-ups" i18n>Follow-ups</a></span></div>
      <c-answer [of]="answer" what="Promises" i18n-what [rows]="2" [has]="!!held()">
        <ul>
          @for (promise of all().slice(0, shown); track promise.id) {
            <li><span class="cut" [title]="promise.text">{{ promise.text }}</span>
              <span class="nowrap" [class.late]="promise.when !== 'upcoming'">@if (promise.when !== 'upcoming') {<c-icon name="clock" size="14" /> }{{ promise.due_on | cDate: 'short' }}</span></li>
          }
        </ul>
        @if (held() && !all().length) {<p class="muted none" i18n>Nothing is promised</p>}
      </c-answer>
    </section>`,
  styles: `li { display: flex; justify-content: space-between; gap: var(--s-2); align-items: center; min-height: 28px; border-bottom: 1px solid var(--line-soft); } .none { padding: var(--s-1) 0; } .late { color: var(--late); } .late c-icon { vertical-align: -2px; }`,
})
export class OpenPromises {
  readonly customerId = input.required<string>();
  private readonly written = inject(Written);
  protected readonly shown = SHOWN;
  protected readonly answer = httpResource<FollowUpList>(() => {
    this.written.times();
    return { url: '/api/follow-ups', params: { state: 'open', customer: this.customerId() } };
  });
  protected readonly held = kept(this.answer);
  protected readonly all = computed(() => (this.held()?.results ?? []).filter(one => one.customer_id === this.customerId()));
}
