import { ChartOption, ChartTable, Readout } from '../../ui/chart/chart';
import { dayTime, fullDate, monthName } from '../../ui/dates';
import { amount, Conventions, exact, scaled, Unit, unitFor } from '../../ui/money';

/** One account's changed days within a window; minor units. */
export interface Trend { from: string; to: string; points: readonly (readonly [string, number])[] }

export function trendUnit(trend: Trend, c: Conventions): Unit {
  return unitFor(trend.points.map(point => point[1]), c);
}

/** One stepped line; it starts at 0 where the balance can reach it. Pure: no DOM, colours are token names. */
export function trendOption(trend: Trend, c: Conventions): ChartOption {
  const unit = trendUnit(trend, c);
  const last = trend.points.at(-1);
  const held = last && last[0] < trend.to ? [...trend.points, [trend.to, last[1]] as const] : trend.points;
  return {
    grid: { top: 10, bottom: 22, left: 46, right: 8 },
    xAxis: { type: 'time', min: dayTime(trend.from), max: dayTime(trend.to), minInterval: 28 * 86_400_000, axisLabel: { formatter: (time: number) => monthName(new Date(time).toISOString()) } },
    yAxis: { type: 'value' },
    series: [{
      type: 'line', step: 'end', showSymbol: false, silent: true, lineStyle: { width: 1.5, color: '--c-1' }, itemStyle: { color: '--c-1' },
      data: held.map(([day, minor]) => [dayTime(day), scaled(minor, unit, c)]),
    }],
  } as ChartOption;
}

/** The balance on the cursor's day, or on the last. */
export function trendReadout(trend: Trend, at: number | null, c: Conventions): Readout {
  const day = at === null ? trend.to : new Date(Math.min(Math.max(at, dayTime(trend.from)), dayTime(trend.to))).toISOString().slice(0, 10);
  const held = trend.points.filter(point => point[0] <= day).at(-1);
  return { at: fullDate(day, c), entries: [{ name: $localize`Closing`, value: held ? exact(held[1], c) : '–' }] };
}

export function trendTable(trend: Trend, c: Conventions): ChartTable {
  return { head: [$localize`Changed on`, $localize`Closing`], rows: [...trend.points].reverse().map(([day, minor]) => [fullDate(day, c), amount(minor, c)]) };
}
