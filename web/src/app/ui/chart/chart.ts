import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, ElementRef, OnDestroy, computed, effect, inject, input, model, output, signal, untracked, viewChild } from '@angular/core';
import { Definition } from '../definition';
import { Icon } from '../icon';
import { Theme } from '../theme';
import { turn } from '../turn';
import { ChartOption, ChartTable, EndLabel, Readout, csvOf, framed, resolved } from './option';
import { Labels, Plot, download, drawEnds, gridBox, picture } from './plot';
import { seen } from './seen';

export type { ChartOption, ChartTable, EndLabel, Readout, ReadoutEntry } from './option';

/**
 * The chart frame: title, unit, tools (project period segments with `slot="tools"`), read-out line, plot, brush, table.
 * `readout(at)` gives the line's words: `at` is the category's index, or the time in ms on a time axis; null is at rest.
 */
@Component({
  selector: 'c-chart',
  imports: [Definition, Icon, CdkMenu, CdkMenuItem, CdkMenuTrigger],
  host: { role: 'group', '[attr.aria-label]': 'title()' },
  templateUrl: './chart.html',
  styleUrl: './chart.css',
})
export class Chart implements OnDestroy {
  readonly title = input.required<string>();
  readonly unit = input('');
  /** What counts, and where it comes from: said on hover, focus or press of the title. */
  readonly meaning = input('');
  readonly from = input('');
  readonly option = input.required<ChartOption>();
  readonly table = input<ChartTable | null>(null);
  readonly readout = input<((at: number | null) => Readout | null) | null>(null);
  readonly ends = input<readonly EndLabel[]>([]);
  readonly height = input(160);
  readonly brush = input(false);
  /** The shown part of a time axis in ms; null is all of it. */
  readonly range = model<[number, number] | null>(null);
  readonly cursor = output<number | null>();
  readonly pressed = output<number>();

  protected readonly asTable = signal(false);
  /** Series that the reader took off the plot, by name. */
  readonly hidden = model<ReadonlySet<string>>(new Set());
  protected readonly line = computed(() => this.readout()?.(this.at()) ?? null);
  private readonly at = signal<number | null>(null);
  private readonly theme = inject(Theme);
  private readonly plotBox = viewChild<ElementRef<HTMLElement>>('plot');
  private readonly plot = signal<Plot | null>(null);
  private labels: Labels | null = null;
  /** What the plot shows of its axis: each drawing costs, so it is not told twice. */
  private shownRange: [number, number] | null = null;
  private readonly sizes = new ResizeObserver(() => this.resize());

  constructor() {
    effect(() => {
      const box = this.plotBox()?.nativeElement;
      if (box) void this.open(box);
      else this.close();
    });
    effect(settle => {
      // The zoom swallows every turn of the wheel, with Ctrl or without: without, the page is to scroll.
      const box = this.plotBox()?.nativeElement;
      const keep = (event: WheelEvent) => { if (!event.ctrlKey) event.stopPropagation(); };
      box?.addEventListener('wheel', keep, { capture: true, passive: true });
      settle(() => box?.removeEventListener('wheel', keep, { capture: true }));
    });
    effect(() => this.draw());
    effect(() => this.showRange());
  }

  ngOnDestroy(): void {
    this.sizes.disconnect();
    this.close();
  }

  protected readonly tableName = computed(() => $localize`Table of ${this.title()}:chart:`);
  protected readonly fileNames = computed(() => $localize`Download ${this.title()}:chart:`);
  protected readonly plotName = computed(() => $localize`${this.title()}:chart:, ${this.unit()}:unit:. Arrow keys read the values; the table has them all.`);

  protected toggleName(series: string, name: string): string {
    return this.hidden().has(series) ? $localize`Show ${name}:series:` : $localize`Hide ${name}:series:`;
  }

  protected toggle(series: string): void {
    this.hidden.update(before => {
      const next = new Set(before);
      if (!next.delete(series)) next.add(series);
      return next;
    });
    this.plot()?.dispatchAction({ type: 'legendToggleSelect', name: series });
  }

