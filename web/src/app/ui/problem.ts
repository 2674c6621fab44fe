import { HttpErrorResponse } from '@angular/common/http';

/** An error answer of the API (RFC 9457), with what some codes add. */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  code: string;
  request_id: string;
  attempts_left?: number;
  until?: string;
}

/** What a failed call says, in the same shape whatever failed: the server's own words where it gave some. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HttpErrorResponse) {
    const body = error.error as Partial<Problem> | null;
    const given = body && typeof body === 'object' && typeof body.code === 'string' ? body : {};
    const fallback = error.status === 0
      ? { code: 'offline', title: 'No connection', detail: 'The server cannot be reached from here.' }
      : { code: 'unknown', title: 'The server did not answer', detail: 'It may be busy or restarting.' };
    return {
      ...fallback, ...given, status: error.status,
      request_id: given.request_id ?? error.headers?.get('X-Request-Id') ?? '',
    };
  }
  const cause = error instanceof Error && error.cause ? error.cause : null;
  if (cause instanceof HttpErrorResponse) return problemOf(cause);
  return { status: 0, title: 'Something went wrong here', detail: 'This page met an error of its own.', code: 'page', request_id: '' };
}
