import { accessSync, constants } from 'node:fs';
import { envSchema } from 'env-schema';

export interface Environment {
  EDGE_PORT: number;
  EDGE_HOST: string;
  EDGE_TLS_CERT: string;
  EDGE_TLS_KEY: string;
  EDGE_UPSTREAM: string;
  EDGE_STATIC_DIR: string;
  EDGE_HOSTNAMES: string;
  EDGE_CLIENT_CA: string;
}

const path = { type: 'string', minLength: 1 };

const schema = {
  type: 'object',
  required: ['EDGE_TLS_CERT', 'EDGE_TLS_KEY', 'EDGE_UPSTREAM', 'EDGE_STATIC_DIR'],
  properties: {
    EDGE_PORT: { type: 'integer', minimum: 0, maximum: 65535, default: 443 },
    EDGE_HOST: { type: 'string', minLength: 1, default: '0.0.0.0' },
    EDGE_TLS_CERT: path,
    EDGE_TLS_KEY: path,
    EDGE_UPSTREAM: { type: 'string', pattern: '^https?://[^/,]+/?(,https?://[^/,]+/?)*$' },
    EDGE_STATIC_DIR: path,
    EDGE_HOSTNAMES: { type: 'string', default: '' },
    EDGE_CLIENT_CA: { type: 'string', default: '' },
  },
};

const meaning: Record<keyof Environment, string> = {
  EDGE_PORT: 'the port to listen on, e.g. EDGE_PORT=443',
  EDGE_HOST: 'the address to listen on, e.g. EDGE_HOST=0.0.0.0',
  EDGE_TLS_CERT: 'the certificate chain in PEM, e.g. EDGE_TLS_CERT=/etc/c360/tls.crt',
  EDGE_TLS_KEY: "the certificate's private key in PEM, e.g. EDGE_TLS_KEY=/etc/c360/tls.key",
  EDGE_UPSTREAM: 'the API server, or several with commas between, e.g. EDGE_UPSTREAM=http://127.0.0.1:8444',
  EDGE_STATIC_DIR: 'the built web client (it holds index.html), e.g. EDGE_STATIC_DIR=web/dist/browser',
  EDGE_HOSTNAMES: 'the host names it answers for, empty for any, e.g. EDGE_HOSTNAMES=c360.bank.example',
  EDGE_CLIENT_CA: "the authority of the devices' certificates in PEM, empty for any device, e.g. EDGE_CLIENT_CA=/etc/c360/devices.crt",
};

interface Violation {
  keyword: string;
  instancePath: string;
  message?: string;
  params: { missingProperty?: string };
}

/** The start is refused; the message says which setting is wrong and how to set it. */
export class SettingError extends Error {}

/** Reads and checks the environment. Throws SettingError naming each wrong variable and its remedy. */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  let environment: Environment;
  try {
    environment = envSchema<Environment>({ schema, data: { ...source }, env: false });
  } catch (error) {
    const violations = (error as { errors?: Violation[] }).errors;
    if (!violations) throw error;
    throw new SettingError(violations.map(sentence).join('\n'), { cause: error });
  }
  for (const [name, file] of [
    ['EDGE_TLS_CERT', environment.EDGE_TLS_CERT],
    ['EDGE_TLS_KEY', environment.EDGE_TLS_KEY],
    ['EDGE_STATIC_DIR', `${environment.EDGE_STATIC_DIR}/index.html`],
    ...(environment.EDGE_CLIENT_CA ? [['EDGE_CLIENT_CA', environment.EDGE_CLIENT_CA] as const] : []),
  ] as const) {
    try {
      accessSync(file, constants.R_OK);
    } catch (error) {
      throw new SettingError(`${name}: cannot read ${file}. It is ${meaning[name]}.`, { cause: error });
    }
  }
  return environment;
}

function sentence(violation: Violation): string {
  const missing = violation.keyword === 'required';
  const name = missing ? violation.params.missingProperty : violation.instancePath.slice(1);
  const remedy = meaning[name as keyof Environment];
  return missing
    ? `${name ?? ''} is not set. It is ${remedy}.`
    : `${name ?? ''} is wrong: it ${violation.message ?? ''}. It is ${remedy}.`;
}
