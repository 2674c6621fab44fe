import { BalanceEvent } from './answers';

/** An event with its place on the plot: `x` in pixels from the plot's left edge. */
export interface Named { event: BalanceEvent; x: number; text: string }

const NAMES: Record<string, string> = { bounce: $localize`EMI returned`, maturity: $localize`TD matured`, opening: $localize`TD opened` };

/** What happened: a kind that speaks for itself, or with whom. */
export function eventName(event: BalanceEvent): string {
  return NAMES[event.kind] ?? event.label;
}

const CHARACTER = 5.7;
const BEYOND = 56;
const MOST = 6;

/** The events that stand on the line as marks: all but salaries, which stand on the axis. */
export function marksOf(events: readonly BalanceEvent[]): BalanceEvent[] {
  return events.filter(event => event.kind !== 'salary');
}

/**
 * The events that are named above the plot: bounces first, then the largest amounts, at most six, none over another.
 * A name stands over its line, or is moved aside while it still touches it. `width` is the plot's, in pixels.
 */
export function namedEvents(
  events: readonly BalanceEvent[], width: number, place: (day: string) => number, text: (event: BalanceEvent) => string,
): Named[] {
  const rank = (event: BalanceEvent) => (event.kind === 'bounce' ? Infinity : Math.abs(event.amount));
  const taken: { from: number; to: number }[] = [];
  const named: Named[] = [];
  for (const event of [...marksOf(events)].sort((a, b) => rank(b) - rank(a))) {
    if (named.length >= MOST) break;
    const words = text(event);
    const half = (words.length * CHARACTER) / 2;
    const over = place(event.on);
    const spans = [0, -0.5, 0.5, -0.95, 0.95].map(shift => Math.min(Math.max(over + shift * half, half), width + BEYOND - half))
      .map(middle => ({ middle, from: middle - half - 5, to: middle + half + 5 }));
    const free = spans.find(span => Math.abs(span.middle - over) <= half && !taken.some(other => span.from < other.to && other.from < span.to));
    if (!free) continue;
    taken.push(free);
    named.push({ event, x: free.middle, text: words });
  }
  return named.sort((a, b) => a.x - b.x);
}
