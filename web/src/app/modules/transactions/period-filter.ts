import { Component, computed, inject, input, output, viewChild } from '@angular/core';
import { addDays, addMonths } from '../../ui/dates';
import { Settings } from '../../ui/settings';
import { FilterPopover } from './filter-popover';
import { Filters, periodText } from './filters';

/** The period: one press for the usual ones, or two dates. */
@Component({
  selector: 'c-period-filter',
  imports: [FilterPopover],
  template: `
    <c-filter-popover label="Last 13 months" [active]="words()" (cleared)="changed.emit({ from: null, to: null })">
      <div class="quick">@for (one of quick(); track one.label) {<button type="button" class="button" (click)="choose(one.from, asOf())">{{ one.label }}</button>}</div>
      <form (submit)="$event.preventDefault(); choose(from.value, to.value)">
        <label class="field"><span>From</span><input #from class="input" type="date" [max]="asOf()" [value]="filters().from ?? ''" /></label>
        <label class="field"><span>To</span><input #to class="input" type="date" [max]="asOf()" [value]="filters().to ?? asOf()" /></label>
        <button class="button primary">Show</button>
      </form>
    </c-filter-popover>`,
  styles: `.quick { display: flex; flex-wrap: wrap; gap: 6px; max-width: 320px; margin-bottom: var(--s-3); } form { display: grid; grid-template-columns: 1fr 1fr; gap: var(--s-2); } .primary { grid-column: 1 / -1; }`,
})
export class PeriodFilter {
  readonly filters = input.required<Filters>();
  readonly asOf = input.required<string>();
  readonly changed = output<{ from: string | null; to: string | null }>();
  private readonly settings = inject(Settings);
  private readonly popover = viewChild.required(FilterPopover);
  protected readonly words = computed(() => periodText(this.filters(), this.settings.conventions()));
  protected readonly quick = computed(() => [
    { label: 'This month', from: `${this.asOf().slice(0, 8)}01` },
    ...[['1 month', 1], ['3 months', 3], ['6 months', 6]].map(([label, months]) => ({ label: String(label), from: addDays(addMonths(this.asOf(), -Number(months)), 1) })),
  ]);

  protected choose(from: string, to: string): void {
    const turned = from && to && from > to;
    this.changed.emit({ from: (turned ? to : from) || null, to: (turned ? from : to) || null });
    this.popover().open.set(false);
  }
}
