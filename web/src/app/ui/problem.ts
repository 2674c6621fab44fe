import { HttpErrorResponse } from '@angular/common/http';
import { PROBLEM_WORDS } from './problem-words';

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

/** What a failed call says, in the same shape whatever failed: words by its code, else the server's own. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HttpErrorResponse) {
    const body = error.error as Partial<Problem> | null;
    const given = body && typeof body === 'object' && typeof body.code === 'string' ? body : {};
    const code = given.code ?? (error.status === 0 ? 'offline' : 'unknown');
    const { title, detail } = PROBLEM_WORDS[code] ?? { title: given.title ?? '', detail: given.detail ?? '' };
    return { ...given, code, title, detail, status: error.status, request_id: given.request_id ?? error.headers?.get('X-Request-Id') ?? '' };
  }
  const cause = error instanceof Error && error.cause ? error.cause : null;
  if (cause instanceof HttpErrorResponse) return problemOf(cause);
  return { ...(PROBLEM_WORDS['page'] as { title: string; detail: string }), status: 0, code: 'page', request_id: '' };
}
