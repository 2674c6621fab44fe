import { CdkConnectedOverlay, CdkOverlayOrigin, createRepositionScrollStrategy } from '@angular/cdk/overlay';
import { CdkTrapFocus } from '@angular/cdk/a11y';
import { Component, inject, Injector, input, output, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router } from '@angular/router';
import { Chip } from './chip';

/** A filter's chip; pressed, it opens what the filter is chosen with (projected). Active, its x takes the filter away. */
@Component({
  selector: 'c-filter-popover',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, Chip],
  template: `
    <c-chip cdkOverlayOrigin #origin="cdkOverlayOrigin" [text]="active() ?? label()" [kind]="active() === null ? 'offered' : 'active'" [editable]="true" [expanded]="open()" (press)="open.set(!open())" (removed)="remove()" />
    <ng-template cdkConnectedOverlay [cdkConnectedOverlayOrigin]="origin" [cdkConnectedOverlayOpen]="open()" [cdkConnectedOverlayOffsetY]="4" [cdkConnectedOverlayPush]="true"
      [cdkConnectedOverlayScrollStrategy]="scrolling"
      (overlayOutsideClick)="outside($event, origin)" (overlayKeydown)="$event.key === 'Escape' && open.set(false)" (detach)="open.set(false)">
      <div class="panel" role="dialog" [attr.aria-label]="label()" cdkTrapFocus [cdkTrapFocusAutoCapture]="true"><ng-content /></div>
    </ng-template>`,
  styles: `.panel { width: max-content; min-width: 200px; max-width: calc(100vw - 24px); max-height: 360px; overflow-y: auto; padding: var(--s-3); background: var(--overlay); border-radius: var(--r-2); box-shadow: var(--shadow); }`,
})
export class FilterPopover {
  readonly label = input.required<string>();
  /** What is chosen, in words; null when the filter is off. */
  readonly active = input<string | null>(null);
  readonly cleared = output<void>();
  readonly open = signal(false);
  /** It moves with its chip, and closes when the chip leaves the screen. */
  protected readonly scrolling = createRepositionScrollStrategy(inject(Injector), { autoClose: true });

  constructor() {
    // Back and Forward leave the choice behind; choosing a value changes the address too, and must not close it.
    inject(Router).events.pipe(takeUntilDestroyed()).subscribe(event => {
      if (event instanceof NavigationStart && event.navigationTrigger === 'popstate') this.open.set(false);
    });
  }

  protected remove(): void {
    this.open.set(false);
    this.cleared.emit();
  }

  protected outside(event: MouseEvent, origin: CdkOverlayOrigin): void {
    if (!(origin.elementRef.nativeElement as HTMLElement).contains(event.target as Node)) this.open.set(false);
  }
}
