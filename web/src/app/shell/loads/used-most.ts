import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UsedFeaturesAnswer } from '../../api/models/used-features-answer';
import { featureWord, usedBy } from '../../modules/usage/features';
import { Answer, kept } from '../../ui/answer';
import { addDays } from '../../ui/dates';
import { count } from '../../ui/money';
import { Segments } from '../../ui/segments';
import { Settings } from '../../ui/settings';

const SHOWN = 5;
const ROLES: Record<string, readonly string[] | null> = { all: null, rm: ['rm'], heads: ['branch_head', 'cluster_head', 'region_head'] };

/** The pages opened most in a week, by everybody, RMs or heads. */
@Component({
  selector: 'c-used-most',
  imports: [Answer, RouterLink, Segments],
  host: { class: 'block' },
  template: `
    <div class="block-head"><h2><a routerLink="/usage" i18n>Used most</a></h2><span class="unit" i18n>visits, 7 days</span><span class="tools"><c-segments label="Whose visits" i18n-label [options]="ways" [(value)]="who" /></span></div>
    <c-answer [of]="answer" what="Usage" i18n-what shape="row" [rows]="5" [has]="!!used()">
      @if (used()) {
        @if (rows().length) {
          <table class="table">
            <caption class="sr-only" i18n>Used most</caption>
            <thead class="sr-only"><tr><th scope="col" i18n>Page</th><th scope="col" i18n>Share of the most used</th><th scope="col" i18n="pages opened|">Visits</th></tr></thead>
            <tbody>@for (row of rows(); track row.name) {<tr><td class="cut">{{ row.word }}</td><td class="track"><span class="rail"><span class="bar" [style.width.%]="row.share"></span></span></td><td class="num">{{ row.times }}</td></tr>}</tbody>
          </table>
        } @else {<p class="second none" i18n>No page was opened by them in these days.</p>}
      }
    </c-answer>`,
  styles: `
    :host { display: block; } table { table-layout: fixed; } td:last-child { width: 72px; } .track { width: 48%; }
    h2 a { color: inherit; } h2 a:hover { text-decoration: underline; text-underline-offset: 2px; }
    .rail { display: block; background: var(--n-3); } .bar { display: block; height: 6px; min-width: 1px; background: var(--c-1); } .none { padding: var(--s-2) 0; }`,
})
export class UsedMost {
  private readonly settings = inject(Settings);
  protected readonly ways = [{ value: 'all', label: $localize`All roles` }, { value: 'rm', label: $localize`RM` }, { value: 'heads', label: $localize`Heads` }];
  protected readonly who = signal<string>('all');
  /** Days are UTC days, both included. */
  protected readonly answer = httpResource<UsedFeaturesAnswer>(() => {
    const last = new Date().toISOString().slice(0, 10);
    return { url: '/api/usage/features', params: { first: addDays(last, -6), last, by: 'role' } };
  });
  protected readonly used = kept(this.answer);
  protected readonly rows = computed(() => {
    const pages = (this.used()?.results ?? []).filter(feature => feature.kind === 'page');
    const rows = usedBy(pages, ROLES[this.who()] ?? null).slice(0, SHOWN);
    const most = rows[0]?.times ?? 1;
    return rows.map(row => ({ name: row.name, word: featureWord(row.name), share: (row.times / most) * 100, times: count(row.times, this.settings.conventions()) }));
  });
}
