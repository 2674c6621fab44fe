import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import closeWithGrace from 'close-with-grace';
import { hostNames } from './admission.ts';
import { readEnvironment, SettingError } from './environment.ts';
import { buildServer } from './server.ts';

const graceMs = 20_000;

/** The authority of the bank's devices; an unreadable one is refused, since TLS would take it for no authority at all. */
function authority(file: string): { clientCa?: Buffer } {
  if (!file) return {};
  const clientCa = readFileSync(file);
  new X509Certificate(clientCa);
  return { clientCa };
}

function refuse(words: string): never {
  process.stderr.write(`The web server does not start:\n${words}\n`);
  process.exit(1);
}

try {
  const environment = readEnvironment(process.env);
  const { EDGE_HOST: host, EDGE_PORT: port } = environment;
  const app = await buildServer({
    cert: readFileSync(environment.EDGE_TLS_CERT),
    key: readFileSync(environment.EDGE_TLS_KEY),
    upstream: environment.EDGE_UPSTREAM,
    staticDir: resolve(environment.EDGE_STATIC_DIR),
    hosts: hostNames(environment.EDGE_HOSTNAMES),
    ...authority(environment.EDGE_CLIENT_CA),
  });
  closeWithGrace({ delay: graceMs, logger: app.log }, async ({ err, signal }) => {
    if (err) app.log.error({ stack: err.stack }, 'stopping after an error');
    else app.log.info(`stopping on ${signal ?? 'request'}`);
    await app.close();
  });
  await app.listen({ host, port });
} catch (error) {
  if (error instanceof SettingError) refuse(error.message);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') refuse('EDGE_PORT is taken by another program: stop it, or set EDGE_PORT to a free port.');
  if (code === 'EACCES') refuse('EDGE_PORT is below 1024 and this user may not use it: set EDGE_PORT=8443, or allow the port to it.');
  if (code?.startsWith('ERR_OSSL') || message.includes('PEM')) refuse(`EDGE_TLS_CERT and EDGE_TLS_KEY are no pair, or EDGE_CLIENT_CA no certificate, in PEM: ${message}`);
  throw error;
}
