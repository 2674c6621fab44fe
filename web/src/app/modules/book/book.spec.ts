import { BOX_WIDTH } from '../../ui/grid/column';
import { INDIAN } from '../../ui/settings';
import { BookRow, CalendarAnswer, CustomersAnswer, MovedAnswer, TrendAnswer } from './answers';
import { calendarOption, calendarReadout, calendarUnit } from './calendar-option';
import { askedOf, filtersOf, isFiltered, paramsOf, queryOf, sameQuery, toggled } from './filters';
import { chipsOf } from './filter-chips';
import { customerColumns, NAME_WIDTH, totalWords } from './customer-columns';
import { fitting, flagTags } from './flag-words';
import { flowOption, flowReadout, flowUnit } from './flow-option';
import { trendEnds, trendOption, trendReadout, trendTable, trendUnit } from './trend-option';
import { movedOption, movedTable, movedUnit } from './moved-option';

const CRORE = 1e9;
const trend: TrendAnswer = {
  as_of: '2026-11-21', currency: 'INR', months: ['2026-10-31', '2026-11-21'], casa: [100 * CRORE, 120 * CRORE],
  term_deposits: [50 * CRORE, 60 * CRORE], investments: [0, 10 * CRORE], loans: [5 * CRORE, 5 * CRORE],
  money_in: [9 * CRORE, 4 * CRORE], money_out: [3 * CRORE, 6 * CRORE],
};
const calendar: CalendarAnswer = {
  as_of: '2026-11-21', currency: 'INR', total: 3 * CRORE, count: 4,
  weeks: [{ starts_on: '2026-11-23', no_instruction: CRORE, renewing: 2 * CRORE, count: 4 }],
};
type Series = { stack?: string; data: number[]; itemStyle: { color: string } }[];

describe('book home’s charts', () => {
  it('stack the families in their own colours and in one unit', () => {
    const unit = trendUnit(trend, INDIAN);
    const series = trendOption(trend, unit, INDIAN, trend.as_of).series as unknown as Series;
    expect(unit.name).toBe('Cr');
    expect(series.map(one => one.itemStyle.color)).toEqual(['--chart-casa', '--chart-td', '--chart-invest', '--chart-loan']);
    expect(series.map(one => one.data[1])).toEqual([120, 60, 10, 5]);
  });

  it('label each family in the middle of its band', () => {
    expect(trendEnds(trend, trendUnit(trend, INDIAN), INDIAN).map(end => end.value)).toEqual([60, 150, 185, 192.5]);
  });

  it('read out the total at rest and the families under the cursor', () => {
    const readout = trendReadout(trend, trendUnit(trend, INDIAN), INDIAN);
    expect(readout(null)?.entries).toEqual([{ name: 'TRV', value: '195.00' }]);
    expect(readout(0)).toMatchObject({ at: 'Oct', entries: [{ value: '100.00' }, { value: '50.00' }, { value: '0.00' }, { value: '5.00' }] });
  });

  it('have a table with exact amounts behind them', () => {
    expect(trendTable(trend, INDIAN).rows[1]?.[1]).toBe('1,20,00,00,000.00');
  });

  it('draw money out below the line and the net between', () => {
    const series = flowOption(trend, flowUnit(trend, INDIAN), INDIAN).series as unknown as Series;
    expect(series[1]?.data).toEqual([-3, -6]);
    expect(series[2]?.data).toEqual([6, -2]);
    expect(flowReadout(trend, flowUnit(trend, INDIAN), INDIAN)(null)?.entries[2]?.value).toBe('−2.00');
  });

  it('sum the weeks at rest, and name a week by its first day', () => {
    const unit = calendarUnit(calendar, INDIAN);
    expect(calendarReadout(calendar, unit, INDIAN)(null)?.entries.map(entry => entry.value)).toEqual(['1.00', '2.00']);
    expect(calendarReadout(calendar, unit, INDIAN)(0)?.at).toMatch(/^\d\d\u00a0[A-Z][a-z]{2}$/);
    expect((calendarOption(calendar, unit, INDIAN).series as unknown as Series).every(one => one.stack === 'week')).toBe(true);
  });
});

