import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { Review } from '../../api/models/review';
import { ReviewList } from '../../api/models/review-list';
import { ReviewOutcome } from '../../api/models/review-outcome';
import { Answer, kept } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { Empty } from '../../ui/empty';
import { ErrorBlock } from '../../ui/error-block';
import { Segments } from '../../ui/segments';
import { Tag } from '../../ui/tag';
import { Toasts } from '../../ui/toasts';
import { AlertsList } from './alerts-list';
import { reasonWord } from './words';

/** What those who report to the reader opened out of scope, to be said justified or not. */
@Component({
  selector: 'c-reviews-page',
  imports: [AlertsList, Answer, DateText, Dialog, Empty, ErrorBlock, Segments, Tag],
  template: `
    <main class="page">
      <div class="title"><h1 i18n>Reviews</h1><span class="second" i18n>What those who report to you did beyond the usual</span><c-segments label="Which reviews" i18n-label [options]="states" [(value)]="state" /></div>
      <c-alerts-list class="leads" [state]="state()" />
      <h2 i18n>Customers opened out of scope</h2>
      <c-answer [of]="answer" what="Reviews" i18n-what shape="row" [rows]="5" [has]="!!held()">
        @if (held(); as list) {
          @if (list.results.length) {
            <div class="scroll" tabindex="0" role="region" aria-label="Reviews" i18n-aria-label>
              <table class="table folds">
                <caption class="sr-only" i18n>Reviews</caption>
                <thead><tr><th scope="col" i18n>When</th><th scope="col" i18n>Who</th><th scope="col" i18n>Customer</th><th scope="col" i18n>Reason</th><th scope="col" i18n>Note</th><th scope="col" i18n>Review</th></tr></thead>
                <tbody>
                  @for (row of list.results; track row.id) {
                    <tr>
                      <td class="nowrap">{{ row.at | cDate: 'short' }} {{ row.at | cDate: 'time' }}</td>
                      <td class="medium nowrap lead">{{ row.name }}</td><td>{{ row.customer_id }}</td><td class="nowrap">{{ reason(row.reason) }}</td><td class="second">{{ row.note || '–' }}</td>
                      <td class="nowrap tail">
                        @if (row.reviewed_at) {<c-tag [tone]="row.outcome === 'justified' ? 'gain' : 'loss'" [icon]="row.outcome === 'justified' ? 'check' : 'x'">@if (row.outcome === 'justified') {<ng-container i18n>Justified</ng-container>} @else {<ng-container i18n>Not justified</ng-container>}</c-tag>}
                        @else if (row.may_review) {<button type="button" class="button" data-use="review" [attr.aria-label]="reviewOf(row)" (click)="ask(row)" i18n>Review</button>}
                        @else {<span class="second" i18n>With the supervisor</span>}
                      </td>
                    </tr>
                  }
                </tbody>
              </table>
            </div>
          } @else {<c-empty [title]="empty()" i18n-text text="When someone who reports to you opens a customer out of scope, it stands here with its reason." />}
        }
      </c-answer>
    </main>
    @if (open(); as row) {
      <c-dialog title="Was it justified?" i18n-title (closed)="open.set(null)">
        <p i18n>{{ row.name }} opened {{ row.customer_id }} on {{ row.at | cDate }}: {{ reason(row.reason) }}</p>
        @if (row.note) {<p class="second">“{{ row.note }}”</p>}
        <label class="field"><ng-container i18n>Note</ng-container> <input #note class="input" maxlength="300" autocomplete="off" /></label>
        @if (error(); as failed) {<c-error-block what="This was not saved" i18n-what kept="What you typed is kept." i18n-kept [error]="failed" (again)="error.set(null)" />}
        <button slot="actions" type="button" class="button quiet" autofocus (click)="open.set(null)" i18n>Cancel</button>
        <button slot="actions" type="button" class="button" [attr.aria-disabled]="saving() || null" (click)="say(row, 'not_justified', note.value)" i18n>Not justified</button>
        <button slot="actions" type="button" class="button primary" [attr.aria-disabled]="saving() || null" (click)="say(row, 'justified', note.value)" i18n>Justified</button>
      </c-dialog>
    }`,
  styleUrl: './oversight-page.css',
})
export class ReviewsPage {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  protected readonly states = [{ value: 'open', label: $localize`:state of a review|:Open` }, { value: 'all', label: $localize`All` }];
  protected readonly state = signal('open');
  protected readonly answer = httpResource<ReviewList>(() => ({ url: '/api/reviews', params: { state: this.state() } }));
  protected readonly held = kept(this.answer);
  protected readonly open = signal<Review | null>(null);
  protected readonly saving = signal(false);
  protected readonly error = signal<unknown>(null);
  protected readonly reason = reasonWord;
  protected readonly reviewOf = (row: Review) => $localize`Review: ${row.name}:name:, ${row.customer_id}:customer:`;
  protected readonly empty = computed(() => this.state() === 'open' ? $localize`Nothing to review` : $localize`Nothing was opened out of scope`);

  protected ask(row: Review): void {
    this.error.set(null);
    this.open.set(row);
  }

  protected say(row: Review, outcome: ReviewOutcome, note: string): void {
    if (this.saving()) return;
    this.saving.set(true);
    this.http.patch(`/api/reviews/${row.id}`, { outcome, note: note.trim() }).subscribe({
      next: () => {
        this.saving.set(false);
        this.open.set(null);
        this.answer.reload();
        this.toasts.show($localize`Review saved`);
      },
      error: (failed: unknown) => { this.saving.set(false); this.error.set(failed); },
    });
  }
}
