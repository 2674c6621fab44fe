import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { ConversationVersions } from '../../api/models/conversation-versions';
import { Answer } from '../../ui/answer';
import { conversationTitle } from '../../ui/conversation-words';
import { DateText } from '../../ui/dates';
import { Written } from '../../ui/written';

/** What a conversation said before each of its changes, the latest first. */
@Component({
  selector: 'c-versions',
  imports: [Answer, DateText],
  template: `
    <c-answer [of]="answer" what="What it said before" i18n-what [rows]="1" [has]="answer.hasValue()">
      <ol>@for (one of versions(); track one.replaced_at) {<li><p class="muted" i18n>Until {{ one.replaced_at | cDate: 'short' }} {{ one.replaced_at | cDate: 'time' }}</p><p>{{ one.title }}</p>@if (one.text) {<p class="second">{{ one.text }}</p>}</li>}</ol>
    </c-answer>`,
  styles: `:host { display: block; } ol { border-left: 2px solid var(--line); padding-left: var(--s-3); margin-top: var(--s-2); } li { padding-bottom: var(--s-2); } .muted { font: var(--t-12); } .second { white-space: pre-line; overflow-wrap: anywhere; }`,
})
export class Versions {
  readonly conversation = input.required<number>();
  private readonly written = inject(Written);
  protected readonly answer = httpResource<ConversationVersions>(() => {
    this.written.times();
    return `/api/conversations/${this.conversation()}/versions`;
  });
  protected readonly versions = computed(() => (this.answer.hasValue() ? this.answer.value().results : []).toReversed().map(one => ({ ...one, title: conversationTitle(one) })));
}
