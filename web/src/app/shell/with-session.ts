import { HttpErrorResponse, HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { catchError, concatWith, defer, EMPTY, NEVER, takeUntil, throwError } from 'rxjs';
import { Problem } from '../ui/problem';
import { Connection } from './connection';
import { Leaving } from './leaving';
import { Ended, Session } from './session';

/**
 * Adds the session's token to our own API's calls, and leads a call without a valid session to sign-in.
 * Once the reader signs out, what is under way is given up and what comes later is not asked: neither answers nor fails.
 */
export const withSession: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/')) return next(request);
  const injector = inject(Injector);
  const leaving = injector.get(Leaving);
  const signingOut = request.method === 'DELETE' && request.url === '/api/session';
  if (leaving.now && !signingOut) return NEVER;
  const signingIn = request.method === 'POST' && request.url === '/api/session';
  const token = sessionStorage.getItem('c360.token');
  const sent = token && !signingIn ? request.clone({ setHeaders: { Authorization: `Bearer ${token}` } }) : request;
  const answer = signingOut ? next(sent) : next(sent).pipe(takeUntil(leaving.begun), concatWith(defer(() => leaving.now ? NEVER : EMPTY)));
  return answer.pipe(catchError((error: unknown) => {
    injector.get(Connection).failed(error);
    if (error instanceof HttpErrorResponse && error.status === 401 && !signingIn) {
      const code = (error.error as Problem | null)?.code ?? 'session_required';
      injector.get(Session).expired(code as Ended);
    }
    return throwError(() => error);
  }));
};
