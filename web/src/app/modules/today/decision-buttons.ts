import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ErrorBlock } from '../../ui/error-block';
import { Icon } from '../../ui/icon';
import { Settings } from '../../ui/settings';
import { shortDate } from '../../ui/dates';
import { Decisions } from './decisions';
import { DISMISSALS, laterDays } from './words';

/** Call and log, snooze to a day, dismiss with a reason. */
@Component({
  selector: 'c-decision-buttons',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, ErrorBlock, Icon, RouterLink],
  template: `
    <div class="acts">
      <a class="button primary" data-use="today.call" [routerLink]="['/customers', customerId()]" [queryParams]="{ log: 1, insight: key() }"><c-icon [name]="mayCall() ? 'phone' : 'message-square'" size="14" /> @if (mayCall()) {<ng-container i18n>Call and log</ng-container>} @else {<ng-container i18n="verb|">Log</ng-container>}</a>
      <button type="button" class="button" data-use="today.snooze" [cdkMenuTriggerFor]="later" [attr.aria-disabled]="working() || null"><c-icon name="alarm-clock-off" size="14" /> @if (working()) {<ng-container i18n>Saving</ng-container>} @else {<ng-container i18n>Snooze</ng-container>}</button>
      <button type="button" class="button quiet" data-use="today.dismiss" [cdkMenuTriggerFor]="reasons" [attr.aria-disabled]="working() || null" i18n>Dismiss</button>
    </div>
    @if (error(); as failed) {<c-error-block what="This was not saved" i18n-what [error]="failed" (again)="error.set(null)" />}
    <ng-template #later><div class="menu" cdkMenu>
      @for (day of days(); track day.until) {<button type="button" cdkMenuItem (cdkMenuItemTriggered)="snooze(day.until)">{{ day.label }}<span class="muted">{{ short(day.until) }}</span></button>}
    </div></ng-template>
    <ng-template #reasons><div class="menu" cdkMenu>
      @for (one of dismissals; track one.reason) {<button type="button" cdkMenuItem (cdkMenuItemTriggered)="dismiss(one.reason)">{{ one.label }}</button>}
    </div></ng-template>`,
  styles: `:host { display: var(--acts, block); } .acts { display: flex; flex-wrap: wrap; gap: 6px; padding-top: var(--s-2); } .menu .muted { margin-left: auto; padding-left: var(--s-4); }`,
})
export class DecisionButtons {
  readonly customerId = input.required<string>();
  readonly key = input.required<string>();
  /** False where consent for calls was withdrawn. */
  readonly mayCall = input.required<boolean>();
  /** The calendar's day, from which days are counted. */
  readonly today = input.required<string>();
  private readonly decisions = inject(Decisions);
  private readonly settings = inject(Settings);
  protected readonly dismissals = DISMISSALS;
  protected readonly days = computed(() => laterDays(this.today()));
  protected readonly working = signal(false);
  protected readonly error = signal<unknown>(null);

  protected short(day: string): string {
    return shortDate(day, this.today(), this.settings.conventions());
  }

  protected snooze(until: string): void {
    this.run(this.decisions.snooze(this.key(), until, $localize`Snoozed to ${this.short(until)}:day:`));
  }

  protected dismiss(reason: string): void {
    this.run(this.decisions.dismiss(this.key(), reason));
  }

  private run(act: ReturnType<Decisions['dismiss']>): void {
    if (this.working()) return;
    this.working.set(true);
    this.error.set(null);
    act.subscribe({
      next: () => this.working.set(false),
      error: (failed: unknown) => { this.working.set(false); this.error.set(failed); },
    });
  }
}
