import { UnitFigures } from '../../api/models/unit-figures';
import { HeadRow, against, share, sortOf, sorted, worst } from './figures';

const period = { casa_average: 90, casa_average_before: 100, casa_day_sum: 0, casa_day_sum_before: 0, customers_change: 1, term_deposits_change: 5, trv_change: -5 };
function row(id: string, more: Partial<UnitFigures> = {}, overdue: number | null = 0): HeadRow {
  const figures = { id, name: id, customers: 100, trv: 1, contacted: 50, renewing: 5, maturing: 10, emi_bounce: 2, kyc_overdue: 2, at_risk: 0, ...more } as UnitFigures;
  return { figures, period, overdue };
}

describe('rows that a head compares', () => {
  it('has a share of a whole, and none of nothing', () => {
    expect([share(1, 4), share(1, 0)]).toEqual([25, null]);
  });

  it('compares CASA with the period before, where there is one', () => {
    expect([against(period), against({ ...period, casa_average_before: null }), against(undefined)]).toEqual([-10, null, null]);
  });

  it('sorts by a column either way, with what is unknown last', () => {
    const rows = [row('a', {}, 1), row('b', {}, null), row('c', {}, 3)];
    const ids = (down: boolean) => sorted(rows, { column: 'promises', down }).map(one => one.figures.id);
    expect([ids(true), ids(false)]).toEqual([['c', 'a', 'b'], ['a', 'c', 'b']]);
  });

  it('sorts by TRV unless told otherwise', () => {
    expect(sortOf(undefined, ['trv', 'risk'])).toEqual({ column: 'trv', down: true });
    expect(sortOf('risk', ['trv', 'risk'])).toEqual({ column: 'risk', down: false });
    expect(sortOf('-shoes', ['trv', 'risk'])).toEqual({ column: 'trv', down: true });
  });

  it('marks the row that is much worse than all together, and none where all are alike', () => {
    const total = row('all', { customers: 400, contacted: 200, renewing: 20, maturing: 40, emi_bounce: 8, kyc_overdue: 8 }, 8);
    const alike = [row('a', {}, 2), row('b', {}, 2), row('c', {}, 2)];
    expect(worst(alike, total)).toEqual({});
    const bad = row('d', { contacted: 39, renewing: 0, emi_bounce: 4, kyc_overdue: 2 }, 9);
    expect(worst([...alike, bad], total)).toEqual({ contacted: 'd', renewing: 'd', bounces: 'd', promises: 'd' });
    expect(worst([bad], total)).toEqual({});
  });
});
