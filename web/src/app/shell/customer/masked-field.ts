import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { CdkTrapFocus } from '@angular/cdk/a11y';
import { HttpClient } from '@angular/common/http';
import { Component, DestroyRef, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RevealAnswer } from '../../api/models/reveal-answer';
import { RevealReason } from '../../api/models/reveal-reason';
import { OpenedCustomers } from '../../modules/oversight/opened-customers';
import { ErrorBlock } from '../../ui/error-block';
import { Icon, IconName } from '../../ui/icon';
import { Settings } from '../../ui/settings';
import { REVEAL_REASONS, secondsLeft, SHOWN_MS } from './reveal-words';

/** An identifier as the page holds it, masked, with an eye: a reason unmasks it for 60 s, in memory only. */
@Component({
  selector: 'c-masked-field',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, ErrorBlock, Icon],
  host: { '(document:visibilitychange)': 'turned()' },
  template: `
    <c-icon [name]="icon()" size="14" [label]="label()" /> <span class="value" aria-live="polite">{{ shown() ?? masked() }}</span>
    @if (shown()) {
      <button type="button" class="eye" (click)="mask()" [attr.aria-label]="maskWords()"><c-icon name="eye-off" size="14" /></button>
      <span class="left" aria-hidden="true" i18n>{{ left() }} s</span>
    } @else if (may()) {
      <button type="button" class="eye" cdkOverlayOrigin #origin="cdkOverlayOrigin" (click)="ask()" [attr.aria-expanded]="asking()" [attr.aria-label]="revealWords()"><c-icon name="eye" size="14" /></button>
      <ng-template cdkConnectedOverlay [cdkConnectedOverlayOrigin]="origin" [cdkConnectedOverlayOpen]="asking()" [cdkConnectedOverlayOffsetY]="4" [cdkConnectedOverlayPush]="true"
        [cdkConnectedOverlayDisposeOnNavigation]="true" (overlayOutsideClick)="asking.set(false)" (overlayKeydown)="$event.key === 'Escape' && asking.set(false)" (detach)="asking.set(false)">
        <div class="panel" role="dialog" [attr.aria-label]="revealWords()" cdkTrapFocus [cdkTrapFocusAutoCapture]="true">
          <p class="medium" i18n>Why is it needed?</p>
          @for (reason of reasons; track reason.key) {
            <button type="button" class="button" data-use="reveal" [attr.aria-disabled]="working() || null" (click)="reveal(reason.key)">{{ reason.word }}</button>
          }
          @if (error(); as failed) {<c-error-block what="It stays masked" i18n-what [error]="failed" (again)="reveal(reason)" />}
          <p class="note" i18n>Shown for 60 s. The look is logged with its reason.</p>
        </div>
      </ng-template>
    }`,
  styles: `
    :host { display: inline-flex; align-items: center; gap: 4px; white-space: nowrap; }
    .value { font-variant-numeric: var(--font-figures); }
    .eye { display: inline-grid; place-items: center; width: 24px; height: 24px; border-radius: var(--r-1); color: var(--text-2); } .eye:hover { background: var(--hover); color: var(--text); }
    .left { min-width: 34px; padding: 0 6px; line-height: 20px; text-align: right; border-radius: var(--r-1); background: var(--info-bg); font: var(--t-12); font-weight: var(--w-medium); color: var(--info); }
    .panel { display: grid; gap: var(--s-2); width: 240px; padding: var(--s-3); background: var(--overlay); border-radius: var(--r-2); box-shadow: var(--shadow); font: var(--t-13); }
    .note { font: var(--t-12); color: var(--text-2); }
    @media (pointer: coarse) { .eye { width: 32px; height: 32px; } }`,
})
export class MaskedField {
  readonly customerId = input.required<string>();
  readonly field = input.required<'mobile' | 'email' | 'tax_pan'>();
  readonly masked = input.required<string>();
  readonly label = input.required<string>();
  readonly icon = input.required<IconName>();
  private readonly http = inject(HttpClient);
  private readonly settings = inject(Settings);
  private readonly opened = inject(OpenedCustomers);
  private readonly now = signal(0);
  private readonly until = signal(0);
  private readonly value = signal<string | null>(null);
  private timer: ReturnType<typeof setInterval> | undefined;
  protected readonly reasons = REVEAL_REASONS;
  protected readonly asking = signal(false);
  protected readonly working = signal(false);
  protected readonly error = signal<unknown>(null);
  /** What was opened out of scope is read as it is, masked. */
  protected readonly may = computed(() => this.settings.may('customer.reveal') && this.opened.until(this.customerId()) === null);
  protected readonly shown = this.value.asReadonly();
  protected readonly maskWords = computed(() => $localize`Mask ${this.label()}:what:`);
  protected readonly revealWords = computed(() => $localize`Reveal ${this.label()}:what:`);
  protected readonly left = computed(() => secondsLeft(this.until(), this.now()));
  protected reason: RevealReason = 'customer_request';

  constructor() {
    inject(DestroyRef).onDestroy(() => this.mask());
    effect(() => {
      this.customerId();
      untracked(() => this.mask());
    });
  }

  protected ask(): void {
    this.error.set(null);
    this.asking.update(open => !open);
  }

  protected reveal(reason: RevealReason): void {
    if (this.working()) return;
    this.reason = reason;
    this.working.set(true);
    this.error.set(null);
    const customer = this.customerId();
    const field = this.field();
    this.http.post<RevealAnswer>(`/api/customers/${encodeURIComponent(customer)}/reveal`, { fields: [field], reason }).subscribe({
      next: answer => {
        this.working.set(false);
        this.asking.set(false);
        if (customer === this.customerId() && !document.hidden) this.show(answer.values[field] ?? $localize`None at the bank`);
      },
      error: (failed: unknown) => { this.working.set(false); this.error.set(failed); },
    });
  }

  protected mask(): void {
    clearInterval(this.timer);
    this.value.set(null);
  }

  /** Another tab in front of this one masks it again. */
  protected turned(): void {
    if (document.hidden) this.mask();
  }

  private show(value: string): void {
    clearInterval(this.timer);
    const now = Date.now();
    this.now.set(now);
    this.until.set(now + SHOWN_MS);
    this.value.set(value);
    this.timer = setInterval(() => {
      this.now.set(Date.now());
      if (!this.left()) this.mask();
    }, 1000);
  }
}
