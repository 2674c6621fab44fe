import { computed, inject, Injectable } from '@angular/core';
import { IconName } from '../ui/icon';
import { Settings } from '../ui/settings';
import { Session } from './session';

/** `permissions`: any of them opens the place. */
export interface Place { path: string; title: string; icon: IconName; permissions: readonly string[] }

/** The places of the header and of the phone's bar. */
const PLACES: readonly Place[] = [
  { path: '/book', title: $localize`My book`, icon: 'book-open', permissions: ['book.read'] },
  { path: '/follow-ups', title: $localize`Follow-ups`, icon: 'list-checks', permissions: ['customer.write'] },
  { path: '/notes', title: $localize`Notes`, icon: 'message-square', permissions: ['customer.write'] },
  { path: '/reviews', title: $localize`Reviews`, icon: 'shield-alert', permissions: ['review.write', 'audit.read'] },
  { path: '/covers', title: $localize`Covers`, icon: 'users', permissions: ['cover.grant'] },
  { path: '/loads', title: $localize`Loads`, icon: 'database', permissions: ['loads.read'] },
  { path: '/usage', title: $localize`Usage`, icon: 'chart-column', permissions: ['loads.read'] },
];

/** The places of the reader's permissions; the book of someone who heads a unit has the unit's name. */
@Injectable({ providedIn: 'root' })
export class Places {
  private readonly settings = inject(Settings);
  private readonly session = inject(Session);
  readonly all = computed(() => PLACES
    .filter(place => place.permissions.some(permission => this.settings.may(permission)))
    .map(place => (place.path === '/book' ? { ...place, title: bookPlace(this.session.answer()?.viewer.role) } : place)));
}

/** The place in one word, which is never cut: a unit's own name stands at the head of its page. */
export function bookPlace(role: string | undefined): string {
  return { rm: $localize`My book`, branch_head: $localize`Branch`, cluster_head: $localize`:unit of the bank|:Cluster`, region_head: $localize`:unit of the bank|:Region` }[role ?? 'rm'] ?? $localize`All books`;
}

/** `My book` of an RM, the unit's name of a head. */
export function bookTitle(viewer: { role: string; unit: { name: string } | null } | undefined): string {
  if (!viewer || viewer.role === 'rm') return $localize`My book`;
  return viewer.unit?.name ?? $localize`All books`;
}
