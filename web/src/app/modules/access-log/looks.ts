import { Look } from '../../api/models/look';

/** What one person did at this customer within a minute: looks together, each write and reveal by itself. */
export interface LookRow { id: string; at: string; username: string; what: string[]; reason: string | null; refused: boolean; write: boolean }

const PAGES: Record<string, string> = {
  '': 'Overview', accounts: 'Accounts', transactions: 'Transactions', timeline: 'Timeline', relationships: 'Relationships',
  'service-requests': 'Service requests', documents: 'Documents', consents: 'Consent', 'access-log': 'Access log', balances: 'Balances',
  cashflow: 'Money in and out', insights: 'Next steps', conversations: 'Conversations', 'follow-ups': 'Follow-ups', reveal: 'Revealed', 'break-glass': 'Opened out of scope',
};
const REASONS: Record<string, string> = {
  customer_request: 'The customer asked', verification: 'To verify identity', call_back: 'To call or write', complaint: 'Complaint', fraud_check: 'Fraud check',
  emergency: 'Emergency', branch_visit: 'Visit to a branch', rm_absent: 'The RM is away', cover: 'Cover',
};
const FIELDS: Record<string, string> = { mobile: 'mobile', email: 'e-mail', tax_pan: 'PAN', account_numbers: 'account numbers' };

/** The records as sealed (newest first) as rows to read: a request's two records are one. */
export function lookRows(records: readonly Look[]): LookRow[] {
  const requests = new Map<string, Look>();
  for (const record of records) {
    const met = requests.get(record.request_id);
    requests.set(record.request_id, met ? joined(met, record) : record);
  }
  const rows: LookRow[] = [];
  for (const one of requests.values()) {
    const row: LookRow = { id: one.id, at: one.at, username: one.username, what: [whatOf(one)], reason: reasonOf(one), refused: (one.status ?? 200) >= 400, write: (one.method ?? 'GET') !== 'GET' };
    const before = rows.find(other => !other.write && !row.write && sameMinute(other, row) && other.username === row.username && other.reason === row.reason && other.refused === row.refused);
    if (before) before.what = [...new Set([...before.what, ...row.what])];
    else rows.push(row);
  }
  return rows;
}

function joined(one: Look, other: Look): Look {
  return { ...one, status: one.status ?? other.status, reason: one.reason ?? other.reason, fields: one.fields ?? other.fields, ticket: one.ticket ?? other.ticket };
}

function sameMinute(one: LookRow, other: LookRow): boolean {
  return one.at.slice(0, 16) === other.at.slice(0, 16);
}

function whatOf(look: Look): string {
  const rest = (look.route ?? '').replace(/^\/?api\/customers\/<str:customer_id>\/?/, '');
  const parts = rest.split('/').filter(part => part && !part.startsWith('<'));
  const page = PAGES[parts[0] ?? ''] ?? plain(parts[0] ?? look.kind);
  if (parts[0] === 'reveal' && look.fields) return `${page} ${look.fields.split(',').map(field => FIELDS[field] ?? plain(field)).join(', ')}`;
  if (parts.includes('export')) return `Export of ${page.toLowerCase()}`;
  if (look.method === 'POST' && parts[0] === 'conversations') return 'Logged a conversation';
  return page;
}

function reasonOf(look: Look): string | null {
  if (look.ticket) return `Ticket ${look.ticket}`;
  return look.reason ? REASONS[look.reason] ?? plain(look.reason) : null;
}

function plain(word: string): string {
  const spaced = word.replaceAll(/[_-]/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
