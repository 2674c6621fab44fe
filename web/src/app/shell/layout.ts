import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Icon } from '../ui/icon';
import { Settings } from '../ui/settings';
import { Theme } from '../ui/theme';
import { ToastPlace } from '../ui/toasts';
import { PLACES } from './places';
import { Publication } from './publication';
import { Palette } from './search/palette';
import { Session } from './session';

/** The frame around every page: header, banner, the page, a phone's bottom bar, search and toasts. */
@Component({
  selector: 'c-layout',
  imports: [RouterOutlet, RouterLink, RouterLinkActive, Icon, Palette, ToastPlace, CdkMenu, CdkMenuItem, CdkMenuTrigger],
  host: { '(document:keydown)': 'key($event)' },
  templateUrl: './layout.html',
  styleUrl: './layout.css',
})
export class Layout {
  protected readonly session = inject(Session);
  protected readonly publication = inject(Publication);
  protected readonly theme = inject(Theme);
  private readonly settings = inject(Settings);
  protected readonly searching = signal(false);
  protected readonly places = computed(() => PLACES.filter(place => this.settings.may(place.permission)));
  protected readonly maySearch = computed(() => this.settings.may('customer.read'));
  protected readonly mayLoads = computed(() => this.settings.may('loads.read'));
  protected readonly shortcut = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K';

  constructor() {
    this.publication.watch(inject(DestroyRef));
  }

  protected key(event: KeyboardEvent): void {
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && this.maySearch()) {
      event.preventDefault();
      this.searching.set(true);
    }
  }

  protected signOut(): void {
    void this.session.signOut();
  }
}
