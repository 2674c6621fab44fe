import { Component, computed, input } from '@angular/core';

/** The boxes of the answer, still, shown only after 300 ms of waiting. */
@Component({
  selector: 'c-skeleton',
  host: { 'aria-hidden': 'true', '[class.figure]': "shape() === 'figure'" },
  template: `@for (row of list(); track row) {<span [class]="'box ' + shape()">@if (shape() === 'figure') {<i></i><i></i><i></i>}</span>}`,
  styles: `
    :host { display: grid; gap: var(--s-2); padding: var(--s-2) 0; animation: appear 0s 300ms both; }
    @keyframes appear { from { visibility: hidden; } to { visibility: visible; } }
    .box { display: block; height: 12px; border-radius: 2px; background: var(--n-4); }
    .box.line:nth-child(3n) { width: 84%; } .box.line:nth-child(3n+1) { width: 60%; }
    .box.row { height: calc(var(--row) - 16px); margin: 4px 0; }
    .box.chart { height: 150px; }
    :host(.figure) { grid-auto-flow: column; grid-auto-columns: 1fr; gap: var(--s-6); padding: 10px 0; }
    .box.figure { display: grid; gap: var(--s-2); height: auto; background: none; } i { height: 12px; border-radius: 2px; background: var(--n-4); } i:nth-child(1) { width: 40%; } i:nth-child(2) { height: 20px; width: 64%; } i:nth-child(3) { width: 72%; }
    @media (max-width: 1199px) { :host(.figure) { grid-auto-flow: row; grid-template-columns: repeat(4, 1fr); } }
    @media (max-width: 719px) { :host(.figure) { grid-template-columns: 1fr 1fr; } }`,
})
export class Skeleton {
  readonly shape = input<'line' | 'row' | 'chart' | 'figure'>('line');
  readonly rows = input(3);
  protected readonly list = computed(() => Array.from({ length: this.rows() }, (_, index) => index));
}
