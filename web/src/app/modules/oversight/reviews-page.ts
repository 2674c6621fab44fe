import { HttpClient, httpResource } from '@angular/common/http';
import { Component, inject, signal } from '@angular/core';
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
import { reasonWord } from './words';

/** What those who report to the reader opened out of scope, to be said justified or not. */
@Component({
  selector: 'c-reviews-page',
  imports: [Answer, DateText, Dialog, Empty, ErrorBlock, Segments, Tag],
  template: `
    <main class="page">
      <div class="title"><h1>Reviews</h1><span class="second">Customers opened out of scope</span><c-segments label="Which reviews" [options]="states" [(value)]="state" /></div>
      <c-answer [of]="answer" what="Reviews" shape="row" [rows]="5" [has]="!!held()">
        @if (held(); as list) {
          @if (list.results.length) {
            <div class="scroll" tabindex="0" role="region" aria-label="Reviews">
              <table class="table">
                <caption class="sr-only">Reviews</caption>
                <thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Customer</th><th scope="col">Reason</th><th scope="col">Note</th><th scope="col">Review</th></tr></thead>
                <tbody>
                  @for (row of list.results; track row.id) {
                    <tr>
                      <td class="nowrap">{{ row.at | cDate: 'short' }} {{ row.at | cDate: 'time' }}</td>
                      <td class="medium nowrap">{{ row.name }}</td><td>{{ row.customer_id }}</td><td class="nowrap">{{ reason(row.reason) }}</td><td class="second">{{ row.note || '–' }}</td>
                      <td class="nowrap">
                        @if (row.reviewed_at) {<c-tag [tone]="row.outcome === 'justified' ? 'gain' : 'loss'" [icon]="row.outcome === 'justified' ? 'check' : 'x'">{{ row.outcome === 'justified' ? 'Justified' : 'Not justified' }}</c-tag>}
                        @else {<button type="button" class="button" data-use="review" [attr.aria-label]="'Review: ' + row.name + ', ' + row.customer_id" (click)="ask(row)">Review</button>}
                      </td>
                    </tr>
                  }
                </tbody>
              </table>
            </div>
          } @else {<c-empty [title]="state() === 'open' ? 'Nothing to review' : 'Nothing was opened out of scope'" text="When someone who reports to you opens a customer out of scope, it stands here with its reason." />}
        }
      </c-answer>
    </main>
    @if (open(); as row) {
      <c-dialog title="Was it justified?" (closed)="open.set(null)">
        <p>{{ row.name }} opened {{ row.customer_id }} on {{ row.at | cDate }}: {{ reason(row.reason) }}@if (row.note) {, “{{ row.note }}”}</p>
        <label class="field">Note <input #note class="input" maxlength="300" autocomplete="off" /></label>
        @if (error(); as failed) {<c-error-block what="This was not saved" kept="What you typed is kept." [error]="failed" (again)="error.set(null)" />}
        <button slot="actions" type="button" class="button quiet" autofocus (click)="open.set(null)">Cancel</button>
        <button slot="actions" type="button" class="button" [attr.aria-disabled]="saving() || null" (click)="say(row, 'not_justified', note.value)">Not justified</button>
        <button slot="actions" type="button" class="button primary" [attr.aria-disabled]="saving() || null" (click)="say(row, 'justified', note.value)">Justified</button>
      </c-dialog>
    }`,
  styleUrl: './oversight-page.css',
})
export class ReviewsPage {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  protected readonly states = [{ value: 'open', label: 'Open' }, { value: 'all', label: 'All' }];
  protected readonly state = signal('open');
  protected readonly answer = httpResource<ReviewList>(() => ({ url: '/api/reviews', params: { state: this.state() } }));
  protected readonly held = kept(this.answer);
  protected readonly open = signal<Review | null>(null);
  protected readonly saving = signal(false);
  protected readonly error = signal<unknown>(null);
  protected readonly reason = reasonWord;

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
        this.toasts.show('Review saved');
      },
      error: (failed: unknown) => { this.saving.set(false); this.error.set(failed); },
    });
  }
}
