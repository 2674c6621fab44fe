import { httpResource } from '@angular/common/http';
import { Component, computed, input } from '@angular/core';
import { Answer } from '../../ui/answer';
import { sentence } from '../../ui/booking-words';
import { DateText } from '../../ui/dates';
import { ServiceRequestList } from './answers';

const ENDED = new Set(['closed', 'resolved', 'cancelled', 'rejected']);

/** Service requests that are still open, with their age. */
@Component({
  selector: 'c-open-requests',
  imports: [Answer, DateText],
  template: `
    <section class="block" aria-labelledby="open-requests">
      <div class="block-head"><h2 i18n id="open-requests">Service requests</h2>@if (open().length) {<span class="unit">{{ open().length }}</span>}</div>
      <c-answer [of]="answer" what="Service requests" i18n-what [rows]="2" [has]="answer.hasValue()">
        <ul>
          @for (request of open(); track request.request_id) {
            <li><span class="cut">{{ request.request_id }} {{ name(request.kind) }}</span><span class="muted nowrap" i18n>open since {{ request.opened_on | cDate: 'short' }}</span></li>
          }
        </ul>
        @if (answer.hasValue() && !open().length) {<p i18n class="muted none">None open. What the customer asks the bank for stands here until it is closed.</p>}
      </c-answer>
    </section>`,
  styles: `li { display: flex; justify-content: space-between; gap: var(--s-2); align-items: center; min-height: 28px; border-bottom: 1px solid var(--line-soft); } .none { padding: var(--s-1) 0; }`,
})
export class OpenRequests {
  readonly customerId = input.required<string>();
  protected readonly answer = httpResource<ServiceRequestList>(() => `/api/customers/${encodeURIComponent(this.customerId())}/service-requests`);
  protected readonly name = sentence;
  protected readonly open = computed(() => (this.answer.hasValue() ? this.answer.value().results.filter(one => !ENDED.has(one.status)).slice(0, 4) : []));
}
