import { Component, inject } from '@angular/core';
import { Icon } from '../ui/icon';
import { Connection } from './connection';

/** Over every page while the server cannot be reached: what happened, what is kept, and that it goes on by itself. */
@Component({
  selector: 'c-connection-banner',
  imports: [Icon],
  host: { role: 'status' },
  template: `
    @if (connection.state() !== 'there') {
      <div class="notice late"><c-icon name="refresh-cw" />
        <p>@if (connection.state() === 'offline') {<b i18n>No network.</b>&ngsp;<ng-container i18n>What is on the screen stays, and what you typed is kept. It goes on by itself when the network is back.</ng-container>}
          @else {<b i18n>The server is restarting.</b>&ngsp;<ng-container i18n>What you typed is kept. It goes on by itself in a moment.</ng-container>}</p>
        <button type="button" class="button" (click)="connection.ask()" i18n>Try again</button></div>
    }`,
  styles: `
    :host { position: fixed; z-index: var(--z-toast); top: calc(var(--bar) + var(--s-2)); left: 50%; width: min(720px, calc(100vw - 32px)); transform: translateX(-50%); }
    .notice { align-items: center; box-shadow: var(--shadow); } p { flex: 1; } b { font-weight: var(--w-medium); }`,
})
export class ConnectionBanner {
  protected readonly connection = inject(Connection);
}
