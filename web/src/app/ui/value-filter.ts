import { Component, computed, input, output, signal } from '@angular/core';
import { FilterPopover } from './filter-popover';

/** One value by its name, several by their number: `UPI`, `3 channels`. */
export function manyText(values: readonly string[], name: (value: string) => string, many: (count: number) => string): string | null {
  if (!values.length) return null;
  return values.length === 1 ? name(values[0] as string) : many(values.length);
}

export interface Option { value: string; name: string; count: number | null }
const MANY = 10;

/** A filter of ticked values, with how many rows of the period each has. */
@Component({
  selector: 'c-value-filter',
  imports: [FilterPopover],
  template: `
    <c-filter-popover [label]="label()" [active]="words()" (cleared)="changed.emit([])">
      @if (options().length > long) {<input class="input find" type="search" placeholder="Find" i18n-placeholder [attr.aria-label]="finding()" [value]="word()" (input)="word.set($any($event.target).value)" />}
      @for (option of shown(); track option.value) {
        <label><input type="checkbox" [checked]="ticked().has(option.value)" (change)="toggle(option.value)" /><span class="cut">{{ option.name }}</span>@if (option.count !== null) {<span class="muted">{{ option.count }}</span>}</label>
      } @empty {<p class="muted" i18n>None in this period</p>}
    </c-filter-popover>`,
  styles: `label { display: grid; grid-template-columns: auto minmax(0, 240px) 32px; justify-content: start; gap: var(--s-2); align-items: center; min-height: 28px; } label .muted { text-align: right; } .find { margin-bottom: var(--s-2); } @media (pointer: coarse) { label { min-height: 40px; } }`,
})
export class ValueFilter {
  readonly label = input.required<string>();
  /** What several chosen values are called: `3 channels`. */
  readonly many = input.required<(count: number) => string>();
  readonly options = input.required<readonly Option[]>();
  readonly values = input.required<readonly string[]>();
  /** What holds while nothing is chosen: ticked then, so that a press adds to it or takes from it. */
  readonly usual = input<readonly string[]>([]);
  readonly changed = output<string[]>();
  protected readonly long = MANY;
  protected readonly finding = computed(() => $localize`Find in ${this.label()}:filter:`);
  protected readonly word = signal('');
  protected readonly ticked = computed(() => new Set(this.values().length ? this.values() : this.usual()));
  protected readonly words = computed(() => manyText(this.values(), value => this.options().find(one => one.value === value)?.name ?? value, this.many()));
  protected readonly shown = computed(() => this.options().filter(one => one.name.toLowerCase().includes(this.word().toLowerCase())));

  protected toggle(value: string): void {
    const held = this.ticked();
    this.changed.emit(held.has(value) ? [...held].filter(one => one !== value) : [...held, value]);
  }
}
