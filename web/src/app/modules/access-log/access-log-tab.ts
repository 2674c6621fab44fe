import { Component, computed, input, signal } from '@angular/core';
import { Look } from '../../api/models/look';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { ErrorBlock } from '../../ui/error-block';
import { Icon } from '../../ui/icon';
import { paged } from '../../ui/paged';
import { Tag } from '../../ui/tag';
import { lookRows } from './looks';

/** Who opened this customer, when, what and why: the newest first, as sealed. */
@Component({
  selector: 'c-access-log-tab',
  imports: [Answer, DateText, Empty, ErrorBlock, Icon, Tag],
  template: `
    <c-answer [of]="list.first" what="The access log" i18n-what shape="row" [rows]="8" [has]="list.first.hasValue()">
      @if (rows().length) {
        <div class="scroll" tabindex="0" role="region" aria-label="Access log" i18n-aria-label>
          <table class="table">
            <caption class="sr-only" i18n>Access log</caption>
            <thead><tr><th scope="col" i18n>When</th><th scope="col" i18n>Who</th><th scope="col" i18n>What</th><th scope="col" i18n>Reason</th></tr></thead>
            <tbody>
              @for (row of rows(); track row.id) {
                <tr>
                  <td class="nowrap">{{ row.at | cDate: 'short' }} {{ row.at | cDate: 'time' }}</td>
                  <td class="medium nowrap">{{ row.username }}</td>
                  <td>
                    @if (row.parts.length > 1) {<button type="button" class="visit" [attr.aria-expanded]="opened() === row.id" (click)="toggle(row.id)"><c-icon [name]="opened() === row.id ? 'chevron-down' : 'chevron-right'" size="14" /> {{ row.what }}</button>}
                    @else {{{ row.what }}}
                    @if (row.refused) { <c-tag tone="late" icon="lock" i18n>Refused</c-tag>}
                  </td>
                  <td class="second" [class.none]="!row.reason">{{ row.reason ?? '–' }}</td>
                </tr>
                @if (opened() === row.id) {
                  <tr class="opened"><td></td><td></td><td colspan="2"><ol class="parts">@for (part of row.parts; track part.id) {<li><span class="second">{{ part.at | cDate: 'time' }}</span> {{ part.what }}</li>}</ol></td></tr>
                }
              }
            </tbody>
          </table>
        </div>
        @if (list.failed(); as error) {<c-error-block what="Older entries did not load" i18n-what kept="The rows above stay." i18n-kept [error]="error" (again)="list.more()" />}
        @else if (list.next()) {<p class="more"><button type="button" class="button" [attr.aria-disabled]="list.loading() || null" (click)="list.more()">@if (list.loading()) {<ng-container i18n>Loading</ng-container>} @else {<ng-container i18n>Older entries</ng-container>}</button></p>}
      } @else if (list.first.hasValue()) {<c-empty title="No look is sealed yet" i18n-title i18n-text text="Each look at this customer and each write stands here a few seconds later, with who, when, what and why." />}
    </c-answer>`,
  styles: `:host { display: block; padding-top: var(--s-3); } .scroll { overflow-x: auto; } .visit { display: inline-flex; align-items: center; gap: 4px; text-align: left; } .visit:hover { text-decoration: underline; } .parts { display: grid; gap: 2px; margin: 0; padding: 0; list-style: none; font: var(--t-12); } .more { padding: var(--s-3) 0; } td { height: auto; padding-top: 5px; padding-bottom: 5px; }
    @media (max-width: 719px) {
      thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
      .table, tbody { display: block; }
      tr { display: grid; grid-template-columns: 1fr auto; padding: 6px 0; border-bottom: 1px solid var(--line-soft); }
      td { border: 0; padding: 2px 0; }
      td:nth-child(-n + 2) { color: var(--text-2); }
      td:nth-child(n + 3) { grid-column: 1 / -1; } .none { display: none; } .opened td:nth-child(-n + 2) { display: none; }
    }`,
})
export class AccessLogTab {
  readonly customerId = input.required<string>();
  protected readonly list = paged<Look>(() => ({ url: `/api/customers/${encodeURIComponent(this.customerId())}/access-log`, params: { limit: '200' } }));
  protected readonly rows = computed(() => lookRows(this.list.rows()));
  protected readonly opened = signal<string | null>(null);

  protected toggle(id: string): void {
    this.opened.update(open => (open === id ? null : id));
  }
}
