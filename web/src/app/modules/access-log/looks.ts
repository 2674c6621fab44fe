import { Look } from '../../api/models/look';
import { plural } from '../../ui/plural';

/** One read or write, with the time it was made. */
export interface LookPart { id: string; at: string; what: string }
/** One visit: what one person read without a pause, or one write or reveal. `parts` are the reads, the newest first. */
export interface LookRow { id: string; at: string; username: string; what: string; reason: string | null; refused: boolean; write: boolean; parts: LookPart[] }

const PAUSE_MS = 60_000;
const PAGES: Record<string, string> = {
  '': $localize`Overview`, accounts: $localize`Accounts`, transactions: $localize`Transactions`, timeline: $localize`Timeline`, relationships: $localize`Relationships`,
  'service-requests': $localize`Service requests`, documents: $localize`Documents`, consents: $localize`Consent`, 'access-log': $localize`Access log`, balances: $localize`Balances`,
  cashflow: $localize`Money in and out`, insights: $localize`Next steps`, conversations: $localize`Conversations`, 'follow-ups': $localize`Follow-ups`, reveal: $localize`Revealed`, 'break-glass': $localize`Opened out of scope`,
};
const KINDS: Record<string, string> = { alert: $localize`Alert: unusual reading`, export: $localize`Exported`, forget: $localize`Forgotten at the customer’s wish` };
const REASONS: Record<string, string> = {
  customer_request: $localize`The customer asked`, verification: $localize`To verify identity`, call_back: $localize`To call or write`, complaint: $localize`Complaint`, fraud_check: $localize`Fraud check`,
  emergency: $localize`Emergency`, branch_visit: $localize`The customer is here`, rm_absent: $localize`The RM is away`, cover: $localize`Cover`,
};
const FIELDS: Record<string, string> = { mobile: $localize`mobile`, email: $localize`e-mail`, tax_pan: $localize`PAN`, account_numbers: $localize`account numbers` };

/** The records as sealed (newest first) as rows to read: a request's two records are one, a visit's reads are one row. */
export function lookRows(records: readonly Look[]): LookRow[] {
  const requests = new Map<string, Look>();
  for (const record of records) {
    const key = record.request_id || record.id;
    const met = requests.get(key);
    requests.set(key, met ? joined(met, record) : record);
  }
  const rows: LookRow[] = [];
  for (const one of requests.values()) {
    const part = { id: one.id, at: one.at, what: whatOf(one) };
    const write = (one.method ?? '') !== 'GET';
    const row: LookRow = { ...part, username: one.username, reason: reasonOf(one), refused: (one.status ?? 200) >= 400, write, parts: [part] };
    const visit = write ? undefined : rows.find(other => isOf(other, row));
    if (visit) visit.parts.push(part);
    else rows.push(row);
  }
  for (const row of rows) row.what = told(row.parts);
  return rows;
}

/** Whether a read belongs to that visit: the same person, reason and outcome, without a pause before it. */
function isOf(visit: LookRow, read: LookRow): boolean {
  const earliest = visit.parts.at(-1)?.at ?? visit.at;
  return !visit.write && visit.username === read.username && visit.reason === read.reason && visit.refused === read.refused
    && Date.parse(earliest) - Date.parse(read.at) <= PAUSE_MS;
}

/** The pages of a visit in a few words: those beyond the third are counted. */
function told(parts: readonly LookPart[]): string {
  const pages = [...new Set(parts.map(part => part.what))];
  const first = pages.slice(0, 3).join(', ');
  const more = pages.length - 3;
  return more > 0 ? plural(more, $localize`${first}:pages: and 1 more`, $localize`${first}:pages: and ${more}:more: more`) : first;
}

function joined(one: Look, other: Look): Look {
  return { ...one, status: one.status ?? other.status, reason: one.reason ?? other.reason, fields: one.fields ?? other.fields, ticket: one.ticket ?? other.ticket };
}

function whatOf(look: Look): string {
  if (!look.route) return KINDS[look.kind] ?? plain(look.kind);
  const rest = look.route.replace(/^\/?api\/customers\/<str:customer_id>\/?/, '');
  const parts = rest.split('/').filter(part => part && !part.startsWith('<'));
  const page = PAGES[parts[0] ?? ''] ?? plain(parts[0] ?? look.kind);
  if (parts[0] === 'reveal' && look.fields) {
    const fields = look.fields.split(',').map(field => FIELDS[field] ?? plain(field)).join(', ');
    return $localize`Revealed ${fields}:fields:`;
  }
  if (parts.includes('export')) return $localize`Exported: ${page}:page:`;
  if (look.method === 'POST' && parts[0] === 'conversations') return $localize`Logged a conversation`;
  const included = (look.include ?? '').split(',').filter(Boolean);
  return [page, ...included.map(name => PAGES[name] ?? plain(name))].join(', ');
}

function reasonOf(look: Look): string | null {
  if (look.ticket) return $localize`Ticket ${look.ticket}:ticket:`;
  if (look.on_behalf_of) return $localize`For ${look.on_behalf_of}:person:`;
  return look.reason ? REASONS[look.reason] ?? plain(look.reason) : null;
}

function plain(word: string): string {
  const spaced = word.replaceAll(/[_-]/g, ' ').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
