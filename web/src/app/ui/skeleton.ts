import { Component, computed, input } from '@angular/core';

/** The boxes of the answer, still, shown only after 300 ms of waiting. */
@Component({
  selector: 'c-skeleton',
  host: { 'aria-hidden': 'true' },
  template: `@for (row of list(); track row) {<span [class]="'box ' + shape()"></span>}`,
  styles: `
    :host { display: grid; gap: var(--s-2); padding: var(--s-2) 0; animation: appear 0s 300ms both; }
    @keyframes appear { from { visibility: hidden; } to { visibility: visible; } }
    .box { display: block; height: 12px; border-radius: 2px; background: var(--n-4); }
    .box.line:nth-child(3n) { width: 84%; } .box.line:nth-child(3n+1) { width: 60%; }
    .box.row { height: calc(var(--row) - 16px); margin: 4px 0; }
    .box.chart { height: 150px; }
    .box.figure { height: 20px; } .box.figure:first-child { width: 40%; height: 12px; } .box.figure:last-child { width: 70%; height: 12px; }`,
})
export class Skeleton {
  readonly shape = input<'line' | 'row' | 'chart' | 'figure'>('line');
  readonly rows = input(3);
  protected readonly list = computed(() => Array.from({ length: this.rows() }, (_, index) => index));
}
