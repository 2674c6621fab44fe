import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { FollowUp } from '../../api/models/follow-up';
import { FollowUpList } from '../../api/models/follow-up-list';
import { Answer, kept } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { ErrorBlock } from '../../ui/error-block';
import { Segments } from '../../ui/segments';
import { Tag } from '../../ui/tag';
import { Toasts } from '../../ui/toasts';
import { Written } from '../../ui/written';
import { CalendarFeed } from './calendar-feed';
import { grouped } from './groups';

/** What was promised: overdue, today, upcoming; done with an outcome. */
@Component({
  selector: 'c-follow-ups-page',
  imports: [Answer, CalendarFeed, DateText, Empty, ErrorBlock, RouterLink, Segments, Tag],
  templateUrl: './follow-ups-page.html',
  styleUrl: './follow-ups-page.css',
})
export class FollowUpsPage {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly written = inject(Written);
  protected readonly states = [{ value: 'open', label: 'Open' }, { value: 'done', label: 'Done' }];
  protected readonly state = signal('open');
  protected readonly answer = httpResource<FollowUpList>(() => {
    this.written.times();
    return { url: '/api/follow-ups', params: { state: this.state() } };
  });
  protected readonly held = kept(this.answer);
  protected readonly groups = computed(() => grouped(this.held()?.results ?? []));
  protected readonly finishing = signal<number | null>(null);
  protected readonly saving = signal(false);
  protected readonly error = signal<unknown>(null);

  protected ask(item: FollowUp): void {
    this.error.set(null);
    this.finishing.update(open => (open === item.id ? null : item.id));
  }

  protected finish(item: FollowUp, outcome: string): void {
    if (this.saving()) return;
    this.saving.set(true);
    this.http.patch(`/api/follow-ups/${item.id}`, { outcome: outcome.trim() }).subscribe({
      next: () => {
        this.saving.set(false);
        this.finishing.set(null);
        this.written.note();
        this.toasts.show('Follow-up done');
      },
      error: (failed: unknown) => { this.saving.set(false); this.error.set(failed); },
    });
  }
}
