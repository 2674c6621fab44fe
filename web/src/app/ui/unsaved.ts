import { DestroyRef, Injectable, inject } from '@angular/core';

/** What is being written on the page and would be lost with it: asked before the page is loaded anew. */
@Injectable({ providedIn: 'root' })
export class Unsaved {
  private readonly typed = new Set<() => boolean>();

  /** `typed` says whether something would be lost, until the caller is destroyed. Call it in an injection context. */
  watch(typed: () => boolean): void {
    this.typed.add(typed);
    inject(DestroyRef).onDestroy(() => this.typed.delete(typed));
  }

  any(): boolean {
    return [...this.typed].some(typed => typed());
  }
}
