import { buffer } from 'node:stream/consumers';
import type { IncomingHttpHeaders } from 'node:http';
import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { registerBodyLimit } from './body.ts';
import { proxiedPagePolicy } from './headers.ts';
import { sendProblem, upstreamProblem } from './problems.ts';
import type { Upstreams } from './upstreams.ts';

export interface Limits {
  bodyBytes: number;
  requestMs: number;
  connectMs: number;
  upstreamMs: number;
}

const prefixes = ['/api', '/healthz', '/readyz'];
const neverForwarded = ['expect', 'forwarded', 'x-real-ip', 'x-original-url', 'x-rewrite-url', 'proxy-authorization'];
// A session is a bearer token, never a cookie; what stands behind is nobody's business.
const neverAnswered = ['server', 'x-powered-by', 'set-cookie'];
const retried = new Set(['ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET']);
const smallAnswer = 64 * 1024;

function forwardedHeaders(request: FastifyRequest, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const sent = { ...headers };
  for (const name of neverForwarded) Reflect.deleteProperty(sent, name);
  if (request.method === 'GET' || request.method === 'HEAD') delete sent['content-length'];
  return {
    ...sent,
    'x-request-id': request.id,
    'x-forwarded-for': request.ip,
    'x-forwarded-host': request.host,
    'x-forwarded-proto': 'https',
  };
}

function answerHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept: IncomingHttpHeaders = { 'cache-control': 'no-store', ...headers };
  delete kept['x-request-id'];
  for (const name of neverAnswered) Reflect.deleteProperty(kept, name);
  if (kept['content-type']?.startsWith('text/html')) kept['content-security-policy'] ??= proxiedPagePolicy;
  return kept;
}

// A small answer is sent as one buffer: below the compressor's threshold it goes out as it is.
function passOn(reply: FastifyReply, stream: NodeJS.ReadableStream): void {
  if (Number(reply.getHeader('content-length') ?? Infinity) > smallAnswer) {
    void reply.send(stream);
    return;
  }
  buffer(stream).then(
    (whole) => { void reply.send(whole); },
    (error: unknown) => {
      reply.removeHeader('content-length').removeHeader('content-encoding');
      sendProblem(reply.request, reply, upstreamProblem(error as Error));
    },
  );
}

/** The library's own request: another `url` is where it is tried again. */
interface Sent {
  url: URL;
}

/** Hands /api, /healthz and /readyz to an API server; /metrics stays inside. Only reads are tried twice. */
export async function registerProxy(app: FastifyInstance, upstreams: Upstreams, limits: Limits): Promise<void> {
  const unwatch = upstreams.watch();
  app.addHook('onClose', (_app, done) => { unwatch(); done(); });
  await app.register(async (scope) => {
    registerBodyLimit(scope, limits.bodyBytes, limits.requestMs);
    for (const prefix of prefixes) {
      await scope.register(httpProxy, {
        upstream: '',
        prefix,
        rewritePrefix: prefix,
        disableRequestLogging: true,
        undici: {
          connections: 64,
          connect: { timeout: limits.connectMs },
          headersTimeout: limits.upstreamMs,
          bodyTimeout: limits.upstreamMs,
        },
        replyOptions: {
          getUpstream: () => upstreams.next(),
          rewriteRequestHeaders: (request, headers) => forwardedHeaders(request as FastifyRequest, headers),
          rewriteHeaders: answerHeaders,
          retryDelay: ({ err, req, attempt }) => {
            const again = req.method === 'GET' && attempt === 0 && retried.has((err as NodeJS.ErrnoException | null)?.code ?? '');
            if (!again) return null;
            const sent = req as unknown as Sent;
            sent.url = new URL(sent.url.pathname, upstreams.next(sent.url.origin));
            return 50;
          },
          onResponse: (_request, reply, answer) => { passOn(reply as FastifyReply, (answer as unknown as { stream: NodeJS.ReadableStream }).stream); },
          onError: (reply, { error }) => { sendProblem(reply.request as FastifyRequest, reply as FastifyReply, upstreamProblem(error)); },
        },
      });
    }
  });
}
