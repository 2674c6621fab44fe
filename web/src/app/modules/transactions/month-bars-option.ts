import { ChartOption, ChartTable } from '../../ui/chart/chart';
import { axisRoom } from '../../ui/chart/option';
import { monthName } from '../../ui/dates';
import { amount, Conventions, scaled, Unit, unitFor } from '../../ui/money';
import { Filters } from './filters';
import { TransactionSummary } from './answers';

type Months = TransactionSummary['months'];

export function barsUnit(months: Months, c: Conventions): Unit {
  return unitFor(months.flatMap(month => [month.money_in, month.money_out]), c);
}

/** `Sep`; a month that the period cuts says so: `Aug from 22`, `Nov to 21`. Plain where there is no room. */
export function monthLabel(month: string, filters: Filters, many: boolean): string {
  const name = monthName(month);
  if (many) return name;
  if (filters.from?.startsWith(month) && !filters.from.endsWith('-01')) return $localize`${name}:month: from ${Number(filters.from.slice(8))}:day:`;
  return filters.to?.startsWith(month) ? $localize`${name}:month: to ${Number(filters.to.slice(8))}:day:` : name;
}

/** In and out side by side for each month of the filtered rows. Pure: no DOM, colours are token names. */
export function monthBarsOption(months: Months, filters: Filters, c: Conventions): ChartOption {
  const unit = barsUnit(months, c);
  const [moneyIn, moneyOut] = [months.map(one => scaled(one.money_in, unit, c)), months.map(one => scaled(one.money_out, unit, c))];
  const bar = { type: 'bar', barMaxWidth: 24, barGap: '10%', silent: true };
  return {
    grid: { top: 6, bottom: 18, left: axisRoom([...moneyIn, ...moneyOut]), right: 4 },
    xAxis: { type: 'category', data: months.map(one => monthLabel(one.month, filters, months.length > 6)), axisPointer: { show: false } },
    yAxis: { type: 'value', splitNumber: 2 },
    series: [
      { ...bar, name: 'In', itemStyle: { color: '--chart-in' }, data: moneyIn },
      { ...bar, name: 'Out', itemStyle: { color: '--chart-out' }, data: moneyOut },
    ],
  } as ChartOption;
}

export function monthBarsTable(months: Months, c: Conventions): ChartTable {
  return { head: [$localize`Month`, $localize`In`, $localize`Out`], rows: months.map(one => [monthName(one.month, true), amount(one.money_in, c), amount(one.money_out, c)]) };
}
