import { HttpErrorResponse } from '@angular/common/http';
import { Injectable, inject, signal } from '@angular/core';
import { NavigationError } from '@angular/router';
import { Reconnected } from '../ui/reconnected';

const ASK_MS = 2000;
/** What the edge answers while the server behind it is not there. */
const AWAY = ['upstream_unavailable', 'upstream_failed', 'stopping'];

/** Whether the server can be reached. While it cannot, it is asked every two seconds; nothing else is needed to go on. */
@Injectable({ providedIn: 'root' })
export class Connection {
  /** `offline`: this device has no network; `away`: the server does not answer, most likely it is restarting. */
  readonly state = signal<'there' | 'offline' | 'away'>('there');
  private readonly reconnected = inject(Reconnected);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: (() => void)[] = [];

  constructor() {
    addEventListener('offline', () => this.lost());
    addEventListener('online', () => void this.ask());
  }

  /** Looks at a failed call; true when it failed because the server is out of reach. */
  failed(error: unknown): boolean {
    if (!(error instanceof HttpErrorResponse)) return false;
    const code = (error.error as { code?: string } | null)?.code ?? '';
    const lost = error.status === 0 || AWAY.includes(code);
    if (lost) this.lost();
    return lost;
  }

  /** When the server is there again. */
  back(): Promise<void> {
    return this.state() === 'there' ? Promise.resolve() : new Promise(done => { this.waiting.push(done); });
  }

  /** A page's files did not come: the network is gone, or a new version replaced them and this page is to be loaded anew. */
  async pageMissing({ error, url }: NavigationError): Promise<void> {
    if (!/dynamically imported module|module script/i.test(String(error))) throw error;
    await this.ask();
    await this.back();
    location.assign(url);
  }

  /** Asks at once. */
  async ask(): Promise<void> {
    clearTimeout(this.timer);
    const there = await fetch('/healthz', { cache: 'no-store' }).then(answer => answer.ok, () => false);
    if (!there) return this.lost();
    if (this.state() === 'there') return;
    this.state.set('there');
    this.reconnected.note();
    this.waiting.splice(0).forEach(done => done());
  }

  private lost(): void {
    this.state.set(navigator.onLine ? 'away' : 'offline');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), ASK_MS);
  }
}
