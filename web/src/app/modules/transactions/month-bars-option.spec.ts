import { describe, expect, it } from 'vitest';
import { INDIAN } from '../../ui/settings';
import { monthBarsOption, monthLabel } from './month-bars-option';
import { transactionColumns } from './columns';
import { Transaction } from './answers';

describe('the months of the filtered rows', () => {
  it('stand in and out side by side from zero', () => {
    const option = monthBarsOption([{ month: '2026-11', money_in: 2_00_00_000, money_out: 1_00_00_000 }], {}, INDIAN);
    expect((option.series as { data: number[] }[]).map(one => one.data)).toEqual([[2], [1]]);
  });

  it('say where the period cuts them', () => {
    const filters = { from: '2026-08-22', to: '2026-11-21' };
    expect(monthLabel('2026-08', filters, false)).toBe('Aug from 22');
    expect(monthLabel('2026-09', filters, false)).toBe('Sep');
    expect(monthLabel('2026-11', filters, false)).toBe('Nov to 21');
    expect(monthLabel('2026-08', filters, true)).toBe('Aug');
  });
});

describe('a transaction’s row', () => {
  const row = (amount: number) => ({ amount, balance_after: null, product: 'Savings', number_masked: 'XX1', posted_on: '2026-11-21' }) as Transaction;
  const columns = transactionColumns(INDIAN);

  it('colours only credits, and signs both', () => {
    const column = columns.find(one => one.key === 'amount');
    expect([column?.text(row(100)), column?.tone?.(row(100))]).toEqual(['+1.00', 'gain']);
    expect([column?.text(row(-100)), column?.tone?.(row(-100))]).toEqual(['\u22121.00', '']);
  });

  it('has a dash where the balance is not known', () => {
    expect(columns.find(one => one.key === 'balance_after')?.text(row(1))).toBe('–');
  });
});
