import { httpResource } from '@angular/common/http';
import { Component, input } from '@angular/core';
import { DocumentList as DocumentsAnswer } from '../../api/models/document-list';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { Tag } from '../../ui/tag';
import { documentName, STANDINGS } from './words';

/** Which papers the bank holds, those that end first in front. */
@Component({
  selector: 'c-documents-tab',
  imports: [Answer, DateText, Empty, Tag],
  template: `
    <c-answer [of]="answer" what="Documents" i18n-what shape="row" [rows]="5" [has]="answer.hasValue()">
      @if (answer.hasValue()) {
        @if (answer.value().results.length) {
          <table class="table folds">
            <caption i18n class="sr-only">Documents</caption>
            <thead><tr><th i18n scope="col">Document</th><th i18n scope="col">Received</th><th i18n scope="col">Good until</th><th i18n scope="col">State</th></tr></thead>
            <tbody>
              @for (paper of answer.value().results; track paper.document_id) {
                <tr>
                  <td class="medium lead">{{ name(paper.kind) }}</td>
                  <td class="second nowrap" data-head="Received" i18n-data-head>{{ paper.received_on | cDate }}</td>
                  <td class="second nowrap" data-head="Good until" i18n-data-head>{{ paper.expires_on | cDate }}</td>
                  <td class="tail"><c-tag [tone]="standings[paper.standing].tone" [icon]="standings[paper.standing].icon">{{ standings[paper.standing].word }}</c-tag></td>
                </tr>
              }
            </tbody>
          </table>
        } @else {<c-empty title="No document" i18n-title text="The papers the bank holds of this customer stand here, with the day each one ends." i18n-text />}
      }
    </c-answer>`,
  styles: `:host { display: block; padding-top: var(--s-3); } .table { max-width: 880px; }`,
})
export class DocumentsTab {
  readonly customerId = input.required<string>();
  protected readonly answer = httpResource<DocumentsAnswer>(() => `/api/customers/${encodeURIComponent(this.customerId())}/documents`);
  protected readonly standings = STANDINGS;
  protected readonly name = documentName;
}
