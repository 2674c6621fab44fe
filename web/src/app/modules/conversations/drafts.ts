import { Injectable } from '@angular/core';
import { Draft, isTyped } from './draft';

/** Conversations being written: in memory only, for the person who writes them. */
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

  /** `key` is the customer's id for a new conversation, `conversation 17` for a change of a kept one. */
  of(key: string): Draft | undefined {
    return this.kept.get(key);
  }

  /** Whether something typed would be lost with this page. */
  any(): boolean {
    return [...this.kept.values()].some(draft => isTyped(draft));
  }

  keep(key: string, draft: Draft): void {
    this.kept.set(key, draft);
  }

  drop(key: string): void {
    this.kept.delete(key);
  }
}
