import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, input, signal } from '@angular/core';
import { Tip } from './tip';

let made = 0;

/** A label that explains its number on hover, focus or press: the exact value, what counts, day and source. */
@Component({
  selector: 'c-definition',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, Tip],
  template: `
    <button type="button" class="term" cdkOverlayOrigin #origin="cdkOverlayOrigin" [attr.aria-describedby]="open() ? id : null"
      (mouseenter)="open.set(true)" (mouseleave)="open.set(false)" (focus)="open.set(true)" (blur)="open.set(false)" (click)="open.set(true)" (keydown.escape)="open.set(false)">{{ label() }}</button>
    @if (open()) {<ng-template cdkConnectedOverlay [cdkConnectedOverlayOrigin]="origin" [cdkConnectedOverlayOpen]="true" [cdkConnectedOverlayOffsetY]="4">
      <c-tip [id]="id" [exact]="exact()" [text]="text()" [source]="source()" [from]="from()" />
    </ng-template>}`,
  styles: `
    .term { font: inherit; color: inherit; text-align: left; text-decoration: underline dotted transparent; text-underline-offset: 3px; }
    .term:hover, .term:focus-visible { text-decoration-color: currentColor; }`,
})
export class Definition {
  readonly label = input.required<string>();
  readonly text = input.required<string>();
  readonly exact = input('');
  readonly source = input('');
  /** Where the number comes from; the business day is said before it. Instead of `source`. */
  readonly from = input('');
  protected readonly open = signal(false);
  protected readonly id = `definition-${++made}`;
}
