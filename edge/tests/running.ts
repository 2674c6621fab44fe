import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { precompress } from '../src/precompress.ts';
import type { Limits } from '../src/proxy.ts';
import { buildServer } from '../src/server.ts';

export interface Running {
  port: number;
  url: string;
  upstream: string;
  staticDir: string;
  logged: string[];
  dispatcher: Agent;
  get: (path: string, init?: RequestInit) => Promise<Response>;
  close: () => Promise<void>;
}

/** A key pair for localhost, made by openssl in `directory`. */
export function certificate(directory: string): { cert: string; key: string } {
  const [cert, key] = [join(directory, 'tls.crt'), join(directory, 'tls.key')];
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', cert,
  ], { stdio: 'pipe' });
  return { cert, key };
}

/** A built web client in small. */
export function webClient(directory: string): string {
  const staticDir = join(directory, 'dist');
  mkdirSync(staticDir);
  writeFileSync(join(staticDir, 'index.html'),
    '<html><body><app-root ngCspNonce="CSP_NONCE"></app-root><script nonce="CSP_NONCE" src="main-ABCD1234.js"></script></body></html>');
  writeFileSync(join(staticDir, 'main-ABCD1234.js'), `console.log("${'customer '.repeat(400)}");\n`);
  writeFileSync(join(staticDir, 'favicon.ico'), 'icon');
  writeFileSync(join(staticDir, '.env'), 'SECRET=1');
  precompress(staticDir);
  return staticDir;
}

export function temporary(test: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'c360-edge-'));
  test.after(() => { rmSync(directory, { recursive: true, force: true }); });
  return directory;
}

export async function listening(test: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  test.after(() => { server.close(); server.closeAllConnections(); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The web server on a free port over real TLS, before a real HTTP server that answers with `answer`. */
export async function running(
  test: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  { limits, upstream, hosts, clientCa, http2 = false }: {
    limits?: Partial<Limits>; upstream?: string; hosts?: string[]; clientCa?: Buffer; http2?: boolean;
  } = {},
): Promise<Running> {
  const directory = temporary(test);
  const { cert, key } = certificate(directory);
  const staticDir = webClient(directory);
  const logged: string[] = [];
  const to = upstream ?? await listening(test, answer);
  const app = await buildServer({
    cert: readFileSync(cert),
    key: readFileSync(key),
    upstream: to,
    staticDir,
    log: { write: (line) => logged.push(line) },
    ...(limits ? { limits } : {}),
    ...(hosts ? { hosts } : {}),
    ...(clientCa ? { clientCa } : {}),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `https://127.0.0.1:${port}`;
  const dispatcher = new Agent({ allowH2: http2, connect: { ca: readFileSync(cert) } });
  test.after(async () => {
    await dispatcher.destroy();
    await app.close();
  });
  return {
    port, url, upstream: to, staticDir, logged, dispatcher,
    get: (path, init) => fetch(url + path, { ...init, dispatcher }),
    close: async () => { await app.close(); },
  };
}

/** An upstream that sends back what it received. */
export function echo(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({
      method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString(),
    }));
  });
}
