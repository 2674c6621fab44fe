import { Component, computed, input, output, signal } from '@angular/core';
import { manyText } from './filters';
import { FilterPopover } from './filter-popover';

export interface Option { value: string; name: string; count: number | null }
const MANY = 10;

/** A filter of ticked values, with how many rows of the period each has. */
@Component({
  selector: 'c-value-filter',
  imports: [FilterPopover],
  template: `
    <c-filter-popover [label]="label()" [active]="words()" (cleared)="changed.emit([])">
      @if (options().length > many) {<input class="input find" type="search" placeholder="Find" [attr.aria-label]="'Find in ' + plural()" [value]="word()" (input)="word.set($any($event.target).value)" />}
      @for (option of shown(); track option.value) {
        <label><input type="checkbox" [checked]="ticked().has(option.value)" (change)="toggle(option.value)" /><span class="cut">{{ option.name }}</span>@if (option.count !== null) {<span class="muted">{{ option.count }}</span>}</label>
      } @empty {<p class="muted">None in this period</p>}
    </c-filter-popover>`,
  styles: `label { display: grid; grid-template-columns: auto minmax(0, 240px) auto; justify-content: start; gap: var(--s-2); align-items: center; min-height: 28px; } label .muted { text-align: right; } .find { margin-bottom: var(--s-2); } @media (pointer: coarse) { label { min-height: 40px; } }`,
})
export class ValueFilter {
  readonly label = input.required<string>();
  readonly plural = input.required<string>();
  readonly options = input.required<readonly Option[]>();
  readonly values = input.required<readonly string[]>();
  readonly changed = output<string[]>();
  protected readonly many = MANY;
  protected readonly word = signal('');
  protected readonly ticked = computed(() => new Set(this.values()));
  protected readonly words = computed(() => manyText(this.values(), value => this.options().find(one => one.value === value)?.name ?? value, this.plural()));
  protected readonly shown = computed(() => this.options().filter(one => one.name.toLowerCase().includes(this.word().toLowerCase())));

  protected toggle(value: string): void {
    const held = this.ticked();
    this.changed.emit(held.has(value) ? this.values().filter(one => one !== value) : [...this.values(), value]);
  }
}
