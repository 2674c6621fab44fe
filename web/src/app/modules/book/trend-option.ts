import { ChartOption, ChartTable, EndLabel, Readout } from '../../ui/chart/chart';
import { axisRoom } from '../../ui/chart/option';
import { fullDate, monthName, shortDate } from '../../ui/dates';
import { amount, inUnit, scaled, Unit, unitFor } from '../../ui/money';
import { Conventions } from '../../ui/settings';
import { TrendAnswer } from './answers';

const FAMILIES = [
  { key: 'casa', name: $localize`CASA`, brief: $localize`CASA`, colour: '--chart-casa' },
  { key: 'term_deposits', name: $localize`Term deposits`, brief: $localize`TD`, colour: '--chart-td' },
  { key: 'investments', name: $localize`Investments`, brief: $localize`Inv.`, colour: '--chart-invest' },
  { key: 'loans', name: $localize`Loans`, brief: $localize`Loans`, colour: '--chart-loan' },
] as const;

/** The step that fits the largest month of TRV. */
export function trendUnit(trend: TrendAnswer, c: Conventions): Unit {
  return unitFor(trend.months.map((_, index) => FAMILIES.reduce((sum, family) => sum + (trend[family.key][index] ?? 0), 0)), c);
}

/** 13 months of TRV, its families stacked. */
export function trendOption(trend: TrendAnswer, unit: Unit, c: Conventions, asOf: string): ChartOption {
  const last = trend.months.length - 1;
  const totals = trend.months.map((_, index) => FAMILIES.reduce((sum, family) => sum + scaled(trend[family.key][index] ?? 0, unit, c), 0));
  return {
    grid: { left: Math.max(34, axisRoom(totals)), right: 126, top: 8, bottom: 20 },
    xAxis: {
      type: 'category', boundaryGap: false, data: trend.months,
      axisLabel: {
        interval: 0, hideOverlap: false, alignMinLabel: 'left', alignMaxLabel: 'right',
        formatter: (_: string, index: number) => label(trend.months, index, last, asOf, c),
      },
    },
    yAxis: { type: 'value', min: 0, axisLabel: { formatter: (value: number) => value.toLocaleString('en-IN') } },
    series: FAMILIES.map(family => ({
      name: family.name, type: 'line' as const, stack: 'trv', symbol: 'none', silent: true,
      data: trend[family.key].map(minor => scaled(minor, unit, c)),
      lineStyle: { width: 1, color: '--surface' }, itemStyle: { color: family.colour },
      areaStyle: { color: family.colour, opacity: '--chart-area' as unknown as number },
    })),
  };
}

function label(months: readonly string[], index: number, last: number, asOf: string, c: Conventions): string {
  const month = months[index];
  if (!month) return '';
  if (index === 0) return `${monthName(month)} ’${month.slice(2, 4)}`;
  if (index === last) return shortDate(month, asOf, c);
  return index === Math.round(last / 2) ? monthName(month) : '';
}

/** The families' labels in the middle of their bands at the right end. */
export function trendEnds(trend: TrendAnswer, unit: Unit, c: Conventions): EndLabel[] {
  let below = 0;
  return FAMILIES.map(family => {
    const value = trend[family.key].at(-1) ?? 0;
    const middle = below + value / 2;
    below += value;
    return { value: scaled(middle, unit, c), name: family.name, figure: inUnit(value, unit, c) };
  });
}

export function trendReadout(trend: TrendAnswer, unit: Unit, c: Conventions): (at: number | null) => Readout | null {
  return at => {
    const index = at ?? trend.months.length - 1;
    const month = trend.months[index];
    if (!month) return null;
    if (at === null) {
      const total = FAMILIES.reduce((sum, family) => sum + (trend[family.key][index] ?? 0), 0);
      return { at: '', entries: [{ name: $localize`TRV`, value: inUnit(total, unit, c) }] };
    }
    return {
      at: monthName(month),
      entries: FAMILIES.map(family => ({
        name: family.brief, value: inUnit(trend[family.key][index] ?? 0, unit, c), colour: family.colour, series: family.name,
      })),
    };
  };
}

export function trendTable(trend: TrendAnswer, c: Conventions): ChartTable {
  return {
    head: [$localize`Month end`, ...FAMILIES.map(family => family.name)],
    rows: trend.months.map((month, index) => [fullDate(month, c), ...FAMILIES.map(family => amount(trend[family.key][index] ?? 0, c))]),
  };
}
