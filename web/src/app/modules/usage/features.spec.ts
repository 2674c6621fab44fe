import { describe, expect, it } from 'vitest';
import { UsedFeature } from '../../api/models/used-feature';
import { INDIAN } from '../../ui/settings';
import { addressWord, bars, everyWeek, featureWord, mostAndLeast, ofPart, partWord, totals, totalsReadout, usedBy } from './features';

const feature = (name: string, parts: Record<string, number>): UsedFeature =>
  ({ kind: 'page', name, times: 0, parts: Object.entries(parts).map(([key, times]) => ({ key, name: null, times })) });

describe('usage', () => {
  it('is summed over features by role, the most first', () => {
    expect(totals([feature('book', { rm: 3, branch_head: 9 }), feature('notes', { rm: 4 })], 'role', INDIAN))
      .toEqual([{ key: 'branch_head', name: 'Branch head', times: 9 }, { key: 'rm', name: 'RM', times: 7 }]);
  });

  it('is listed as one role used it, what it never used last', () => {
    const all = [feature('book', { rm: 3, branch_head: 9 }), feature('notes', { rm: 4 }), feature('covers', { branch_head: 1 })];
    expect(ofPart(all, 'rm').map(one => [one.name, one.times])).toEqual([['notes', 4], ['book', 3], ['covers', 0]]);
    expect(ofPart(all, '')).toHaveLength(3);
    expect(usedBy(ofPart(all, ''), ['rm']).map(one => one.name)).toEqual(['notes', 'book']);
  });

  it('has what nobody used at the head of the least used, and never among the most used', () => {
    const all = [3, 2, 1, 0, 0].map((times, index) => ({ ...feature(`f${'abcde'[index]}`, {}), times }));
    const { most, least } = mostAndLeast(all, 2);
    expect(most.map(one => one.times)).toEqual([3, 2]);
    expect(least.map(one => one.name)).toEqual(['fd', 'fe', 'fc']);
    expect(mostAndLeast(all.slice(3), 2).most).toEqual([]);
  });

  it('has every week of the period, those without a use too', () => {
    const weeks = everyWeek([{ key: '2026-11-09', name: '', times: 8 }], '2026-11-04', '2026-11-24', INDIAN);
    expect(weeks.map(week => [week.key, week.times])).toEqual([['2026-11-02', 0], ['2026-11-09', 8], ['2026-11-16', 0], ['2026-11-23', 0]]);
  });

  it('keeps weeks in their order', () => {
    expect(totals([feature('book', { '2026-11-16': 1, '2026-11-09': 8 })], 'week', INDIAN).map(one => one.key)).toEqual(['2026-11-09', '2026-11-16']);
  });

  it('groups what is beyond twelve bars, so that the bars add up', () => {
    const all = Array.from({ length: 20 }, (_, index) => ({ key: `B${index}`, name: `B${index}`, times: 20 - index }));
    const shown = bars(all, 'branch');
    expect(shown).toHaveLength(12);
    expect(shown.at(-1)?.name).toBe('Other');
    expect(shown.reduce((sum, one) => sum + one.times, 0)).toBe(210);
  });

  it('reads out the last week at rest', () => {
    expect(totalsReadout([{ key: 'a', name: '09 Nov', times: 1 }, { key: 'b', name: '16 Nov', times: 1234 }], 'week')(null)).toMatchObject({ at: '16 Nov', entries: [{ value: '1,234' }] });
  });

  it('writes an address as the API document does', () => {
    expect(addressWord('api/customers/<str:customer_id>/accounts')).toBe('api/customers/{customer_id}/accounts');
    expect(addressWord('^api/docs(?:/(?P<asset>[a-z-]+))?$')).toBe('api/docs');
  });

  it('names features and parts in words', () => {
    expect(featureWord('customers.service-requests')).toBe('Customers, service requests');
    expect(partWord('', 'branch', INDIAN)).toBe('No branch');
    expect(partWord('B0001', 'branch', INDIAN, 'Adajan, Surat')).toBe('Adajan, Surat');
  });
});
