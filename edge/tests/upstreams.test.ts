import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { echo, listening, running } from './running.ts';

/** An API server that answers its name; `state.status` is what it says of its health. */
function named(name: string, state: { status: number; asked: string[] }): Parameters<typeof listening>[1] {
  return (request, response) => {
    if (request.url === '/healthz') { response.writeHead(state.status).end('{}'); return; }
    state.asked.push(`${request.method ?? ''} ${name}`);
    response.setHeader('content-type', 'application/json').end(`{"by":"${name}"}`);
  };
}

/** The address of a port that nobody listens on. */
async function refused(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

test('API servers are asked in turn; one that says it is about to stop gets nothing until it is well', async (t) => {
  const one = { status: 200, asked: [] as string[] };
  const other = { status: 200, asked: [] as string[] };
  const first = await listening(t, named('first', one));
  const second = await listening(t, named('second', other));
  const edge = await running(t, echo, { upstream: `${first},${second}` });
  const ask = async () => { for (let n = 0; n < 6; n += 1) assert.equal((await edge.get('/api/book')).status, 200); };
  const asked = () => [one, other].map((state) => state.asked.splice(0).length);
  await ask();
  assert.deepEqual(asked(), [3, 3]);
  one.status = 503;
  await wait(1_200);
  await ask();
  assert.equal((await edge.get('/api/session', { method: 'POST', body: '{}' })).status, 200);
  assert.deepEqual(asked(), [0, 7]);
  one.status = 200;
  await wait(1_200);
  await ask();
  assert.deepEqual(asked(), [3, 3]);
});

test('with every API server about to stop they are asked all the same', async (t) => {
  const state = { status: 503, asked: [] as string[] };
  const upstream = [await listening(t, named('first', state)), await listening(t, named('second', state))].join(',');
  const edge = await running(t, echo, { upstream });
  await wait(1_200);
  assert.equal((await edge.get('/api/book')).status, 200);
});

test('a read that one API server refuses or breaks off is answered by another; a write is sent once', async (t) => {
  const state = { status: 200, asked: [] as string[] };
  const well = await listening(t, named('well', state));
  const received: string[] = [];
  const breaking = await listening(t, (request, response) => {
    if (request.url !== '/healthz') { received.push(request.method ?? ''); response.socket?.destroy(); } else response.end('{}');
  });
  for (const bad of [await refused(), breaking]) {
    const edge = await running(t, echo, { upstream: `${bad},${well}` });
    for (let n = 0; n < 4; n += 1) assert.equal((await edge.get(`/api/book?n=${n}`)).status, 200);
  }
  assert.ok(received.includes('GET'));
  state.asked.length = received.length = 0;
  const edge = await running(t, echo, { upstream: `${breaking},${well}` });
  const statuses = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await edge.get('/api/session', { method: 'POST', body: '{}' })).status);
  assert.deepEqual(statuses.sort(), [200, 200, 502, 502]);
  assert.deepEqual([received.length, state.asked.length], [2, 2]);
});
