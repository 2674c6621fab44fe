import { Account } from './answers';
import { renewalWord, roleWord, statusWord } from './words';

/** The accounts of one family, in the order families stand everywhere. */
export interface Family { key: string; name: string; accounts: Account[]; total: number }

const NAMES: [keys: string[], name: string][] = [
  [['savings', 'current', 'casa'], $localize`Savings and current`],
  [['term_deposit', 'term_deposits'], $localize`Term deposits`],
  [['investment', 'investments'], $localize`Investments`],
  [['loan', 'loans'], $localize`Loans`],
  [['card', 'cards'], $localize`Cards`],
];

/** Accounts by family. Totals count what the customer owns and has not closed; signed minor units. */
export function families(accounts: readonly Account[]): Family[] {
  const rest = accounts.filter(account => !NAMES.some(([keys]) => keys.includes(account.family)));
  const groups = NAMES.map(([keys, name]) => ({ key: keys[0] as string, name, accounts: accounts.filter(account => keys.includes(account.family)) }));
  return [...groups, { key: 'other', name: $localize`:family of products|:Other`, accounts: rest }]
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
  const [joint, nominees] = [account.joint.join(', '), account.nominees.join(', ')];
  const held = operates(account) ? $localize`with ${joint}:names:` : $localize`of ${joint}:names:`;
  return [joint ? held : '', nominees ? $localize`nominee ${nominees}:names:` : ''].filter(Boolean).join('; ');
}

/** What matters about an account beyond its balance, as name and kind: shown when a row is opened. */
export interface Detail { name: string; kind: 'money' | 'date' | 'text'; value: number | string | null }

export function details(account: Account): Detail[] {
  const all: Detail[] = [
    { name: $localize`Opened`, kind: 'date', value: account.opened_on },
    { name: $localize`Closed`, kind: 'date', value: account.closed_on },
    { name: $localize`Status`, kind: 'text', value: statusWord(account.status) },
    { name: $localize`Role`, kind: 'text', value: roleWord(account.role) },
    { name: $localize`Principal`, kind: 'money', value: account.principal },
    { name: $localize`Renewal`, kind: 'text', value: account.renewal ? renewalWord(account.renewal) : null },
    { name: $localize`Instalment`, kind: 'money', value: account.instalment },
    { name: $localize`Due each month on`, kind: 'text', value: account.instalment_day ? String(account.instalment_day) : null },
    { name: $localize`Limit`, kind: 'money', value: account.credit_limit },
    { name: $localize`Minimum balance`, kind: 'money', value: account.minimum_balance || null },
    { name: operates(account) ? $localize`Joint holders` : $localize`Held by`, kind: 'text', value: account.joint.join(', ') || null },
    { name: $localize`Nominees`, kind: 'text', value: account.nominees.join(', ') || null },
  ];
  return all.filter(one => one.value !== null && one.value !== '');
}
