import { Injectable } from '@angular/core';
import { Subject } from 'rxjs';

/** Whether the reader is signing out: from then on this page asks the server for nothing else. */
@Injectable({ providedIn: 'root' })
export class Leaving {
  readonly begun = new Subject<void>();
  now = false;

  begin(): void {
    this.now = true;
    this.begun.next();
  }
}
