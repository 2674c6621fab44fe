import type { FastifyInstance } from 'fastify';
import { EdgeProblem } from './problems.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE']);

/** Host names that a request may be for; an empty list lets any through. */
export function hostNames(text: string): string[] {
  return text.split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== '');
}

/** Refuses methods that nothing here answers, and requests for another host. */
export function registerAdmission(app: FastifyInstance, hosts: string[]): void {
  const known = new Set(hosts);
  app.addHook('onRequest', (request, reply, done) => {
    if (!methods.has(request.method)) {
      void reply.header('allow', [...methods].join(', '));
      done(new EdgeProblem(405, 'method_not_allowed', 'This method is not supported.'));
    } else if (known.size > 0 && !known.has(request.hostname.toLowerCase())) {
      done(new EdgeProblem(421, 'misdirected', 'This server does not answer for that host.'));
    } else {
      done();
    }
  });
}
