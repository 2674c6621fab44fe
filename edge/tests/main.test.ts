import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { connect } from 'node:tls';
import { readFileSync } from 'node:fs';
import { Agent, fetch } from 'undici';
import { readEnvironment } from '../src/environment.ts';
import { certificate, listening, temporary, webClient } from './running.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Program { child: ChildProcess; port: number; ca: Buffer; errors: Promise<string>; exited: Promise<number | null> }

async function program(t: TestContext, upstream: string, changes: Record<string, string> = {}): Promise<Program> {
  const directory = temporary(t);
  const { cert, key } = certificate(directory);
  const port = await freePort();
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: {
      PATH: process.env.PATH, EDGE_HOST: '127.0.0.1', EDGE_PORT: String(port), EDGE_TLS_CERT: cert, EDGE_TLS_KEY: key,
      EDGE_UPSTREAM: upstream, EDGE_STATIC_DIR: webClient(directory), ...changes,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const errors = text(child.stderr);
  await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), exited]);
  child.stdout.resume();
  return { child, port, ca: readFileSync(cert), errors, exited };
}

for (const allowH2 of [false, true]) {
  test(`a stop lets the running request finish over HTTP/${allowH2 ? '2' : '1.1'}`, async (t) => {
    const upstream = await listening(t, (_request, response) => { setTimeout(() => response.end('{"done":true}'), 600); });
    const { child, port, ca, exited } = await program(t, upstream);
    const dispatcher = new Agent({ allowH2, connect: { ca } });
    t.after(() => dispatcher.destroy());
    const answer = fetch(`https://127.0.0.1:${port}/api/book`, { dispatcher });
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill('SIGTERM');
    assert.deepEqual(await (await answer).json(), { done: true });
    assert.equal(await exited, 0);
  });
}

test('headers that do not arrive in time end the connection', { timeout: 30_000 }, async (t) => {
  const { port, ca } = await program(t, 'http://127.0.0.1:9');
  const socket = connect({ port, host: '127.0.0.1', ca, ALPNProtocols: ['http/1.1'] });
  const began = Date.now();
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
  assert.match(await text(socket), /^HTTP\/1\.1 408 /);
  assert.ok(Date.now() - began < 20_000);
});

test('a missing variable is named with its remedy', () => {
  assert.throws(() => readEnvironment({ EDGE_TLS_CERT: 'a', EDGE_TLS_KEY: 'b', EDGE_STATIC_DIR: 'c' }), {
    message: 'EDGE_UPSTREAM is not set. It is the API server, or several with commas between, e.g. EDGE_UPSTREAM=http://127.0.0.1:8444.',
  });
  assert.throws(() => readEnvironment({ EDGE_PORT: 'x' }), /EDGE_PORT is wrong: it must be integer/);
});

test('an unreadable certificate, a taken port and a missing web client get clear words', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.after(() => taken.close());
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  for (const [changes, words] of [
    [{ EDGE_TLS_CERT: '/nowhere.crt' }, /EDGE_TLS_CERT: cannot read \/nowhere\.crt/],
    [{ EDGE_STATIC_DIR: '/nowhere' }, /EDGE_STATIC_DIR: cannot read \/nowhere\/index\.html/],
    [{ EDGE_PORT: String(port) }, /EDGE_PORT is taken/],
    [{ EDGE_TLS_KEY: 'package.json' }, /EDGE_TLS_CERT and EDGE_TLS_KEY are no pair/],
    [{ EDGE_CLIENT_CA: '/nowhere.crt' }, /EDGE_CLIENT_CA: cannot read \/nowhere\.crt/],
    [{ EDGE_CLIENT_CA: 'package.json' }, /or EDGE_CLIENT_CA no certificate/],
  ] as const) {
    const { errors, exited } = await program(t, 'http://127.0.0.1:9', changes);
    assert.equal(await exited, 1);
    assert.match(await errors, words);
  }
});
