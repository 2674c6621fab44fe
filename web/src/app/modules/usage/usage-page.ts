import { httpResource } from '@angular/common/http';
import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { UsedFeaturesAnswer } from '../../api/models/used-features-answer';
import { UsedRoute } from '../../api/models/used-route';
import { UsedRoutesAnswer } from '../../api/models/used-routes-answer';
import { Answer, kept } from '../../ui/answer';
import { Chart } from '../../ui/chart/chart';
import { Definition } from '../../ui/definition';
import { addDays } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { ExportButton } from '../../ui/export-button';
import { count } from '../../ui/money';
import { Segments } from '../../ui/segments';
import { Settings } from '../../ui/settings';
import { addressWord, bars, By, featureWord, kindWord, NO_PART, ofPart, totals, totalsOption, totalsReadout, totalsTable } from './features';

const SHOWN = 10;
const ROUTES_SHOWN = 40;

/** How the product is used, without customers' data: most and least used features, and how fast answers were. */
@Component({
  selector: 'c-usage-page',
  imports: [Answer, Chart, Definition, Empty, ExportButton, Segments],
  templateUrl: './usage-page.html',
  styleUrl: './usage-page.css',
})
export class UsagePage {
  private readonly settings = inject(Settings);
  protected readonly ways = [{ value: 'role', label: $localize`Role` }, { value: 'branch', label: $localize`Branch` }, { value: 'week', label: $localize`Week` }];
  protected readonly periods = [{ value: '7', label: $localize`7 d` }, { value: '28', label: $localize`28 d` }, { value: '91', label: $localize`13 wk` }];
  protected readonly by = signal<string>('role');
  protected readonly days = signal('28');
  /** Days are UTC days, both included. */
  private readonly period = computed(() => {
    const last = new Date().toISOString().slice(0, 10);
    return { first: addDays(last, 1 - Number(this.days())), last };
  });
  protected readonly params = computed(() => ({ ...this.period(), by: this.by() }));
  protected readonly answer = httpResource<UsedFeaturesAnswer>(() => ({ url: '/api/usage/features', params: this.params() }));
  protected readonly callsAnswer = httpResource<UsedRoutesAnswer>(() => ({ url: '/api/usage/calls', params: this.period() }));
  protected readonly used = kept(this.answer);
  private readonly calls = kept(this.callsAnswer);
  protected readonly kind = kindWord;
  protected readonly feature = featureWord;
  protected readonly address = addressWord;

  protected readonly chart = computed(() => {
    const used = this.used();
    if (!used) return null;
    const by = used.by as By;
    const all = totals(used.results, by, this.settings.conventions());
    const shown = bars(all, by);
    return { option: totalsOption(shown), readout: totalsReadout(shown, by), table: totalsTable(all, by) };
  });

  protected readonly unit = computed(() => ({ role: $localize`by role`, branch: $localize`by branch`, week: $localize`by week` })[(this.used()?.by ?? 'role') as By]);

  /** One role, branch or week whose features are listed; all together without. */
  protected readonly part = linkedSignal<unknown, string>({ source: this.by, computation: () => '' });
  protected readonly none = NO_PART;
  protected readonly parts = computed(() => totals(this.used()?.results ?? [], (this.used()?.by ?? 'role') as By, this.settings.conventions()));
  protected readonly ofWord = computed(() => ({ role: $localize`Features used by the role`, branch: $localize`Features used in the branch`, week: $localize`Features used in the week from` })[(this.used()?.by ?? 'role') as By]);
  private readonly ofPart = computed(() => ofPart(this.used()?.results ?? [], this.part()));

  protected readonly lists = computed(() => {
    const results = this.ofPart();
    const least = results.slice(Math.max(SHOWN, results.length - SHOWN)).reverse();
    return [{ title: $localize`Most used`, rows: results.slice(0, SHOWN) }, { title: $localize`Least used`, rows: least }].filter(list => list.rows.length);
  });

  protected readonly most = computed(() => this.ofPart()[0]?.times ?? 1);
  protected readonly routes = computed(() => this.calls()?.results.slice(0, ROUTES_SHOWN));

  protected number(value: number): string {
    return count(value, this.settings.conventions());
  }

  protected readonly meaning = $localize`Pages opened, named controls pressed and searches by their kind, added up.`;
  protected readonly meanings = {
    calls: $localize`Requests to this address.`,
    failed: $localize`Answers that the server failed to give (5xx).`,
    refused: $localize`Answers that say no: not signed in, not allowed, not found, not understood (4xx).`,
    cached: $localize`Of the answers that may be kept, the share that came from the cache without a query.`,
    mean: $localize`Time of all answers through their number, in ms.`,
    within: $localize`The ms in which that share of the requests was answered, as the upper bound of its bucket.`,
  };
  protected readonly counted = $localize`counted by the hour, UTC days`;

  /** The share of a route's answers that came from the cache; a dash where none may be kept. */
  protected fromCache(row: UsedRoute): string {
    return row.cache_asked ? ((row.cache_hits / row.cache_asked) * 100).toFixed(1) : '–';
  }

  /** A percentile is the upper bound of its bucket; beyond the last bucket there is none. */
  protected within(ms: number | null): string {
    return ms === null ? '> 5,000' : this.number(ms);
  }
}
