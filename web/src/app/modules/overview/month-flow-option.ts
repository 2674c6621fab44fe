import { ChartOption, ChartTable, Readout } from '../../ui/chart/chart';
import { axisRoom } from '../../ui/chart/option';
import { monthLetter, monthName } from '../../ui/dates';
import { amount, Conventions, inUnit, scaled, Unit, unitFor } from '../../ui/money';
import { CashflowAnswer } from './answers';

/** The months' unit, alike for in and out. */
export function flowUnit(flow: Pick<CashflowAnswer, 'money_in' | 'money_out'>, c: Conventions): Unit {
  return unitFor([...flow.money_in, ...flow.money_out], c);
}

/** Money in as bars upwards, money out downwards, a month each. Pure: no DOM, colours are token names. */
export function monthFlowOption(flow: CashflowAnswer, c: Conventions): ChartOption {
  const unit = flowUnit(flow, c);
  const bar = { type: 'bar', stack: 'flow', barWidth: '56%', emphasis: { disabled: true } };
  const [moneyIn, moneyOut] = [flow.money_in, flow.money_out].map(side => side.map(minor => scaled(minor, unit, c))) as [number[], number[]];
  return {
    grid: { top: 8, bottom: 20, left: axisRoom([...moneyIn, ...moneyOut]), right: 4 },
    xAxis: { type: 'category', data: flow.months, axisLine: { show: false }, axisPointer: { type: 'shadow', shadowStyle: { color: '--n-7', opacity: 0.12 } }, axisLabel: { interval: 0, formatter: (month: string) => monthLetter(month) } },
    yAxis: { type: 'value', splitNumber: 4, axisLabel: { formatter: (value: number) => Math.abs(value).toLocaleString('en-IN') } },
    series: [
      { ...bar, name: 'In', itemStyle: { color: '--chart-in' }, data: moneyIn },
      { ...bar, name: 'Out', itemStyle: { color: '--chart-out' }, data: moneyOut.map(value => -value) },
    ],
  } as ChartOption;
}

/** `Nov in 6.43 out 12.68 net −6.24`: of the month under the cursor, the last one at rest. */
export function monthFlowReadout(flow: CashflowAnswer, at: number | null, c: Conventions): Readout | null {
  const index = at ?? flow.months.length - 1;
  const month = flow.months[index];
  if (month === undefined) return null;
  const unit = flowUnit(flow, c);
  const [moneyIn, moneyOut] = [flow.money_in[index] ?? 0, flow.money_out[index] ?? 0];
  return {
    at: monthName(month),
    entries: [
      { name: $localize`:direction of money|:in`, value: inUnit(moneyIn, unit, c), colour: '--chart-in', mark: 'box' },
      { name: $localize`:direction of money|:out`, value: inUnit(moneyOut, unit, c), colour: '--chart-out', mark: 'box' },
      { name: $localize`:direction of money|:net`, value: inUnit(moneyIn - moneyOut, unit, c) },
    ],
  };
}

/** The months with exact amounts, newest first. */
export function monthFlowTable(flow: CashflowAnswer, c: Conventions): ChartTable {
  const rows = flow.months.map((month, index) => {
    const [moneyIn, moneyOut] = [flow.money_in[index] ?? 0, flow.money_out[index] ?? 0];
    return [monthName(month, true), amount(moneyIn, c), amount(moneyOut, c), amount(moneyIn - moneyOut, c)];
  });
  return { head: [$localize`Month`, $localize`In`, $localize`Out`, $localize`Net`], rows: rows.reverse() };
}
