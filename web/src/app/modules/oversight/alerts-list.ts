import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, input, signal } from '@angular/core';
import { Alert } from '../../api/models/alert';
import { AlertList } from '../../api/models/alert-list';
import { Answer, kept } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { ErrorBlock } from '../../ui/error-block';
import { Tag } from '../../ui/tag';
import { Toasts } from '../../ui/toasts';
import { alertWords } from './words';

/** Unusual reading by those who report to the reader; nothing is shown where nothing was unusual. */
@Component({
  selector: 'c-alerts-list',
  imports: [Answer, DateText, Dialog, ErrorBlock, Tag],
  template: `
    <c-answer [of]="answer" what="Alerts" i18n-what shape="row" [rows]="2" [has]="!!held()">
      @if (rows().length) {
        <h2 i18n>Unusual reading</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Unusual reading" i18n-aria-label>
          <table class="table folds">
            <caption class="sr-only" i18n>Unusual reading</caption>
            <thead><tr><th scope="col" i18n>When</th><th scope="col" i18n>Who</th><th scope="col" i18n>What</th><th scope="col" i18n>Review</th></tr></thead>
            <tbody>
              @for (row of rows(); track row.id) {
                <tr>
                  <td class="nowrap">{{ row.first_at | cDate: 'short' }} {{ row.first_at | cDate: 'time' }}–{{ row.last_at | cDate: 'time' }}</td>
                  <td class="medium nowrap lead">{{ row.name }}</td>
                  <td>{{ words(row) }}@if (row.note) {<span class="second">&ngsp;· {{ row.note }}</span>}</td>
                  <td class="tail">
                    @if (row.acknowledged_at) {<c-tag icon="check" i18n>Acknowledged</c-tag>}
                    @else if (row.may_acknowledge) {<button type="button" class="button" data-use="alert.acknowledge" [attr.aria-label]="acknowledgeOf(row)" (click)="ask(row)" i18n>Acknowledge</button>}
                    @else {<span class="second" i18n>With the supervisor</span>}
                  </td>
                </tr>
              }
            </tbody>
          </table>
        </div>
      }
    </c-answer>
    @if (open(); as row) {
      <c-dialog title="What came of it?" i18n-title (closed)="open.set(null)">
        <p>{{ row.name }}. {{ words(row) }}</p>
        <label class="field"><ng-container i18n>Note</ng-container> <input #note class="input" maxlength="300" autocomplete="off" /></label>
        @if (unmet()) {<p class="second" role="alert" i18n>Say in a note what came of it</p>}
        @if (error(); as failed) {<c-error-block what="This was not saved" i18n-what kept="What you typed is kept." i18n-kept [error]="failed" (again)="error.set(null)" />}
        <button slot="actions" type="button" class="button" autofocus (click)="open.set(null)" i18n>Cancel</button>
        <button slot="actions" type="button" class="button primary" [attr.aria-disabled]="saving() || null" (click)="acknowledge(row, note.value.trim())" i18n>Acknowledge</button>
      </c-dialog>
    }`,
  styleUrl: './oversight-page.css',
})
export class AlertsList {
  readonly state = input.required<string>();
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  protected readonly answer = httpResource<AlertList>(() => ({ url: '/api/alerts', params: { state: this.state() } }));
  protected readonly held = kept(this.answer);
  protected readonly rows = computed(() => this.held()?.results ?? []);
  protected readonly open = signal<Alert | null>(null);
  protected readonly saving = signal(false);
  protected readonly unmet = signal(false);
  protected readonly error = signal<unknown>(null);
  protected readonly words = alertWords;
  protected readonly acknowledgeOf = (row: Alert) => $localize`Acknowledge: ${row.name}:name:`;

  protected ask(row: Alert): void {
    this.error.set(null);
    this.unmet.set(false);
    this.open.set(row);
  }

  protected acknowledge(row: Alert, note: string): void {
    this.unmet.set(!note);
    if (!note || this.saving()) return;
    this.saving.set(true);
    this.http.patch(`/api/alerts/${row.id}`, { note }).subscribe({
      next: () => {
        this.saving.set(false);
        this.open.set(null);
        this.answer.reload();
        this.toasts.show($localize`Alert acknowledged`);
      },
      error: (failed: unknown) => { this.saving.set(false); this.error.set(failed); },
    });
  }
}
