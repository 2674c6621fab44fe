import { BalanceSeries } from './answers';

/** A balance holds from its day until the next change: points are sorted by day. */
export type Point = readonly [day: string, closing: number];

/** The closing balance in minor units that held on `day`; null before the first point. */
export function balanceOn(points: readonly Point[], day: string): number | null {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle] as Point)[0] <= day) low = middle + 1;
    else high = middle;
  }
  return low ? (points[low - 1] as Point)[1] : null;
}

/** The sum of several stepped lines, at each day on which one of them changed. */
export function totalOf(lines: readonly (readonly Point[])[]): Point[] {
  const moves = new Map<string, number>();
  for (const points of lines) {
    let before = 0;
    for (const [day, closing] of points) {
      moves.set(day, (moves.get(day) ?? 0) + closing - before);
      before = closing;
    }
  }
  let running = 0;
  return [...moves.keys()].sort().map(day => [day, (running += moves.get(day) ?? 0)] as const);
}

/** The points of one line held to a window: one at `from` (carried in), the changes, one at `to`. */
export function within(points: readonly Point[], from: string, to: string): Point[] {
  const carried = balanceOn(points, from);
  const inside = points.filter(([day]) => day > from && day <= to);
  const start: Point[] = carried === null ? [] : [[from, carried]];
  const held = [...start, ...inside];
  const last = held.at(-1);
  return last && last[0] < to ? [...held, [to, last[1]]] : held;
}

const EVERYDAY = new Set(['savings', 'current', 'casa']);

/** Which accounts are drawn at first: savings and current; all of them when there are none. */
export function firstShown(series: readonly BalanceSeries[], most = 5): Set<string> {
  const everyday = series.filter(one => EVERYDAY.has(one.family));
  return new Set((everyday.length ? everyday : series).slice(0, most).map(one => one.account_key));
}

/** An axis that starts at 0 where it can: even steps above the largest value. */
export function axisTo(values: readonly number[]): { min: number; max: number; interval: number } {
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const rough = (top - bottom || 1) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const interval = ([1, 2, 2.5, 5, 10].find(step => step * power >= rough) ?? 10) * power;
  return { min: Math.floor(bottom / interval) * interval, max: Math.max(1, Math.ceil(top / interval)) * interval, interval };
}
