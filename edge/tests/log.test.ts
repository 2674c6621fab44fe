import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggedPath } from '../src/log.ts';
import { echo, running } from './running.ts';

test('a request is one line of JSON without query string or customer', async (t) => {
  const edge = await running(t, echo);
  edge.logged.length = 0;
  await (await edge.get('/api/customers/C0001234/transactions?q=rent&counterparty=Asha', { headers: { authorization: 'Bearer secret' } })).text();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(edge.logged.length, 1);
  const line = JSON.parse(edge.logged[0] ?? '') as Record<string, unknown>;
  assert.equal(line.method, 'GET');
  assert.equal(line.path, '/api/customers/:id/transactions');
  assert.equal(line.status, 200);
  assert.equal(typeof line.ms, 'number');
  assert.match(String(line.request_id), /^[0-9a-f-]{36}$/);
  for (const kept of ['C0001234', 'rent', 'Asha', 'secret', '127.0.0.1']) assert.ok(!edge.logged.join().includes(kept));
});

test('a path is logged by its words only', () => {
  assert.equal(loggedPath('/api/book/customers?q=1'), '/api/book/customers');
  assert.equal(loggedPath('/api/customers/asha/balances'), '/api/customers/:id/balances');
  assert.equal(loggedPath('/api/conversations/019ab-2'), '/api/conversations/:id');
  assert.equal(loggedPath('/api/AB12%20c/x@y.in'), '/api/:id/:id');
  assert.equal(loggedPath('/customers/C1'), '/*');
  assert.equal(loggedPath('/readyz'), '/readyz');
});
