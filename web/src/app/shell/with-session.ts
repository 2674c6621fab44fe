import { HttpErrorResponse, HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { catchError, throwError } from 'rxjs';
import { Problem } from '../ui/problem';
import { Ended, Session } from './session';

/** Adds the session's token to our own API's calls, and leads a call without a valid session to sign-in. */
export const withSession: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/')) return next(request);
  const injector = inject(Injector);
  const signingIn = request.method === 'POST' && request.url === '/api/session';
  const token = sessionStorage.getItem('c360.token');
  const sent = token && !signingIn ? request.clone({ setHeaders: { Authorization: `Bearer ${token}` } }) : request;
  return next(sent).pipe(catchError((error: unknown) => {
    if (error instanceof HttpErrorResponse && error.status === 401 && !signingIn) {
      const code = (error.error as Problem | null)?.code ?? 'session_required';
      injector.get(Session).expired(code as Ended);
    }
    return throwError(() => error);
  }));
};
