import { describe, expect, it } from 'vitest';
import { axisTo, balanceOn, firstShown, totalOf, within } from './steps';
import { namedEvents } from './events';
import { BalanceEvent, BalanceSeries } from './answers';

const savings = [['2026-11-01', 100], ['2026-11-05', 400], ['2026-11-09', 250]] as const;
const current = [['2026-11-01', 10], ['2026-11-05', 20]] as const;

describe('a stepped balance', () => {
  it('holds until the next change', () => {
    expect(balanceOn(savings, '2026-11-04')).toBe(100);
    expect(balanceOn(savings, '2026-11-05')).toBe(400);
    expect(balanceOn(savings, '2026-12-01')).toBe(250);
  });

  it('is unknown before its first point', () => {
    expect(balanceOn(savings, '2026-10-31')).toBeNull();
  });

  it('adds up across accounts on every day that one of them changed', () => {
    expect(totalOf([savings, current])).toEqual([['2026-11-01', 110], ['2026-11-05', 420], ['2026-11-09', 270]]);
  });

  it('counts an account opened later only from its first day', () => {
    expect(totalOf([savings, [['2026-11-08', 5]]])).toEqual(
      [['2026-11-01', 100], ['2026-11-05', 400], ['2026-11-08', 405], ['2026-11-09', 255]]);
  });

  it('is carried into a window and held to its end', () => {
    expect(within(savings, '2026-11-03', '2026-11-07')).toEqual([['2026-11-03', 100], ['2026-11-05', 400], ['2026-11-07', 400]]);
  });
});

describe('the balance plot', () => {
  it('shows savings and current accounts at first', () => {
    const one = (account_key: string, family: string) => ({ account_key, family }) as BalanceSeries;
    expect([...firstShown([one('a', 'loan'), one('b', 'savings'), one('c', 'current')])]).toEqual(['b', 'c']);
    expect([...firstShown([one('a', 'loan')])]).toEqual(['a']);
  });

  it('starts at zero and ends on an even step', () => {
    expect(axisTo([3, 22.2])).toEqual({ min: 0, max: 25, interval: 5 });
    expect(axisTo([0, 0]).max).toBeGreaterThan(0);
  });

  it('reaches below zero only for an overdraft', () => {
    expect(axisTo([-1, 8]).min).toBeLessThan(0);
  });

  it('moves the names of neighbouring events apart, each still over its own line', () => {
    const event = (on: string, kind: BalanceEvent['kind'], amount: number): BalanceEvent =>
      ({ on, kind, amount, label: kind, account_key: 'a' });
    const named = namedEvents([event('2026-11-05', 'large_debit', -900), event('2026-11-07', 'bounce', -1)],
      400, day => Number(day.slice(8)) * 20, one => one.label);
    for (const one of named) expect(Math.abs(one.x - Number(one.event.on.slice(8)) * 20)).toBeLessThanOrEqual(40);
    expect(named.map(one => one.event.kind)).toEqual(['large_debit', 'bounce']);
  });

  it('names a bounce before a larger event on the same day', () => {
    const event = (kind: BalanceEvent['kind'], amount: number): BalanceEvent => ({ on: '2026-11-05', kind, amount, label: 'A long name of an event', account_key: 'a' });
    const named = namedEvents([event('large_debit', -900), event('large_credit', 800), event('bounce', -1)], 200, () => 100, one => one.label);
    expect(named.map(one => one.event.kind)).toContain('bounce');
    expect(named.length).toBeLessThan(3);
  });
});
