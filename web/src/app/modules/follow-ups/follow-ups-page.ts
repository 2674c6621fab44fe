import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { FollowUpList } from '../../api/models/follow-up-list';
import { Answer, kept } from '../../ui/answer';
import { Empty } from '../../ui/empty';
import { Segments } from '../../ui/segments';
import { Written } from '../../ui/written';
import { CalendarFeed } from './calendar-feed';
import { FollowUpItem } from './follow-up-item';
import { grouped } from './groups';

/** What was promised: overdue, my day, upcoming; done with an outcome. */
@Component({
  selector: 'c-follow-ups-page',
  imports: [Answer, CalendarFeed, Empty, FollowUpItem, RouterLink, Segments],
  templateUrl: './follow-ups-page.html',
  styleUrl: './follow-ups-page.css',
})
export class FollowUpsPage {
  private readonly written = inject(Written);
  protected readonly states = [{ value: 'open', label: $localize`:state of a request|:Open` }, { value: 'done', label: $localize`Done` }];
  protected readonly state = signal('open');
  protected readonly answer = httpResource<FollowUpList>(() => {
    this.written.times();
    return { url: '/api/follow-ups', params: { state: this.state() } };
  });
  protected readonly held = kept(this.answer);
  protected readonly groups = computed(() => grouped(this.held()?.results ?? []));
}
