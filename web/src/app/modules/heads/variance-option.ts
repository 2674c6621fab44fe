import { UnitFigures } from '../../api/models/unit-figures';
import { ChartOption, ChartTable } from '../../ui/chart/chart';
import { amount, change, scaled, Unit, unitFor } from '../../ui/money';
import { Conventions } from '../../ui/settings';
import { against } from './figures';

const NAME_ROOM = 112;
const LABEL_ROOM = 0.34; // of the widest bar, at either side, for its number
const LETTERS = 18;

export interface Bar { name: string; minor: number; average: number; before: number }

/** The rows whose average has one before it, the largest rise first. */
export function bars(rows: readonly UnitFigures[], period: number): Bar[] {
  return rows.flatMap(row => {
    const of = row.periods[period];
    const minor = against(of);
    return minor === null ? [] : [{ name: row.name, minor, average: of?.casa_average ?? 0, before: of?.casa_average_before ?? 0 }];
  }).sort((a, b) => b.minor - a.minor);
}

export function varianceUnit(all: readonly Bar[], c: Conventions): Unit {
  return unitFor(all.map(bar => bar.minor), c);
}

/** Bars from a middle line, the best above; each has its number at its end. */
export function varianceOption(all: readonly Bar[], unit: Unit, c: Conventions): ChartOption {
  const values = all.map(bar => scaled(bar.minor, unit, c));
  const low = Math.min(0, ...values), high = Math.max(0, ...values), room = (high - low || 1) * LABEL_ROOM;
  return {
    grid: { left: NAME_ROOM, right: 4, top: 0, bottom: 0 },
    xAxis: { type: 'value', show: false, min: low < 0 ? low - room : 0, max: high > 0 ? high + room : 0, axisPointer: { show: false } },
    yAxis: {
      type: 'category', inverse: true, data: all.map(bar => bar.name), splitLine: { show: false }, axisLine: { show: true, onZero: true, lineStyle: { color: '--text' } }, axisTick: { show: false },
      axisLabel: { show: false },
    },
    series: [
      {
        type: 'bar', barWidth: 12, silent: true, label: { show: true, color: '--text', fontSize: 11, distance: 4 },
        data: all.map((bar, at) => ({
          value: values[at], itemStyle: { color: bar.minor < 0 ? '--chart-out' : '--chart-in' },
          label: { position: bar.minor < 0 ? 'left' as const : 'right' as const, formatter: change(bar.minor, c, unit).text },
        })),
      },
      {
        // the names stand at the left edge, whatever side the bars go to
        type: 'scatter', symbolSize: 0, silent: true, itemStyle: { opacity: 1 }, data: all.map((_, at) => [low < 0 ? low - room : 0, at]),
        label: { show: true, position: 'left', align: 'left', distance: NAME_ROOM - 2, color: '--text-2', fontSize: 12, formatter: ({ dataIndex }: { dataIndex: number }) => shortened(all[dataIndex]?.name ?? '') },
      },
    ],
  } as ChartOption;
}

function shortened(name: string): string {
  return name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name;
}

export function varianceTable(all: readonly Bar[], c: Conventions): ChartTable {
  return {
    head: [$localize`Unit and RM`, $localize`CASA avg`, $localize`Before`, $localize`Difference`],
    rows: all.map(bar => [bar.name, amount(bar.average, c), amount(bar.before, c), amount(bar.minor, c)]),
  };
}
