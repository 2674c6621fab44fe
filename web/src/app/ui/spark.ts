import { Component, computed, input } from '@angular/core';

const WIDTH = 100;
const HEIGHT = 22;
const PAD = 3;

/** The points of a spark line in a 100 x 22 box, own minimum to maximum; a flat series lies in the middle. */
export function sparkPoints(values: readonly number[]): [number, number][] {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  return values.map((value, index) => [
    values.length > 1 ? index / (values.length - 1) * WIDTH : WIDTH,
    span ? HEIGHT - PAD - (value - low) / span * (HEIGHT - 2 * PAD) : HEIGHT / 2,
  ]);
}

/** 13 months in 22 px: no axis, the last point in the accent. */
@Component({
  selector: 'c-spark',
  host: { 'aria-hidden': 'true' },
  template: `<svg viewBox="0 0 100 22" preserveAspectRatio="none"><polyline [attr.points]="line()" /></svg>@if (lastAt(); as top) {<i [style.top.px]="top"></i>}`,
  styles: `
    :host { display: block; position: relative; height: 22px; margin-right: 4px; }
    svg { width: 100%; height: 22px; overflow: visible; display: block; }
    polyline { fill: none; stroke: var(--text-3); stroke-width: 1.25; vector-effect: non-scaling-stroke; }
    i { position: absolute; right: -2px; width: 4px; height: 4px; margin-top: -2px; border-radius: 50%; background: var(--accent); }`,
})
export class Spark {
  readonly values = input.required<readonly number[]>();
  private readonly points = computed(() => sparkPoints(this.values()));
  protected readonly line = computed(() => this.points().map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' '));
  protected readonly lastAt = computed(() => this.points().at(-1)?.[1] ?? null);
}
