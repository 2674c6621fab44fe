import { HttpResourceRef, httpResource } from '@angular/common/http';
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
import { plural } from '../../ui/plural';
import { Segments } from '../../ui/segments';
import { Settings } from '../../ui/settings';
import { addressWord, bars, By, everyWeek, featureWord, kindWord, mostAndLeast, NO_PART, ofPart, totals, totalsOption, totalsReadout, totalsTable } from './features';

const BYS: readonly By[] = ['role', 'branch', 'week'];
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
  private readonly asked = (by: By) => httpResource<UsedFeaturesAnswer>(() => ({ url: '/api/usage/features', params: { ...this.period(), by } }));
  private readonly answers: Record<By, HttpResourceRef<UsedFeaturesAnswer | undefined>> = { role: this.asked('role'), branch: this.asked('branch'), week: this.asked('week') };
  protected readonly callsAnswer = httpResource<UsedRoutesAnswer>(() => ({ url: '/api/usage/calls', params: this.period() }));
  private readonly found = { role: kept(this.answers.role), branch: kept(this.answers.branch), week: kept(this.answers.week) };
  protected readonly answer = computed(() => BYS.map(by => this.answers[by]).find(answer => answer.status() === 'error') ?? this.answers[this.by() as By]);
  /** All three or none: a chart that comes later would push the lists down. */
  protected readonly used = computed(() => (this.found.role() && this.found.branch() && this.found.week() ? this.found[this.by() as By]() : undefined));
  private readonly calls = kept(this.callsAnswer);
  protected readonly kind = kindWord;
  protected readonly feature = featureWord;
  protected readonly address = addressWord;

  /** Uses of all features by role, branch and week; none where nothing was counted. */
  protected readonly charts = computed(() => {
    const c = this.settings.conventions();
    const titles = { role: $localize`Uses by role`, branch: $localize`Uses by branch`, week: $localize`Uses by week` };
    return BYS.flatMap(by => {
      const used = this.found[by]();
      const counted = used ? totals(used.results, by, c) : [];
      if (!used || !counted.length) return [];
      const all = by === 'week' ? everyWeek(counted, used.first, used.last, c) : counted;
      const shown = bars(all, by);
      return [{ by, title: titles[by], option: totalsOption(shown), readout: totalsReadout(shown, by), table: totalsTable(all, by) }];
    });
  });

  /** One role, branch or week whose features are listed; all together without. */
  protected readonly part = linkedSignal<unknown, string>({ source: this.by, computation: () => '' });
  protected readonly none = NO_PART;
  protected readonly parts = computed(() => totals(this.used()?.results ?? [], (this.used()?.by ?? 'role') as By, this.settings.conventions()));
  protected readonly ofWord = computed(() => ({ role: $localize`Features used by the role`, branch: $localize`Features used in the branch`, week: $localize`Features used in the week from` })[(this.used()?.by ?? 'role') as By]);
  private readonly ofPart = computed(() => ofPart(this.used()?.results ?? [], this.part()));

  /** Whether all of the least used are listed, and not the first of them alone. */
  protected readonly showsAll = linkedSignal({ source: () => [this.by(), this.days(), this.part()], computation: () => false });
  protected readonly lists = computed(() => {
    const { most, least } = mostAndLeast(this.ofPart(), SHOWN);
    const unused = least.filter(feature => !feature.times).length;
    const rest = this.showsAll() ? 0 : least.length - SHOWN;
    return [
      { title: $localize`Most used`, unit: '', rows: most, more: '' },
      {
        title: $localize`Least used`, unit: unused ? plural(unused, $localize`1 feature nobody used`, $localize`${unused}:features: features nobody used`) : '',
        rows: rest > 0 ? least.slice(0, SHOWN) : least, more: rest > 0 ? $localize`Show ${rest}:features: more` : '',
      },
    ].filter(list => list.rows.length);
  });

  protected readonly most = computed(() => this.ofPart()[0]?.times || 1);
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
