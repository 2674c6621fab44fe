import { INDIAN } from '../../ui/settings';
import { NextEvent } from './answers';
import { reachText, eventWords } from './next-events';

describe('what falls due next', () => {
  const event = (part: Partial<NextEvent>): NextEvent => ({ on: '2026-12-04', kind: 'emi', label: '', product: 'Home loan', account: 'XX1', amount: -1, ...part });

  it('is named by its product, an instruction by whom it pays', () => {
    expect(eventWords(event({}))).toBe('Home loan EMI');
    expect(eventWords(event({ kind: 'maturity', product: 'Term deposit' }))).toBe('TD matures');
    expect(eventWords(event({ kind: 'standing', label: 'Rent', product: null }))).toBe('Rent');
  });

  it('says how far the balances reach', () => {
    expect(reachText({ reaches_to: '2027-01-05', short_on: null, short_by: null }, '2026-11-21', INDIAN)).toBe('Today’s balances cover all EMIs to 05\u00a0Jan\u00a02027.');
    expect(reachText({ reaches_to: null, short_on: '2026-12-05', short_by: 5_00_000_00 }, '2026-11-21', INDIAN))
      .toBe('Today’s balances do not cover the EMI of 05\u00a0Dec: ₹\u00a05.00\u00a0L short.');
    expect(reachText(null, '2026-11-21', INDIAN)).toBe('');
  });
});
