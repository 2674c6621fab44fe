import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newNonce, pagePolicy } from './headers.ts';
import { EdgeProblem, sendProblem } from './problems.ts';

const hashed = /-[A-Za-z0-9_-]{8}\.[a-z0-9]+(\.(br|gz))?$/;
const placeholder = /CSP_NONCE/g;

function wantsPage(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '';
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    !path.startsWith('/api') &&
    extname(path) === '' &&
    (request.headers.accept ?? '').includes('text/html')
  );
}

/** The built web client: hashed files for a year, the page with a fresh nonce for every navigation. */
export async function registerPages(app: FastifyInstance, directory: string): Promise<void> {
  const page = readFileSync(`${directory}/index.html`, 'utf8');
  const sendPage = (_request: FastifyRequest, reply: FastifyReply) => {
    const nonce = newNonce();
    return reply
      .header('content-security-policy', pagePolicy(nonce))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page.replace(placeholder, nonce));
  };

  await app.register(fastifyStatic, {
    root: directory,
    preCompressed: true,
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    allowedPath: (path) => !path.startsWith('/index.html'),
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      reply.header('vary', 'accept-encoding');
    },
  });
  app.get('/', sendPage);
  app.get('/index.html', sendPage);
  app.setNotFoundHandler((request, reply) =>
    wantsPage(request)
      ? sendPage(request, reply.code(200))
      : sendProblem(request, reply, new EdgeProblem(404, 'not_found', 'There is nothing here.')),
  );
}
