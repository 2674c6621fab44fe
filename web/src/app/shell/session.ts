import { HttpClient } from '@angular/common/http';
import { Injectable, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Chosen, Settings } from '../ui/settings';
import { Connection } from './connection';
import { Leaving } from './leaving';
import { SessionAnswer, SignInAnswer } from './session-answers';

const KEY = 'c360.token';
const ASK_MS = 400;

/** Why the sign-in page is shown. */
export type Ended = 'signed_out' | 'session_idle' | 'session_ended' | 'session_required' | 'token_invalid';
type Message = { kind: 'ask' } | { kind: 'token'; token: string } | { kind: 'ended'; why: Ended };

/**
 * Who is signed in. The token lives in this tab's sessionStorage only; a new tab asks the others for it,
 * and signing out in one signs out all.
 */
@Injectable({ providedIn: 'root' })
export class Session {
  readonly answer = signal<SessionAnswer | null>(null);
  /** After how many minutes without activity the bank ends a session, once known. */
  readonly idleMinutes = signal<number | null>(null);
  private readonly http = inject(HttpClient);
  private readonly router = inject(Router);
  private readonly settings = inject(Settings);
  private readonly connection = inject(Connection);
  private readonly leaving = inject(Leaving);
  private readonly channel = new BroadcastChannel('c360.session');
  private asked: Promise<void> | null = null;
  private gotToken: (() => void) | null = null;
  private reader: string | null = null;

  constructor() {
    this.channel.onmessage = (event: MessageEvent<Message>) => this.heard(event.data);
    addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
  }

  get token(): string | null { return sessionStorage.getItem(KEY); }

  /** Whether someone is signed in; asks the other tabs and the server once, and waits for a server that is away. */
  async known(): Promise<boolean> {
    if (this.answer()) return true;
    if (!this.token) await (this.asked ??= this.askOtherTabs());
    while (this.token) {
      try {
        this.accept(await firstValueFrom(this.http.get<SessionAnswer>('/api/session')));
        return true;
      } catch (error) {
        if (!this.connection.failed(error)) return false;
        await this.connection.back();
      }
    }
    return false;
  }

  /** Signs in; false when another reader used this page before, so that it must be loaded anew. */
  async signIn(username: string, password: string): Promise<boolean> {
    const answer = await firstValueFrom(this.http.post<SignInAnswer>('/api/session', { username, password }));
    sessionStorage.setItem(KEY, answer.token);
    const sameReader = this.reader === null || this.reader === answer.viewer.username;
    if (sameReader) this.accept(answer);
    return sameReader;
  }

  /** Signs out here and in every tab; the page is loaded anew, so nothing of a customer stays in memory. */
  async signOut(): Promise<void> {
    this.leaving.begin();
    try {
      await firstValueFrom(this.http.delete('/api/session'));
    } finally {
      this.channel.postMessage({ kind: 'ended', why: 'signed_out' } satisfies Message);
      this.leave('signed_out');
    }
  }

  /** Writes numbers or dates so at once, and from now on in every browser; as before where the server can't keep it. */
  choose(part: Partial<Chosen>): void {
    const before = this.settings.chosen();
    this.settings.chosen.set({ ...before, ...part });
    this.http.patch<Chosen>('/api/session/format', part).subscribe({
      next: kept => this.settings.chosen.set(kept),
      error: () => this.settings.chosen.set(before),
    });
  }

  /** The server no longer knows the session: ask to sign in and come back to this address. */
  expired(why: Ended): void {
    if (!this.token) return;
    this.forget();
    const back = this.router.url.startsWith('/sign-in') ? undefined : this.router.url;
    void this.router.navigate(['/sign-in'], { queryParams: { why, back }, replaceUrl: true });
  }

  private heard(message: Message): void {
    if (message.kind === 'ask' && this.token && this.answer()) {
      this.channel.postMessage({ kind: 'token', token: this.token } satisfies Message);
    } else if (message.kind === 'token' && !this.token && this.gotToken) {
      sessionStorage.setItem(KEY, message.token);
      this.gotToken();
    } else if (message.kind === 'ended' && this.token) {
      this.leave(message.why);
    }
  }

  private askOtherTabs(): Promise<void> {
    return new Promise(resolve => {
      const done = () => { this.gotToken = null; this.asked = null; resolve(); };
      this.gotToken = done;
      this.channel.postMessage({ kind: 'ask' } satisfies Message);
      setTimeout(done, ASK_MS);
    });
  }

  private accept(answer: SessionAnswer): void {
    const { viewer, settings, format, expires_at } = answer;
    this.settings.bank.set(settings);
    this.settings.chosen.set(format);
    this.settings.permissions.set(new Set(viewer.permissions));
    this.idleMinutes.set(Math.round(settings.idle_seconds / 60));
    this.reader = viewer.username;
    this.answer.set({ viewer, settings, format, expires_at });
  }

  private forget(): void {
    sessionStorage.removeItem(KEY);
    this.answer.set(null);
    this.settings.permissions.set(new Set());
  }

  private leave(why: Ended): void {
    this.forget();
    location.replace(`/sign-in?why=${why}`);
  }
}
