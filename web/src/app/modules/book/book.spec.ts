import { INDIAN } from '../../ui/settings';
import { CalendarAnswer, TrendAnswer } from './answers';
import { calendarOption, calendarReadout, calendarUnit } from './calendar-option';
import { askedOf, filtersOf, isFiltered, paramsOf, toggled } from './filters';
import { flowOption, flowReadout, flowUnit } from './flow-option';
import { trendEnds, trendOption, trendReadout, trendTable, trendUnit } from './trend-option';
import { shownFlags } from './words';

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

  it('sum the weeks at rest', () => {
    const unit = calendarUnit(calendar, INDIAN);
    expect(calendarReadout(calendar, unit, INDIAN)(null)?.entries.map(entry => entry.value)).toEqual(['1.00', '2.00']);
    expect((calendarOption(calendar, unit, INDIAN).series as unknown as Series).every(one => one.stack === 'week')).toBe(true);
  });
});

describe('the book’s filters', () => {
  it('come from the URL and go back into it unchanged', () => {
    const params = { segment: 'private,premier', min_trv: '100', sort: 'name' };
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

describe('flags of a row', () => {
  it('show two short ones and one of two long ones', () => {
    expect(shownFlags(['outflow', 'kyc_due', 'dormant'])).toEqual(['outflow', 'kyc_due']);
    expect(shownFlags(['below_minimum', 'emi_bounce'])).toEqual(['below_minimum']);
  });
});
