import { CdkMenu, CdkMenuGroup, CdkMenuItem, CdkMenuItemRadio, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, DestroyRef, computed, effect, inject, linkedSignal, signal } from '@angular/core';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { BreakGlassDialog } from '../modules/oversight/break-glass-dialog';
import { Icon } from '../ui/icon';
import { Language, followBank, language, languages } from '../ui/language';
import { PartMissing } from '../ui/part-missing';
import { Settings } from '../ui/settings';
import { Theme } from '../ui/theme';
import { ToastPlace } from '../ui/toasts';
import { AsOf } from './as-of';
import { FormatMenu } from './format-menu';
import { LanguageQuestion, LanguageSwitch } from './language-question';
import { Places } from './places';
import { Publication } from './publication';
import { Palette } from './search/palette';
import { Reminders } from './reminders';
import { Session } from './session';
import { SessionsDialog } from './sessions-dialog';
import { Usage } from './usage';

const COUNTED_MS = 1000;

/** The frame around every page: header, banner, the page, a phone's bottom bar, search and toasts. */
@Component({
  selector: 'c-layout',
  imports: [AsOf, BreakGlassDialog, LanguageQuestion, RouterOutlet, RouterLink, RouterLinkActive, Icon, Palette, PartMissing, SessionsDialog, ToastPlace, CdkMenu, CdkMenuGroup, CdkMenuItem, CdkMenuItemRadio, CdkMenuTrigger, FormatMenu],
  host: { '(document:keydown)': 'key($event)' },
  templateUrl: './layout.html',
  styleUrl: './layout.css',
})
export class Layout {
  protected readonly session = inject(Session);
  protected readonly publication = inject(Publication);
  protected readonly theme = inject(Theme);
  private readonly settings = inject(Settings);
  private readonly usage = inject(Usage);
  protected readonly reminders = inject(Reminders);
  protected readonly accountName = computed(() => {
    const viewer = this.session.answer()?.viewer;
    return viewer ? $localize`${viewer.initials}:initials:, ${viewer.name}:name:, account` : '';
  });
  protected readonly searching = signal(false);
  protected readonly places = inject(Places).all;
  /** From a customer back to the book as it was left: on a phone the customer's own bar takes the place of the places'. */
  protected readonly back = computed(() => {
    const [place, left] = [this.places().find(one => one.path === '/book'), this.book()];
    return place && this.at()?.startsWith('/customers/') ? { title: place.title, tree: this.router.parseUrl(left) } : null;
  });
  private readonly router = inject(Router);
  private readonly at = computed(() => this.router.lastSuccessfulNavigation()?.finalUrl?.toString());
  private readonly book = linkedSignal<string | undefined, string>({ source: this.at, computation: (at, before) => (at?.startsWith('/book') ? at : before?.value ?? '/book') });
  protected readonly maySearch = computed(() => this.settings.may('customer.read'));
  protected readonly mayBreakGlass = computed(() => this.settings.may('customer.break_glass'));
  /** The id typed so far while a customer out of scope is asked for; null while not. */
  protected readonly breaking = signal<string | null>(null);
  protected readonly seeingSessions = signal(false);
  protected readonly languages = signal<Language[]>([]);
  protected readonly language = language();
  protected readonly switch = inject(LanguageSwitch);
  protected readonly themeWord = computed(() => (this.theme.resolved() === 'dark' ? $localize`Light theme` : $localize`Dark theme`));
  /** Rows that the served day's load held back. */
  protected readonly held = computed(() => this.publication.answer()?.quarantined_rows);
  protected readonly mayLoads = computed(() => this.settings.may('loads.read'));
  protected readonly shortcut = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';

  constructor() {
    this.publication.watch(inject(DestroyRef));
    this.usage.watch(inject(DestroyRef));
    this.reminders.watch(inject(DestroyRef));
    effect(() => { if (this.session.answer()) void followBank(this.settings.conventions().locale); });
  }

  protected key(event: KeyboardEvent): void {
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && this.maySearch()) {
      event.preventDefault();
      this.searching.set(true);
    }
  }

  /** The menu names every language in its own words. */
  protected async askLanguages(): Promise<void> {
    this.languages.set(await languages().catch(() => []));
  }

  protected openCustomer(customerId: string): void {
    this.breaking.set(null);
    void this.router.navigate(['/customers', customerId]);
  }

  /** The pointer has opened the menu beside already: the press that follows leaves it open. */
  protected stay(menu: CdkMenuTrigger): void {
    queueMicrotask(() => menu.open());
  }

  protected async signOut(): Promise<void> {
    // Before the session ends, which would refuse it; a slow server keeps nobody.
    await Promise.race([this.usage.send(), new Promise(done => setTimeout(done, COUNTED_MS))]);
    await this.session.signOut();
  }
}
