import { HttpClient, httpResource } from '@angular/common/http';
import { Component, DOCUMENT, computed, inject, signal } from '@angular/core';
import { Calendar } from '../../api/models/calendar';
import { CalendarAddress } from '../../api/models/calendar-address';
import { Answer } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { ErrorBlock } from '../../ui/error-block';
import { Icon } from '../../ui/icon';

/** The address that a calendar program reads: shown once, made anew or withdrawn at any time. */
@Component({
  selector: 'c-calendar-feed',
  imports: [Answer, DateText, ErrorBlock, Icon],
  host: { class: 'block' },
  template: `
    <div class="block-head"><h2 i18n>In your calendar</h2></div>
    <c-answer [of]="answer" what="The calendar’s address" i18n-what [rows]="2" [has]="answer.hasValue()">
      @if (address(); as made) {
        <p class="second" i18n>Subscribe to this address in your calendar program. It is shown this once.</p>
        <p><input class="input" readonly [value]="made" aria-label="Calendar address" i18n-aria-label (focus)="$any($event.target).select()" /></p>
      } @else if (since(); as day) {
        <p class="second" i18n>An address is in use since {{ day | cDate }}. A new one ends it.</p>
      } @else {
        <p class="second" i18n>Your open follow-ups can stand in your own calendar. Whoever has the address can read them.</p>
      }
      <p class="acts">
        <button type="button" class="button" [attr.aria-disabled]="working() || null" (click)="issue()"><c-icon name="link" size="14" /> @if (since() || address()) {<ng-container i18n>New address</ng-container>} @else {<ng-container i18n>Make an address</ng-container>}</button>
        @if (since() || address()) {<button type="button" class="button quiet" [attr.aria-disabled]="working() || null" (click)="withdraw()" i18n>Withdraw</button>}
      </p>
      @if (error(); as failed) {<c-error-block what="This was not saved" i18n-what [error]="failed" (again)="error.set(null)" />}
    </c-answer>`,
  styles: `:host { display: block; } .acts { display: flex; gap: var(--s-2); padding-top: var(--s-2); } .input { width: 100%; margin-top: var(--s-2); }`,
})
export class CalendarFeed {
  private readonly http = inject(HttpClient);
  private readonly origin = inject(DOCUMENT).location.origin;
  protected readonly answer = httpResource<Calendar>(() => '/api/calendar');
  protected readonly address = signal<string | null>(null);
  protected readonly working = signal(false);
  protected readonly error = signal<unknown>(null);
  protected readonly since = computed(() => (this.answer.hasValue() ? this.answer.value().created_at : null));

  protected issue(): void {
    this.start();
    this.http.post<CalendarAddress>('/api/calendar', {}).subscribe({
      next: made => { this.address.set(this.origin + made.path); this.working.set(false); },
      error: (failed: unknown) => this.fail(failed),
    });
  }

  protected withdraw(): void {
    this.start();
    this.http.delete('/api/calendar').subscribe({
      next: () => { this.address.set(null); this.working.set(false); this.answer.reload(); },
      error: (failed: unknown) => this.fail(failed),
    });
  }

  private start(): void {
    this.working.set(true);
    this.error.set(null);
  }

  private fail(failed: unknown): void {
    this.working.set(false);
    this.error.set(failed);
  }
}
