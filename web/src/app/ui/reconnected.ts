import { Injectable, signal } from '@angular/core';

/** Tells blocks whose answer failed that the server is there again, so that they ask once more by themselves. */
@Injectable({ providedIn: 'root' })
export class Reconnected {
  private readonly count = signal(0);
  readonly times = this.count.asReadonly();

  note(): void {
    this.count.update(times => times + 1);
  }
}
