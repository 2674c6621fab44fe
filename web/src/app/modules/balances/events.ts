import { BalanceEvent } from './answers';

/** An event with its place on the plot: `x` in pixels from the plot's left edge. */
export interface Named { event: BalanceEvent; x: number; text: string }

const CHARACTER = 6.2;
const MOST = 6;

/** The events that stand on the line as marks: all but salaries, which stand on the axis. */
export function marksOf(events: readonly BalanceEvent[]): BalanceEvent[] {
  return events.filter(event => event.kind !== 'salary');
}

/**
 * The events that are named above the plot: bounces first, then the largest amounts, at most six,
 * none over another and none beyond the plot's edges (`width` in pixels).
 */
export function namedEvents(
  events: readonly BalanceEvent[], width: number, place: (day: string) => number, text: (event: BalanceEvent) => string,
): Named[] {
  const rank = (event: BalanceEvent) => (event.kind === 'bounce' ? Infinity : Math.abs(event.amount));
  const taken: { from: number; to: number }[] = [];
  const named: Named[] = [];
  for (const event of [...marksOf(events)].sort((a, b) => rank(b) - rank(a))) {
    const words = text(event);
    const half = (words.length * CHARACTER) / 2;
    const x = place(event.on);
    const middle = Math.min(Math.max(x, half), width - half);
    const span = { from: middle - half - 6, to: middle + half + 6 };
    if (named.length >= MOST || taken.some(other => span.from < other.to && other.from < span.to)) continue;
    taken.push(span);
    named.push({ event, x: middle, text: words });
  }
  return named.sort((a, b) => a.x - b.x);
}
