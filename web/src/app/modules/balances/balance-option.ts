import { ChartOption, EndLabel } from '../../ui/chart/chart';
import { axisRoom } from '../../ui/chart/option';
import { dayTime, monthName } from '../../ui/dates';
import { change, Conventions, inUnit, scaled, Unit, unitFor } from '../../ui/money';
import { BalanceEvent } from './answers';
import { BalanceView, Line, lineOf } from './balance-lines';
import { eventName, marksOf, namedEvents } from './events';
import { axisTo, balanceOn } from './steps';

/** The plot's box: its width in pixels; `narrow` under 720 px, where the read-out names the lines instead. */
export interface Frame { width: number; narrow: boolean; visible: readonly [number, number] | null }

const LEFT = 34;
const RIGHT = 150;
const DAY = 86_400_000;

/** The step of the axis, alike for all lines. */
export function balanceUnit(view: BalanceView, c: Conventions): Unit {
  return unitFor(view.lines.flatMap(line => line.points.map(point => point[1])), c);
}

/** `Orbit Interiors +9.50 L`; a bounce is named without its amount. */
export function eventText(event: BalanceEvent, c: Conventions): string {
  const name = eventName(event);
  const label = name.length > 18 ? `${name.slice(0, 17).trim()}…` : name;
  return event.kind === 'bounce' ? label : `${label} ${change(event.amount, c).text}`;
}

/** Stepped daily balances with pinned events and minimum-balance lines. Pure: no DOM, colours are token names. */
export function balanceOption(view: BalanceView, frame: Frame, c: Conventions): ChartOption {
  const unit = balanceUnit(view, c);
  const at = (minor: number) => scaled(minor, unit, c);
  const axis = axisTo(view.lines.flatMap(line => [...line.points.map(([, minor]) => at(minor)), at(line.minimum ?? 0)]));
  const left = Math.max(LEFT, axisRoom([axis.min, axis.max]), axisRoom([], axisAmount(axis.max, axis.max, unit)));
  return {
    grid: { top: 26, bottom: frame.narrow ? 24 : 54, left, right: frame.narrow ? 8 : RIGHT },
    xAxis: {
      type: 'time', min: dayTime(view.from), max: dayTime(view.to), splitNumber: frame.narrow ? 4 : 8, minInterval: spanDays(view) > 62 ? 28 * DAY : DAY,
      axisLabel: { formatter: (time: number) => axisDay(new Date(time).toISOString(), view) },
    },
    yAxis: { type: 'value', ...axis, axisLabel: { formatter: (value: number) => axisAmount(value, axis.max, unit) } },
    ...(frame.narrow ? {} : { dataZoom: zooms(left) }),
    series: [
      ...view.lines.flatMap(line => [stepped(line, at), ...minimumLine(line, view, at)]),
      hairlines(view, frame, left, c),
      ...view.lines.flatMap(line => marks(line, view, at)),
      salaries(view),
    ],
  } as ChartOption;
}

/** The names at the lines' right ends, with what each stands at. */
export function balanceEnds(view: BalanceView, c: Conventions): EndLabel[] {
  const unit = balanceUnit(view, c);
  const figure = (minor: number) => [inUnit(minor, unit, c), unit.name].filter(Boolean).join(' ');
  return view.lines.flatMap(line => {
    const last = line.points.at(-1)?.[1];
    const end = last === undefined ? [] : [{ value: scaled(last, unit, c), name: short(line.name), figure: figure(last) }];
    const least = line.minimum ? [{ value: scaled(line.minimum, unit, c), name: $localize`Minimum ${figure(line.minimum)}:amount:`, colour: '--chart-plotline' }] : [];
    return [...end, ...least];
  });
}

/** `Nov`, `Jan '26`; days within a window of two months. */
export function axisDay(iso: string, view: { from: string; to: string }): string {
  if (spanDays(view) <= 62) return `${iso.slice(8, 10)} ${monthName(iso)}`;
  return iso.slice(5, 7) === '01' ? `${monthName(iso)} '${iso.slice(2, 4)}` : monthName(iso);
}

function short(name: string): string {
  return name.length > 16 ? `${name.slice(0, 15).trim()}…` : name;
}

function spanDays(view: { from: string; to: string }): number {
  return (dayTime(view.to) - dayTime(view.from)) / DAY;
}

