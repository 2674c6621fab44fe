import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { ServiceRequestList } from '../../api/models/service-request-list';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { Screen } from '../../ui/screen';
import { Segments } from '../../ui/segments';
import { Tag } from '../../ui/tag';
import { requestName } from './words';

const ALL = [{ value: 'open', label: 'Open' }, { value: 'all', label: 'All' }];

/** What the customer asked the bank for: open ones first, with their age. */
@Component({
  selector: 'c-service-requests-tab',
  imports: [Answer, DateText, Empty, Segments, Tag],
  template: `
    <c-answer [of]="answer" what="Service requests" shape="row" [rows]="6" [has]="answer.hasValue()">
      @if (answer.hasValue()) {
        @if (answer.value().results.length) {
          <div class="bar"><c-segments label="Which requests" [options]="which" [(value)]="chosen" /><span class="second">{{ openCount() }} open of {{ answer.value().results.length }}</span></div>
          <table class="table">
            <caption class="sr-only">Service requests</caption>
            <thead><tr><th scope="col">Request</th><th scope="col">Opened</th>@if (!phone()) {<th scope="col">Closed</th><th scope="col">Channel</th><th scope="col">What it is about</th>}<th scope="col">State</th></tr></thead>
            <tbody>
              @for (row of shown(); track row.request_id) {
                <tr>
                  <td><span class="medium">{{ name(row.kind) }}</span> <span class="muted nowrap">{{ row.request_id }}</span></td>
                  <td class="second nowrap">{{ row.opened_on | cDate }}</td>
                  @if (!phone()) {
                    <td class="second nowrap">{{ row.closed_on | cDate }}</td>
                    <td class="second">{{ row.channel ? name(row.channel) : '–' }}</td>
                    <td class="second cut about" [title]="row.text ?? ''">{{ row.text || '–' }}</td>
                  }
                  <td>@if (row.status === 'open') {<c-tag tone="late" icon="clock">Open {{ row.opened_on | cDate: 'age' }}</c-tag>} @else {<c-tag>Closed</c-tag>}</td>
                </tr>
              } @empty {<tr><td [attr.colspan]="phone() ? 3 : 6" class="muted">None open</td></tr>}
            </tbody>
          </table>
        } @else {<c-empty title="No service request" text="What the customer asked the bank for stands here, open ones first." />}
      }
    </c-answer>`,
  styles: `:host { display: block; padding-top: var(--s-3); } .bar { display: flex; align-items: center; gap: var(--s-3); padding-bottom: var(--s-2); } .about { max-width: 420px; } .nowrap { white-space: nowrap; }`,
})
export class ServiceRequestsTab {
  readonly customerId = input.required<string>();
  protected readonly phone = inject(Screen).phone;
  protected readonly answer = httpResource<ServiceRequestList>(() => `/api/customers/${encodeURIComponent(this.customerId())}/service-requests`);
  protected readonly which = ALL;
  protected readonly chosen = signal('all');
  private readonly rows = computed(() => (this.answer.hasValue() ? this.answer.value().results : []));
  protected readonly openCount = computed(() => this.rows().filter(row => row.status === 'open').length);
  protected readonly shown = computed(() => (this.chosen() === 'open' ? this.rows().filter(row => row.status === 'open') : this.rows()));
  protected readonly name = requestName;
}
