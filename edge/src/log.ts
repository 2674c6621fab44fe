import type { FastifyInstance } from 'fastify';

const word = /^[a-z][a-z-]{0,30}$/;

/** The path without its query string, and with every segment that could name a customer replaced. */
export function loggedPath(url: string): string {
  const segments = (url.split('?', 1)[0] ?? '').split('/');
  if (segments[1] !== 'api') return segments.length === 2 && word.test(segments[1] ?? '') ? url.split('?', 1)[0] ?? '' : '/*';
  return segments
    .map((segment, at) => (segment === '' || (word.test(segment) && segments[at - 1] !== 'customers') ? segment : ':id'))
    .join('/');
}

/** One line of JSON for each request, after it was answered: no query string, no customer, no address. */
export function registerRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info({
      method: request.method,
      path: loggedPath(request.url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      http: request.raw.httpVersion,
    }, 'request');
    done();
  });
}
