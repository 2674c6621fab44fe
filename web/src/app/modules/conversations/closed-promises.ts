import { httpResource } from '@angular/common/http';
import { Component, computed, input, model } from '@angular/core';
import { FollowUpList } from '../../api/models/follow-up-list';
import { DateText } from '../../ui/dates';

const SHOWN = 4;

/** The customer's open follow-ups: a tick closes one with this conversation. */
@Component({
  selector: 'c-closed-promises',
  imports: [DateText],
  template: `@for (one of open(); track one.id) {<label><input type="checkbox" [checked]="closed().includes(one.id)" (change)="tick(one.id)" /> <span i18n>Closes “{{ one.text }}”, {{ one.due_on | cDate: 'short' }}</span></label>}`,
  styles: `:host { display: grid; gap: var(--s-2); } :host(:empty) { display: none; } label { display: flex; gap: var(--s-2); align-items: center; } span { overflow-wrap: anywhere; min-width: 0; }`,
})
export class ClosedPromises {
  readonly customerId = input.required<string>();
  readonly closed = model.required<number[]>();
  private readonly answer = httpResource<FollowUpList>(() => ({ url: '/api/follow-ups', params: { customer: this.customerId(), state: 'open' } }));
  protected readonly open = computed(() => (this.answer.hasValue() ? this.answer.value().results.filter(one => one.mine).slice(0, SHOWN) : []));

  protected tick(id: number): void {
    this.closed.set(this.closed().includes(id) ? this.closed().filter(one => one !== id) : [...this.closed(), id]);
  }
}
