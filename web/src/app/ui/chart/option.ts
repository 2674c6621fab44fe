import type { EChartsOption } from 'echarts';

/** An ECharts option. Colours are token names (`'--chart-casa'`): the frame resolves them for the theme in force. */
export type ChartOption = EChartsOption;

/** The rows behind a chart: shown by the table toggle, written by the CSV download. */
export interface ChartTable { head: string[]; rows: (string | number | null)[][] }

/** One entry of the read-out line; `series` makes it a toggle of the series with that name. */
export interface ReadoutEntry { name: string; value: string; colour?: string; mark?: 'box' | 'line' | 'ring'; series?: string }
export interface Readout { at: string; entries: ReadoutEntry[] }

/** A label at the right end of the plot, at a value of the y axis. */
export interface EndLabel { value: number; name: string; figure?: string; colour?: string }

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The option with every `'--name'` replaced by the token's value. Functions and other values pass. */
export function resolved(value: unknown, token: (name: string) => string): unknown {
  if (typeof value === 'string') return value.startsWith('--') ? token(value) : value;
  if (Array.isArray(value)) return value.map(item => resolved(item, token));
  if (isPlain(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, token)]));
  return value;
}

/** `over` laid over `base`, plain objects merged to the depth. */
export function merged(base: unknown, over: unknown): unknown {
  if (!isPlain(base) || !isPlain(over)) return over === undefined ? base : over;
  const all = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...all].map(key => [key, merged(base[key], over[key])]));
}

const AXIS_DIGIT = 6.6;

/** The pixels that the y axis' labels take beside a plot whose values reach that far: grouped as the engine groups them; `longest` is a label worded otherwise. */
export function axisRoom(values: readonly number[], longest = ''): number {
  const top = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) * 1.25;
  const letters = Math.max(longest.length, Math.ceil(top).toLocaleString('en').length);
  return Math.max(28, Math.ceil(letters * AXIS_DIGIT) + 12);
}

const label = { color: '--chart-axis', fontSize: 11, hideOverlap: true };
const X_AXIS = {
  axisLine: { lineStyle: { color: '--line-strong' } }, axisTick: { show: false }, axisLabel: label, splitLine: { show: false },
  axisPointer: { show: true, type: 'line', snap: true, triggerTooltip: false, label: { show: false }, lineStyle: { color: '--text-3', width: 1, type: 'solid' } },
};
const Y_AXIS = { axisLine: { show: false }, axisTick: { show: false }, axisLabel: label, splitNumber: 3, splitLine: { lineStyle: { color: '--chart-grid' } } };

function each(axis: unknown, base: Plain): unknown {
  return Array.isArray(axis) ? axis.map(one => merged(base, one)) : merged(base, axis ?? {});
}

const BRUSH = {
  type: 'slider', height: 20, bottom: 4, brushSelect: false, showDetail: false, showDataShadow: true, moveHandleSize: 0,
  borderColor: '--line', backgroundColor: '--surface-2', fillerColor: '--accent-bg', handleSize: '100%',
  handleStyle: { color: '--surface', borderColor: '--accent' },
  dataBackground: { lineStyle: { color: '--n-6' }, areaStyle: { color: '--n-4' } },
  selectedDataBackground: { lineStyle: { color: '--accent' }, areaStyle: { color: '--accent-line' } },
};

/** The house's defaults under an option: axes, grid lines, type; with a brush when asked. */
export function framed(option: ChartOption, brush: boolean): Plain {
  const given = option as Plain;
  const base: Plain = {
    animation: false,
    useUTC: true, // a business date is a day of no time zone: its month begins where the axis says
    textStyle: { fontFamily: '"IBM Plex Sans", "IBM Plex Sans Devanagari", system-ui, sans-serif' },
    // each chart's own margins have room for its labels: the engine need not measure them for that
    grid: { left: 40, right: 8, top: 12, bottom: brush ? 48 : 22, outerBoundsMode: 'none' },
    ...(brush ? { dataZoom: [{ type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false }, BRUSH] } : {}),
  };
  return {
    ...(merged(base, given) as Plain),
    legend: { show: false },
    ...(given['xAxis'] ? { xAxis: each(given['xAxis'], X_AXIS) } : {}),
    ...(given['yAxis'] ? { yAxis: each(given['yAxis'], Y_AXIS) } : {}),
  };
}

/** Heights moved apart to at least `gap`, keeping their order, inside [top, bottom]. */
export function apart(heights: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = heights.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  order.forEach((item, i) => { item.y = Math.max(item.y, i ? (order[i - 1]?.y ?? top) + gap : top); });
  for (let i = order.length - 1; i >= 0; i--) {
    const item = order[i];
    if (item) item.y = Math.min(item.y, i === order.length - 1 ? bottom : (order[i + 1]?.y ?? bottom) - gap);
  }
  const moved = new Array<number>(heights.length);
  for (const { y, index } of order) moved[index] = y;
  return moved;
}

/** The table as CSV; a cell that a spreadsheet would run as a formula is written as text. */
export function csvOf(table: ChartTable): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [table.head, ...table.rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
