import { Component, ElementRef, OnInit, inject, input, signal, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { Icon } from '../../ui/icon';
import { problemOf } from '../../ui/problem';
import { Settings } from '../../ui/settings';
import { LanguageChoice } from '../language-choice';
import { Session } from '../session';
import { Notice, endedNotice, refusedNotice } from './words';

/** User name and password against the bank's directory, with clear words for every way it can end. */
@Component({
  selector: 'c-sign-in',
  imports: [Icon, LanguageChoice],
  templateUrl: './sign-in.html',
  styleUrl: './sign-in.css',
})
export class SignIn implements OnInit {
  readonly why = input<string>();
  readonly back = input<string>();
  protected readonly words = { show: $localize`Show password`, hide: $localize`Hide password`, locked: $localize`Locked for now` };
  protected readonly notice = signal<Notice | null>(null);
  protected readonly working = signal(false);
  protected readonly locked = signal(false);
  protected readonly shown = signal(false);
  protected readonly missing = signal<'username' | 'password' | null>(null);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly settings = inject(Settings);
  private readonly username = viewChild.required<ElementRef<HTMLInputElement>>('username');
  private readonly password = viewChild.required<ElementRef<HTMLInputElement>>('password');

  ngOnInit(): void {
    this.notice.set(endedNotice(this.why(), this.session.idleMinutes()));
  }

  protected async send(event?: Event): Promise<void> {
    event?.preventDefault();
    const username = this.username().nativeElement.value.trim();
    const password = this.password().nativeElement.value;
    this.missing.set(!username ? 'username' : !password ? 'password' : null);
    if (!username) return this.username().nativeElement.focus();
    if (!password) return this.password().nativeElement.focus();
    if (this.working()) return;
    this.working.set(true);
    try {
      const sameReader = await this.session.signIn(username, password);
      if (sameReader) await this.router.navigateByUrl(this.after(), { replaceUrl: true });
      else location.replace('/');
    } catch (error) {
      this.refused(error);
    } finally {
      this.working.set(false);
    }
  }

  private refused(error: unknown): void {
    const notice = refusedNotice(problemOf(error), this.settings.conventions());
    this.notice.set(notice);
    if (notice.until) this.wait(notice.until);
    if (notice.tone === 'loss') this.password().nativeElement.select();
    this.password().nativeElement.focus();
  }

  private wait(until: string): void {
    this.locked.set(true);
    setTimeout(() => { this.locked.set(false); this.notice.set(null); }, Math.max(0, Date.parse(until) - Date.now()));
  }

  /** Only an address inside this application. */
  private after(): string {
    const back = this.back();
    if (back && /^\/(?![/\\])/.test(back) && !back.startsWith('/sign-in')) return back;
    return '/';
  }
}
