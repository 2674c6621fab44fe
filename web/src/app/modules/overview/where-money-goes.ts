import { categoryName } from '../../ui/booking-words';
import { CategoryFlow } from './answers';

/** One bar of money going out or coming in; `kinds` tells how many categories stand behind Other. */
export interface Spend { category: string; minor: number; kinds: number }
export type Way = 'out' | 'in';

const SHOWN = 6;

/** The largest first; the rest as one row. Sums stay exact minor units. */
export function spends(categories: readonly CategoryFlow[], way: Way = 'out'): { rows: Spend[]; total: number } {
  const minor = (one: CategoryFlow) => (way === 'out' ? one.money_out : one.money_in);
  const moved = categories.filter(one => minor(one) > 0).sort((a, b) => minor(b) - minor(a));
  const row = (one: CategoryFlow): Spend => ({ category: categoryName(one.category), minor: minor(one), kinds: 1 });
  const sum = (some: readonly CategoryFlow[]) => some.reduce((total, one) => total + minor(one), 0);
  const rest = moved.slice(moved.length === SHOWN + 1 ? SHOWN + 1 : SHOWN);
  const rows = moved.slice(0, moved.length - rest.length).map(row);
  if (rest.length) rows.push({ category: $localize`Other, ${rest.length}:kinds: kinds`, minor: sum(rest), kinds: rest.length });
  return { rows, total: sum(moved) };
}
