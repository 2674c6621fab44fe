import { ChartOption, ChartTable, Readout } from '../../ui/chart/chart';
import { axisRoom } from '../../ui/chart/option';
import { monthName } from '../../ui/dates';
import { amount, change, inUnit, scaled, Unit, unitFor } from '../../ui/money';
import { Conventions } from '../../ui/settings';
import { TrendAnswer } from './answers';

/** The step that fits the largest month of money moved. */
export function flowUnit(trend: TrendAnswer, c: Conventions): Unit {
  return unitFor([...trend.money_in, ...trend.money_out], c);
}

/** Money in above the line, out below it, the net as a ring. */
export function flowOption(trend: TrendAnswer, unit: Unit, c: Conventions): ChartOption {
  const net = trend.money_in.map((minor, index) => minor - (trend.money_out[index] ?? 0));
  const bar = { type: 'bar' as const, stack: 'flow', barWidth: '58%', silent: true };
  return {
    grid: { left: axisRoom([...trend.money_in, ...trend.money_out].map(minor => scaled(minor, unit, c))), right: 4, top: 8, bottom: 20 },
    xAxis: {
      type: 'category', data: trend.months, axisLine: { onZero: false, show: false },
      axisLabel: { interval: 0, formatter: (month: string) => monthName(month).charAt(0) },
    },
    yAxis: { type: 'value', axisLabel: { formatter: (value: number) => Math.abs(value).toLocaleString('en-IN') } },
    series: [
      { ...bar, name: 'In', itemStyle: { color: '--chart-in' }, data: trend.money_in.map(minor => scaled(minor, unit, c)) },
      { ...bar, name: 'Out', itemStyle: { color: '--chart-out' }, data: trend.money_out.map(minor => -scaled(minor, unit, c)) },
      {
        type: 'scatter', name: 'Net', symbol: 'circle', symbolSize: 7, silent: true, z: 5,
        itemStyle: { color: '--surface', borderColor: '--chart-mark', borderWidth: 1.5, opacity: 1 }, data: net.map(minor => scaled(minor, unit, c)),
      },
    ],
  };
}

export function flowReadout(trend: TrendAnswer, unit: Unit, c: Conventions): (at: number | null) => Readout | null {
  return at => {
    const index = at ?? trend.months.length - 1;
    const month = trend.months[index];
    if (!month) return null;
    const moneyIn = trend.money_in[index] ?? 0;
    const moneyOut = trend.money_out[index] ?? 0;
    return {
      at: '',
      entries: [
        { name: $localize`${monthName(month)}:month: in`, value: inUnit(moneyIn, unit, c), colour: '--chart-in', series: 'In' },
        { name: $localize`out`, value: inUnit(moneyOut, unit, c), colour: '--chart-out', series: 'Out' },
        { name: $localize`net`, value: change(moneyIn - moneyOut, c, unit).text, colour: '--chart-mark', mark: 'ring', series: 'Net' },
      ],
    };
  };
}

export function flowTable(trend: TrendAnswer, c: Conventions): ChartTable {
  return {
    head: [$localize`Month`, $localize`In`, $localize`Out`, $localize`Net`],
    rows: trend.months.map((month, index) => {
      const moneyIn = trend.money_in[index] ?? 0;
      const moneyOut = trend.money_out[index] ?? 0;
      return [monthName(month, true), amount(moneyIn, c), amount(moneyOut, c), amount(moneyIn - moneyOut, c)];
    }),
  };
}
