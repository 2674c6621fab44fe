import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { BookInsights } from '../../api/models/book-insights';
import { TodayItem } from '../../api/models/today-item';
import { Answer } from '../../ui/answer';
import { Chip } from '../../ui/chip';
import { ExportButton } from '../../ui/export-button';
import { paged } from '../../ui/paged';
import { Written } from '../../ui/written';
import { titleOf } from './rule-words';
import { TodayItemRow } from './today-item';

const URL = '/api/book/insights';

/** Everything worth doing across the book, not the first twenty alone; the URL holds the rule it is narrowed to. */
@Component({
  selector: 'c-today-page',
  imports: [Answer, Chip, ExportButton, TodayItemRow],
  template: `
    <main class="page">
      <div class="title"><h1 i18n>Today</h1><span class="second" i18n>{{ total() }} to do, most urgent first</span><c-export-button class="export" url="/api/insights/export" name="today" /></div>
      <div class="rules" role="group" aria-label="Kinds" i18n-aria-label>
        @if (rule(); as chosen) {<c-chip [text]="titleOf(chosen)" (press)="only('')" />}
        @else {@for (one of rules(); track one.rule) {<button type="button" class="chip" (click)="only(one.rule)">{{ titleOf(one.rule) }} <span class="muted">{{ one.count }}</span></button>}}
      </div>
      <c-answer class="block" [of]="list.first" what="Today" i18n-what [rows]="10" [has]="list.rows().length > 0">
        <ol>
          @for (item of list.rows(); track item.key) {<li tabindex="-1"><c-today-item [item]="item" [today]="counts.value()?.today ?? ''" /></li>}
          @empty {@if (list.first.hasValue()) {<li class="second" i18n>Nothing is waiting. New things come with the next business day.</li>}}
        </ol>
        @if (list.failed()) {<p class="second" i18n>The next ones did not load.</p>}
        @if (list.next()) {<button type="button" class="button" [attr.aria-disabled]="list.loading() || null" (click)="list.more()" i18n>Show more</button>}
      </c-answer>
    </main>`,
  styleUrl: './today-page.css',
})
export class TodayPage {
  private readonly written = inject(Written);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly params = toSignal(this.route.queryParams, { initialValue: this.route.snapshot.queryParams });
  protected readonly rule = computed(() => String(this.params()['rule'] ?? ''));
  protected readonly counts = httpResource<BookInsights>(() => { this.written.times(); return { url: URL, params: { limit: '1' } }; });
  protected readonly rules = computed(() => [...(this.counts.value()?.rules ?? [])].sort((a, b) => b.count - a.count));
  protected readonly total = computed(() => this.rules().reduce((sum, one) => sum + one.count, 0));
  protected readonly list = paged<TodayItem>(() => {
    this.written.times();
    return { url: URL, params: { limit: '50', ...(this.rule() ? { rule: this.rule() } : {}) } };
  });
  protected readonly titleOf = titleOf;

  protected only(rule: string): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: { rule: rule || null } });
  }
}