function axisAmount(value: number, top: number, unit: Unit): string {
  const text = Number(value.toFixed(4)).toLocaleString('en-IN').replace('-', '\u2212');
  return value === top && unit.name ? `${text} ${unit.name}` : text;
}

function stepped(line: Line, at: (minor: number) => number): object {
  return {
    name: line.title, type: 'line', step: 'end', showSymbol: false, silent: true, emphasis: { disabled: true },
    lineStyle: { width: 1.5, color: line.ink }, itemStyle: { color: line.ink },
    data: line.points.map(([day, minor]) => [dayTime(day), at(minor)]),
  };
}

function minimumLine(line: Line, view: BalanceView, at: (minor: number) => number): object[] {
  if (!line.minimum) return [];
  return [{
    name: line.title, type: 'line', showSymbol: false, silent: true, emphasis: { disabled: true },
    lineStyle: { type: [4, 3], width: 1, color: '--chart-plotline' }, itemStyle: { color: '--chart-plotline' },
    data: [[dayTime(view.from), at(line.minimum)], [dayTime(view.to), at(line.minimum)]],
  }];
}

function hairlines(view: BalanceView, frame: Frame, left: number, c: Conventions): object {
  const width = frame.width - left - (frame.narrow ? 8 : RIGHT);
  const [first, last] = frame.visible ?? [dayTime(view.from), dayTime(view.to)];
  const place = (day: string) => ((dayTime(day) - first) / (last - first || 1)) * width;
  const seen = view.events.filter(event => dayTime(event.on) >= first && dayTime(event.on) <= last);
  const named = frame.narrow ? [] : namedEvents(seen, width, place, event => eventText(event, c));
  return {
    name: 'Events', type: 'line', data: [], silent: true,
    markLine: {
      silent: true, symbol: 'none', animation: false, lineStyle: { color: '--line-strong', width: 1, type: 'solid' },
      data: named.map(({ event, x, text }) => ({
        xAxis: dayTime(event.on),
        label: {
          position: 'end', formatter: text, fontSize: 11, offset: [Math.round(x - place(event.on)), 0],
          color: event.kind === 'bounce' ? '--loss' : '--text-2',
        },
      })),
    },
  };
}

function marks(line: Line, view: BalanceView, at: (minor: number) => number): object[] {
  const common = { name: line.title, type: 'scatter', silent: true, emphasis: { disabled: true }, z: 5 };
  const pinned = (kind: (event: BalanceEvent) => boolean) => marksOf(view.events).filter(kind).flatMap(event => {
    const closing = lineOf(view, event) === line ? balanceOn(line.points, event.on) : null;
    return closing === null ? [] : [[dayTime(event.on), at(closing)]];
  });
  const hollow = (color: string) => ({ color: '--surface', borderColor: color, borderWidth: 1.75 });
  const last = line.points.at(-1);
  return [
    { ...common, symbol: 'circle', symbolSize: 5, itemStyle: { color: line.ink }, data: last ? [[dayTime(last[0]), at(last[1])]] : [] },
    { ...common, symbol: 'circle', symbolSize: 8, itemStyle: hollow('--chart-mark'), data: pinned(event => event.kind !== 'bounce') },
    { ...common, symbol: 'diamond', symbolSize: 11, itemStyle: hollow('--loss'), data: pinned(event => event.kind === 'bounce') },
  ];
}

function salaries(view: BalanceView): object {
  return {
    name: 'Salary', type: 'scatter', silent: true, emphasis: { disabled: true }, z: 4, symbol: 'triangle', symbolSize: [8, 7], symbolOffset: [0, -4],
    itemStyle: { color: '--n-7' }, data: view.events.filter(event => event.kind === 'salary').map(event => [dayTime(event.on), 0]),
  };
}

function zooms(left: number): object[] {
  const shadow = { lineStyle: { color: '--n-7' }, areaStyle: { color: '--n-5', opacity: 1 } };
  return [
    { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, filterMode: 'none' },
    {
      type: 'slider', height: 20, bottom: 4, left, right: RIGHT, brushSelect: false, showDetail: false, moveHandleSize: 0, filterMode: 'none',
      borderColor: '--line', backgroundColor: '--surface-2', fillerColor: 'transparent', handleSize: '90%', showDataShadow: true,
      handleStyle: { color: '--surface', borderColor: '--line-control' }, dataBackground: shadow, selectedDataBackground: shadow,
    },
  ];
}
