import { describe, expect, it } from 'vitest';
import { INDIAN } from '../../ui/settings';
import { CashflowAnswer } from './answers';
import { monthFlowOption, monthFlowReadout, monthFlowTable } from './month-flow-option';
import { categoryName } from '../../ui/booking-words';
import { spends } from './where-money-goes';

const LAKH = 1_00_00_000;
const flow: CashflowAnswer = {
  as_of: '2026-11-21', currency: 'INR', months: ['2026-10', '2026-11'], money_in: [8 * LAKH, 6 * LAKH], money_out: [2 * LAKH, 12 * LAKH],
  categories: [], salary: null,
};

describe('in and out each month', () => {
  it('draws money out below the line', () => {
    const [moneyIn, moneyOut] = monthFlowOption(flow, INDIAN).series as { data: number[] }[];
    expect(moneyIn?.data).toEqual([8, 6]);
    expect(moneyOut?.data).toEqual([-2, -12]);
  });

  it('reads out the last month at rest, with its net', () => {
    expect(monthFlowReadout(flow, null, INDIAN)?.entries.map(one => one.value)).toEqual(['6.00', '12.00', '\u22126.00']);
    expect(monthFlowReadout(flow, 0, INDIAN)?.at).toBe('Oct');
  });

  it('has exact amounts behind it, newest first', () => {
    expect(monthFlowTable(flow, INDIAN).rows[0]).toEqual(['Nov 2026', '6,00,000.00', '12,00,000.00', '\u22126,00,000.00']);
  });
});

describe('where money goes', () => {
  const out = (category: string, money_out: number) => ({ category, money_in: 0, money_out });

  it('shows the largest first and the rest as one row, summing to all that went out', () => {
    const split = spends(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, index) => out(name, (index + 1) * 10)));
    expect(split.rows[0]?.minor).toBe(80);
    expect(split.rows.at(-1)).toEqual({ category: 'Other, 2 kinds', minor: 30, kinds: 2 });
    expect(split.rows.reduce((sum, row) => sum + row.minor, 0)).toBe(split.total);
  });

  it('leaves out what only came in', () => {
    expect(spends([{ category: 'salary', money_in: 5, money_out: 0 }]).rows).toEqual([]);
  });

  it('names categories in words', () => {
    expect(categoryName('card_bill')).toBe('Card bill');
    expect(categoryName('emi')).toBe('Loan EMI');
  });
});
