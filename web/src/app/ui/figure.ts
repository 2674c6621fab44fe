import { Component, computed, inject, input } from '@angular/core';
import { change, count, countChange, exact, percentChange, short, unitFor } from './amounts';
import { Definition } from './definition';
import { Settings } from './settings';
import { Spark } from './spark';

/** A cell of the figure strip: label, value, one line of change, spark. `kind` is `minor` (money) or `count`. */
@Component({
  selector: 'c-figure',
  imports: [Definition, Spark],
  template: `
    <p class="label">@if (definition()) {<c-definition [label]="label()" [text]="definition()" [exact]="exactly()" [source]="source()" />} @else {{{ label() }}}</p>
    <p class="value">{{ shown().number }}@if (shown().unit) {<small>{{ shown().unit }}</small>}</p>
    <p class="change">
      @if (day(); as d) {<span><ng-container i18n>1 d</ng-container> <b [class]="d.tone">{{ d.arrow }}{{ d.arrow ? ' ' : '' }}{{ d.text }}</b></span>}
      @if (month(); as m) {<span><ng-container i18n>MTD</ng-container> <b [class]="m.tone">{{ m.arrow }}{{ m.arrow ? ' ' : '' }}{{ m.text }}</b></span>}
      @if (note()) {<span class="note">{{ note() }}</span>}
    </p>
    @if (spark().length > 1) {<c-spark [values]="spark()" />}`,
  styles: `
    :host { display: block; min-width: 0; padding: 10px var(--s-3) 8px 14px; border-left: var(--hair); }
    :host(:first-child) { border-left: 0; padding-left: 0; }
    .label { font: var(--t-12); color: var(--text-2); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .value { font: var(--t-20); font-weight: var(--w-medium); white-space: nowrap; }
    small { font: var(--t-12); margin-left: 3px; color: var(--text-2); }
    .change { display: flex; flex-wrap: wrap; gap: 0 var(--s-2); min-height: 16px; font: var(--t-12); color: var(--text-2); white-space: nowrap; }
    b { font-weight: var(--w-regular); margin-left: 4px; } .flat { color: var(--text-3); } .note { white-space: normal; }
    c-spark { margin-top: 6px; }
    @media (max-width: 719px) { c-spark { display: none; } :host { padding: 8px 0 8px 12px; } .change { gap: 0 6px; } }`,
})
export class Figure {
  readonly label = input.required<string>();
  readonly value = input.required<number>();
  readonly kind = input<'minor' | 'count'>('minor');
  readonly changeDay = input<number | null>(null);
  readonly changeMonth = input<number | null>(null);
  /** The value at the month's start: the change of the month is shown as a share of it. */
  readonly monthStart = input<number | null>(null);
  readonly spark = input<readonly number[]>([]);
  readonly definition = input('');
  readonly source = input('');
  readonly note = input('');
  /** Shown instead of the value, where its form is another: a share, a change. */
  readonly text = input('');
  private readonly settings = inject(Settings);

  protected readonly exactly = computed(() => this.kind() === 'count'
    ? count(this.value(), this.settings.conventions()) : exact(this.value(), this.settings.conventions()));

  protected readonly shown = computed(() => {
    const c = this.settings.conventions();
    if (this.text()) return { number: this.text(), unit: '' };
    if (this.kind() === 'count') return { number: count(this.value(), c), unit: '' };
    const parts = short(this.value(), c);
    return { number: `${parts.sign}${parts.symbol}\u00a0${parts.number}`, unit: parts.unit };
  });

  protected readonly day = computed(() => this.moved(this.changeDay()));

  protected readonly month = computed(() => {
    const moved = this.changeMonth();
    const before = this.monthStart();
    if (moved === null) return null;
    return this.kind() === 'minor' && before ? percentChange(moved, before) : this.moved(moved);
  });

  private moved(value: number | null) {
    if (value === null) return null;
    const c = this.settings.conventions();
    return this.kind() === 'count' ? countChange(value, c) : change(value, c, unitFor(this.value(), c));
  }
}