  protected key(event: KeyboardEvent): void {
    const plot = this.plot();
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!plot || !step) return;
    event.preventDefault();
    const box = gridBox(plot);
    const values = this.xValues();
    const from = this.at() ?? (values[values.length - 1] as number);
    const at = values.indexOf(from);
    const next = values[Math.min(values.length - 1, Math.max(0, (at < 0 ? values.length : at) + step))];
    if (next === undefined) return;
    plot.dispatchAction({ type: 'updateAxisPointer', currTrigger: 'mousemove', x: Number(plot.convertToPixel({ xAxisIndex: 0 }, next)), y: box.y + 4 });
  }

  protected leave(): void {
    this.moveTo(null);
  }

  protected savePng(): void {
    const plot = this.plot();
    if (plot) download(this.fileName('png'), picture(plot, this.title(), this.unit(), token));
  }

  protected saveCsv(): void {
    const table = this.table();
    if (table) download(this.fileName('csv'), `data:text/csv;charset=utf-8,${encodeURIComponent('\ufeff' + csvOf(table))}`);
  }

  private fileName(kind: string): string {
    return `${this.title().toLowerCase().replace(/[^a-z0-9]+/g, '-')}.${kind}`;
  }

  private async open(box: HTMLElement): Promise<void> {
    await seen(box);
    const { Group, Text, init } = await engine();
    await turn();
    if (!box.isConnected || this.plot()) return;
    const plot = init(box, null, { renderer: 'canvas' });
    plot.on('updateAxisPointer', event => {
      const [axis] = (event as { axesInfo?: { value: number }[] }).axesInfo ?? [];
      this.moveTo(axis ? axis.value : null);
    });
    plot.on('datazoom', () => this.zoomed());
    plot.getZr().on('click', () => { const at = this.at(); if (at !== null) this.pressed.emit(at); });
    this.labels = { group: new Group(), Text };
    plot.getZr().add(this.labels.group);
    this.sizes.observe(box);
    this.plot.set(plot);
  }

  private close(): void {
    this.sizes.disconnect();
    untracked(this.plot)?.dispose();
    this.plot.set(null);
  }

  private draw(): void {
    const plot = this.plot();
    const option = framed(this.option(), this.brush());
    const ends = this.ends();
    this.theme.resolved();
    if (!plot || !this.labels) return;
    const selected = Object.fromEntries([...untracked(this.hidden)].map(name => [name, false]));
    plot.setOption(resolved({ ...option, legend: { show: false, selected } }, token) as ChartOption, { notMerge: true });
    drawEnds(plot, this.labels, ends, token);
    this.shownRange = null;
    untracked(() => this.showRange());
  }

  private showRange(): void {
    const range = this.range();
    const plot = this.plot();
    if (!plot || !this.brush() || range === this.shownRange) return;
    this.shownRange = range;
    const zoom = range ? { startValue: range[0], endValue: range[1] } : { start: 0, end: 100 };
    plot.dispatchAction({ type: 'dataZoom', dataZoomIndex: 1, ...zoom }, { silent: true });
  }

  private zoomed(): void {
    const [zoom] = (this.plot()?.getOption()['dataZoom'] ?? []) as { startValue: number; endValue: number; start: number; end: number }[];
    if (!zoom) return;
    this.shownRange = zoom.start <= 0 && zoom.end >= 100 ? null : [zoom.startValue, zoom.endValue];
    this.range.set(this.shownRange);
  }

  private resize(): void {
    const plot = this.plot();
    const box = plot?.getDom();
    if (!plot || !this.labels || (box?.clientWidth === plot.getWidth() && box.clientHeight === plot.getHeight())) return;
    plot.resize();
    drawEnds(plot, this.labels, this.ends(), token);
  }

  private moveTo(at: number | null): void {
    if (this.at() === at) return;
    this.at.set(at);
    this.cursor.emit(at);
  }

  private xValues(): number[] {
    const option = this.option();
    const axis = (Array.isArray(option.xAxis) ? option.xAxis[0] : option.xAxis) as { data?: unknown[] } | undefined;
    if (axis?.data) return axis.data.map((_, index) => index);
    const series = (Array.isArray(option.series) ? option.series : [option.series]) as { data?: unknown[] }[];
    const points = series.flatMap(one => (one?.data ?? []) as (number[] | { value: number[] })[]);
    return [...new Set(points.map(point => Number(Array.isArray(point) ? point[0] : point?.value?.[0])))].sort((a, b) => a - b);
  }
}

let started: Promise<typeof import('./engine')> | undefined;

/** The engine: fetched with the first plot, once the words of its page are painted. One that did not come is asked for again. */
function engine(): Promise<typeof import('./engine')> {
  return started ??= start().catch((error: unknown) => { started = undefined; throw error; });
}

async function start(): Promise<typeof import('./engine')> {
  await turn();
  const found = await import('./engine');
  await document.fonts?.ready;
  await turn();
  await found.warm(turn);
  return found;
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
