import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { Cover } from '../../api/models/cover';
import { CoverList } from '../../api/models/cover-list';
import { CoverWriteRequest } from '../../api/models/cover-write-request';
import { Answer, kept } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { Empty } from '../../ui/empty';
import { ErrorBlock } from '../../ui/error-block';
import { Tag, TagTone } from '../../ui/tag';
import { Toasts } from '../../ui/toasts';
import { CoverState, coverState } from './words';

const STATES: Record<CoverState, { word: string; tone: TagTone }> = {
  running: { word: 'Running', tone: 'info' }, planned: { word: 'Planned', tone: 'neutral' }, over: { word: 'Over', tone: 'neutral' }, ended: { word: 'Ended', tone: 'neutral' },
};

/** Who serves whose book during leave; a head grants and ends it. */
@Component({
  selector: 'c-covers-page',
  imports: [Answer, DateText, Dialog, Empty, ErrorBlock, Tag],
  template: `
    <main class="page">
      <div class="title"><h1>Covers</h1><span class="second">Who serves whose book during leave</span><button type="button" class="button primary" (click)="start()">Grant a cover</button></div>
      <c-answer [of]="answer" what="Covers" shape="row" [rows]="5" [has]="!!held()">
        @if (rows(); as list) {
          @if (list.length) {
            <div class="scroll" tabindex="0" role="region" aria-label="Covers">
              <table class="table">
                <caption class="sr-only">Covers</caption>
                <thead><tr><th scope="col">RM on leave</th><th scope="col">Served by</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Reason</th><th scope="col">State</th><th scope="col"><span class="sr-only">Act</span></th></tr></thead>
                <tbody>
                  @for (row of list; track row.cover.id) {
                    <tr>
                      <td class="medium">{{ row.cover.covered }}</td><td class="medium">{{ row.cover.covering }}</td>
                      <td class="nowrap">{{ row.cover.from_date | cDate }}</td><td class="nowrap">{{ row.cover.to_date | cDate }}</td><td class="second">{{ row.cover.reason }}</td>
                      <td><c-tag [tone]="states[row.state].tone">{{ states[row.state].word }}</c-tag></td>
                      <td>@if (row.state === 'running' || row.state === 'planned') {<button type="button" class="button" [attr.aria-label]="'End the cover of ' + row.cover.covered" [attr.aria-disabled]="saving() || null" (click)="end(row.cover)">End</button>}</td>
                    </tr>
                  }
                </tbody>
              </table>
            </div>
          } @else {<c-empty title="No cover" text="When an RM is on leave, another RM of the branch can serve the book for those days." />}
        }
      </c-answer>
      @if (!granting() && error(); as failed) {<c-error-block what="The cover was not ended" [error]="failed" (again)="error.set(null)" />}
    </main>
    @if (granting()) {
      <c-dialog title="Grant a cover" (closed)="granting.set(false)">
        <label class="field">RM on leave (employee id) <input #covered class="input" maxlength="40" autocomplete="off" spellcheck="false" /></label>
        <label class="field">Served by (employee id) <input #covering class="input" maxlength="40" autocomplete="off" spellcheck="false" /></label>
        <div class="days">
          <label class="field">From <input #from type="date" class="input" [value]="today" [min]="today" /></label>
          <label class="field">To <input #to type="date" class="input" [value]="today" [min]="today" /></label>
        </div>
        <label class="field">Reason <input #reason class="input" maxlength="200" autocomplete="off" value="Leave" /></label>
        @if (unmet(); as words) {<p class="second" role="alert">{{ words }}</p>}
        @if (error(); as failed) {<c-error-block what="The cover was not granted" kept="What you typed is kept." [error]="failed" (again)="error.set(null)" />}
        <button slot="actions" type="button" class="button" autofocus (click)="granting.set(false)">Cancel</button>
        <button slot="actions" type="button" class="button primary" data-use="cover.grant" [attr.aria-disabled]="saving() || null"
          (click)="grant({ covered: covered.value.trim(), covering: covering.value.trim(), from_date: from.value, to_date: to.value, reason: reason.value.trim() })">Grant</button>
      </c-dialog>
    }`,
  styleUrl: './oversight-page.css',
})
export class CoversPage {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  protected readonly states = STATES;
  protected readonly today = new Date().toLocaleDateString('sv');
  protected readonly answer = httpResource<CoverList>(() => '/api/covers');
  protected readonly held = kept(this.answer);
  protected readonly rows = computed(() => this.held()?.results.map(cover => ({ cover, state: coverState(cover, this.today) })));
  protected readonly granting = signal(false);
  protected readonly saving = signal(false);
  protected readonly unmet = signal('');
  protected readonly error = signal<unknown>(null);

  protected start(): void {
    this.unmet.set('');
    this.error.set(null);
    this.granting.set(true);
  }

  protected grant(cover: CoverWriteRequest): void {
    this.unmet.set(Object.values(cover).every(Boolean) ? '' : 'Two employee ids, both days and a reason are needed');
    if (this.unmet() || this.saving()) return;
    this.write(this.http.post('/api/covers', cover), 'Cover granted');
  }

  protected end(cover: Cover): void {
    if (!this.saving()) this.write(this.http.delete(`/api/covers/${cover.id}`), 'Cover ended');
  }

  private write(call: ReturnType<HttpClient['delete']>, done: string): void {
    this.saving.set(true);
    this.error.set(null);
    call.subscribe({
      next: () => {
        this.saving.set(false);
        this.granting.set(false);
        this.answer.reload();
        this.toasts.show(done);
      },
      error: (failed: unknown) => { this.saving.set(false); this.error.set(failed); },
    });
  }
}
