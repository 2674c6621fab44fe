import { DestroyRef, Injectable, inject } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { EventRequest } from '../api/models/event-request';
import { Leaving } from './leaving';
import { Session } from './session';
import { pageName } from './usage-names';

const SEND_MS = 20_000;
const MOST = 100;

/**
 * Counts pages, presses of named controls (`data-use="..."`) and kinds of searches, sent in batches with keepalive.
 * Never a text, an address, or an id; a count that cannot be sent is dropped.
 */
@Injectable({ providedIn: 'root' })
export class Usage {
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly leaving = inject(Leaving);
  private events: EventRequest[] = [];

  /** Counts until `until` is destroyed. */
  watch(until: DestroyRef): void {
    let path = '';
    const visit = () => {
      const now = this.router.url.split(/[?#]/)[0] ?? '';
      if (now !== path) this.note('page', pageName(this.router.routerState.snapshot.root));
      path = now;
    };
    const press = (event: Event) => {
      const named = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-use]') : null;
      if (named?.dataset['use']) this.note('click', named.dataset['use']);
    };
    const hidden = () => { if (document.hidden) void this.send(); };
    const away = () => void this.send();
    visit();
    const visits = this.router.events.subscribe(event => { if (event instanceof NavigationEnd) visit(); });
    document.addEventListener('click', press, { capture: true, passive: true });
    document.addEventListener('visibilitychange', hidden);
    addEventListener('pagehide', away);
    const timer = setInterval(away, SEND_MS);
    until.onDestroy(() => {
      void this.send();
      clearInterval(timer);
      visits.unsubscribe();
      document.removeEventListener('click', press, { capture: true });
      document.removeEventListener('visibilitychange', hidden);
      removeEventListener('pagehide', away);
    });
  }

  note(kind: EventRequest['kind'], name: string): void {
    this.events.push({ kind, name });
    if (this.events.length >= MOST) void this.send();
  }

  /** Sends what waits; `X-Background` keeps it from counting as the reader's activity. */
  async send(): Promise<void> {
    const { token } = this.session;
    const events = this.events;
    this.events = [];
    if (!events.length || !token || this.leaving.now) return;
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, 'X-Background': '1' };
    await fetch('/api/events', { method: 'POST', keepalive: true, headers, body: JSON.stringify({ events }) }).catch(() => undefined);
  }
}
