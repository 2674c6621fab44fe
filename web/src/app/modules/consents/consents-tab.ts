import { httpResource } from '@angular/common/http';
import { Component, input } from '@angular/core';
import { ConsentList as ConsentsAnswer } from '../../api/models/consent-list';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { Tag } from '../../ui/tag';
import { actionWord, channelWord, permission, purposeWord, refusal } from './words';

/** What the customer agreed to, purpose by purpose: what is withdrawn is not to be used. */
@Component({
  selector: 'c-consents-tab',
  imports: [Answer, DateText, Empty, Tag],
  template: `
    <c-answer [of]="answer" what="Consent" i18n-what shape="row" [rows]="4" [has]="answer.hasValue()">
      @if (answer.hasValue()) {
        <dl class="gates">
          @for (one of answer.value().contact; track one.action) {
            <div><dt>{{ action(one) }}</dt><dd><c-tag [tone]="one.allowed ? 'gain' : 'late'" [icon]="one.allowed ? 'check' : 'lock'">{{ one.allowed ? permission(one) : refusal(one) }}</c-tag></dd></div>
          }
        </dl>
        @if (answer.value().results.length) {
          <table class="table folds">
            <caption class="sr-only" i18n>Consent by purpose and channel</caption>
            <thead><tr><th scope="col" i18n>Purpose of use</th><th scope="col" i18n>Channel</th><th scope="col" i18n>Consent</th><th scope="col" i18n>Since</th></tr></thead>
            <tbody>
              @for (row of answer.value().results; track row.purpose + row.channel) {
                <tr>
                  <td class="medium lead">{{ purpose(row.purpose) }}</td>
                  <td class="second">{{ channel(row.channel) }}</td>
                  <td class="tail"><c-tag [tone]="row.status === 'granted' ? 'gain' : 'loss'" [icon]="row.status === 'granted' ? 'check' : 'x'">@if (row.status === 'granted') {<ng-container i18n>Granted</ng-container>} @else {<ng-container i18n>Withdrawn</ng-container>}</c-tag></td>
                  <td class="second nowrap" data-head="Since" i18n-data-head>{{ row.since | cDate }}</td>
                </tr>
              }
            </tbody>
          </table>
          <p class="second note" i18n>Personal data is used for a purpose by the consent given for it (Digital Personal Data Protection Act 2023, section 6), or for the service the customer asked for (section 7). The customer may withdraw at any time at the branch; a conversation that took place can still be logged.</p>
        } @else {<c-empty title="Nothing asked yet" i18n-title i18n-text text="What the customer agreed to or withdrew stands here, by purpose and channel." />}
      }
    </c-answer>`,
  styles: `:host { display: block; padding-top: var(--s-3); } .table { max-width: 880px; } .gates { display: flex; flex-wrap: wrap; gap: var(--s-2) var(--s-6); margin: 0 0 var(--s-4); } .gates dt { font: var(--t-12); color: var(--text-2); margin-bottom: 4px; } .gates dd { margin: 0; } .note { font: var(--t-12); margin-top: var(--s-2); }`,
})
export class ConsentsTab {
  readonly customerId = input.required<string>();
  protected readonly answer = httpResource<ConsentsAnswer>(() => `/api/customers/${encodeURIComponent(this.customerId())}/consents`);
  protected readonly purpose = purposeWord;
  protected readonly channel = channelWord;
  protected readonly action = actionWord;
  protected readonly permission = permission;
  protected readonly refusal = refusal;
}
