import assert from 'node:assert/strict';
import { test } from 'node:test';
import { request } from 'undici';
import { echo, running } from './running.ts';

const page = { headers: { accept: 'text/html' } };

test('each page carries its own nonce, in the policy and in the document', async (t) => {
  const edge = await running(t, echo);
  const nonces = new Set<string>();
  for (const path of ['/', '/index.html', '/customers/C1/balances', '/sign-in?next=%2F']) {
    const answer = await edge.get(path, page);
    const text = await answer.text();
    const policy = answer.headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get('cache-control'), 'no-cache');
    assert.match(policy, /^default-src 'self'; /);
    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`) && policy.includes("frame-ancestors 'none'"));
    assert.ok(!policy.includes('unsafe'));
    assert.equal(text.split(`"${nonce}"`).length, 3);
    assert.ok(!text.includes('CSP_NONCE'));
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 4);
});

test('a hashed file is served compressed and kept for a year', async (t) => {
  const edge = await running(t, echo);
  for (const [accepted, sent] of [['br, gzip', 'br'], ['gzip', 'gzip'], ['identity', null]] as const) {
    const answer = await edge.get('/main-ABCD1234.js', { headers: { 'accept-encoding': accepted } });
    assert.equal(answer.headers.get('content-encoding'), sent);
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.match(answer.headers.get('vary') ?? '', /accept-encoding/i);
    assert.match(answer.headers.get('content-type') ?? '', /javascript/);
    assert.match(await answer.text(), /^console\.log/);
  }
});

test('a file without a hash is asked for again each time', async (t) => {
  const edge = await running(t, echo);
  const answer = await edge.get('/favicon.ico');
  assert.equal(answer.headers.get('cache-control'), 'no-cache');
  // fetch() asks past every cache when it is given if-none-match, a plain request does not.
  const again = await request(`${edge.url}/favicon.ico`, {
    headers: { 'if-none-match': answer.headers.get('etag') ?? '' }, dispatcher: edge.dispatcher,
  });
  assert.equal(again.statusCode, 304);
});

test('a missing file is a 404 and never the page', async (t) => {
  const edge = await running(t, echo);
  for (const path of ['/main-00000000.js', '/.env', '/metrics', '/%2e%2e%2fetc%2fpasswd', '/..%2f..%2fetc%2fpasswd']) {
    const answer = await edge.get(path);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.equal((await answer.json() as { code: string }).code, 'not_found');
  }
});

test('every kind of answer carries the security headers', async (t) => {
  const edge = await running(t, echo);
  for (const path of ['/', '/main-ABCD1234.js', '/api/book', '/nothing.txt']) {
    const { headers } = await edge.get(path, page);
    assert.equal(headers.get('strict-transport-security'), 'max-age=31536000; includeSubDomains');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
    assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/);
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  }
});
