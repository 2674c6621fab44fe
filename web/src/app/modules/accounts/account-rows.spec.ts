import { describe, expect, it } from 'vitest';
import { Account } from './answers';
import { details, families, peopleText, rateText } from './account-rows';
import { trendOption } from './account-trend-option';
import { INDIAN } from '../../ui/settings';

const account = (part: Partial<Account>): Account => ({
  account_key: 'a', number_masked: 'XX1', product: 'Savings', kind: 'Savings', family: 'savings', currency: 'INR', role: 'owner', holders: 1,
  status: 'open', opened_on: '2016-04-11', closed_on: null, closing: 100, change_day: 0, month_average: 0, interest_rate: null, matures_on: null,
  renewal: null, principal: null, instalment: null, instalment_day: null, credit_limit: null, minimum_balance: null, overdue_days: null,
  nominees: [], joint: [], ...part,
});

describe('the accounts of a customer', () => {
  it('stand by family, savings and current together', () => {
    const found = families([account({ family: 'loan' }), account({ family: 'current' }), account({})]);
    expect(found.map(family => [family.name, family.accounts.length])).toEqual([['Savings and current', 2], ['Loans', 1]]);
  });

  it('leave a closed account and one held as joint holder out of the total', () => {
    expect(families([account({}), account({ status: 'closed' }), account({ role: 'joint', closing: 900 })])[0]?.total).toBe(100);
  });

  it('name joint holders and nominees', () => {
    expect(peopleText(account({ joint: ['Arjun'], nominees: ['Mira'] }))).toBe('with Arjun; nominee Mira');
    expect(peopleText(account({ role: 'nominee', joint: ['Deepa'] }))).toBe('of Deepa');
  });

  it('show a rate with two decimals, and a dash for none', () => {
    expect(rateText('7.1000')).toBe('7.10');
    expect(rateText(null)).toBe('–');
  });

  it('show only the details that an account has', () => {
    expect(details(account({ instalment: 5, minimum_balance: 0 })).map(one => one.name)).toEqual(['Opened', 'Status', 'Role', 'Instalment']);
  });
});

describe('an account of its own', () => {
  it('draws a stepped line that holds to the last day', () => {
    const option = trendOption({ from: '2026-11-01', to: '2026-11-21', points: [['2026-11-01', 100_00]] }, INDIAN);
    const [line] = option.series as { step: string; data: [number, number][] }[];
    expect(line?.step).toBe('end');
    expect(line?.data).toEqual([[Date.UTC(2026, 10, 1), 100], [Date.UTC(2026, 10, 21), 100]]);
  });
});
