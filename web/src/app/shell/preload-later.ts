import { Injectable } from '@angular/core';
import { PreloadingStrategy, Route } from '@angular/router';
import { EMPTY, Observable, catchError, switchMap, timer } from 'rxjs';

const QUIET_MS = 5000;

/** Brings the other pages once the first one stands, so that they open at once, and without a network too. */
@Injectable({ providedIn: 'root' })
export class PreloadLater implements PreloadingStrategy {
  preload(_route: Route, load: () => Observable<unknown>): Observable<unknown> {
    // One that does not come, as while offline, is asked for again when it is opened.
    return timer(QUIET_MS).pipe(switchMap(load), catchError(() => EMPTY));
  }
}
