import { describe, expect, it } from 'vitest';
import { INDIAN } from '../../ui/settings';
import { TimelineItem } from './answers';
import { shownItem } from './items';

const item = (part: Partial<TimelineItem>): TimelineItem => ({
  id: '1', at: '2026-11-05T06:00:00Z', on: '2026-11-05', kind: 'conversation', title: 'call', text: null, amount: null, account: null, by: null, detail: null, ...part,
});

describe('a timeline item', () => {
  it('names a conversation by its channel, purposes and outcome', () => {
    const shown = shownItem(item({ detail: { channel: 'visit', purposes: ['large_debit'], outcome: 'call_back' }, text: 'Will come back' }), INDIAN);
    expect(shown.title).toBe('Visit, large debit, call back');
    expect(shown.icon).toBe('users');
    expect(shown.tone).toBe('accent');
  });

  it('says which way money moved by word and sign', () => {
    const shown = shownItem(item({ kind: 'movement', title: 'Harbourline', amount: -65000000, account: 'Savings XX4471' }), INDIAN);
    expect(shown.title).toBe('Large debit, Harbourline');
    expect(shown.text).toBe('\u2212₹\u00a06,50,000.00 from Savings XX4471');
  });

  it('shows what is to be done next', () => {
    expect(shownItem(item({ text: 'Asked', detail: { channel: 'call', next_step: { text: 'Send quote' } } }), INDIAN).text).toBe('Asked · Next: Send quote');
  });

  it('keeps a kind it does not know readable', () => {
    expect(shownItem(item({ kind: 'home_visit', title: 'at home' }), INDIAN)).toMatchObject({ kind: 'Home visit', title: 'At home' });
  });
});
