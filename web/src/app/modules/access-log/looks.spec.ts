import { describe, expect, it } from 'vitest';
import { Look } from '../../api/models/look';
import { lookRows } from './looks';

let made = 0;
const look = (part: Partial<Look>): Look => ({
  id: String(++made), at: '2026-11-24T12:31:11Z', username: 'meera', kind: 'look', customer_id: 'C1', request_id: `r${made}`, method: 'GET',
  route: 'api/customers/<str:customer_id>', status: null, reason: null, fields: null, ticket: null, address: null, ...part,
});

describe('the access log', () => {
  it('takes a request’s two records as one', () => {
    expect(lookRows([look({ request_id: 'r', kind: 'outcome', status: 200 }), look({ request_id: 'r' })])).toHaveLength(1);
  });

  it('gathers what one person opened within a minute', () => {
    const rows = lookRows([look({ route: 'api/customers/<str:customer_id>/accounts' }), look({}), look({ username: 'ravi' }), look({ at: '2026-11-24T12:30:59Z' })]);
    expect(rows.map(row => [row.username, row.what])).toEqual([['meera', ['Accounts', 'Overview']], ['ravi', ['Overview']], ['meera', ['Overview']]]);
  });

  it('keeps each reveal by itself, with its fields and its reason', () => {
    const reveal = { method: 'POST', route: 'api/customers/<str:customer_id>/reveal', fields: 'mobile,tax_pan', reason: 'verification' };
    const rows = lookRows([look(reveal), look(reveal), look({})]);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ what: ['Revealed mobile, PAN'], reason: 'To verify identity' });
  });

  it('says what was refused apart from what was seen', () => {
    expect(lookRows([look({ status: 404 }), look({ status: 200 })]).map(row => row.refused)).toEqual([true, false]);
  });

  it('names the ticket of a service desk', () => {
    expect(lookRows([look({ ticket: 'INC-481' })])[0]?.reason).toBe('Ticket INC-481');
  });
});
