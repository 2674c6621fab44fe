import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import { Observable, tap } from 'rxjs';
import { Toasts } from '../../ui/toasts';
import { Written } from '../../ui/written';

/** Puts an insight off or away, and back again: each decision is kept on the server at once. */
@Injectable({ providedIn: 'root' })
export class Decisions {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  private readonly written = inject(Written);

  snooze(key: string, until: string, said: string): Observable<unknown> {
    return this.decide(key, 'snooze', { until }, said);
  }

  dismiss(key: string, reason: string): Observable<unknown> {
    return this.decide(key, 'dismiss', { reason }, $localize`Dismissed`);
  }

  private decide(key: string, act: string, body: object, said: string): Observable<unknown> {
    return this.http.post(url(key, act), body).pipe(tap(() => {
      this.written.note();
      this.toasts.show(said, () => this.http.post(url(key, 'restore'), {}).subscribe(() => this.written.note()));
    }));
  }
}

function url(key: string, act: string): string {
  return `/api/insights/${encodeURIComponent(key)}/${act}`;
}
