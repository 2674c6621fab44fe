import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { UnitCoverageAnswer } from '../../api/models/unit-coverage-answer';
import { UnitRollupAnswer } from '../../api/models/unit-rollup-answer';
import { Answer, kept } from '../../ui/answer';
import { Chart } from '../../ui/chart/chart';
import { csvOf } from '../../ui/chart/option';
import { download } from '../../ui/chart/plot';
import { addDays, fullDate, monthName, shortDate } from '../../ui/dates';
import { Figure } from '../../ui/figure';
import { Icon } from '../../ui/icon';
import { change, count, inUnit, percentChange, shortText, unitFor, unitName } from '../../ui/money';
import { plural } from '../../ui/plural';
import { Screen } from '../../ui/screen';
import { Segments } from '../../ui/segments';
import { Settings } from '../../ui/settings';
import { coverageOption, coverageReadout, coverageRows, coverageTable } from './coverage-option';
import { Column, against, headRow, share, sortOf, sorted } from './figures';
import { UnitTable } from './unit-table';
import { unitFile } from './unit-file';
import { bars, varianceOption, varianceTable, varianceUnit } from './variance-option';
import { COLUMNS, FROM, headWords } from './words';

const ROW = 32; // pixels of a chart's row, as of the table's
const WEEKS_LINE = 20;
const ON_PHONE = 6; // weeks that a phone has room for; the table has them all
const CHART_HEAD = 53; // its rule, title and read-out line

