import { Injectable } from '@angular/core';
import { Draft, EMPTY } from './draft';

/** Conversations being written, by customer: in memory only, for the person who writes them. */
@Injectable({ providedIn: 'root' })
export class Drafts {
  private readonly kept = new Map<string, Draft>();
  private owner: string | null = null;

  /** Who is signed in; drafts wait while nobody is, and go when it is someone else. */
  ownedBy(username: string | null): void {
    if (!username) return;
    if (this.owner && this.owner !== username) this.kept.clear();
    this.owner = username;
  }

  of(customerId: string): Draft {
    return this.kept.get(customerId) ?? EMPTY;
  }

  keep(customerId: string, draft: Draft): void {
    this.kept.set(customerId, draft);
  }

  drop(customerId: string): void {
    this.kept.delete(customerId);
  }
}
