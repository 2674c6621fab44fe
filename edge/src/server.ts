import { randomUUID } from 'node:crypto';
import { constants } from 'node:zlib';
import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import { fastify, LogController } from 'fastify';
import type { FastifyError, FastifyInstance } from 'fastify';
import { registerAdmission } from './admission.ts';
import { registerHeaders } from './headers.ts';
import { registerRequestLog } from './log.ts';
import { registerPages } from './pages.ts';
import { asProblem, sendProblem } from './problems.ts';
import { registerProxy, type Limits } from './proxy.ts';
import { tlsOptions } from './tls.ts';
import { Upstreams } from './upstreams.ts';

export interface EdgeOptions {
  cert: Buffer;
  key: Buffer;
  upstream: string;
  staticDir: string;
  hosts?: string[];
  /** Only devices with a certificate of this authority (PEM) get a connection: a second factor beside the password. */
  clientCa?: Buffer;
  limits?: Partial<Limits>;
  log?: { write: (line: string) => void };
}

/** bytes; milliseconds */
const defaults: Limits = { bodyBytes: 64 * 1024, requestMs: 10_000, connectMs: 2_000, upstreamMs: 15_000 };
const headerBytes = 16 * 1024;
// A client that opens streams only to break them off is disconnected (HTTP/2 rapid reset).
const resets = { streamResetBurst: 200, streamResetRate: 20 };

function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  // Over TLS that broke nothing can be said any more, and the socket would stay for ever.
  if (!socket.writable || error.code === 'ECONNRESET' || error.code?.startsWith('ERR_SSL')) {
    socket.destroy();
    return;
  }
  setTimeout(() => { socket.destroy(); }, 1_000).unref();
  const status = { HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large', ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout' }[
    error.code ?? ''
  ] ?? '400 Bad Request';
  const body = JSON.stringify({ type: 'about:blank', title: status.slice(4), status: Number(status.slice(0, 3)), code: 'bad_request' });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Builds the web server, ready to listen: HTTP/2 and HTTP/1.1 over TLS. */
export async function buildServer(options: EdgeOptions): Promise<FastifyInstance> {
  const limits = { ...defaults, ...options.limits };
  const server = fastify({
    http2: true,
    https: {
      allowHTTP1: true,
      cert: options.cert,
      key: options.key,
      ...tlsOptions,
      ...(options.clientCa ? { ca: options.clientCa, requestCert: true, rejectUnauthorized: true } : {}),
      handshakeTimeout: limits.requestMs,
      settings: { maxHeaderListSize: headerBytes, maxConcurrentStreams: 128 },
      ...resets,
    },
    http2SessionTimeout: 60_000,
    requestTimeout: limits.requestMs,
    bodyLimit: limits.bodyBytes,
    return503OnClosing: false, // what still arrives while it stops is answered, and the connection closed
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    logController: new LogController({ requestIdLogLabel: 'request_id', disableRequestLogging: true }),
    logger: options.log ? { stream: options.log } : { base: null },
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    clientErrorHandler: refuseUnreadable,
  });
  // For HTTP/1.1 inside the HTTP/2 server node reads these when it begins to listen.
  Object.assign(server.server, { headersTimeout: limits.requestMs, connectionsCheckingInterval: Math.min(limits.requestMs, 5_000) });
  const app = server as unknown as FastifyInstance;

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = asProblem(error);
    if (problem.statusCode === 500) request.log.error({ code: error.code, stack: error.stack }, 'unexpected error');
    return sendProblem(request, reply, problem);
  });
  registerRequestLog(app);
  await registerHeaders(app);
  registerAdmission(app, options.hosts ?? []);
  await app.register(compress, {
    global: true,
    threshold: 1024,
    encodings: ['br', 'gzip'],
    customTypes: /^(application\/([a-z.]+\+)?json|application\/javascript|text\/(html|css|javascript))/,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 6 },
  });
  await registerProxy(app, new Upstreams(options.upstream), limits);
  await registerPages(app, options.staticDir);
  return app;
}
