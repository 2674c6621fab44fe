import { Injectable, effect, inject, signal } from '@angular/core';
import { Session } from '../session';
import { SearchHit } from './search-answers';

const KEPT = 6;

/** The customers opened from search lately: in memory alone, and gone with the session. */
@Injectable({ providedIn: 'root' })
export class Recent {
  readonly hits = signal<readonly SearchHit[]>([]);
  private readonly session = inject(Session);

  constructor() {
    effect(() => { if (!this.session.answer()) this.hits.set([]); });
  }

  note(hit: SearchHit): void {
    const plain = { ...hit, matched: [] };
    this.hits.update(before => [plain, ...before.filter(one => one.customer_id !== hit.customer_id)].slice(0, KEPT));
  }
}
