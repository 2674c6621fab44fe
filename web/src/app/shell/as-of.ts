import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Icon } from '../ui/icon';
import { Settings } from '../ui/settings';
import { Tip } from '../ui/tip';
import { Publication } from './publication';

/** The business day that the numbers are of and its state. Pressed, it opens the day's load notes: the loads page for who may read it. */
@Component({
  selector: 'c-as-of',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, Icon, Tip],
  host: { role: 'status' },
  template: `@if (publication.badge(); as badge) {
    <button type="button" class="badge" data-use="as-of" cdkOverlayOrigin #origin="cdkOverlayOrigin" [attr.aria-expanded]="mayLoads() ? null : open()" (click)="press()" (blur)="open.set(false)" (keydown.escape)="open.set(false)">
      <span class="muted full" i18n>As of</span>&ngsp;<b class="full">{{ badge.date }}</b><span class="brief">{{ badge.brief }}</span>&ngsp;<span [class]="'state ' + badge.tone"><c-icon [name]="badge.icon" [size]="14" />{{ badge.word }}</span>
    </button>
    @if (open()) {<ng-template cdkConnectedOverlay [cdkConnectedOverlayOrigin]="origin" [cdkConnectedOverlayOpen]="true" [cdkConnectedOverlayOffsetY]="4" (overlayOutsideClick)="open.set(false)"><c-tip [exact]="badge.date" [text]="publication.notes()" [source]="publication.published()" /></ng-template>}
  }`,
  styles: `
    :host { display: flex; align-items: center; margin: 0 var(--s-3); white-space: nowrap; }
    .badge { display: flex; align-items: center; gap: var(--s-2); padding: 3px var(--s-1); margin: 0 calc(-1 * var(--s-1)); border-radius: var(--r-1); font: inherit; color: inherit; }
    .badge:hover { background: var(--hover); }
    b { font-weight: var(--w-medium); }
    .state { display: inline-flex; align-items: center; gap: 4px; font: var(--t-12); font-weight: var(--w-medium); }
    .state.gain { color: var(--gain); } .state.late { color: var(--late); } .state.info { color: var(--info); }
    .brief { display: none; }
    /* The badge's place stands before its answer: the search beside it does not move. */
    @media (min-width: 1081px) { :host { min-width: 192px; justify-content: flex-end; } }
    @media (max-width: 719px) { :host { margin: 0 0 0 auto; } .full { display: none; } .brief { display: inline; font: var(--t-12); color: var(--text-2); } .badge { min-height: 40px; } }`,
})
export class AsOf {
  protected readonly publication = inject(Publication);
  protected readonly open = signal(false);
  private readonly settings = inject(Settings);
  private readonly router = inject(Router);
  protected readonly mayLoads = computed(() => this.settings.may('loads.read'));

  protected press(): void {
    if (this.mayLoads()) void this.router.navigate(['/loads']);
    else this.open.update(before => !before);
  }
}
