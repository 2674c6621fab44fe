import { Component, Resource, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { TimelinePage } from './answers';
import { conversationTitle } from './conversation-title';

/** The last three conversations, newest first; the rest is on the timeline. */
@Component({
  selector: 'c-last-conversations',
  imports: [Answer, DateText, Empty, RouterLink],
  template: `
    <section class="block" aria-labelledby="last-conversations">
      <div class="block-head"><h2 i18n id="last-conversations">Last conversations</h2>
        <span class="tools"><a i18n [routerLink]="'/customers/' + customerId() + '/timeline'">Timeline</a></span></div>
      <c-answer [of]="answer()" what="Conversations" i18n-what [rows]="3" [has]="has()">
        <ul>
          @for (item of items(); track item.id) {
            <li><p class="top"><span class="medium cut">{{ item.title }}</span><span class="muted nowrap">{{ item.on | cDate: 'short' }}</span></p>
              @if (item.text) {<p class="second text">{{ item.text }}</p>}</li>
          }
        </ul>
        @if (has() && !items().length) {<c-empty title="No conversation yet" i18n-title text="What you log stands here, newest first." i18n-text />}
      </c-answer>
    </section>`,
  styles: `
    li { padding: 6px 0; border-bottom: 1px solid var(--line-soft); }
    .top { display: flex; justify-content: space-between; gap: var(--s-2); }
    .text { font: var(--t-12); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }`,
})
export class LastConversations {
  readonly customerId = input.required<string>();
  readonly answer = input.required<Resource<TimelinePage | undefined> & { reload(): boolean }>();
  protected readonly has = computed(() => this.answer().hasValue());
  protected readonly items = computed(() => (this.has() ? (this.answer().value()?.results ?? []) : []).map(item => ({ ...item, title: conversationTitle(item) })));
}
