import { Injectable, signal } from '@angular/core';

/** Tells blocks that something was written, so that those which show it read again. */
@Injectable({ providedIn: 'root' })
export class Written {
  private readonly count = signal(0);
  /** Read it inside a resource's request: each write asks again. */
  readonly times = this.count.asReadonly();

  note(): void {
    this.count.update(times => times + 1);
  }
}
