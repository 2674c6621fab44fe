import { Component } from '@angular/core';
import { Icon } from './icon';

/** For the `@error` of a part that comes later: its code did not come, and Angular asks only once in a page's life. */
@Component({
  selector: 'c-part-missing',
  imports: [Icon],
  host: { role: 'alert' },
  template: `<div class="notice loss"><c-icon name="circle-alert" /><p i18n>This part of the page did not come.</p><button type="button" class="button" (click)="again()" i18n>Load the page again</button></div>`,
  styles: `
    :host { position: fixed; z-index: var(--z-toast); bottom: var(--gutter); left: 50%; width: min(480px, calc(100vw - 32px)); transform: translateX(-50%); }
    .notice { align-items: center; box-shadow: var(--shadow); } p { flex: 1; }
    @media (max-width: 719px) { :host { bottom: 72px; } }`,
})
export class PartMissing {
  protected again(): void {
    location.reload();
  }
}
