import { httpResource } from '@angular/common/http';
import { Component, input } from '@angular/core';
import { ConsentList as ConsentsAnswer } from '../../api/models/consent-list';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { Tag } from '../../ui/tag';
import { channelWord, purposeWord } from './words';

/** What the customer agreed to, purpose by purpose: what is withdrawn is not to be used. */
@Component({
  selector: 'c-consents-tab',
  imports: [Answer, DateText, Empty, Tag],
  template: `
    <c-answer [of]="answer" what="Consent" shape="row" [rows]="4" [has]="answer.hasValue()">
      @if (answer.hasValue()) {
        @if (answer.value().results.length) {
          <table class="table">
            <caption class="sr-only">Consent by purpose and channel</caption>
            <thead><tr><th scope="col">Purpose</th><th scope="col">Channel</th><th scope="col">Consent</th><th scope="col">Since</th></tr></thead>
            <tbody>
              @for (row of answer.value().results; track row.purpose + row.channel) {
                <tr>
                  <td class="medium">{{ purpose(row.purpose) }}</td>
                  <td class="second">{{ channel(row.channel) }}</td>
                  <td><c-tag [tone]="row.status === 'granted' ? 'gain' : 'loss'" [icon]="row.status === 'granted' ? 'check' : 'x'">{{ row.status === 'granted' ? 'Granted' : 'Withdrawn' }}</c-tag></td>
                  <td class="second nowrap">{{ row.since | cDate }}</td>
                </tr>
              }
            </tbody>
          </table>
          <p class="second note">A purpose without consent is not used for calls, messages or campaigns. The customer may withdraw at any time at the branch.</p>
        } @else {<c-empty title="Nothing asked yet" text="What the customer agreed to or withdrew stands here, by purpose and channel." />}
      }
    </c-answer>`,
  styles: `:host { display: block; padding-top: var(--s-3); } .table { max-width: 880px; } .note { font: var(--t-12); margin-top: var(--s-2); }`,
})
export class ConsentsTab {
  readonly customerId = input.required<string>();
  protected readonly answer = httpResource<ConsentsAnswer>(() => `/api/customers/${encodeURIComponent(this.customerId())}/consents`);
  protected readonly purpose = purposeWord;
  protected readonly channel = channelWord;
}
