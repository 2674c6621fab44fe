import { HttpClient, HttpHeaders } from '@angular/common/http';
import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { Subscription, catchError, firstValueFrom, map, of, race, timer } from 'rxjs';
import { clockTime, shortDate, bankDay, weekdayDate } from '../ui/dates';
import { IconName } from '../ui/icon';
import { count } from '../ui/money';
import { plural } from '../ui/plural';
import { Settings } from '../ui/settings';
import { PublicationAnswer } from './session-answers';

const POLL_MS = 60_000;
const FIRST_MS = 1000;
const BACKGROUND = new HttpHeaders({ 'X-Background': '1' });

/** The business date in force, asked every minute. A call without the reader's activity does not keep the session alive. */
@Injectable({ providedIn: 'root' })
export class Publication {
  readonly answer = signal<PublicationAnswer | null>(null);
  private readonly http = inject(HttpClient);
  private readonly settings = inject(Settings);
  private active = false;
  private setAt = 0;

  readonly badge = computed(() => {
    const answer = this.answer();
    if (!answer) return null;
    const c = this.settings.conventions();
    const current = { icon: 'circle-check' as IconName, word: 'T-1', tone: 'gain' };
    const states: Record<string, { icon: IconName; word: string; tone: string }> = {
      late: { icon: 'clock', word: $localize`Late`, tone: 'late' },
      quarantined: { icon: 'triangle-alert', word: $localize`Partly quarantined`, tone: 'late' },
      loading: { icon: 'refresh-cw', word: $localize`Loading`, tone: 'info' },
    };
    return { ...(states[answer.state] ?? current), date: weekdayDate(answer.as_of, c), brief: shortDate(answer.as_of, answer.as_of, c) };
  });

  /** The one banner: late and quarantine only. */
  readonly banner = computed(() => {
    const answer = this.answer();
    const c = this.settings.conventions();
    if (!answer) return null;
    if (answer.state === 'late') {
      const day = weekdayDate(answer.as_of, c);
      const expected = answer.expected_as_of ? shortDate(answer.expected_as_of, answer.as_of, c) : null;
      return {
        icon: 'clock' as IconName,
        text: expected ? $localize`The load of ${expected}:expected: is late: these are the figures of ${day}:day:.` : $localize`The load is late: these are the figures of ${day}:day:.`,
      };
    }
    if (answer.state === 'quarantined') {
      const day = shortDate(answer.as_of, answer.as_of, c);
      const rows = count(answer.quarantined_rows, c);
      return {
        icon: 'triangle-alert' as IconName,
        text: plural(answer.quarantined_rows, $localize`${day}:day: is partly quarantined: 1 row is held back. Figures here may miss it.`,
          $localize`${day}:day: is partly quarantined: ${rows}:rows: rows are held back. Figures here may miss them.`),
      };
    }
    return null;
  });

  /** The day's load in words: the banner's, or why there is none. */
  readonly notes = computed(() => {
    const banner = this.banner();
    if (banner) return banner.text;
    return this.answer()?.state === 'loading' ? $localize`The next business day is being loaded. These figures change at once, when it is whole.` : $localize`The last business day there can be: its bookings and balances are all here.`;
  });

  readonly published = computed(() => {
    const answer = this.answer();
    const c = this.settings.conventions();
    return answer ? $localize`Published ${shortDate(bankDay(answer.published_at, c), null, c)}:day:, ${clockTime(answer.published_at, c)}:time:` : '';
  });

  /** The day is asked for before a page is shown, so that its banner does not push the page down; not for longer than a moment. */
  async beforePage(): Promise<void> {
    if (this.answer()) return;
    const asked = this.http.get<PublicationAnswer>('/api/publication', { headers: BACKGROUND }).pipe(catchError(() => of(null)));
    const answer = await firstValueFrom(race(asked, timer(FIRST_MS).pipe(map(() => null))));
    if (answer) this.set(answer);
  }

  /** Polls until `until` is destroyed. */
  watch(until: DestroyRef): void {
    const mark = () => { this.active = true; };
    addEventListener('pointerdown', mark, { passive: true });
    addEventListener('keydown', mark, { passive: true });
    let asking: Subscription | undefined;
    const ask = () => { asking = this.ask(); };
    if (Date.now() - this.setAt > FIRST_MS) ask();
    const timer = setInterval(ask, POLL_MS);
    until.onDestroy(() => {
      clearInterval(timer);
      asking?.unsubscribe();
      removeEventListener('pointerdown', mark);
      removeEventListener('keydown', mark);
    });
  }

  private ask(): Subscription {
    const headers = this.active ? new HttpHeaders() : BACKGROUND;
    this.active = false;
    return this.http.get<PublicationAnswer>('/api/publication', { headers }).subscribe({
      next: answer => this.set(answer),
      error: () => undefined, // the badge keeps the last known day; each block says its own failure
    });
  }

  private set(answer: PublicationAnswer): void {
    this.setAt = Date.now();
    this.answer.set(answer);
    this.settings.asOf.set(answer.as_of);
    this.settings.today.set(answer.today);
  }
}
