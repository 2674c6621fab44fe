import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tooLarge, tooSlow } from './problems.ts';

async function* atMost(limit: number, payload: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    yield chunk;
  }
}

async function collect(request: FastifyRequest, payload: AsyncIterable<Buffer>, limit: number, ms: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(tooSlow()); }, ms);
  });
  try {
    return await Promise.race([buffer(atMost(limit, payload)), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads each body whole before it is sent on: a slow or endless sender never reaches the API server. */
export function registerBodyLimit(app: FastifyInstance, limit: number, ms: number): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    const body = await collect(request, payload, limit, ms);
    delete request.headers['transfer-encoding'];
    request.headers['content-length'] = String(body.length);
    return Readable.from(body.length ? [body] : [], { objectMode: false });
  });
}
