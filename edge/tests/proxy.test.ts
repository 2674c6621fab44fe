import assert from 'node:assert/strict';
import { test } from 'node:test';
import { echo, listening, running } from './running.ts';

interface Echo { method: string; url: string; headers: Record<string, string>; body: string }
interface Problem { code: string; status: number; request_id: string }

for (const http2 of [false, true]) {
  test(`a request reaches the API server whole over HTTP/${http2 ? '2' : '1.1'}`, async (t) => {
    const edge = await running(t, echo, { http2 });
    const answer = await edge.get('/api/customers?sort=-trv&q=a%20b', {
      method: 'POST',
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
      body: '{"text":"न"}',
    });
    const seen = await answer.json() as Echo;
    assert.equal(seen.method, 'POST');
    assert.equal(seen.url, '/api/customers?sort=-trv&q=a%20b');
    assert.equal(seen.body, '{"text":"न"}');
    assert.equal(seen.headers.authorization, 'Bearer t');
    assert.equal(seen.headers['x-forwarded-proto'], 'https');
    assert.match(edge.logged.at(-1) ?? '', new RegExp(`"http":"${http2 ? '2.0' : '1.1'}"`));
  });
}

test('the request id is made here and the same for client, API server and log', async (t) => {
  const edge = await running(t, echo);
  const answer = await edge.get('/api/book', {
    headers: { 'x-request-id': 'forged', 'x-forwarded-for': '8.8.8.8', forwarded: 'for=8.8.8.8' },
  });
  const { headers } = await answer.json() as Echo;
  const id = answer.headers.get('x-request-id');
  assert.match(id ?? '', /^[0-9a-f-]{36}$/);
  assert.equal(headers['x-request-id'], id);
  assert.equal(headers['x-forwarded-for'], '127.0.0.1');
  assert.equal(headers.forwarded, undefined);
  assert.ok(edge.logged.some((line) => line.includes(id ?? '?')));
});

test('an API answer is compressed where it pays and is not stored by default', async (t) => {
  const edge = await running(t, (request, response) => {
    const size = Number(new URL(request.url ?? '', 'http://x').searchParams.get('size'));
    const body = JSON.stringify({ text: 'x'.repeat(size) });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
  for (const [size, encoding] of [[10, null], [5_000, 'br'], [500_000, 'br']] as const) {
    const answer = await edge.get(`/api/book?size=${size}`, { headers: { 'accept-encoding': 'br, gzip' } });
    assert.equal(answer.headers.get('content-encoding'), encoding);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal((await answer.json() as { text: string }).text.length, size);
  }
});

test("a page of the API server's may load its own files and nothing inline", async (t) => {
  const edge = await running(t, (request, response) => {
    const own = request.url === '/api/own' ? { 'content-security-policy': "default-src 'none'" } : {};
    response.writeHead(200, { 'content-type': 'text/html', ...own }).end('<p>try it</p>');
  });
  const policy = async (path: string) => (await edge.get(path)).headers.get('content-security-policy') ?? '';
  assert.match(await policy('/api/docs'), /^default-src 'self'; /);
  assert.ok(!(await policy('/api/docs')).includes('unsafe'));
  assert.equal(await policy('/api/own'), "default-src 'none'");
});

test('a body past the limit is refused before the API server sees it', async (t) => {
  let reached = 0;
  const edge = await running(t, (request, response) => { reached += 1; echo(request, response); });
  const endless = () => new ReadableStream({ pull: (to) => { to.enqueue(new Uint8Array(16_384)); } });
  for (const body of ['x'.repeat(64 * 1024 + 1), endless()]) {
    const answer = await edge.get('/api/session', { method: 'POST', body, duplex: 'half' }).catch(() => null);
    if (answer) {
      assert.equal(answer.status, 413);
      assert.equal((await answer.json() as Problem).code, 'body_too_large');
    }
  }
  assert.equal(reached, 0);
  const largest = await edge.get('/api/session', { method: 'POST', body: 'x'.repeat(64 * 1024) });
  assert.equal((await largest.json() as Echo).body.length, 64 * 1024);
});

test('a body that does not arrive in time is a 408', async (t) => {
  const edge = await running(t, echo, { limits: { requestMs: 200 }, http2: true });
  const answer = await edge.get('/api/session', {
    method: 'POST', body: new ReadableStream({ start: (to) => { to.enqueue(new Uint8Array(1)); } }), duplex: 'half',
  });
  assert.equal(answer.status, 408);
});

test('an API server that is gone, slow or broken is a 503, 504 or 502', async (t) => {
  const gone = await running(t, echo, { upstream: 'http://127.0.0.1:9' });
  const slow = await running(t, () => undefined, { limits: { upstreamMs: 300 } });
  const broken = await running(t, (_request, response) => { response.socket?.destroy(); });
  const half = await running(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
    response.write('{"a":');
    setTimeout(() => response.socket?.destroy(), 50);
  });
  for (const [edge, status, code] of [
    [gone, 503, 'upstream_unavailable'], [slow, 504, 'upstream_timeout'], [broken, 502, 'upstream_failed'], [half, 502, 'upstream_failed'],
  ] as const) {
    const answer = await edge.get('/api/book');
    const problem = await answer.json() as Problem;
    assert.equal(answer.status, status);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.equal(problem.code, code);
    assert.equal(problem.request_id, answer.headers.get('x-request-id'));
  }
});

test('a read is tried once more when the connection breaks, a write is not', async (t) => {
  const tries: Record<string, number> = {};
  const upstream = await listening(t, (request, response) => {
    const method = request.method ?? '';
    tries[method] = (tries[method] ?? 0) + 1;
    if (tries[method] === 1) response.socket?.destroy();
    else response.end('{}');
  });
  const edge = await running(t, echo, { upstream });
  assert.equal((await edge.get('/api/book')).status, 200);
  assert.equal((await edge.get('/api/conversations', { method: 'POST', body: '{}' })).status, 502);
  assert.deepEqual(tries, { GET: 2, POST: 1 });
});

test("the API server's own errors pass unchanged and are not asked for again", async (t) => {
  let asked = 0;
  const edge = await running(t, (_request, response) => {
    asked += 1;
    response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' }).end('{"code":"session_store_down"}');
  });
  const answer = await edge.get('/api/book');
  assert.equal(answer.status, 503);
  assert.equal((await answer.json() as Problem).code, 'session_store_down');
  assert.equal(asked, 1);
});

test('health and readiness pass through, metrics do not', async (t) => {
  const edge = await running(t, echo);
  assert.equal((await edge.get('/healthz')).status, 200);
  assert.equal((await edge.get('/readyz')).status, 200);
  assert.equal((await edge.get('/metrics')).status, 404);
});
