import { describe, expect, it } from 'vitest';
import { INDIAN } from '../../ui/settings';
import { BalancesAnswer } from './answers';
import { balanceView } from './balance-lines';
import { axisDay, balanceEnds, balanceOption } from './balance-option';
import { balanceReadout, balanceTable } from './balance-readout';

const LAKH = 1_00_00_000;
const answer: BalancesAnswer = {
  as_of: '2026-11-21', currency: 'INR', from: '2026-11-01', to: '2026-11-21',
  series: [
    { account_key: 's', number_masked: 'XX4471', product: 'Savings', family: 'savings', minimum_balance: 2 * LAKH, points: [['2026-11-01', 5 * LAKH], ['2026-11-10', 12 * LAKH]] },
    { account_key: 'c', number_masked: 'XX0912', product: 'Current', family: 'current', minimum_balance: null, points: [['2026-11-01', 3 * LAKH]] },
  ],
  events: [
    { on: '2026-11-10', kind: 'large_credit', label: 'Orbit', amount: 7 * LAKH, account_key: 's' },
    { on: '2026-11-02', kind: 'salary', label: 'Trilok', amount: LAKH, account_key: 's' },
    { on: '2026-11-05', kind: 'bounce', label: 'Home loan', amount: -LAKH, account_key: 's' },
  ],
};
const frame = { width: 900, narrow: false, visible: null };

interface Series { name: string; type: string; step?: string; symbol?: string; data: unknown[]; lineStyle?: { type?: unknown; color?: string }; markLine?: { data: { label: { formatter: string; color: string } }[] } }
const seriesOf = (total: boolean, narrow = false) => balanceOption(balanceView(answer, total), { ...frame, narrow }, INDIAN).series as Series[];

describe('the balance chart', () => {
  it('draws each account as a stepped line held to the last day', () => {
    const lines = seriesOf(false).filter(one => one.step === 'end');
    expect(lines.map(line => line.name)).toEqual(['Savings XX4471', 'Current XX0912']);
    expect(lines[1]?.data).toEqual([[Date.UTC(2026, 10, 1), 3], [Date.UTC(2026, 10, 21), 3]]);
  });

  it('draws one line for the total', () => {
    const [line, ...others] = seriesOf(true).filter(one => one.step === 'end');
    expect(others).toEqual([]);
    expect(line?.data.at(-1)).toEqual([Date.UTC(2026, 10, 21), 15]);
  });

  it('rings a large movement on its account’s line and gives a bounce a diamond', () => {
    const series = seriesOf(false);
    expect(series.find(one => one.symbol === 'circle' && one.data.length && String(one.data[0]).startsWith(String(Date.UTC(2026, 10, 10))))?.data).toEqual([[Date.UTC(2026, 10, 10), 12]]);
    expect(series.find(one => one.symbol === 'diamond')?.data).toEqual([[Date.UTC(2026, 10, 5), 5]]);
  });

  it('puts salaries on the axis', () => {
    expect(seriesOf(false).find(one => one.symbol === 'triangle')?.data).toEqual([[Date.UTC(2026, 10, 2), 0]]);
  });

  it('names events above the plot, a bounce in the colour of loss', () => {
    const named = seriesOf(false).find(one => one.markLine)?.markLine?.data.map(one => [one.label.formatter, one.label.color]);
    expect(named).toEqual([['EMI returned', '--loss'], ['Orbit +7.00\u00a0L', '--text-2']]);
  });

  it('marks the minimum balance with a dashed line of its own role', () => {
    expect(seriesOf(false).filter(one => one.lineStyle?.color === '--chart-plotline')).toHaveLength(1);
    expect(balanceEnds(balanceView(answer, false), INDIAN).map(end => end.name)).toContain('Minimum 2.00 L');
  });

  it('on a phone has no brush and no names above the plot', () => {
    const option = balanceOption(balanceView(answer, false), { ...frame, narrow: true }, INDIAN);
    expect(option.dataZoom).toBeUndefined();
    expect(seriesOf(false, true).find(one => one.markLine)?.markLine?.data).toEqual([]);
  });

  it('has no colour of its own, only roles', () => {
    expect(JSON.stringify(balanceOption(balanceView(answer, false), frame, INDIAN))).not.toMatch(/#[0-9a-f]{3,6}|rgb/i);
  });

  it('reads out the cursor’s day with the total, the last day at rest', () => {
    const view = balanceView(answer, false);
    expect(balanceReadout(view, Date.UTC(2026, 10, 9), INDIAN).entries.slice(0, 3).map(one => one.value))
      .toEqual(['₹\u00a05,00,000.00', '₹\u00a03,00,000.00', '₹\u00a08,00,000.00']);
    expect(balanceReadout(view, null, INDIAN).at).toBe('21\u00a0Nov\u00a02026');
  });

  it('adds up the lines that are on the plot, not those taken off it', () => {
    const hidden = new Set(['Current XX0912']);
    const total = balanceView(answer, true, answer.from, answer.to, { everyday: true, hidden });
    expect(total.lines[0]?.points.at(-1)).toEqual(['2026-11-21', 12 * LAKH]);
    expect(balanceReadout(balanceView(answer, false), null, INDIAN, false, hidden).entries.find(one => one.name === 'Total')?.value).toBe('₹\u00a012,00,000.00');
  });

  it('draws any account the reader chose', () => {
    const deposit = { ...answer, series: [...answer.series, { account_key: 'd', number_masked: 'XX2207', product: 'Deposit', family: 'term_deposit', minimum_balance: null, points: [['2026-11-01', LAKH]] as [string, number][] }] };
    expect(balanceView(deposit, false).lines.map(line => line.id)).toEqual(['s', 'c']);
    expect(balanceView(deposit, false, answer.from, answer.to, { everyday: false, hidden: new Set() }).lines.map(line => line.id)).toEqual(['s', 'c', 'd']);
  });

  it('has a row for every day behind it', () => {
    const table = balanceTable(balanceView(answer, false, '2026-11-09', '2026-11-11'), INDIAN);
    expect(table.rows.map(row => row[1])).toEqual(['12,00,000.00', '12,00,000.00', '5,00,000.00']);
  });

  it('names the year where it turns', () => {
    expect(axisDay('2026-01-01', { from: '2025-11-01', to: '2026-11-21' })).toBe('Jan \'26');
    expect(axisDay('2026-11-10', { from: '2026-11-01', to: '2026-11-21' })).toBe('10 Nov');
  });
});
