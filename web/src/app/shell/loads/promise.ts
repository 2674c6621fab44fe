import { Load } from '../../api/models';
import { ChartOption, ChartTable, EndLabel, Readout } from '../../ui/chart/chart';
import { clockTime, fullDate, shortDate } from '../../ui/dates';
import { Conventions } from '../../ui/money';

const MOST_LOADS = 31;
const DAY = 24 * 60;
/** A load may come days after its promise: its point stands no further from it than this, its words tell. */
const FURTHEST = 8 * 60;
const LEFT = 40;
const RIGHT = 92;

/** `48 min`, `5 h 7 min`, `4 d 5 h`. */
function span(minutes: number): string {
  if (minutes < 60) return $localize`${minutes}:minutes: min`;
  if (minutes < DAY) return $localize`${Math.floor(minutes / 60)}:hours: h ${minutes % 60}:minutes: min`;
  return $localize`${Math.floor(minutes / DAY)}:days: d ${Math.floor((minutes % DAY) / 60)}:hours: h`;
}

/** How long after its promise a load was published, in whole minutes; negative before it, null where nothing was promised. */
export function lateness(load: Load): { minutes: number; words: string } | null {
  if (load.state !== 'published' || !load.finished_at || !load.promised_at) return null;
  const seconds = (Date.parse(load.finished_at) - Date.parse(load.promised_at)) / 1000;
  const minutes = Math.floor(Math.abs(seconds) / 60);
  if (seconds <= 0) return { minutes: -minutes, words: $localize`${span(minutes)}:time: before the promise` };
  return { minutes: Math.max(1, minutes), words: $localize`late ${span(Math.max(1, minutes))}:time:` };
}

/** `IST`: the name of the bank's zone on that day. */
export function zoneName(at: string, c: Conventions): string {
  const parts = new Intl.DateTimeFormat(c.locale, { timeZone: c.time_zone, timeZoneName: 'short' }).formatToParts(new Date(at));
  return parts.find(part => part.type === 'timeZoneName')?.value ?? '';
}

/** A load that first published its day: `minutes` after midnight of the morning it was promised for. */
export interface Point { load: Load; minutes: number; late: { minutes: number; words: string } }

/** The last loads that first published a day, the oldest day first. */
export function published(loads: readonly Load[], c: Conventions): Point[] {
  return loads.flatMap(load => {
    const late = lateness(load);
    return late && load.promised_at ? [{ load, late, minutes: clock(load.promised_at, c) + Math.max(-FURTHEST, Math.min(FURTHEST, late.minutes)) }] : [];
  }).sort((a, b) => a.load.as_of.localeCompare(b.load.as_of)).slice(-MOST_LOADS);
}

/** The promise of the newest load, minutes after midnight. */
export function promiseOf(points: readonly Point[], c: Conventions): number | null {
  const promised = points.at(-1)?.load.promised_at;
  return promised ? clock(promised, c) : null;
}

function clock(at: string, c: Conventions): number {
  const [hours = 0, minutes = 0] = clockTime(at, c).split(':').map(Number);
  return hours * 60 + minutes;
}

/** Minutes after midnight as a time of day: `06:30`; before midnight that of the evening before. */
export function timeOfDay(minutes: number): string {
  const within = ((minutes % DAY) + DAY) % DAY;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}

/** Whole hours around all points and the promise, in three to five parts. */
function hours(values: readonly number[]): { min: number; max: number; interval: number } {
  const [least, most] = [Math.min(...values) - 20, Math.max(...values) + 20];
  const interval = [60, 120, 180, 240].find(step => (most - least) / step <= 4) ?? 360;
  return { min: Math.floor(least / interval) * interval, max: Math.ceil(most / interval) * interval, interval };
}

/** The late ones that are named beside their diamond: the last and the latest. */
function named(points: readonly Point[]): Set<Point> {
  const late = points.filter(point => point.late.minutes > 0);
  return new Set([late.at(-1), [...late].sort((a, b) => b.late.minutes - a.late.minutes)[0]].filter(point => point !== undefined));
}

/** `07:12, late 42 min`: when it was, and how that stands to the promise. */
function words(point: Point, c: Conventions): string {
  return point.load.finished_at ? $localize`${clockTime(point.load.finished_at, c)}:time:, ${point.late.words}:lateness:` : '';
}

export function publishedOption(points: readonly Point[], c: Conventions): ChartOption {
  const promise = promiseOf(points, c);
  const labelled = named(points);
  const days = points.map(point => shortDate(point.load.as_of, points.at(-1)?.load.as_of ?? null, c));
  const shown = new Set([0, Math.floor((points.length - 1) / 2), points.length - 1]);
  const indexed = points.map((point, index) => ({ point, index }));
  return {
    grid: { top: 8, bottom: 20, left: LEFT, right: RIGHT },
    xAxis: { type: 'category', data: days, axisLabel: { interval: (index: number) => shown.has(index) } },
    yAxis: { type: 'value', ...hours([...points.map(point => point.minutes), ...(promise === null ? [] : [promise])]), axisLabel: { formatter: timeOfDay } },
    series: [
      {
        type: 'scatter', name: $localize`Published`, symbolSize: 7, itemStyle: { color: '--c-1', opacity: 1 },
        data: indexed.filter(one => one.point.late.minutes <= 0).map(one => [one.index, one.point.minutes]),
        markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { type: 'dashed', color: '--chart-plotline', width: 1 }, data: promise === null ? [] : [{ yAxis: promise }] },
      },
      {
        type: 'scatter', name: $localize`Late`, symbol: 'diamond', symbolSize: 11, itemStyle: { color: '--late', opacity: 1 },
        data: indexed.filter(one => one.point.late.minutes > 0).map(one => ({
          value: [one.index, one.point.minutes],
          label: { show: labelled.has(one.point), position: one.index > points.length / 2 ? 'left' : 'right', distance: 6, formatter: words(one.point, c), color: '--late', fontSize: 11 },
        })),
      },
    ],
  } as ChartOption;
}

export function publishedEnds(points: readonly Point[], c: Conventions): EndLabel[] {
  const promise = promiseOf(points, c);
  return promise === null ? [] : [{ value: promise, name: $localize`Promise ${timeOfDay(promise)}:time:` }];
}

/** The day under the cursor; at rest the newest. */
export function publishedReadout(points: readonly Point[], c: Conventions): (at: number | null) => Readout | null {
  return at => {
    const point = points[at ?? points.length - 1];
    if (!point?.load.finished_at) return null;
    const entry = { name: point.late.words, value: clockTime(point.load.finished_at, c), colour: point.late.minutes > 0 ? '--late' : '--c-1', mark: 'ring' as const };
    return { at: fullDate(point.load.as_of, c), entries: [entry] };
  };
}

export function publishedTable(points: readonly Point[], c: Conventions): ChartTable {
  const rows = [...points].reverse().map(({ load, late }) => [fullDate(load.as_of, c), load.finished_at ? clockTime(load.finished_at, c) : null, load.promised_at ? clockTime(load.promised_at, c) : null, late.words]);
  return { head: [$localize`Business day`, $localize`Published`, $localize`Promise`, $localize`Against the promise`], rows };
}
