import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** An error that the edge answers itself: `code` for programs, `detail` for people. */
export class EdgeProblem extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, detail: string) {
    super(detail);
    this.statusCode = statusCode;
    this.code = code;
  }
}

export const tooLarge = (limit: number) =>
  new EdgeProblem(413, 'body_too_large', `A request may carry at most ${limit} bytes.`);
export const tooSlow = () =>
  new EdgeProblem(408, 'request_timeout', 'The request took too long to arrive. Send it again.');

/** Sends RFC 9457 problem+json. Never holds a path, a value or a stack. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: EdgeProblem): FastifyReply {
  if (problem.statusCode === 503) reply.header('retry-after', '5');
  if (problem.statusCode === 408 || problem.statusCode === 413) reply.raw.shouldKeepAlive = false;
  return reply
    .code(problem.statusCode)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify({
      type: 'about:blank',
      title: STATUS_CODES[problem.statusCode] ?? 'Error',
      status: problem.statusCode,
      detail: problem.message,
      code: problem.code,
      request_id: request.id,
    })));
}

/** Turns whatever was thrown into the problem to answer; details of unexpected errors stay in the log. */
export function asProblem(error: FastifyError | EdgeProblem): EdgeProblem {
  if (error instanceof EdgeProblem) return error;
  const status = error.statusCode ?? 500;
  if (status === 413) return new EdgeProblem(413, 'body_too_large', 'The request is too large.');
  if (status >= 400 && status < 500) {
    return new EdgeProblem(status, 'bad_request', 'The request cannot be read.');
  }
  if (status === 503) return new EdgeProblem(503, 'stopping', 'The server is stopping. Try again.');
  return new EdgeProblem(500, 'edge_error', 'Something went wrong here. It has been logged.');
}

/** What went wrong between the edge and the API server, from the error of the connection. */
export function upstreamProblem(error: Error): EdgeProblem {
  let cause: unknown = error;
  while (cause instanceof Error) {
    if (cause instanceof EdgeProblem) return cause;
    switch ((cause as NodeJS.ErrnoException).code) {
      case 'UND_ERR_HEADERS_TIMEOUT':
      case 'UND_ERR_BODY_TIMEOUT':
        return new EdgeProblem(504, 'upstream_timeout', 'The server took too long to answer. Try again.');
      case 'ECONNREFUSED':
      case 'ENOENT':
      case 'ENOTFOUND':
      case 'UND_ERR_CONNECT_TIMEOUT':
        return new EdgeProblem(503, 'upstream_unavailable', 'The server is not there. Try again in a moment.');
    }
    cause = cause.cause;
  }
  return new EdgeProblem(502, 'upstream_failed', "The server's answer broke off. Try again.");
}
