import { LoadDetail } from '../../api/models';
import { INDIAN } from '../../ui/settings';
import { agreeing, answerFigures, difference, figuresOf, lasted, tableState } from './operator';

const table = (part: Partial<LoadDetail['tables'][number]>) =>
  ({ table: 'balance', kind: 'full', source_rows: 2, published_rows: 2, quarantined: 0, source_total: 500, published_total: 500, ...part }) as LoadDetail['tables'][number];

describe('a load', () => {
  it('says how long it took', () => {
    expect([lasted(null), lasted(0.44), lasted(99), lasted(7860)]).toEqual(['–', '0.4 s', '1 min 39 s', '2 h 11 min']);
  });

  it('has totals that agree, differ by what was held back, or differ', () => {
    const tables = [table({}), table({ quarantined: 1, published_total: 400 }), table({ published_total: 400 }), table({ source_total: null, published_total: null })];
    expect(agreeing(tables)).toEqual({ agree: 2, all: 3 });
    expect(tables.map(one => tableState(one).tone)).toEqual(['gain', 'late', 'loss', 'gain']);
    expect(tables.map(one => difference(one, INDIAN))).toEqual(['0.00', '−1.00', '−1.00', '–']);
  });

  it('was published before the promise or after it, in the bank’s zone', () => {
    const load = { state: 'published', schema: 'p20261121_1', seconds: 9, quarantined: 0, rows: 2, tables: [], finished_at: '2026-11-22T00:12:00Z', promised_at: '2026-11-22T01:00:00Z' } as unknown as LoadDetail;
    const first = (part: Partial<LoadDetail>) => figuresOf({ ...load, ...part }, [], INDIAN)[0];
    expect(first({})).toMatchObject({ label: 'Published', value: '05:42', unit: 'IST', line: '48 min before the promise', tone: 'gain' });
    expect(first({ finished_at: '2026-11-22T01:42:10Z' })).toMatchObject({ value: '07:12', line: 'late 42 min', tone: 'late' });
    expect(first({ promised_at: null })).toMatchObject({ line: 'p20261121_1', tone: null });
    expect(first({ state: 'refused', schema: '' })).toMatchObject({ label: 'Ended', line: 'nothing was published', tone: null });
  });

  it('has the share of answers from the cache, and a dash before the first was counted', () => {
    const all = { calls: 1300, failed: 0, refused: 0, cache_asked: 1000, cache_hits: 941, p50: 9, p95: 100, p99: null };
    expect(answerFigures(all, INDIAN).map(one => `${one.value} ${one.unit}, ${one.line}`)).toEqual(['94.1 %, 941 of 1,000 since yesterday', '> 5,000 ms, half within 9 ms']);
    expect(answerFigures({ ...all, calls: 0, cache_asked: 0 }, INDIAN).map(one => one.value)).toEqual(['–', '–']);
  });
});
