import { CategoryFlow } from './answers';

/** One bar of money going out; `kinds` tells how many categories stand behind Other. */
export interface Spend { category: string; minor: number; kinds: number }

const SHOWN = 6;
const WORDS: Record<string, string> = {
  emi: 'Loan EMI', emi_bounce: 'EMI returned', td_open: 'Term deposit opened', td_maturity: 'Term deposit matured',
  own_transfer: 'Own accounts', investment: 'Investments',
};

/** `card_bill` -> `Card bill`. */
export function categoryName(category: string): string {
  return WORDS[category] ?? category.charAt(0).toUpperCase() + category.slice(1).replaceAll('_', ' ');
}

/** The largest ways out first; the rest as one row. Sums stay exact minor units. */
export function spends(categories: readonly CategoryFlow[]): { rows: Spend[]; total: number } {
  const out = categories.filter(one => one.money_out > 0).sort((a, b) => b.money_out - a.money_out);
  const rows = out.slice(0, SHOWN).map(one => ({ category: categoryName(one.category), minor: one.money_out, kinds: 1 }));
  const rest = out.slice(SHOWN);
  const total = out.reduce((sum, one) => sum + one.money_out, 0);
  if (rest.length === 1) rows.push({ category: categoryName((rest[0] as CategoryFlow).category), minor: (rest[0] as CategoryFlow).money_out, kinds: 1 });
  if (rest.length > 1) rows.push({ category: `Other, ${rest.length} kinds`, minor: rest.reduce((sum, one) => sum + one.money_out, 0), kinds: rest.length });
  return { rows, total };
}
