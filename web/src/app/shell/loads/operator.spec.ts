import { LoadDetail } from '../../api/models';
import { INDIAN } from '../../ui/settings';
import { agreeing, answerFigures, difference, lasted, reasons, tableState } from './operator';

const table = (part: Partial<LoadDetail['tables'][number]>) =>
  ({ table: 'balance', kind: 'full', source_rows: 2, published_rows: 2, quarantined: 0, source_total: 500, published_total: 500, ...part }) as LoadDetail['tables'][number];

describe('a load', () => {
  it('says how long it took', () => {
    expect([lasted(null), lasted(0.44), lasted(99)]).toEqual(['–', '0.4 s', '1 min 39 s']);
  });

  it('has totals that agree, differ by what was held back, or differ', () => {
    const tables = [table({}), table({ quarantined: 1, published_total: 400 }), table({ published_total: 400 }), table({ source_total: null, published_total: null })];
    expect(agreeing(tables)).toEqual({ agree: 2, all: 3 });
    expect(tables.map(one => tableState(one).tone)).toEqual(['gain', 'late', 'loss', 'gain']);
    expect(tables.map(one => difference(one, INDIAN))).toEqual(['0.00', '−1.00', '−1.00', '–']);
  });

  it('has the share of answers from the cache, and a dash before the first was counted', () => {
    const all = { calls: 1300, failed: 0, refused: 0, cache_asked: 1000, cache_hits: 941, p50: 9, p95: 100, p99: null };
    expect(answerFigures(all, INDIAN).map(one => `${one.value} ${one.unit}, ${one.line}`)).toEqual(['94.1 %, 941 of 1,000 since yesterday', '> 5,000 ms, half within 9 ms']);
    expect(answerFigures({ ...all, calls: 0, cache_asked: 0 }, INDIAN).map(one => one.value)).toEqual(['–', '–']);
  });

  it('sums what was held back by reason and table', () => {
    const held = [{ reason: 'no account', table: 'a' }, { reason: 'no account', table: 'b' }, { reason: 'no account', table: 'b' }];
    expect(reasons(held)).toEqual([{ reason: 'no account', table: 'b', rows: 2 }, { reason: 'no account', table: 'a', rows: 1 }]);
  });
});
