import { ChartOption, ChartTable, Readout } from '../../ui/chart/chart';
import { axisRoom } from '../../ui/chart/option';
import { fullDate, shortDate } from '../../ui/dates';
import { amount, inUnit, scaled, Unit, unitFor } from '../../ui/money';
import { Conventions } from '../../ui/settings';
import { CalendarAnswer } from './answers';

const NONE = $localize`No instruction`;
const RENEWING = $localize`Renewing`;

/** The step that fits the largest week. */
export function calendarUnit(calendar: CalendarAnswer, c: Conventions): Unit {
  return unitFor(calendar.weeks.map(week => week.no_instruction + week.renewing), c);
}

/** Weeks of maturing term deposits: those without an instruction at the base, the renewing ones above. */
export function calendarOption(calendar: CalendarAnswer, unit: Unit, c: Conventions): ChartOption {
  const bar = { type: 'bar' as const, stack: 'week', barWidth: '62%', silent: true };
  return {
    grid: { left: axisRoom(calendar.weeks.map(week => scaled(week.no_instruction + week.renewing, unit, c))), right: 12, top: 8, bottom: 20 },
    xAxis: {
      type: 'category', data: calendar.weeks.map(week => week.starts_on),
      axisLabel: { interval: 'auto', formatter: (day: string) => shortDate(day, null, c).replace(/.\d{4}$/, '') },
    },
    yAxis: { type: 'value', min: 0, splitNumber: 2 },
    series: [
      { ...bar, name: NONE, itemStyle: { color: '--late' }, data: calendar.weeks.map(week => scaled(week.no_instruction, unit, c)) },
      { ...bar, name: RENEWING, itemStyle: { color: '--chart-td' }, data: calendar.weeks.map(week => scaled(week.renewing, unit, c)) },
    ],
  };
}

export function calendarReadout(calendar: CalendarAnswer, unit: Unit, c: Conventions): (at: number | null) => Readout | null {
  return at => {
    const weeks = at === null ? calendar.weeks : calendar.weeks.slice(at, at + 1);
    const first = weeks[0];
    if (!first) return null;
    const sum = (key: 'no_instruction' | 'renewing') => weeks.reduce((total, week) => total + week[key], 0);
    return {
      at: at === null ? '' : shortDate(first.starts_on, calendar.as_of, c),
      entries: [
        { name: NONE, value: inUnit(sum('no_instruction'), unit, c), colour: '--late', series: NONE },
        { name: RENEWING, value: inUnit(sum('renewing'), unit, c), colour: '--chart-td', series: RENEWING },
      ],
    };
  };
}

export function calendarTable(calendar: CalendarAnswer, c: Conventions): ChartTable {
  return {
    head: [$localize`Week from`, $localize`Deposits`, NONE, RENEWING],
    rows: calendar.weeks.map(week => [fullDate(week.starts_on, c), week.count, amount(week.no_instruction, c), amount(week.renewing, c)]),
  };
}
