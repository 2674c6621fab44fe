import { httpResource } from '@angular/common/http';
import { Component, computed, input, signal } from '@angular/core';
import { ServiceRequestList } from '../../api/models/service-request-list';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { Segments } from '../../ui/segments';
import { Tag } from '../../ui/tag';
import { requestName } from './words';

const ALL = [{ value: 'open', label: $localize`:state of a request|:Open` }, { value: 'all', label: $localize`All` }];

/** What the customer asked the bank for: open ones first, with their age. */
@Component({
  selector: 'c-service-requests-tab',
  imports: [Answer, DateText, Empty, Segments, Tag],
  template: `
    <c-answer [of]="answer" what="Service requests" i18n-what shape="row" [rows]="6" [has]="answer.hasValue()">
      @if (answer.hasValue()) {
        @if (answer.value().results.length) {
          <div class="bar"><c-segments label="Which requests" i18n-label [options]="which" [(value)]="chosen" /><span class="second" i18n>{{ openCount() }} open of {{ answer.value().results.length }}</span></div>
          <table class="table folds">
            <caption class="sr-only" i18n>Service requests</caption>
            <thead><tr><th scope="col" i18n>Request</th><th scope="col" i18n>Opened</th><th scope="col" i18n="state of a request|">Closed</th><th scope="col" i18n>Channel</th><th scope="col" i18n>What it is about</th><th scope="col" i18n>State</th></tr></thead>
            <tbody>
              @for (row of shown(); track row.request_id) {
                <tr>
                  <td class="lead"><span class="medium">{{ name(row.kind) }}</span>&ngsp;<span class="muted nowrap">{{ row.request_id }}</span></td>
                  <td class="second nowrap" data-head="Opened" i18n-data-head>{{ row.opened_on | cDate }}</td>
                  <td class="second nowrap" data-head="Closed" i18n-data-head="state of a request|">{{ row.closed_on | cDate }}</td>
                  <td class="second" data-head="Channel" i18n-data-head>{{ row.channel ? name(row.channel) : '–' }}</td>
                  <td class="second cut about" [title]="row.text ?? ''">{{ row.text || '–' }}</td>
                  <td class="tail">@if (row.status === 'open') {<c-tag tone="late" icon="clock" i18n>Open {{ row.opened_on | cDate: 'age' }}</c-tag>} @else {<c-tag i18n="state of a request|">Closed</c-tag>}</td>
                </tr>
              } @empty {<tr><td colspan="6" class="muted" i18n>None open</td></tr>}
            </tbody>
          </table>
        } @else {<c-empty title="No service request" i18n-title text="What the customer asked the bank for stands here, open ones first." i18n-text />}
      }
    </c-answer>`,
  styles: `:host { display: block; padding-top: var(--s-3); } .bar { display: flex; align-items: center; gap: var(--s-3); padding-bottom: var(--s-2); } .about { max-width: 420px; } .nowrap { white-space: nowrap; }`,
})
export class ServiceRequestsTab {
  readonly customerId = input.required<string>();
  protected readonly answer = httpResource<ServiceRequestList>(() => `/api/customers/${encodeURIComponent(this.customerId())}/service-requests`);
  protected readonly which = ALL;
  protected readonly chosen = signal('all');
  private readonly rows = computed(() => (this.answer.hasValue() ? this.answer.value().results : []));
  protected readonly openCount = computed(() => this.rows().filter(row => row.status === 'open').length);
  protected readonly shown = computed(() => (this.chosen() === 'open' ? this.rows().filter(row => row.status === 'open') : this.rows()));
  protected readonly name = requestName;
}
