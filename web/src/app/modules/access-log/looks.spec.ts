import { describe, expect, it } from 'vitest';
import { Look } from '../../api/models/look';
import { lookRows } from './looks';

let made = 0;
const look = (part: Partial<Look>): Look => ({
  id: String(++made), at: '2026-11-24T12:31:11Z', username: 'meera', kind: 'look', customer_id: 'C1', request_id: `r${made}`, method: 'GET',
  route: 'api/customers/<str:customer_id>', status: null, reason: null, fields: null, ticket: null, address: null, on_behalf_of: null, include: null, ...part,
});

describe('the access log', () => {
  it('takes a request’s two records as one', () => {
    expect(lookRows([look({ request_id: 'r', kind: 'outcome', status: 200 }), look({ request_id: 'r' })])).toHaveLength(1);
  });

  it('gathers what one person read without a pause into one visit with its parts', () => {
    const accounts = { route: 'api/customers/<str:customer_id>/accounts' };
    const rows = lookRows([look({ ...accounts, at: '2026-11-24T12:32:30Z' }), look({ at: '2026-11-24T12:31:40Z' }), look({ username: 'ravi' }), look({ at: '2026-11-24T12:30:59Z' }), look({ at: '2026-11-24T12:20:00Z' })]);
    expect(rows.map(row => [row.username, row.what, row.parts.length])).toEqual([['meera', 'Accounts, Overview', 3], ['ravi', 'Overview', 1], ['meera', 'Overview', 1]]);
  });

  it('names three pages of a visit and counts the rest', () => {
    const pages = ['accounts', 'balances', 'timeline', 'consents', 'documents'];
    const rows = lookRows(pages.map(page => look({ route: `api/customers/<str:customer_id>/${page}` })));
    expect(rows.map(row => row.what)).toEqual(['Accounts, Balances, Timeline and 2 more']);
    expect(rows[0]?.parts.map(part => part.what)).toEqual(['Accounts', 'Balances', 'Timeline', 'Consent', 'Documents']);
  });

  it('names the answers given with the page', () => {
    expect(lookRows([look({ include: 'accounts,cashflow' })]).map(row => row.what)).toEqual(['Overview, Accounts, Money in and out']);
  });

  it('takes an alert, which no request made, as a row of its own', () => {
    const alert = { kind: 'alert', route: null, method: null, request_id: '' };
    expect(lookRows([look(alert), look(alert)]).map(row => row.what)).toEqual(['Alert: unusual reading', 'Alert: unusual reading']);
  });

  it('keeps each reveal by itself, with its fields and its reason', () => {
    const reveal = { method: 'POST', route: 'api/customers/<str:customer_id>/reveal', fields: 'mobile,tax_pan', reason: 'verification' };
    const rows = lookRows([look(reveal), look(reveal), look({})]);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ what: 'Revealed mobile, PAN', reason: 'To verify identity' });
  });

  it('says what was refused apart from what was seen', () => {
    expect(lookRows([look({ status: 404 }), look({ status: 200 })]).map(row => row.refused)).toEqual([true, false]);
  });

  it('names the ticket of a service desk', () => {
    expect(lookRows([look({ ticket: 'INC-481' })])[0]?.reason).toBe('Ticket INC-481');
  });
});
