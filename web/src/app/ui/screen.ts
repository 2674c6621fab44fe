import { Injectable, signal } from '@angular/core';

/** Whether the window is a phone's (below 720 px), as a signal. */
@Injectable({ providedIn: 'root' })
export class Screen {
  private readonly query = matchMedia('(max-width: 719px)');
  readonly phone = signal(this.query.matches);

  constructor() {
    this.query.addEventListener('change', event => this.phone.set(event.matches));
  }
}
