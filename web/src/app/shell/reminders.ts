import { HttpClient, HttpHeaders } from '@angular/common/http';
import { DestroyRef, Injectable, effect, inject, signal } from '@angular/core';
import { FollowUpList } from '../api/models/follow-up-list';
import { Settings } from '../ui/settings';
import { Written } from '../ui/written';

const ASK_MS = 300_000;

/** How many of the reader's follow-ups are due by today: shown beside the place until they are done. */
@Injectable({ providedIn: 'root' })
export class Reminders {
  readonly due = signal(0);
  private readonly http = inject(HttpClient);
  private readonly settings = inject(Settings);
  private readonly written = inject(Written);

  /** Asks now, after every write, and every five minutes until `until` is destroyed. Call it in an injection context. */
  watch(until: DestroyRef): void {
    effect(() => { this.written.times(); if (this.settings.may('customer.write')) this.ask(); });
    const timer = setInterval(() => { if (this.settings.may('customer.write')) this.ask(); }, ASK_MS);
    until.onDestroy(() => { clearInterval(timer); this.due.set(0); });
  }

  private ask(): void {
    const headers = new HttpHeaders({ 'X-Background': '1' }); // no activity of the reader
    this.http.get<FollowUpList>('/api/follow-ups', { params: { when: 'today' }, headers }).subscribe({
      next: ({ counts }) => this.due.set(counts.overdue + counts.today),
      error: () => undefined, // a reminder that cannot be asked for holds nobody up
    });
  }
}