describe('the book’s filters', () => {
  it('come from the URL and go back into it unchanged', () => {
    const params = { segment: 'private,premier', min_trv: '100', sort: 'name', quiet_days: '0', not_product: 'loan', matures_to: '2026-12-04', cols: 'trv,tags' };
    expect(Object.fromEntries(Object.entries(paramsOf(filtersOf(params))).filter(([, value]) => value !== null))).toEqual(params);
  });

  it('leave the default sort out of the URL but name it to the API', () => {
    expect(paramsOf(filtersOf({})).sort).toBeNull();
    expect(askedOf(filtersOf({}), 100)).toEqual({ sort: '-trv', limit: '100' });
  });

  it('drop an amount that is no whole number', () => {
    expect(filtersOf({ min_trv: 'a lot' }).min_trv).toBeNull();
    expect(isFiltered(filtersOf({ min_trv: 'a lot' }))).toBe(false);
  });

  it('add and take away a value', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});

describe('a filter in force', () => {
  it('is a chip whose press takes that filter alone away', () => {
    const filters = filtersOf({ flag: 'dormant,idle_cash', quiet_days: '0', min_trv: '10000000' });
    const chips = chipsOf(filters, '2026-11-21', INDIAN);
    expect(chips.map(chip => chip.text)).toEqual(['Inactive', 'Idle cash', 'TRV from ₹\u00a01.00\u00a0L', 'Never spoken with']);
    expect(filtersOf(queryOf({ ...filters, ...chips[0]?.without })).flag).toEqual(['idle_cash']);
    expect(queryOf({ ...filters, ...chips[3]?.without })['quiet_days']).toBeUndefined();
  });

  it('makes another view of the grid, whatever its order in the URL', () => {
    expect(sameQuery({ city: 'Pune', flag: 'dormant' }, { flag: 'dormant', city: 'Pune' })).toBe(true);
    expect(sameQuery({ city: 'Pune' }, { city: 'Pune', flag: 'dormant' })).toBe(false);
  });
});

describe('what moved TRV', () => {
  const moved: MovedAnswer = {
    as_of: '2026-11-21', currency: 'INR', start_on: '2026-10-31', start: 100 * CRORE, end: 109 * CRORE,
    parts: [{ key: 'new_money', amount: 20 * CRORE }, { key: 'withdrawals', amount: -12 * CRORE }, { key: 'revaluation', amount: CRORE }],
  };

  it('is bars, each from where the one before ended, between two ticks', () => {
    const series = movedOption(moved, movedUnit(moved, INDIAN), INDIAN).series as unknown as { name: string; data: unknown[] }[];
    expect(series[0]?.data).toEqual(['-', 100, 108, 108, '-']);
    expect(series[1]?.data.slice(1, 4).map(bar => (bar as { value: number }).value)).toEqual([20, 12, 1]);
    expect(series[2]?.data).toHaveLength(2);
  });

  it('has a table with exact amounts behind it', () => {
    expect(movedTable(moved, INDIAN).rows.map(row => row[1])).toEqual(['1,00,00,00,000.00', '20,00,00,000.00', '−12,00,00,000.00', '1,00,00,000.00', '1,09,00,00,000.00']);
  });
});

describe('flags of a row', () => {
  const row = (flags: string[], more: Partial<BookRow> = {}) => flagTags({ flags, kyc_due_on: null, next_maturity_on: null, ...more } as BookRow, '2026-11-21', INDIAN);

  it('say the day or the term that each is about', () => {
    expect(row(['td_due', 'kyc_due'], { next_maturity_on: '2026-11-27', kyc_due_on: '2026-12-11' }).map(tag => tag.text)).toEqual(['TD 27\u00a0Nov', 'KYC 30 d']);
    expect(row(['kyc_due'], { kyc_due_on: '2026-11-01' })[0]?.text).toBe('KYC overdue');
  });

  it('show two short ones and one of two long ones', () => {
    expect(fitting(row(['outflow', 'kyc_due']))).toHaveLength(2);
    expect(fitting(row(['below_minimum', 'emi_bounce']))).toHaveLength(1);
  });
});

describe('columns of the grid', () => {
  const unit = trendUnit(trend, INDIAN);
  const usual = customerColumns([], { amount: unit, change: unit }, '2026-11-21', INDIAN, false);

  it.each([1009, 1024, 1003, 923, 860, 760, 640, 560])('leave the name its width in a grid of %i px', width => {
    const taken = usual.filter(column => !column.from || width >= column.from).reduce((sum, column) => sum + Number.parseInt(column.width ?? '0', 10), BOX_WIDTH);
    expect(width - taken).toBeGreaterThanOrEqual(NAME_WIDTH);
  });

  it('all stand beside the name on a desk of 1440 px, scroll bar and all', () => {
    expect(usual.filter(column => !column.from || 1009 >= column.from)).toHaveLength(usual.length);
  });

  it.each([['CASA', 6_860, '68.60'], ['CASA', 11_160, '111.6'], ['CASA', 106_860, '1,069']])('give a total of %s as many decimals as it has room for', (_, millions, words) => {
    const lakhs = { name: 'L', size: 1e5 };
    const answer = { totals: { casa: millions * 1e7 } } as CustomersAnswer;
    expect(totalWords(answer, { amount: lakhs, change: lakhs }, INDIAN, false)['casa']).toBe(`${words}\u00a0Cr`);
  });
});
