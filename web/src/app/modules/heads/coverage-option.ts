import { UnitCoverage } from '../../api/models/unit-coverage';
import { ChartOption, ChartTable, Readout } from '../../ui/chart/chart';
import { shortDate } from '../../ui/dates';
import { Conventions } from '../../ui/settings';
import { share } from './figures';

export interface CoverageRow { name: string; customers: number; contacted: readonly number[] }

const NAME_ROOM = 112;
const LETTERS = 18;
/** From the emptiest to the fullest cell, each with an ink that can be read on it. */
const STEPS = ['--heat-1', '--heat-2', '--heat-3', '--heat-4', '--heat-5'] as const;
const INKS = ['--text', '--text', '--text', '--heat-ink-4', '--heat-ink-5'] as const;

/** The rows of the table in their order, each with its weeks. */
export function coverageRows(rows: readonly { id: string; name: string; customers: number }[], coverage: readonly UnitCoverage[]): CoverageRow[] {
  return rows.map(row => ({ name: row.name, customers: row.customers, contacted: coverage.find(one => one.id === row.id)?.contacted ?? [] }));
}

const cell = (row: CoverageRow, week: number) => share(row.contacted[week] ?? 0, row.customers) ?? 0;
const text = (value: number) => value.toFixed(1);

/** The step of a value up to the largest one: steps are equally wide. */
export function stepOf(value: number, most: number): number {
  return most ? Math.min(STEPS.length - 1, Math.floor(value / most * STEPS.length)) : 0;
}

/**
 * Per cent of each book spoken with, week by week. A row's cells are bars of height 1, stacked: the engine has bars
 * already, and the parts of a heat map would come with every page that has a chart. The plot begins with week `from`.
 */
export function coverageOption(rows: readonly CoverageRow[], every: readonly string[], c: Conventions, from = 0): ChartOption {
  const weeks = every.slice(from);
  const most = Math.max(0, ...rows.flatMap(row => weeks.map((_, week) => cell(row, from + week))));
  return {
    grid: { left: NAME_ROOM, right: 0, top: 0, bottom: 20 },
    xAxis: {
      type: 'category', data: weeks.map((day, week) => (week && day.slice(0, 7) === weeks[week - 1]?.slice(0, 7) ? String(Number(day.slice(8))).padStart(2, '0') : shortDate(day, weeks[weeks.length - 1] ?? null, c))),
      axisLine: { show: false }, axisLabel: { interval: 0, hideOverlap: false }, axisPointer: { lineStyle: { opacity: 0 } },
    },
    yAxis: [
      { type: 'value', show: false, min: 0, max: rows.length, inverse: true, axisPointer: { show: false } },
      {
        type: 'category', position: 'left', inverse: true, data: rows.map(row => row.name), splitLine: { show: false }, axisPointer: { show: false },
        axisLabel: { color: '--text-2', fontSize: 12, margin: NAME_ROOM - 2, align: 'left', interval: 0, hideOverlap: false, formatter: (name: string) => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name) },
      },
    ],
    series: rows.map(row => ({
      type: 'bar', name: row.name, stack: 'rows', barCategoryGap: '0%', silent: true, itemStyle: { borderColor: '--surface', borderWidth: 1 }, label: { show: true, position: 'inside', fontSize: 11 },
      data: weeks.map((_, week) => {
        const value = cell(row, from + week), step = stepOf(value, most);
        return { value: 1, itemStyle: { color: STEPS[step] }, label: { color: INKS[step], formatter: text(value) } };
      }),
    })),
  } as ChartOption;
}

/** The week's share of all books together; the plot begins with week `from`. */
export function coverageReadout(total: CoverageRow, weeks: readonly string[], c: Conventions, from = 0): (at: number | null) => Readout | null {
  return at => {
    const week = at === null ? weeks.length - 1 : from + at;
    const day = weeks[week];
    if (!day) return null;
    return { at: $localize`Week of ${shortDate(day, weeks[weeks.length - 1] ?? null, c)}:day:`, entries: [{ name: total.name, value: `${text(cell(total, week))}\u00a0%` }] };
  };
}

export function coverageTable(rows: readonly CoverageRow[], weeks: readonly string[], c: Conventions): ChartTable {
  return {
    head: [$localize`Unit and RM`, ...weeks.map(day => shortDate(day, weeks[weeks.length - 1] ?? null, c))],
    rows: rows.map(row => [row.name, ...weeks.map((_, week) => text(cell(row, week)))]),
  };
}
