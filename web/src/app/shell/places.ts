import { computed, inject, Injectable } from '@angular/core';
import { IconName } from '../ui/icon';
import { Settings } from '../ui/settings';
import { Session } from './session';

/** `permissions`: any of them opens the place. */
export interface Place { path: string; title: string; icon: IconName; permissions: readonly string[] }

/** The places of the header and of the phone's bar. */
const PLACES: readonly Place[] = [
  { path: '/units', title: '', icon: 'building', permissions: ['cover.grant'] },
  { path: '/book', title: $localize`My book`, icon: 'book-open', permissions: ['book.read'] },
  { path: '/follow-ups', title: $localize`Follow-ups`, icon: 'list-checks', permissions: ['customer.write'] },
  { path: '/notes', title: $localize`Notes`, icon: 'message-square', permissions: ['customer.write'] },
  { path: '/reviews', title: $localize`Reviews`, icon: 'shield-alert', permissions: ['review.write', 'audit.read'] },
  { path: '/covers', title: $localize`Covers`, icon: 'users', permissions: ['cover.grant'] },
  { path: '/loads', title: $localize`Loads`, icon: 'database', permissions: ['loads.read'] },
  { path: '/usage', title: $localize`Usage`, icon: 'chart-column', permissions: ['loads.read'] },
];

/** The places of the reader's permissions; whoever heads a unit has it first, and its customers beside it. */
@Injectable({ providedIn: 'root' })
export class Places {
  private readonly settings = inject(Settings);
  private readonly session = inject(Session);
  readonly all = computed(() => PLACES
    .filter(place => place.permissions.some(permission => this.settings.may(permission)))
    .map(place => ({ ...place, title: titleOf(place, this.session.answer()?.viewer.role) })));
}

const UNITS: Record<string, string> = { branch_head: $localize`Branch`, cluster_head: $localize`:unit of the bank|:Cluster`, region_head: $localize`:unit of the bank|:Region` };

/** The place in one word, which is never cut: a unit's own name stands at the head of its page. */
export function titleOf(place: Pick<Place, 'path' | 'title'>, role = 'rm'): string {
  if (place.path === '/units') return UNITS[role] ?? $localize`All books`;
  return place.path === '/book' && role !== 'rm' ? (UNITS[role] ? $localize`Customers` : $localize`All books`) : place.title;
}

/** `My book` of an RM, the unit's name of a head. */
export function bookTitle(viewer: { role: string; unit: { name: string } | null } | undefined): string {
  if (!viewer || viewer.role === 'rm') return $localize`My book`;
  return viewer.unit?.name ?? $localize`All books`;
}
