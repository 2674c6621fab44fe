import { Component, computed, input } from '@angular/core';
import { Look } from '../../api/models/look';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { ErrorBlock } from '../../ui/error-block';
import { paged } from '../../ui/paged';
import { Tag } from '../../ui/tag';
import { lookRows } from './looks';

/** Who opened this customer, when, what and why: the newest first, as sealed. */
@Component({
  selector: 'c-access-log-tab',
  imports: [Answer, DateText, Empty, ErrorBlock, Tag],
  template: `
    <c-answer [of]="list.first" what="The access log" shape="row" [rows]="8" [has]="list.first.hasValue()">
      @if (rows().length) {
        <div class="scroll" tabindex="0" role="region" aria-label="Access log">
          <table class="table">
            <caption class="sr-only">Access log</caption>
            <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Reason</th></tr></thead>
            <tbody>
              @for (row of rows(); track row.id) {
                <tr>
                  <td class="nowrap">{{ row.at | cDate: 'short' }} {{ row.at | cDate: 'time' }}</td>
                  <td class="medium nowrap">{{ row.username }}</td>
                  <td>{{ row.what.join(', ') }}@if (row.refused) { <c-tag tone="late" icon="lock">Refused</c-tag>}</td>
                  <td class="second" [class.none]="!row.reason">{{ row.reason ?? '–' }}</td>
                </tr>
              }
            </tbody>
          </table>
        </div>
        @if (list.failed(); as error) {<c-error-block what="Older entries did not load" kept="The rows above stay." [error]="error" (again)="list.more()" />}
        @else if (list.next()) {<p class="more"><button type="button" class="button" [attr.aria-disabled]="list.loading() || null" (click)="list.more()">{{ list.loading() ? 'Loading' : 'Older entries' }}</button></p>}
      } @else if (list.first.hasValue()) {<c-empty title="No look is sealed yet" text="Each look at this customer and each write stands here a few seconds later, with who, when, what and why." />}
    </c-answer>`,
  styles: `:host { display: block; padding-top: var(--s-3); } .scroll { overflow-x: auto; } .table { max-width: 1080px; } .more { padding: var(--s-3) 0; } td { height: auto; padding-top: 5px; padding-bottom: 5px; }
    @media (max-width: 719px) {
      thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
      .table, tbody { display: block; }
      tr { display: grid; grid-template-columns: 1fr auto; padding: 6px 0; border-bottom: 1px solid var(--line-soft); }
      td { border: 0; padding: 2px 0; }
      td:nth-child(-n + 2) { color: var(--text-2); }
      td:nth-child(n + 3) { grid-column: 1 / -1; } .none { display: none; }
    }`,
})
export class AccessLogTab {
  readonly customerId = input.required<string>();
  protected readonly list = paged<Look>(() => ({ url: `/api/customers/${encodeURIComponent(this.customerId())}/access-log`, params: { limit: '200' } }));
  protected readonly rows = computed(() => lookRows(this.list.rows()));
}
