import { Component, computed, inject, input, linkedSignal, output, viewChild } from '@angular/core';
import { DateField } from '../../ui/date-field';
import { addDays, addMonths, monthName } from '../../ui/dates';
import { FilterPopover } from '../../ui/filter-popover';
import { Settings } from '../../ui/settings';
import { Filters, periodText } from './filters';

/** The period: one press for the usual ones, or two dates. */
@Component({
  selector: 'c-period-filter',
  imports: [DateField, FilterPopover],
  template: `
    <c-filter-popover label="Last 13 months" i18n-label [active]="words()" (cleared)="changed.emit({ from: null, to: null })">
      <div class="quick">@for (one of quick(); track one.label) {<button type="button" class="button" (click)="choose(one.from, one.to)">{{ one.label }}</button>}</div>
      <form (submit)="$event.preventDefault(); choose(from(), to())">
        <c-date-field label="From" i18n-label [max]="asOf()" [(value)]="from" />
        <c-date-field label="To" i18n-label [max]="asOf()" [(value)]="to" />
        <button class="button primary" i18n>Show</button>
      </form>
    </c-filter-popover>`,
  styles: `.quick { display: flex; flex-wrap: wrap; gap: 6px; max-width: 340px; margin-bottom: var(--s-3); } form { display: grid; grid-template-columns: 1fr 1fr; gap: var(--s-2); max-width: 340px; } .primary { grid-column: 1 / -1; }`,
})
export class PeriodFilter {
  readonly filters = input.required<Filters>();
  readonly asOf = input.required<string>();
  readonly changed = output<{ from: string | null; to: string | null }>();
  private readonly settings = inject(Settings);
  private readonly popover = viewChild.required(FilterPopover);
  protected readonly from = linkedSignal(() => this.filters().from ?? '');
  protected readonly to = linkedSignal(() => this.filters().to ?? this.asOf());
  protected readonly words = computed(() => periodText(this.filters(), this.settings.conventions()));
  protected readonly quick = computed(() => {
    const asOf = this.asOf();
    const first = `${asOf.slice(0, 8)}01`;
    const since = (months: number) => addDays(addMonths(asOf, -months), 1);
    return [
      { label: $localize`This month`, from: first, to: asOf },
      { label: monthName(addMonths(first, -1), true), from: addMonths(first, -1), to: addDays(first, -1) },
      { label: $localize`3 months`, from: since(3), to: asOf },
      { label: $localize`6 months`, from: since(6), to: asOf },
    ];
  });

  protected choose(from: string, to: string): void {
    const turned = from && to && from > to;
    this.changed.emit({ from: (turned ? to : from) || null, to: (turned ? from : to) || null });
    this.popover().open.set(false);
  }
}
