import { UnitFigures } from '../../api/models/unit-figures';
import { Conventions } from '../../ui/settings';
import { coverageOption, coverageReadout, coverageRows, coverageTable, stepOf } from './coverage-option';
import { bars, varianceOption, varianceTable, varianceUnit } from './variance-option';

const c = { currency: 'INR', grouping: 'indian', short_units: 'lakh_crore', date_format: 'dd MMM yyyy', locale: 'en', time_zone: 'Asia/Kolkata' } as Conventions;
const unit = (name: string, average: number | null, before: number | null) => ({ id: name, name, periods: [{ casa_average: average, casa_average_before: before }] }) as UnitFigures;

describe('the ranked variance', () => {
  const all = bars([unit('A', 1_00_000_00, 2_00_000_00), unit('B', 5_00_000_00, 1_00_000_00), unit('C', 1, null)], 0);

  it('has the largest rise first and leaves out what has nothing before it', () => {
    expect(all.map(bar => [bar.name, bar.minor])).toEqual([['B', 4_00_000_00], ['A', -1_00_000_00]]);
    expect(varianceTable(all, c).rows[0]).toEqual(['B', '5,00,000.00', '1,00,000.00', '4,00,000.00']);
  });

  it('puts each number at the end of its bar', () => {
    const [series] = varianceOption(all, varianceUnit(all, c), c).series as { data: { value: number; label: { position: string; formatter: string } }[] }[];
    expect(series?.data.map(one => [one.value, one.label.position, one.label.formatter])).toEqual([[4, 'right', '+4.00'], [-1, 'left', '−1.00']]);
  });
});

describe('the coverage', () => {
  const weeks = ['2026-10-26', '2026-11-02', '2026-11-09'];
  const rows = coverageRows([{ id: 'a', name: 'A', customers: 200 }, { id: 'b', name: 'B', customers: 0 }], [{ id: 'a', overdue_promises: 0, contacted: [1, 10, 20] }]);

  it('has the share of the book in each cell, and 0 of an empty book', () => {
    expect(coverageTable(rows, weeks, c).rows).toEqual([['A', '0.5', '5.0', '10.0'], ['B', '0.0', '0.0', '0.0']]);
  });

  it('names the month where it begins', () => {
    expect((coverageOption(rows, weeks, c).xAxis as { data: string[] }).data).toEqual(['26\u00a0Oct', '02\u00a0Nov', '09']);
  });

  it('has a bar of height 1 for each week of a row, with the share in it', () => {
    const series = coverageOption(rows, weeks, c).series as { name: string; data: { value: number; itemStyle: { color: string }; label: { formatter: string } }[] }[];
    expect(series.map(one => [one.name, one.data.map(bar => bar.value)])).toEqual([['A', [1, 1, 1]], ['B', [1, 1, 1]]]);
    expect(series[0]?.data.map(bar => [bar.label.formatter, bar.itemStyle.color])).toEqual([['0.5', '--heat-1'], ['5.0', '--heat-3'], ['10.0', '--heat-5']]);
  });

  it('has five steps up to the largest share', () => {
    expect([0, 1.9, 2, 9.9, 10].map(value => stepOf(value, 10))).toEqual([0, 0, 1, 4, 4]);
    expect(stepOf(0, 0)).toBe(0);
  });

  it('reads out the last week at rest', () => {
    const readout = coverageReadout({ name: 'All', customers: 50, contacted: [1, 2, 5] }, weeks, c);
    expect(readout(null)).toEqual({ at: 'Week of 09\u00a0Nov', entries: [{ name: 'All', value: '10.0\u00a0%' }] });
  });
});
