import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { ciphers } from '../src/tls.ts';
import { certificate, echo, running, temporary } from './running.ts';

async function handshake(port: number, options: ConnectionOptions): Promise<TLSSocket> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  await once(socket, 'secureConnect');
  return socket;
}

test('TLS 1.3 is preferred, 1.2 is spoken, and nothing older', async (t) => {
  const edge = await running(t, echo);
  for (const [options, spoken] of [
    [{}, 'TLSv1.3'],
    [{ maxVersion: 'TLSv1.2' }, 'TLSv1.2'],
  ] as const) {
    const socket = await handshake(edge.port, options);
    assert.equal(socket.getProtocol(), spoken);
    socket.destroy();
  }
  for (const version of ['TLSv1', 'TLSv1.1'] as const) {
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await assert.rejects(handshake(edge.port, old), /alert|protocol|version/i, version);
  }
});

test('only ciphers with forward secrecy and authenticated encryption are spoken, the strongest first', async (t) => {
  const edge = await running(t, echo);
  assert.ok(ciphers.every((name) => /GCM|POLY1305/.test(name) && /^(TLS_|ECDHE-)/.test(name)));
  const best = await handshake(edge.port, { maxVersion: 'TLSv1.2', ciphers: [...ciphers].reverse().join(':') });
  assert.equal(best.getCipher().name, 'ECDHE-ECDSA-AES256-GCM-SHA384');
  best.destroy();
  for (const weak of ['ECDHE-ECDSA-AES128-SHA', 'ECDHE-ECDSA-AES256-SHA384', 'AES128-GCM-SHA256', 'AES256-SHA', 'ECDHE-ECDSA-AES128-CCM8']) {
    const only = { maxVersion: 'TLSv1.2', ciphers: `${weak}:@SECLEVEL=0` } as const;
    await assert.rejects(handshake(edge.port, only), /alert|handshake|no cipher/i, weak);
  }
});

test('a client cannot negotiate anew within a connection', async (t) => {
  const edge = await running(t, echo);
  // `R` asks openssl's client to negotiate anew, once it is connected.
  const words = `(sleep 1; echo R; sleep 1) | openssl s_client -connect 127.0.0.1:${edge.port} -tls1_2 2>&1`;
  const client = spawn('sh', ['-c', words], { stdio: ['ignore', 'pipe', 'ignore'] });
  const said = await text(client.stdout);
  assert.match(said, /RENEGOTIATING/);
  assert.match(said, /no renegotiation/);
});

test('plain HTTP is not answered, and not led over to HTTPS', async (t) => {
  const edge = await running(t, echo);
  const socket = connectPlain(edge.port, '127.0.0.1');
  socket.write('GET /api/session HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret\r\n\r\n');
  const answer = await text(socket).catch(() => '');
  assert.doesNotMatch(answer, /HTTP\/1\.1 [23]/);
});

test("with an authority for devices set, a device without its certificate gets no answer, over HTTP/1.1 or HTTP/2", async (t) => {
  const device = certificate(temporary(t));
  const stranger = certificate(temporary(t));
  const read = (pair: { cert: string; key: string }) => ({ cert: readFileSync(pair.cert), key: readFileSync(pair.key) });
  const edge = await running(t, echo, { clientCa: readFileSync(device.cert) });
  const ask = async (protocol: string, shown: ConnectionOptions): Promise<string> => {
    const socket = connect({ port: edge.port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: [protocol], ...shown });
    socket.write(protocol === 'h2' ? 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' : 'GET /api/book HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const first = once(socket, 'data').then(([chunk]) => (chunk as Buffer).toString('latin1'));
    const answer = await Promise.race([first, once(socket, 'close').then(() => '')]).catch(() => '');
    socket.destroy();
    return answer;
  };
  for (const protocol of ['http/1.1', 'h2']) {
    assert.equal(await ask(protocol, {}), '', 'no certificate');
    assert.equal(await ask(protocol, read(stranger)), '', "another authority's certificate");
    assert.notEqual(await ask(protocol, read(device)), '', "the device's certificate");
  }
});
