import { describe, expect, it } from 'vitest';
import { INDIAN } from '../../ui/settings';
import { CustomerAnswer } from './answers';
import { TimelineItem } from '../../api/models/timeline-item';
import { contactText, kycFact, latestContact, vintage } from './customer-words';
import { stripFigures } from './strip-figures';

const asOf = '2026-11-21';

describe('the customer’s head', () => {
  it('says for how long someone has been a customer', () => {
    expect(vintage('2015-07-10', asOf)).toBe('11 y 4 m');
    expect(vintage('2025-11-21', asOf)).toBe('1 y');
    expect(vintage('2026-11-13', asOf)).toBe('8 d');
  });

  it('says whether KYC holds, falls due or is overdue', () => {
    expect(kycFact('2028-03-14', asOf, INDIAN)?.tone).toBe('gain');
    expect(kycFact('2027-01-10', asOf, INDIAN)?.tone).toBe('late');
    expect(kycFact('2026-11-01', asOf, INDIAN)).toMatchObject({ tone: 'loss', text: 'KYC overdue since 01\u00a0Nov' });
    expect(kycFact(null, asOf, INDIAN)).toBeNull();
  });

  it('knows a conversation logged here after the bank’s last contact', () => {
    const known = { on: '2026-11-05', kind: 'visit' };
    const item = (on: string, kind: string, title: string) => ({ on, kind, title }) as TimelineItem;
    expect(latestContact(known, [])).toBe(known);
    expect(latestContact(known, [item('2026-11-01', 'call', 'Call about savings')])).toBe(known);
    expect(latestContact(known, [item('2026-11-24', 'conversation', 'email')])).toEqual({ on: '2026-11-24', kind: 'email' });
    expect(contactText(known, asOf, INDIAN)).toBe('Last contact 05\u00a0Nov, visit, 16\u00a0d ago');
    expect(contactText({ on: '2026-11-24', kind: 'email' }, asOf, INDIAN)).toBe('Last contact 24\u00a0Nov, e-mail');
  });
});

describe('the customer’s figures', () => {
  const figure = (key: string, part: object = {}) => ({ key, value: 900, change_day: 0, change_month: -100, note: null, ...part });
  const strip = (figures: unknown[]) => stripFigures({ as_of: asOf, household: null, household_trv: null, figures } as unknown as CustomerAnswer, INDIAN);

  it('compare with what they were at the month’s start', () => {
    expect(strip([figure('investments')])[0]?.changes).toEqual([{ over: 'MTD', change: { arrow: '↓', text: '\u221210.00\u00a0%', tone: 'loss' } }]);
  });

  it('show what comes next instead of a change where there is something', () => {
    const [deposits] = strip([figure('term_deposits', { note: { kind: 'maturity', amount: 2500000_00, on: '2026-12-04' } })]);
    expect(deposits?.note).toEqual({ text: '₹\u00a025.00\u00a0L on 04\u00a0Dec', late: true });
    expect(deposits?.changes).toEqual([]);
  });

  it('call a maturity late only within 30 days', () => {
    expect(strip([figure('term_deposits', { note: { kind: 'maturity', amount: 1_00, on: '2027-06-09' } })])[0]?.note?.late).toBe(false);
  });

  it('set the month’s average against that of 13 months', () => {
    const [average] = strip([figure('casa_average', { value: 2400_00, note: { kind: 'average_13m', amount: 3000_00, on: null } })]);
    expect(average).toMatchObject({ note: null, changes: [{ over: 'vs 13 months', change: { arrow: '↓', text: '\u221220.00\u00a0%' } }] });
  });

  it('show how much of a card’s limit is used', () => {
    expect(strip([figure('card_used', { value: 22, note: { kind: 'limit', amount: 100, on: null } })])[0]?.note?.text).toMatch(/^22 % of/);
  });
});
