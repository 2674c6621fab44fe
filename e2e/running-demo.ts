import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Demo } from './demo.ts';

const root = resolve(import.meta.dirname, '..');
const readyWithinMs = 8 * 60_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function ready(child: ChildProcess, file: string, said: string[]): Promise<Demo> {
  const until = Date.now() + readyWithinMs;
  while (Date.now() < until) {
    if (child.exitCode !== null) break;
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Demo;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`The demo did not come up. It said:\n${said.join('').slice(-4000)}`);
}

/**
 * The product the journeys run against: the one at E2E_URL, described by the demo.json at E2E_DEMO, or else a
 * demo of this run alone, of E2E_CUSTOMERS, on free ports and in its own folder, stopped at the end.
 */
export default async function runningDemo(): Promise<() => Promise<void>> {
  if (process.env.E2E_URL) {
    process.env.E2E_DEMO ??= join(root, '.run', 'demo.json');
    return () => Promise.resolve();
  }
  const folder = mkdtempSync(join(tmpdir(), 'c360-e2e-'));
  const said: string[] = [];
  const child = spawn(join(root, '.venv/bin/c360'), ['demo', '--customers', process.env.E2E_CUSTOMERS ?? '2000', '--port', String(await freePort())], {
    cwd: root,
    env: { ...process.env, C360_DEMO_RUNS: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const stop = async () => {
    if (child.exitCode === null) {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGINT');
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const demo = await ready(child, join(folder, 'demo.json'), said);
    const kept = join(folder, 'e2e.json');
    writeFileSync(kept, JSON.stringify(demo), { mode: 0o600 });
    process.env.E2E_DEMO = kept;
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
