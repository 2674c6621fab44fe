import { ChartTable, Readout } from '../../ui/chart/chart';
import { addDays, dayTime, daysBetween, fullDate } from '../../ui/dates';
import { amount, Conventions, exact } from '../../ui/money';
import { BalanceView, TOTAL } from './balance-lines';
import { eventName } from './events';
import { balanceOn, totalOf } from './steps';

/** The read-out's words for the cursor's time in ms, or for the last day at rest. */
export function balanceReadout(view: BalanceView, at: number | null, c: Conventions, narrow = false, hidden: ReadonlySet<string> = new Set()): Readout {
  const day = at === null ? view.to : dayOf(at, view);
  const entries = view.lines.map(line => ({
    name: line.title, value: money(balanceOn(line.points, day), c), colour: line.ink, mark: 'line' as const,
    ...(line.id === TOTAL ? {} : { series: line.title }),
  }));
  const summed = view.lines.filter(line => !hidden.has(line.title));
  const sum = view.lines.length > 1 ? balanceOn(totalOf(summed.map(line => line.points)), day) : null;
  const minimum = view.lines.find(line => line.minimum);
  return {
    at: fullDate(day, c),
    entries: [
      ...entries,
      ...(sum === null ? [] : [{ name: $localize`Total`, value: money(sum, c) }]),
      ...(narrow && minimum ? [{ name: $localize`Minimum, ${minimum.name}:account:`, value: money(minimum.minimum, c), colour: '--chart-plotline', mark: 'line' as const }] : []),
      ...eventsOn(view, day, c),
      ...(at === null && !narrow ? legend(view) : []),
    ],
  };
}

/** Every day of the window with each line's closing balance, newest first: for readers, and for the CSV. */
export function balanceTable(view: BalanceView, c: Conventions): ChartTable {
  const days = Array.from({ length: daysBetween(view.from, view.to) + 1 }, (_, back) => addDays(view.to, -back));
  const rows = days.map(day => [fullDate(day, c), ...view.lines.map(line => plain(balanceOn(line.points, day), c))]);
  return { head: [$localize`Date`, ...view.lines.map(line => line.title)], rows };
}

function eventsOn(view: BalanceView, day: string, c: Conventions) {
  return view.events.filter(event => event.on === day).slice(0, 2)
    .map(event => ({ name: eventName(event), value: exact(event.amount, c), colour: event.kind === 'bounce' ? '--loss' : '--chart-mark', mark: 'ring' as const }));
}

function legend(view: BalanceView) {
  const salary = view.events.some(event => event.kind === 'salary');
  const pinned = view.events.some(event => event.kind !== 'salary');
  return [...(salary ? [{ name: '▲ ' + $localize`salary`, value: '' }] : []), ...(pinned ? [{ name: '○ ' + $localize`event`, value: '' }] : [])];
}

function dayOf(time: number, view: BalanceView): string {
  const held = Math.min(Math.max(time, dayTime(view.from)), dayTime(view.to));
  return new Date(held).toISOString().slice(0, 10);
}

function money(minor: number | null, c: Conventions): string {
  return minor === null ? '–' : exact(minor, c);
}

function plain(minor: number | null, c: Conventions): string | null {
  return minor === null ? null : amount(minor, c);
}
