import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Cover } from '../../api/models/cover';
import { CoverList } from '../../api/models/cover-list';
import { ReviewList } from '../../api/models/review-list';
import { Answer, kept } from '../../ui/answer';
import { DateText } from '../../ui/dates';
import { ErrorBlock } from '../../ui/error-block';
import { Icon } from '../../ui/icon';
import { Settings } from '../../ui/settings';
import { Tag } from '../../ui/tag';
import { Toasts } from '../../ui/toasts';
import { CoverDialog } from './cover-dialog';
import { CoverState, coverState, reasonWord } from './words';

/** Covers that run or are planned, and what waits for the head's review: each with its state and what to do. */
@Component({
  selector: 'c-cover-block',
  imports: [Answer, CoverDialog, DateText, ErrorBlock, Icon, RouterLink, Tag],
  template: `
    <section class="block" aria-labelledby="covers-head">
      <div class="block-head"><h2 id="covers-head" i18n>Cover and reviews</h2>@if (held()) {<span class="unit">{{ covers().length + reviews().length }}</span>}
        @if (mayGrant) {<div class="tools"><button type="button" class="button quiet" data-use="cover.grant" (click)="granting.set(true)" i18n>Grant a cover</button></div>}</div>
      <c-answer [of]="answer" what="Covers" i18n-what shape="row" [rows]="2" [has]="!!held()">
        <ul>
          @for (one of reviews(); track one.id) {
            <li><c-icon name="shield-alert" /><div class="fact"><p><b>{{ one.name }}</b><c-tag tone="late" icon="clock" i18n>Pending</c-tag></p>
              <p class="second"><ng-container i18n>Opened customer {{ one.customer_id }} out of scope</ng-container>: {{ reasonOf(one.reason) }}, {{ one.at | cDate: 'short' }}</p>
              <a class="button" routerLink="/reviews" i18n>Review</a></div></li>
          }
          @for (one of covers(); track one.cover.id) {
            <li><c-icon name="users" /><div class="fact"><p><b i18n>{{ one.cover.covered_name }}, on leave</b>
              @if (one.state === 'running') {<c-tag tone="gain" icon="check" i18n>Active</c-tag>} @else {<c-tag icon="clock" i18n>Planned</c-tag>}</p>
              <p class="second" i18n>Covered by {{ one.cover.covering_name }}, {{ one.cover.from_date | cDate: 'short' }} to {{ one.cover.to_date | cDate: 'short' }}</p>
              @if (mayGrant) {<button type="button" class="button" data-use="cover.end" [attr.aria-label]="endOf(one.cover)" [attr.aria-disabled]="saving() || null" (click)="end(one.cover)" i18n>End</button>}</div></li>
          }
          @if (held() && !covers().length && !reviews().length) {<li class="second"><p i18n>No RM of this unit is covered, and nothing waits for your review.</p></li>}
        </ul>
      </c-answer>
      @if (error(); as failed) {<c-error-block what="The cover was not ended" i18n-what [error]="failed" (again)="error.set(null)" />}
      <p class="all"><a routerLink="/covers" i18n>All covers</a></p>
    </section>
    @if (granting()) {<c-cover-dialog (closed)="granting.set(false)" (granted)="granted()" />}`,
  styles: `
    li { display: flex; gap: var(--s-3); padding: 10px 0; border-bottom: var(--hair); } li c-icon { margin-top: 2px; color: var(--text-2); }
    .fact { flex: 1; min-width: 0; display: grid; gap: var(--s-1); justify-items: start; } .fact p:first-child { display: flex; justify-content: space-between; align-items: center; gap: var(--s-2); width: 100%; }
    b { font-weight: var(--w-strong); } .all { padding-top: var(--s-2); font: var(--t-12); } .tools .button { min-height: 24px; font: var(--t-12); }`,
})
export class CoverBlock {
  /** Until when each RM's book is covered today, by employee. */
  readonly leave = output<Record<string, string>>();
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly settings = inject(Settings);
  private readonly today = this.settings.today;
  protected readonly mayGrant = this.settings.may('cover.grant');
  protected readonly reasonOf = reasonWord;
  protected readonly endOf = (cover: Cover) => $localize`End the cover of ${cover.covered_name}:name:`;
  protected readonly answer = httpResource<CoverList>(() => '/api/covers');
  private readonly reviewAnswer = httpResource<ReviewList>(() => ({ url: '/api/reviews', params: { state: 'open' } }));
  protected readonly held = kept(this.answer);
  private readonly heldReviews = kept(this.reviewAnswer);
  protected readonly reviews = computed(() => (this.heldReviews()?.results ?? []).filter(one => one.may_review));
  protected readonly covers = computed(() => (this.held()?.results ?? [])
    .map(cover => ({ cover, state: coverState(cover, this.today()) as CoverState })).filter(one => one.state === 'running' || one.state === 'planned'));
  protected readonly granting = signal(false);
  protected readonly saving = signal(false);
  protected readonly error = signal<unknown>(null);

  constructor() {
    effect(() => {
      const running = this.covers().filter(one => one.state === 'running');
      this.leave.emit(Object.fromEntries(running.map(one => [one.cover.covered, one.cover.to_date])));
    });
  }

  protected granted(): void {
    this.granting.set(false);
    this.answer.reload();
    this.toasts.show($localize`Cover granted`);
  }

  protected end(cover: Cover): void {
    if (this.saving()) return;
    this.saving.set(true);
    this.http.delete(`/api/covers/${cover.id}`).subscribe({
      next: () => { this.saving.set(false); this.answer.reload(); this.toasts.show($localize`Cover ended`); },
      error: (failed: unknown) => { this.saving.set(false); this.error.set(failed); },
    });
  }
}
