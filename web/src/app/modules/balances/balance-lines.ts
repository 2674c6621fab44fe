import { BalanceEvent, BalancesAnswer } from './answers';
import { firstShown, Point, totalOf, within } from './steps';

/** One line of the plot. `ink` is a chart role, `--c-1` to `--c-8`; amounts are minor units. */
export interface Line {
  id: string;
  name: string;
  number: string;
  /** The name that no other line has: `Savings XX4471`. */
  title: string;
  ink: string;
  points: Point[];
  minimum: number | null;
}

/** What the plot shows: the chosen lines in a window, with the events that touch them. */
export interface BalanceView {
  from: string;
  to: string;
  lines: Line[];
  events: BalanceEvent[];
}

export const TOTAL = 'total';
const INKS = ['--c-1', '--c-3', '--c-6', '--c-5', '--c-2', '--c-8', '--c-7', '--c-4'];

/** Every line that can be drawn, in the answer's order, each with a colour of its own. */
export function linesOf(answer: BalancesAnswer): Line[] {
  return answer.series.map((one, index) => ({
    id: one.account_key, name: one.product, number: one.number_masked, title: `${one.product} ${one.number_masked}`, ink: INKS[index] ?? '--n-7',
    points: one.points, minimum: one.minimum_balance,
  }));
}

/** The sum of the shown lines as a line of its own. */
export function totalLine(lines: readonly Line[]): Line {
  return { id: TOTAL, name: $localize`Total`, number: '', title: $localize`Total`, ink: '--chart-total', points: totalOf(lines.map(line => line.points)), minimum: null };
}

/** Which of the answer's accounts are drawn: the everyday ones or all, less those the reader took off the plot. */
export interface Shown { everyday: boolean; hidden: ReadonlySet<string> }
const EVERYDAY: Shown = { everyday: true, hidden: new Set() };

/** The plot's content for a window of days, by account or as their total. */
export function balanceView(
  answer: BalancesAnswer, total: boolean, from = answer.from, to = answer.to, shown: Shown = EVERYDAY,
): BalanceView {
  const keys = shown.everyday ? firstShown(answer.series) : new Set(answer.series.map(one => one.account_key));
  const chosen = linesOf(answer).filter(line => keys.has(line.id));
  const drawn = total ? [totalLine(chosen.filter(line => !shown.hidden.has(line.title)))] : chosen;
  return {
    from, to,
    lines: drawn.map(line => ({ ...line, points: within(line.points, from, to) })),
    events: answer.events.filter(event => keys.has(event.account_key) && !isPayroll(event) && event.on >= from && event.on <= to),
  };
}

/** Salaries that an employer pays out are no salary coming in. */
function isPayroll(event: BalanceEvent): boolean {
  return event.kind === 'salary' && event.amount < 0;
}

/** The line on which an event is pinned: its account's, or the total. */
export function lineOf(view: BalanceView, event: BalanceEvent): Line | undefined {
  return view.lines.find(line => line.id === event.account_key) ?? view.lines.find(line => line.id === TOTAL);
}
