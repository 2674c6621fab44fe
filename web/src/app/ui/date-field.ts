import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, ElementRef, computed, effect, inject, input, model, signal, untracked, viewChild } from '@angular/core';
import { Calendar } from './calendar';
import { fullDate, typedDate } from './dates';
import { Icon } from './icon';
import { Settings } from './settings';

/** A date, typed as the reader writes dates or chosen from a month. `value` is `2026-11-21`, or empty. */
@Component({
  selector: 'c-date-field',
  imports: [Calendar, CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, Icon],
  template: `
    <label class="label" [class.sr-only]="!labelled()" [attr.for]="id">{{ label() }}</label>
    <div class="box" cdkOverlayOrigin #origin="cdkOverlayOrigin">
      <input #input class="input" autocomplete="off" [id]="id" [value]="text()" [placeholder]="sample()" [required]="required()" [attr.aria-invalid]="!!fault() || invalid()" [attr.aria-describedby]="fault() ? id + '-fault' : null" (input)="say('')" (change)="typed(input.value)" (keydown.escape)="escape($event)" />
      <button type="button" class="icon-button" [attr.aria-label]="choosing()" [attr.aria-expanded]="open()" (click)="open.set(!open())" (keydown.escape)="escape($event)"><c-icon name="calendar" /></button>
    </div>
    @if (fault(); as wrong) {<p class="field-error" role="alert" [id]="id + '-fault'"><c-icon name="circle-alert" size="14" /> {{ wrong }}</p>}
    <ng-template cdkConnectedOverlay [cdkConnectedOverlayOrigin]="origin" [cdkConnectedOverlayOpen]="open()" [cdkConnectedOverlayOffsetY]="4" [cdkConnectedOverlayPush]="true" cdkConnectedOverlayUsePopover="inline"
      (attach)="shown()?.focus()" (overlayOutsideClick)="outside($event)" (detach)="open.set(false)">
      <div class="panel" role="dialog" [attr.aria-label]="label()" cdkTrapFocus (keydown.escape)="escape($event)"><c-calendar #month [value]="value() || null" [min]="min()" [max]="max()" [near]="near()" (picked)="pick($event)" /></div>
    </ng-template>`,
  styles: `
    :host { display: grid; gap: 4px; align-content: start; } .label { font: var(--t-12); color: var(--text-2); }
    .box { position: relative; } .input { padding-right: 32px; } .box button { position: absolute; right: 2px; inset-block: 0; margin-block: auto; }
    .panel { padding: var(--s-3); background: var(--overlay); border-radius: var(--r-2); box-shadow: var(--shadow); }`,
})
export class DateField {
  readonly label = input.required<string>();
  readonly value = model.required<string>();
  readonly min = input<string | null>(null);
  readonly max = input<string | null>(null);
  readonly required = input(false);
  /** Marked as wrong by the form around it. */
  readonly invalid = input(false);
  /** Without it the label is only heard. */
  readonly labelled = input(true);
  private static made = 0;
  protected readonly id = `date-${++DateField.made}`;
  protected readonly choosing = computed(() => $localize`${this.label()}:field:: choose from a month`);
  protected readonly open = signal(false);
  protected readonly shown = viewChild<Calendar>('month');
  private readonly settings = inject(Settings);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('input');
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly near = computed(() => this.value() || this.max() || this.min() || this.settings.asOf() || new Date().toISOString().slice(0, 10));
  protected readonly sample = computed(() => fullDate(this.near(), this.settings.conventions()));
  protected readonly text = computed(() => (this.value() ? fullDate(this.value(), this.settings.conventions()) : ''));
  /** What is wrong with what was typed; a form with it is not sent. */
  readonly fault = signal('');

  constructor() {
    effect(() => { this.value(); untracked(() => this.say('')); });
  }

  protected typed(text: string): void {
    if (!text.trim()) {
      this.say('');
      return this.value.set('');
    }
    const read = typedDate(text, this.near(), this.settings.conventions());
    if ('fault' in read) return this.say(read.fault);
    const [min, max] = [this.min(), this.max()];
    const c = this.settings.conventions();
    if (max && read.iso > max) return this.say($localize`The last day is ${fullDate(max, c)}:date:`);
    if (min && read.iso < min) return this.say($localize`The first day is ${fullDate(min, c)}:date:`);
    this.put(read.iso);
  }

  protected pick(day: string): void {
    this.put(day);
    this.leave();
  }

  private put(day: string): void {
    this.say('');
    this.value.set(day);
    this.box().nativeElement.value = fullDate(day, this.settings.conventions());
  }

  protected say(fault: string): void {
    this.fault.set(fault);
    this.box().nativeElement.setCustomValidity(fault);
  }

  protected leave(): void {
    this.open.set(false);
    this.box().nativeElement.focus();
  }

  /** Escape closes the month alone, not the dialog or drawer that the field stands in. */
  protected escape(event: Event): void {
    if (!this.open()) return;
    event.preventDefault();
    event.stopPropagation();
    this.leave();
  }

  protected outside(event: MouseEvent): void {
    if (!this.host.contains(event.target as Node)) this.open.set(false);
  }
}
