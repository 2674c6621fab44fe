import { Account } from './answers';

/** The accounts of one family, in the order families stand everywhere. */
export interface Family { key: string; name: string; accounts: Account[]; total: number }

const NAMES: [keys: string[], name: string][] = [
  [['savings', 'current', 'casa'], 'Savings and current'],
  [['term_deposit', 'term_deposits'], 'Term deposits'],
  [['investment', 'investments'], 'Investments'],
  [['loan', 'loans'], 'Loans'],
  [['card', 'cards'], 'Cards'],
];

/** Accounts by family. Totals count what the customer owns and has not closed; signed minor units. */
export function families(accounts: readonly Account[]): Family[] {
  const rest = accounts.filter(account => !NAMES.some(([keys]) => keys.includes(account.family)));
  const groups = NAMES.map(([keys, name]) => ({ key: keys[0] as string, name, accounts: accounts.filter(account => keys.includes(account.family)) }));
  return [...groups, { key: 'other', name: 'Other', accounts: rest }]
    .filter(group => group.accounts.length)
    .map(group => ({ ...group, total: sumOf(group.accounts) }));
}

export function sumOf(accounts: readonly Account[]): number {
  return accounts.filter(counts).reduce((sum, account) => sum + account.closing, 0);
}

/** Whether an account counts for this customer: an owner's, still open. */
export function counts(account: Account): boolean {
  return account.role === 'owner' && account.status !== 'closed';
}

/** Whether the customer has a hand in the account: a nominee or guarantor has none. */
export function operates(account: Account): boolean {
  return account.role !== 'nominee' && account.role !== 'guarantor';
}

/** Whether an account is in use; anything else is said beside its name. */
export function isOpen(account: Account): boolean {
  return account.status === 'open' || account.status === 'active';
}

/** `7.10 %`, however the API writes the rate. */
export function rateText(rate: string | number | null): string {
  return rate === null ? '–' : `${Number(rate).toFixed(2)}`;
}

/** Everyone else on the account: joint holders, then nominees. */
export function peopleText(account: Account): string {
  const joint = account.joint.length ? `${operates(account) ? 'with' : 'of'} ${account.joint.join(', ')}` : '';
  const nominees = account.nominees.length ? `nominee ${account.nominees.join(', ')}` : '';
  return [joint, nominees].filter(Boolean).join('; ');
}

/** What matters about an account beyond its balance, as name and kind: shown when a row is opened. */
export interface Detail { name: string; kind: 'money' | 'date' | 'text'; value: number | string | null }

export function details(account: Account): Detail[] {
  const all: Detail[] = [
    { name: 'Opened', kind: 'date', value: account.opened_on },
    { name: 'Closed', kind: 'date', value: account.closed_on },
    { name: 'Role', kind: 'text', value: account.role },
    { name: 'Principal', kind: 'money', value: account.principal },
    { name: 'Renewal', kind: 'text', value: account.renewal?.replaceAll('_', ' ') ?? null },
    { name: 'Instalment', kind: 'money', value: account.instalment },
    { name: 'Due each month on', kind: 'text', value: account.instalment_day ? String(account.instalment_day) : null },
    { name: 'Limit', kind: 'money', value: account.credit_limit },
    { name: 'Minimum balance', kind: 'money', value: account.minimum_balance || null },
    { name: operates(account) ? 'Joint holders' : 'Held by', kind: 'text', value: account.joint.join(', ') || null },
    { name: 'Nominees', kind: 'text', value: account.nominees.join(', ') || null },
  ];
  return all.filter(one => one.value !== null && one.value !== '');
}
