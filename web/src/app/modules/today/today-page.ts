import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { BookInsights } from '../../api/models/book-insights';
import { TodayItem } from '../../api/models/today-item';
import { Answer } from '../../ui/answer';
import { Chip } from '../../ui/chip';
import { DateText } from '../../ui/dates';
import { Definition } from '../../ui/definition';
import { ExportButton } from '../../ui/export-button';
import { MoneyText } from '../../ui/money';
import { paged } from '../../ui/paged';
import { Written } from '../../ui/written';
import { titleOf } from './rule-words';
import { TodayItemRow } from './today-item';

const MATURITIES = 'term_deposit_due';
const MATURITIES_SHOWN = 6;
const URL = '/api/book/insights';

/** Everything worth doing across the book, not the first twenty alone; the URL holds the rule it is narrowed to. */
@Component({
  selector: 'c-today-page',
  imports: [Answer, Chip, DateText, Definition, ExportButton, MoneyText, RouterLink, TodayItemRow],
  template: `
    <main class="page">
      <div class="title"><h1 i18n>Today</h1><span class="second" i18n>{{ total() }} to do, most urgent first</span><c-export-button class="export" url="/api/insights/export" name="today" /></div>
      <div class="rules" role="group" aria-label="Kinds" i18n-aria-label>
        @if (rule(); as chosen) {<c-chip [text]="titleOf(chosen)" (press)="only('')" />}
        @else {@for (one of rules(); track one.rule) {<button type="button" class="chip" (click)="only(one.rule)">{{ titleOf(one.rule) }} <span class="muted">{{ one.count }}</span></button>}}
      </div>
      <div class="columns">
      <c-answer class="block list" [of]="list.first" what="Today" i18n-what [rows]="10" [has]="list.rows().length > 0">
        <ol>
          @for (item of list.rows(); track item.key) {<li tabindex="-1"><c-today-item [item]="item" [today]="counts.value()?.today ?? ''" /></li>}
          @empty {@if (list.first.hasValue()) {<li class="second" i18n>Nothing is waiting. New things come with the next business day.</li>}}
        </ol>
        @if (list.failed()) {<p class="second" i18n>The next ones did not load.</p>}
        @if (list.next()) {<button type="button" class="button" [attr.aria-disabled]="list.loading() || null" (click)="list.more()" i18n>Show more</button>}
      </c-answer>
      <div class="side">
        <section class="block kinds" aria-labelledby="kinds">
          <div class="block-head"><h2 id="kinds"><c-definition label="Kinds" i18n-label [text]="meaning" [from]="source" /></h2><span class="unit" i18n>number and amount at stake</span></div>
          <c-answer [of]="counts" what="Kinds" i18n-what [rows]="8" [has]="rules().length > 0">
            <ul>
              @for (one of rules(); track one.rule) {<li><a class="cut" [class.here]="one.rule === rule()" [attr.aria-current]="one.rule === rule() || null" routerLink="." [queryParams]="{ rule: one.rule === rule() ? null : one.rule }">{{ titleOf(one.rule) }}</a><span class="num">{{ one.count }}</span><span class="num"><c-money [minor]="one.amount" /></span></li>}
              @empty {@if (counts.hasValue()) {<li class="second" i18n>None</li>}}
            </ul>
          </c-answer>
        </section>
        <section class="block" aria-labelledby="maturities">
          <div class="block-head"><h2 id="maturities" i18n>Next maturities</h2><span class="unit" i18n>without an instruction</span></div>
          <c-answer [of]="maturing" what="Maturities" i18n-what [rows]="4" [has]="maturing.hasValue()">
            <ul>
              @for (one of maturities(); track one.key) {<li class="maturity"><span class="second nowrap">{{ one.on_date | cDate: 'short' }}</span><a class="cut" [routerLink]="['/customers', one.customer_id]">{{ one.full_name }}</a><span class="num"><c-money [minor]="one.amount" /></span></li>}
              @empty {@if (maturing.hasValue()) {<li class="second" i18n>No term deposit matures in 90 days without an instruction</li>}}
            </ul>
          </c-answer>
        </section>
      </div>
      </div>
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
  protected readonly maturing = httpResource<BookInsights>(() => { this.written.times(); return { url: URL, params: { limit: '50', rule: MATURITIES } }; });
  /** The soonest first; the list is by weight. */
  protected readonly maturities = computed(() => [...(this.maturing.hasValue() ? this.maturing.value().results : [])]
    .sort((a, b) => (a.on_date ?? '').localeCompare(b.on_date ?? '')).slice(0, MATURITIES_SHOWN));
  protected readonly titleOf = titleOf;
  protected readonly meaning = $localize`What the rules found in your book and nobody put off or dismissed, by kind, with the sum of what is at stake. A customer may stand under several.`;
  protected readonly source = $localize`found by the rules of the nightly load`;

  protected only(rule: string): void {
    void this.router.navigate([], { relativeTo: this.route, queryParams: { rule: rule || null } });
  }
}
