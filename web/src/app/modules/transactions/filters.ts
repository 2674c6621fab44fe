import { fullDate, shortDate } from '../../ui/dates';
import { Conventions, count, exact, minorDigits, symbol } from '../../ui/money';
import { FilterAccount } from './answers';

/** What narrows the list, as the URL and the API name it: several values are joined by a comma, counterparties by `|`. */
export const KEYS = ['from', 'to', 'account', 'direction', 'min', 'max', 'channel', 'category', 'counterparty', 'q'] as const;
export type FilterKey = (typeof KEYS)[number];
export type Filters = Partial<Record<FilterKey, string>>;

/** The filters that a URL's query holds; what is not a filter is left out. */
export function filtersOf(query: { get(key: string): string | null }): Filters {
  const found: Filters = {};
  for (const key of KEYS) {
    const value = query.get(key)?.trim();
    if (value) found[key] = value;
  }
  return found;
}

/** The separate values of a filter that may hold several. */
export function valuesOf(filters: Filters, key: FilterKey): string[] {
  return (filters[key] ?? '').split(separator(key)).filter(Boolean);
}

/** The filter's values as one; null when none is left, which takes the filter out of the URL. */
export function joined(key: FilterKey, values: readonly string[]): string | null {
  return values.length ? values.join(separator(key)) : null;
}

function separator(key: FilterKey): string {
  return key === 'counterparty' ? '|' : ',';
}

/** `22 Aug to 21 Nov 2026`, `from 22 Aug 2026`, `to 21 Nov 2026`. */
export function periodText(filters: Filters, c: Conventions): string | null {
  const { from, to } = filters;
  if (from && to) return from === to ? fullDate(to, c) : $localize`${shortDate(from, to, c)}:from: to ${fullDate(to, c)}:until:`;
  if (from) return $localize`From ${fullDate(from, c)}:date:`;
  return to ? $localize`To ${fullDate(to, c)}:date:` : null;
}

/** `Amount from ₹ 10,000`, `Amount ₹ 500 to ₹ 1,000`; whole units where there is no part. */
export function amountText(filters: Filters, c: Conventions): string | null {
  const words = (minor: string) => {
    const whole = Number(minor) / 10 ** minorDigits(c.currency);
    return Number.isInteger(whole) ? `${symbol(c.currency)}\u00a0${count(whole, c)}` : exact(Number(minor), c);
  };
  const { min, max } = filters;
  if (min && max) return $localize`Amount ${words(min)}:least: to ${words(max)}:most:`;
  if (min) return $localize`Amount from ${words(min)}:least:`;
  return max ? $localize`Amount to ${words(max)}:most:` : null;
}

/** What was typed (`10,000` or `99.50`) in minor units; null when it is not an amount. */
export function minorOf(typed: string, c: Conventions): string | null {
  const plain = typed.replace(/[\s,₹]/g, '');
  const digits = minorDigits(c.currency);
  const match = /^(\d{1,13})(?:\.(\d+))?$/.exec(plain);
  if (!match || (match[2]?.length ?? 0) > digits) return null;
  return String(BigInt(match[1] as string) * 10n ** BigInt(digits) + BigInt((match[2] ?? '').padEnd(digits, '0') || '0'));
}

/** An amount filter as it is typed: `1000000` minor -> `10000`. */
export function typedOf(minor: string | undefined, c: Conventions): string {
  return minor ? String(Number(minor) / 10 ** minorDigits(c.currency)) : '';
}

export function accountName(accounts: readonly FilterAccount[], id: string): string {
  const found = accounts.find(account => account.account_key === id);
  return found ? `${found.product} ${found.number_masked}` : id;
}
