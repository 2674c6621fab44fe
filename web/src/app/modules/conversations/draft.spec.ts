import { describe, expect, it } from 'vitest';
import { asWritten, EMPTY, faults, isTyped, quickDates } from './draft';
import { Drafts } from './drafts';

const today = '2026-11-23';

describe('a conversation while it is written', () => {
  it('is worth a question only after something was typed', () => {
    expect(isTyped({ ...EMPTY, channel: 'visit' })).toBe(false);
    expect(isTyped({ ...EMPTY, text: 'Will renew' })).toBe(true);
    expect(isTyped({ ...EMPTY, purposes: ['review'] })).toBe(true);
  });

  it('counts as typed when it differs from what was kept', () => {
    const kept = { ...EMPTY, channel: 'visit' as const, text: 'Will renew' };
    expect(isTyped(kept, kept)).toBe(false);
    expect(isTyped({ ...kept, text: 'Will not renew' }, kept)).toBe(true);
  });

  it('needs an outcome', () => {
    expect(faults(EMPTY, today)).toEqual({ outcome: 'Choose how it ended' });
    expect(faults({ ...EMPTY, outcome: 'agreed' }, today)).toEqual({});
  });

  it('needs a date for its next step, and a step for its date', () => {
    expect(faults({ ...EMPTY, outcome: 'agreed', step: 'Send form' }, today).due).toBe('A next step needs a date');
    expect(faults({ ...EMPTY, outcome: 'agreed', due: '2026-11-25' }, today).step).toBe('Say what is to be done by then');
    expect(faults({ ...EMPTY, outcome: 'agreed', step: 'Send form', due: '2026-11-20' }, today).due).toBe('The date has passed');
  });

  it('holds at most 4,000 characters', () => {
    expect(faults({ ...EMPTY, outcome: 'agreed', text: 'x'.repeat(4001) }, today).text).toBe('1 character too many');
  });

  it('is sent without blanks around it and without an empty step', () => {
    const sent = asWritten({ ...EMPTY, outcome: 'agreed', text: ' yes ' }, { insight: 'kyc_due:1', transaction: 'S12' });
    expect(sent.text).toBe('yes');
    expect(sent.next_step).toBeNull();
    expect([sent.insight_key, sent.transaction_id]).toEqual(['kyc_due:1', 'S12']);
  });

  it('offers days on which someone works', () => {
    expect(quickDates('2026-11-21', null).map(one => one.date)).toEqual(['2026-11-23', '2026-11-23', '2026-11-28']);
    expect(quickDates(today, '2026-11-30').at(-1)).toEqual({ label: 'Before maturity', date: '2026-11-28' });
  });
});

describe('drafts', () => {
  it('survive signing in again as the same person', () => {
    const drafts = new Drafts();
    drafts.ownedBy('meera');
    drafts.keep('c1', { ...EMPTY, text: 'Will renew' });
    drafts.ownedBy(null);
    drafts.ownedBy('meera');
    expect(drafts.of('c1')?.text).toBe('Will renew');
  });

  it('are worth a question only while something typed would be lost', () => {
    const drafts = new Drafts();
    drafts.keep('c1', { ...EMPTY, channel: 'visit' });
    expect(drafts.any()).toBe(false);
    drafts.keep('c1', { ...EMPTY, text: 'Will renew' });
    expect(drafts.any()).toBe(true);
    drafts.drop('c1');
    expect(drafts.any()).toBe(false);
  });

  it('are gone when someone else signs in', () => {
    const drafts = new Drafts();
    drafts.ownedBy('meera');
    drafts.keep('c1', { ...EMPTY, text: 'Will renew' });
    drafts.ownedBy('arjun');
    expect(drafts.of('c1')).toBeUndefined();
  });
});
