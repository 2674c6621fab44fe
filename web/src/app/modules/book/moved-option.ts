import { ChartOption, ChartTable } from '../../ui/chart/chart';
import { fullDate, shortDate } from '../../ui/dates';
import { amount, change, inUnit, scaled, Unit, unitFor } from '../../ui/money';
import { Conventions } from '../../ui/settings';
import { MovedAnswer } from './answers';
import { MOVED, sentence } from './words';

interface Step { name: string; from: number; to: number; words: string; colour: string }

/** The step that fits TRV at either end. */
export function movedUnit(moved: MovedAnswer, c: Conventions): Unit {
  return unitFor([moved.start, moved.end], c);
}

/** Each part from where the one before it ended. */
function steps(moved: MovedAnswer, unit: Unit, c: Conventions): Step[] {
  let at = moved.start;
  return moved.parts.map(part => {
    const from = at;
    at += part.amount;
    const moved = change(part.amount, c, unit);
    return { name: MOVED[part.key] ?? sentence(part.key), from, to: at, words: moved.text, colour: part.amount < 0 ? '--chart-out' : '--chart-in' };
  });
}

/** A waterfall from the month's start to now: bars are what moved, the ends are ticks on an axis that need not start at 0. */
export function movedOption(moved: MovedAnswer, unit: Unit, c: Conventions): ChartOption {
  const all = steps(moved, unit, c);
  const points = all.flatMap(step => [step.from, step.to]);
  const low = Math.min(...points), high = Math.max(...points), span = high - low || 1;
  const names = [shortDate(moved.start_on, moved.as_of, c), ...all.map(step => step.name), shortDate(moved.as_of, moved.as_of, c)];
  const value = (minor: number) => scaled(minor, unit, c);
  const end = (minor: number, row: number) => ({ value: [value(minor), row], label: { formatter: inUnit(minor, unit, c) } });
  return {
    grid: { left: 104, right: 4, top: 0, bottom: 0 },
    xAxis: { type: 'value', show: false, min: value(low - span * 0.02), max: value(high + span * 0.3), axisPointer: { show: false } },
    yAxis: { type: 'category', inverse: true, data: names, splitLine: { show: false }, axisLabel: { color: '--text-2', fontSize: 12, margin: 104, align: 'left', interval: 0, hideOverlap: false } },
    series: [
      { type: 'bar', name: 'base', stack: 'part', stackStrategy: 'all', barWidth: 12, silent: true, itemStyle: { color: 'transparent' }, data: ['-', ...all.map(step => value(Math.min(step.from, step.to))), '-'] },
      {
        type: 'bar', name: 'part', stack: 'part', stackStrategy: 'all', silent: true, label: { show: true, position: 'right', color: '--text', fontSize: 11, distance: 4 },
        data: ['-', ...all.map(step => ({ value: value(Math.abs(step.to - step.from)), itemStyle: { color: step.colour }, label: { formatter: step.words } })), '-'],
      },
      {
        type: 'scatter', name: 'end', symbol: 'rect', symbolSize: [1.5, 14], silent: true, itemStyle: { color: '--text', opacity: 1 },
        label: { show: true, position: 'right', color: '--text', fontSize: 11, fontWeight: 600, distance: 4 }, data: [end(moved.start, 0), end(moved.end, names.length - 1)],
      },
    ],
  } as ChartOption;
}

export function movedTable(moved: MovedAnswer, c: Conventions): ChartTable {
  return {
    head: [$localize`What moved TRV`, $localize`Amount`],
    rows: [
      [fullDate(moved.start_on, c), amount(moved.start, c)],
      ...moved.parts.map(part => [MOVED[part.key] ?? sentence(part.key), amount(part.amount, c)]),
      [fullDate(moved.as_of, c), amount(moved.end, c)],
    ],
  };
}
