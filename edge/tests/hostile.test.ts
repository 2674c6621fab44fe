import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectHttp2, constants } from 'node:http2';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { connect } from 'node:tls';
import { echo, running, type Running } from './running.ts';

const page = { headers: { accept: 'text/html' } };

/** What comes back within a second for these bytes, sent as they are over one HTTP/1.1 connection. */
async function raw(edge: Running, bytes: string): Promise<string> {
  const socket = connect({ port: edge.port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
  await once(socket, 'secureConnect');
  let answer = '';
  socket.setEncoding('latin1').on('data', (part) => { answer += String(part); }).on('error', () => undefined);
  socket.write(bytes, 'latin1');
  const enough = setTimeout(() => { socket.destroy(); }, 1_000);
  await once(socket, 'close');
  clearTimeout(enough);
  return answer;
}

test('no answer sets a cookie or names a server, whatever the API server says', async (t) => {
  const edge = await running(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'a=b', server: 'granian', 'x-powered-by': 'x' }).end('{}');
  });
  for (const path of ['/', '/main-ABCD1234.js', '/api/book', '/nothing.txt']) {
    const { headers } = await edge.get(path, page);
    for (const name of ['set-cookie', 'server', 'x-powered-by', 'access-control-allow-origin']) {
      assert.equal(headers.get(name), null, `${path}: ${name}`);
    }
  }
});

test('every answer with a body says its type and character set, and the API is never stored', async (t) => {
  const edge = await running(t, echo);
  for (const path of ['/', '/main-ABCD1234.js', '/api/book', '/nothing.txt']) {
    const { headers } = await edge.get(path, page);
    assert.match(headers.get('content-type') ?? '', /(json|charset=utf-8)$/i, path);
    if (path.startsWith('/api')) assert.equal(headers.get('cache-control'), 'no-store');
  }
});

test('methods that nothing answers are refused before the API server', async (t) => {
  const reached: (string | undefined)[] = [];
  const edge = await running(t, (request, response) => { reached.push(request.method); response.end('{}'); });
  for (const method of ['TRACE', 'OPTIONS', 'CONNECT', 'PROPFIND', 'LOCK', 'QUERY', 'BREW']) {
    for (const path of ['/', '/api/book']) {
      const answer = await raw(edge, `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      assert.doesNotMatch(answer, /^HTTP\/1\.1 [23]/, `${method} ${path}`);
    }
  }
  assert.deepEqual(reached, []);
});

test('a request for another host is refused where hosts are named', async (t) => {
  const edge = await running(t, echo, { hosts: ['c360.bank.example'] });
  const ask = (host: string) => raw(edge, `GET /api/book HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  assert.match(await ask('c360.bank.example'), /^HTTP\/1\.1 200 /);
  assert.match(await ask('C360.bank.example:443'), /^HTTP\/1\.1 200 /);
  for (const host of ['evil.example', 'c360.bank.example.evil.example', '']) assert.match(await ask(host), /^HTTP\/1\.1 4(21|00) /, host);
});

test('no request is smuggled behind another', async (t) => {
  const reached: string[] = [];
  const edge = await running(t, (request: IncomingMessage, response: ServerResponse) => {
    reached.push(request.url ?? '');
    request.resume().on('end', () => response.end('{}'));
  });
  const hidden = 'GET /api/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const head = 'POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
  const probes = {
    'CL.TE': `${head}Content-Length: ${5 + hidden.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    'TE.CL': `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n5c\r\n${hidden}\r\n0\r\n\r\n`,
    'TE.TE': `${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${hidden}`,
    'two lengths': `${head}Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
    'a list of lengths': `${head}Content-Length: 0, ${hidden.length}\r\n\r\n${hidden}`,
    'a signed length': `${head}Content-Length: +0\r\n\r\n${hidden}`,
    'a space before the colon': `${head}Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n${hidden}`,
    'a folded header': `${head}X-A: b\r\n Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n${hidden}`,
    'a tab before chunked': `${head}Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n${hidden}`,
    'a bare line feed': `POST /api/events HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n${hidden}`,
    'a null in a header': `${head}X-A: b\0\r\nContent-Length: 0\r\n\r\n${hidden}`,
    'a bare return in a chunk': `${head}Transfer-Encoding: chunked\r\n\r\n0\r\r\n\r\n${hidden}`,
  };
  for (const [name, bytes] of Object.entries(probes)) {
    reached.length = 0;
    const answers = await raw(edge, bytes);
    assert.match(answers, /^HTTP\/1\.1 400 /, name);
    assert.equal(answers.split('HTTP/1.1 ').length, 2, `${name}: one answer`);
    assert.deepEqual(reached.filter((url) => url.includes('smuggled')), [], name);
  }
});

test('headers past 16 kB are refused over HTTP/1.1 and HTTP/2', async (t) => {
  const reached: string[] = [];
  const edge = await running(t, (request, response) => { reached.push(request.url ?? ''); response.end('{}'); });
  const long = 'x'.repeat(20_000);
  assert.match(await raw(edge, `GET /api/book HTTP/1.1\r\nHost: localhost\r\nX-Long: ${long}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  assert.match(await raw(edge, `GET /api/${long} HTTP/1.1\r\nHost: localhost\r\n\r\n`), /^HTTP\/1\.1 431 /);
  const session = connectHttp2(edge.url, { rejectUnauthorized: false });
  t.after(() => { session.destroy(); });
  session.on('error', () => undefined);
  const stream = session.request({ ':path': '/api/book', 'x-long': long });
  const status = await new Promise((resolve) => {
    stream.on('response', (headers) => { resolve(headers[':status']); }).on('error', () => { resolve(0); }).on('close', () => { resolve(0); });
  });
  assert.notEqual(status, 200);
  assert.deepEqual(reached, []);
});

test('HTTP/2 streams opened only to be reset reach the API server no more after the first few hundred', async (t) => {
  let reached = 0;
  const edge = await running(t, (_request, response) => { reached += 1; setTimeout(() => response.end('{}'), 50); });
  const session = connectHttp2(edge.url, { rejectUnauthorized: false });
  t.after(() => { session.destroy(); });
  session.on('error', () => undefined);
  await once(session, 'connect');
  for (let batch = 0; batch < 150 && !session.destroyed; batch += 1) {
    const streams = Array.from({ length: 20 }, () => session.request({ ':path': '/api/book' }).on('error', () => undefined));
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const stream of streams) stream.close(constants.NGHTTP2_CANCEL);
  }
  assert.ok(reached > 0 && reached < 600, `${reached} of 3,000 reached the API server`);
  assert.equal((await edge.get('/api/book')).status, 200);
});

test('no more than 128 streams run at once on a connection', async (t) => {
  let [now, most] = [0, 0];
  const edge = await running(t, (_request, response) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => { now -= 1; response.end('{}'); }, 30);
  });
  const session = connectHttp2(edge.url, { rejectUnauthorized: false });
  t.after(() => { session.destroy(); });
  await once(session, 'remoteSettings');
  assert.equal(session.remoteSettings.maxConcurrentStreams, 128);
  const answers = Array.from({ length: 300 }, async () => {
    const stream = session.request({ ':path': '/api/book' });
    const [headers] = await once(stream, 'response') as [Record<string, unknown>];
    stream.resume();
    return headers[':status'];
  });
  assert.deepEqual(new Set(await Promise.all(answers)), new Set([200]));
  assert.ok(most <= 128, `${most} at once`);
});
