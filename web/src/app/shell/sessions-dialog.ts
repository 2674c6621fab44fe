import { HttpClient, httpResource } from '@angular/common/http';
import { Component, inject, output, signal } from '@angular/core';
import { OwnSession } from '../api/models/own-session';
import { OwnSessionList } from '../api/models/own-session-list';
import { Answer } from '../ui/answer';
import { DateText } from '../ui/dates';
import { Dialog } from '../ui/dialog';
import { ErrorBlock } from '../ui/error-block';
import { Tag } from '../ui/tag';

/** Where the reader is signed in; every session but this one can be ended here. */
@Component({
  selector: 'c-sessions-dialog',
  imports: [Answer, DateText, Dialog, ErrorBlock, Tag],
  template: `
    <c-dialog title="Where you are signed in" i18n-title (closed)="closed.emit()">
      <c-answer [of]="answer" what="Your sessions" i18n-what shape="row" [rows]="2" [has]="answer.hasValue()">
        @if (answer.hasValue()) {
          <ul>@for (one of answer.value().results; track one.id) {
            <li>
              <div><b>{{ one.address }}</b>@if (one.current) {&ngsp;<c-tag tone="info" i18n>This session</c-tag>}<br>
                <span class="second" i18n>Since {{ one.started_at | cDate: 'short' }} {{ one.started_at | cDate: 'time' }}, last used {{ one.last_used_at | cDate: 'short' }} {{ one.last_used_at | cDate: 'time' }}</span></div>
              @if (!one.current) {<button type="button" class="button" data-use="sessions.end" [attr.aria-disabled]="ending() || null" [attr.aria-label]="endWords(one)" (click)="end(one)" i18n>End</button>}
            </li>}
          </ul>
          @if (answer.value().results.length === 1) {<p class="second" i18n>Nowhere else.</p>}
        }
      </c-answer>
      @if (error(); as failed) {<c-error-block what="The session was not ended" i18n-what [error]="failed" (again)="error.set(null)" />}
      <button slot="actions" type="button" class="button primary" autofocus (click)="closed.emit()" i18n>Close</button>
    </c-dialog>`,
  styles: `
    ul { display: grid; gap: var(--s-3); margin: 0; padding: 0; list-style: none; }
    li { display: flex; align-items: center; justify-content: space-between; gap: var(--s-3); }`,
})
export class SessionsDialog {
  readonly closed = output<void>();
  private readonly http = inject(HttpClient);
  protected readonly answer = httpResource<OwnSessionList>(() => '/api/sessions');
  protected readonly ending = signal(false);
  protected readonly error = signal<unknown>(null);

  protected endWords(one: OwnSession): string {
    return $localize`End the session from ${one.address}:address:`;
  }

  protected end(one: OwnSession): void {
    if (this.ending()) return;
    this.ending.set(true);
    this.error.set(null);
    this.http.delete(`/api/sessions/${one.id}`).subscribe({
      next: () => { this.ending.set(false); this.answer.reload(); },
      error: (failed: unknown) => { this.ending.set(false); this.error.set(failed); },
    });
  }
}