/** A unit, or an RM's book: how it stands, what is under it side by side, who needs help. */
@Component({
  selector: 'c-unit',
  imports: [Answer, Chart, Figure, Icon, RouterLink, Segments, UnitTable],
  templateUrl: './unit.html',
  styleUrl: './unit.css',
})
export class UnitView {
  readonly unitId = input.required<string>();
  /** What is said beside an RM's name in the table, by employee. */
  readonly beside = input<Readonly<Record<string, string>>>({});
  private readonly settings = inject(Settings);
  private readonly router = inject(Router);
  private readonly phone = inject(Screen).phone;
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { initialValue: {} as Record<string, string> });
  protected readonly words = COLUMNS;
  protected readonly from = FROM;

  protected readonly answer = httpResource<UnitRollupAnswer>(() => `/api/units/${encodeURIComponent(this.unitId())}/rollup`);
  protected readonly coverageAnswer = httpResource<UnitCoverageAnswer>(() => `/api/units/${encodeURIComponent(this.unitId())}/coverage`);
  protected readonly held = kept(this.answer);
  private readonly coverage = kept(this.coverageAnswer);

  private readonly sort = computed(() => sortOf(this.params()['sort'], Object.keys(COLUMNS) as Column[]));
  private readonly period = computed(() => Math.max(0, this.held()?.periods.findIndex(one => one.key === this.params()['period']) ?? 0));
  protected readonly periodKey = computed(() => this.held()?.periods[this.period()]?.key ?? 'month');
  protected readonly periods = computed(() => (this.held()?.periods ?? []).map(one => ({ value: one.key, label: one.key === 'quarter' ? $localize`Quarter` : monthName(one.start_on) })));

  protected readonly heading = computed(() => {
    const held = this.held();
    if (!held) return null;
    const { unit, head, books } = held;
    const parts = [head ? headWords(head, unit.level) : '', unit.level === 'rm' ? $localize`relationship manager` : plural(books, $localize`1 book`, $localize`${books}:count: books`)];
    return { name: unit.name, path: held.path, words: parts.filter(Boolean).join(' · ') };
  });

  protected readonly figures = computed(() => {
    const held = this.held();
    if (!held) return [];
    const c = this.settings.conventions();
    const { unit } = held;
    const period = unit.periods[0];
    const moved = against(period);
    const variance = moved === null ? null : percentChange(moved, period?.casa_average_before ?? 0);
    const per = (part: number, whole: number) => { const value = share(part, whole); return value === null ? '–' : `${Math.round(value)}\u00a0%`; };
    const month = monthName(held.as_of);
    const due = unitFor(unit.maturing, c);
    const net = period?.term_deposits_change ?? 0;
    return [
      { ...COLUMNS.customers, kind: 'count' as const, value: unit.customers, text: '', moved: period?.customers_change ?? null, note: '' },
      { ...COLUMNS.trv, kind: 'minor' as const, value: unit.trv, text: '', moved: period?.trv_change ?? null, note: '' },
      { label: $localize`CASA, month average`, meaning: COLUMNS.average.meaning, kind: 'minor' as const, value: period?.casa_average ?? 0, text: '', moved: null,
        note: variance && period ? $localize`${this.before(held, 0)}:month: ${shortText(period.casa_average_before ?? 0, c)}:average: ${[variance.arrow, variance.text].filter(Boolean).join(' ')}:change:` : '' },
      { label: $localize`TD net in ${month}:month:`, meaning: COLUMNS.deposits.meaning, kind: 'minor' as const, value: net, text: change(net, c).text, moved: null,
        note: unit.maturing ? $localize`${inUnit(unit.renewing, due, c)}:renewing: of ${inUnit(unit.maturing, due, c)}:maturing: ${due.name}:unit: renewing` : $localize`none matures in 90 days` },
      { label: $localize`Contacted in 90 days`, meaning: COLUMNS.contacted.meaning, kind: 'count' as const, value: unit.contacted, text: per(unit.contacted, unit.customers), moved: null,
        note: $localize`${count(unit.contacted, c)}:some: of ${count(unit.customers, c)}:all:` },
      { ...COLUMNS.risk, kind: 'minor' as const, value: unit.at_risk, text: '', moved: null, note: $localize`${unit.trv ? (share(unit.at_risk, unit.trv) ?? 0).toFixed(1) : '0.0'}:share: % of TRV` },
    ];
  });

  protected readonly table = computed(() => {
    const held = this.held();
    if (!held) return null;
    const c = this.settings.conventions();
    const results = this.coverage()?.results;
    const at = this.period();
    const sort = this.sort();
    const unit = unitFor(held.unit.trv, c);
    const start = held.periods[at]?.start_on ?? held.as_of;
    return {
      unit, sort, total: headRow(held.unit, at, results), rows: sorted(held.children.map(row => headRow(row, at, results)), sort), before: this.before(held, this.period()),
      words: $localize`${unitName(unit, c)}:unit:, ${shortDate(start, held.as_of, c)}:from: to ${shortDate(held.as_of, held.as_of, c)}:to:`,
    };
  });

  protected readonly variance = computed(() => {
    const held = this.held();
    const all = held ? bars(held.children, this.period()) : [];
    if (!held || !all.length) return null;
    const c = this.settings.conventions();
    const unit = varianceUnit(all, c);
    return { title: $localize`CASA average against ${this.before(held, this.period())}:period:`, unit: unitName(unit, c), option: varianceOption(all, unit, c), table: varianceTable(all, c), height: all.length * ROW };
  });

  protected readonly contacted = computed(() => {
    const held = this.held();
    const answer = this.coverage();
    if (!held || !answer) return null;
    const c = this.settings.conventions();
    const shown = held.children.length ? [...held.children].sort((a, b) => b.trv - a.trv) : [held.unit];
    const rows = coverageRows(shown, answer.results);
    const [total] = coverageRows([held.unit], answer.results);
    const from = this.phone() ? Math.max(0, answer.weeks.length - ON_PHONE) : 0;
    return {
      option: coverageOption(rows, answer.weeks, c, from), table: coverageTable(rows, answer.weeks, c), height: rows.length * ROW + WEEKS_LINE,
      readout: total ? coverageReadout(total, answer.weeks, c, from) : null,
    };
  });

  /** Known before the weeks are: what stands below is not pushed down by them. */
  protected readonly coverageHeight = computed(() => (this.held()?.children.length || 1) * ROW + WEEKS_LINE + CHART_HEAD);

  protected choose(period: string): void {
    this.show({ period: period === 'month' ? null : period });
  }

  protected sortBy(sort: string): void {
    this.show({ sort: sort === '-trv' ? null : sort });
  }

  private show(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }

  protected save(): void {
    const held = this.held();
    const table = this.table();
    if (!held || !table) return;
    const name = `${held.unit.name}-${fullDate(held.as_of, this.settings.conventions())}`.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
    const file = unitFile([table.total, ...table.rows], table.before, this.settings.conventions());
    download(`${name}.csv`, `data:text/csv;charset=utf-8,${encodeURIComponent('\ufeff' + csvOf(file))}`);
  }

  /** The whole period before: `Oct`, or `Jul–Sep`. */
  private before(held: UnitRollupAnswer, at: number): string {
    const start = held.periods[at]?.start_on ?? held.as_of;
    const last = monthName(addDays(start, -1));
    if (held.periods[at]?.key !== 'quarter') return last;
    return `${monthName(addDays(start, -80))}–${last}`;
  }
}
