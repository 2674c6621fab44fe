import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, computed, inject, input, signal } from '@angular/core';
import { fullDate } from './dates';
import { Settings } from './settings';

let made = 0;

/** A label that explains its number on hover, focus or press: the exact value, what counts, day and source. */
@Component({
  selector: 'c-definition',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin],
  template: `
    <button type="button" class="term" cdkOverlayOrigin #origin="cdkOverlayOrigin" [attr.aria-describedby]="open() ? id : null"
      (mouseenter)="open.set(true)" (mouseleave)="open.set(false)" (focus)="open.set(true)" (blur)="open.set(false)" (click)="open.set(true)" (keydown.escape)="open.set(false)">{{ label() }}</button>
    <ng-template cdkConnectedOverlay [cdkConnectedOverlayOrigin]="origin" [cdkConnectedOverlayOpen]="open()" [cdkConnectedOverlayOffsetY]="4">
      <div class="tip" role="tooltip" [id]="id">
        @if (exact()) {<p class="exact">{{ exact() }}</p>}
        <p>{{ text() }}</p>
        @if (whence(); as said) {<p class="source">{{ said }}</p>}
      </div>
    </ng-template>`,
  styles: `
    .term { font: inherit; color: inherit; text-align: left; text-decoration: underline dotted transparent; text-underline-offset: 3px; }
    .term:hover, .term:focus-visible { text-decoration-color: currentColor; }
    .tip { max-width: 320px; padding: var(--s-3); background: var(--overlay); border-radius: var(--r-2); box-shadow: var(--shadow); font: var(--t-12); color: var(--text-2); display: grid; gap: 4px; }
    .exact { font: var(--t-13); font-weight: var(--w-strong); color: var(--text); }
    .source { color: var(--text-3); }`,
})
export class Definition {
  readonly label = input.required<string>();
  readonly text = input.required<string>();
  readonly exact = input('');
  readonly source = input('');
  /** Where the number comes from; the business day is said before it. Instead of `source`. */
  readonly from = input('');
  private readonly settings = inject(Settings);
  protected readonly open = signal(false);
  protected readonly whence = computed(() => {
    const [from, asOf] = [this.from(), this.settings.asOf()];
    if (!from || !asOf) return this.source() || from;
    return $localize`Business day ${fullDate(asOf, this.settings.conventions())}:day: · ${from}:origin:`;
  });
  protected readonly id = `definition-${++made}`;
}
