import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { Written } from '../../ui/written';
import { TimelinePage } from './answers';
import { conversationTitle } from './conversation-title';

/** The last three conversations, newest first; the rest is on the timeline. */
@Component({
  selector: 'c-last-conversations',
  imports: [Answer, DateText, Empty, RouterLink],
  template: `
    <section class="block" aria-labelledby="last-conversations">
      <div class="block-head"><h2 id="last-conversations">Last conversations</h2>
        <span class="tools"><a [routerLink]="'/customers/' + customerId() + '/timeline'">Timeline</a></span></div>
      <c-answer [of]="answer" what="Conversations" [rows]="3" [has]="answer.hasValue()">
        <ul>
          @for (item of items(); track item.id) {
            <li><p class="top"><span class="medium cut">{{ item.title }}</span><span class="muted nowrap">{{ item.on | cDate: 'short' }}</span></p>
              @if (item.text) {<p class="second text">{{ item.text }}</p>}</li>
          }
        </ul>
        @if (answer.hasValue() && !items().length) {<c-empty title="No conversation yet" text="What you log stands here, newest first." />}
      </c-answer>
    </section>`,
  styles: `
    li { padding: 6px 0; border-bottom: 1px solid var(--line-soft); }
    .top { display: flex; justify-content: space-between; gap: var(--s-2); }
    .text { font: var(--t-12); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }`,
})
export class LastConversations {
  readonly customerId = input.required<string>();
  private readonly written = inject(Written);
  protected readonly answer = httpResource<TimelinePage>(() => {
    this.written.times();
    return `/api/customers/${encodeURIComponent(this.customerId())}/timeline?kind=conversation,call,visit&limit=3`;
  });
  protected readonly items = computed(() => (this.answer.hasValue() ? this.answer.value().results.slice(0, 3).map(item => ({ ...item, title: conversationTitle(item) })) : []));
}
