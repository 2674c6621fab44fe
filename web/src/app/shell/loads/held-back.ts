import { HttpResourceRef } from '@angular/common/http';
import { Component, computed, inject, input, output } from '@angular/core';
import { LoadDetail, Quarantine } from '../../api/models';
import { Answer } from '../../ui/answer';
import { ExportButton } from '../../ui/export-button';
import { Icon } from '../../ui/icon';
import { count } from '../../ui/money';
import { plural } from '../../ui/plural';
import { Settings } from '../../ui/settings';

/** The rows a load held back, by reason, table and branch; all of them as a file. */
@Component({
  selector: 'c-held-back',
  imports: [Answer, ExportButton, Icon],
  host: { class: 'block', role: 'region', 'aria-labelledby': 'held-back' },
  template: `
    <div class="block-head"><h2 id="held-back" i18n>Quarantine</h2><span class="unit">{{ unit() }}</span>
      <span class="tools"><c-export-button [url]="'/api/loads/' + load().id + '/quarantine/export'" [name]="'quarantine-' + load().as_of" />@if (mayAsk()) {<button type="button" class="button" (click)="again.emit()"><c-icon name="refresh-cw" size="14" /> <ng-container i18n>Check again</ng-container></button>}</span></div>
    <c-answer [of]="answer()" what="The rows held back" i18n-what shape="row" [has]="answer().hasValue()">
      @if (answer().hasValue()) {
        <table class="table">
          <caption class="sr-only" i18n>Rows held back, by reason</caption>
          <thead><tr><th scope="col" i18n>Reason</th><th scope="col" i18n>Table</th><th scope="col" i18n>Branch</th><th scope="col" class="num" i18n>Rows</th></tr></thead>
          <tbody>@for (row of reasons(); track $index) {<tr><td>{{ row.reason }}</td><td class="second">{{ row.table }}</td><td class="second">{{ row.branch ?? '–' }}</td><td class="num medium">{{ row.rows }}</td></tr>}</tbody>
        </table>
      }
    </c-answer>`,
  styles: `:host { display: block; } .tools { display: flex; gap: var(--s-2); }`,
})
export class HeldBack {
  readonly load = input.required<LoadDetail>();
  readonly answer = input.required<HttpResourceRef<Quarantine | undefined>>();
  readonly mayAsk = input(false);
  readonly again = output<void>();
  private readonly settings = inject(Settings);
  private readonly found = computed(() => { const answer = this.answer(); return answer.hasValue() ? answer.value().reasons : []; });
  protected readonly reasons = computed(() => this.found().map(row => ({ ...row, rows: count(row.rows, this.settings.conventions()) })));
  protected readonly unit = computed(() => {
    const held = this.load().quarantined;
    const rows = plural(held, $localize`1 row`, $localize`${count(held, this.settings.conventions())}:rows: rows`);
    const many = new Set(this.found().map(row => row.reason)).size;
    return many ? plural(many, $localize`${rows}:rows:, 1 reason`, $localize`${rows}:rows:, ${many}:reasons: reasons`) : rows;
  });
}
