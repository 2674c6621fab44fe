import { Component, ElementRef, Injector, afterNextRender, computed, inject, input, linkedSignal, output } from '@angular/core';
import { addDays, addMonths, fullDate, monthTitle, weekdays, dayTime } from './dates';
import { Icon } from './icon';
import { Settings } from './settings';

/** A month to choose a day from. Arrow keys move by day and week, Page keys by month, Home and End within the week. */
@Component({
  selector: 'c-calendar',
  imports: [Icon],
  template: `
    <div class="head">
      <button type="button" class="icon-button" aria-label="Month before" i18n-aria-label [disabled]="!!min() && before() < min()!" (click)="turn(-1)"><c-icon name="chevron-left" /></button>
      <span class="title" aria-live="polite">{{ title() }}</span>
      <button type="button" class="icon-button" aria-label="Next month" i18n-aria-label [disabled]="!!max() && after() > max()!" (click)="turn(1)"><c-icon name="chevron-right" /></button>
    </div>
    <table role="grid" [attr.aria-label]="title()">
      <thead><tr>@for (day of names; track $index) {<th scope="col">{{ day }}</th>}</tr></thead>
      <tbody>
        @for (week of weeks(); track week[0]) {
          <tr>@for (day of week; track day) {
            <td role="gridcell" [attr.aria-selected]="day === value()">
              <button type="button" [class.other]="day.slice(0, 7) !== shown().slice(0, 7)" [class.chosen]="day === value()" [attr.data-day]="day" [attr.aria-label]="full(day)" [tabindex]="day === shown() ? 0 : -1" [disabled]="outside(day)" (click)="picked.emit(day)" (keydown)="key($event)">{{ +day.slice(8) }}</button>
            </td>}</tr>
        }
      </tbody>
    </table>`,
  styles: `
    :host { display: block; width: 252px; }
    .head { display: flex; align-items: center; justify-content: space-between; } .title { font-weight: var(--w-strong); }
    table { table-layout: fixed; } th { height: 24px; font: var(--t-11); color: var(--text-3); text-align: center; } td { padding: 0; text-align: center; }
    td button { width: 32px; height: 28px; border-radius: var(--r-1); font-variant-numeric: var(--font-figures); } td button:hover { background: var(--hover); }
    .other { color: var(--text-3); } .chosen, .chosen:hover { background: var(--accent); color: var(--on-accent); font-weight: var(--w-medium); } button:disabled, button:disabled:hover { color: var(--text-3); background: none; opacity: .5; cursor: default; }
    @media (pointer: coarse) { :host { width: 308px; } td button { width: 44px; height: 40px; } }`,
})
export class Calendar {
  readonly value = input<string | null>(null);
  readonly min = input<string | null>(null);
  readonly max = input<string | null>(null);
  /** The day that is shown first when none is chosen. */
  readonly near = input.required<string>();
  readonly picked = output<string>();
  private readonly settings = inject(Settings);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);
  /** The day that holds the focus; its month is shown. */
  protected readonly shown = linkedSignal(() => this.held(this.value() ?? this.near()));
  protected readonly names = weekdays();
  protected readonly title = computed(() => monthTitle(this.shown()));
  protected readonly before = computed(() => addDays(`${this.shown().slice(0, 8)}01`, -1));
  protected readonly after = computed(() => addMonths(`${this.shown().slice(0, 8)}01`, 1));
  protected readonly weeks = computed(() => {
    const first = `${this.shown().slice(0, 8)}01`;
    const monday = addDays(first, -((new Date(dayTime(first)).getUTCDay() + 6) % 7));
    return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, day) => addDays(monday, week * 7 + day)));
  });

  /** Puts the focus on the day. */
  focus(): void {
    afterNextRender(() => this.host.querySelector<HTMLElement>(`[data-day="${this.shown()}"]`)?.focus(), { injector: this.injector });
  }

  protected full(day: string): string {
    // Begins with the number that is seen, so that it can be spoken.
    return fullDate(day, { ...this.settings.conventions(), date_format: 'd MMM yyyy' }).replaceAll('\u00a0', ' ');
  }

  protected outside(day: string): boolean {
    return this.held(day) !== day;
  }

  protected turn(months: number): void {
    this.shown.update(day => this.held(addMonths(day, months)));
  }

  protected key(event: KeyboardEvent): void {
    const day = this.shown();
    const weekday = (new Date(dayTime(day)).getUTCDay() + 6) % 7;
    const to = {
      ArrowLeft: addDays(day, -1), ArrowRight: addDays(day, 1), ArrowUp: addDays(day, -7), ArrowDown: addDays(day, 7),
      PageUp: addMonths(day, -1), PageDown: addMonths(day, 1), Home: addDays(day, -weekday), End: addDays(day, 6 - weekday),
    }[event.key];
    if (!to) return;
    event.preventDefault();
    this.shown.set(this.held(to));
    this.focus();
  }

  private held(day: string): string {
    const [min, max] = [this.min(), this.max()];
    if (min && day < min) return min;
    return max && day > max ? max : day;
  }
}
