import { Params } from '@angular/router';

/** What narrows, orders and lays out the grid: the URL's own words, and the API's. Amounts are minor units. */
export interface Filters {
  sort: string;
  segment: string[];
  city: string[];
  flag: string[];
  product: string[];
  not_product: string[];
  tag: string[];
  min_trv: number | null;
  max_trv: number | null;
  min_casa: number | null;
  max_casa: number | null;
  /** Not spoken with for more than so many days; 0 is never. */
  quiet_days: number | null;
  kyc_days: number | null;
  matures_from: string;
  matures_to: string;
  q: string;
  /** The columns shown; none chosen shows the usual ones. */
  cols: string[];
}

export const DEFAULT_SORT = '-trv';
export const LISTS = ['segment', 'city', 'flag', 'product', 'not_product', 'tag'] as const;
export const NUMBERS = ['min_trv', 'max_trv', 'min_casa', 'max_casa', 'quiet_days', 'kyc_days'] as const;
const DAYS = ['matures_from', 'matures_to'] as const;
export type ListKey = (typeof LISTS)[number];
export type Query = Record<string, string>;

/** Nothing narrowed: the order and the columns are kept. */
export const NO_FILTERS = {
  segment: [], city: [], flag: [], product: [], not_product: [], tag: [], min_trv: null, max_trv: null, min_casa: null, max_casa: null,
  quiet_days: null, kyc_days: null, matures_from: '', matures_to: '', q: '',
} satisfies Partial<Filters>;

export function filtersOf(params: Params): Filters {
  const list = (key: string) => String(params[key] ?? '').split(',').filter(Boolean);
  const number = (key: string) => (/^\d{1,15}$/.test(String(params[key] ?? '')) ? Number(params[key]) : null);
  const day = (key: string) => (/^\d{4}-\d\d-\d\d$/.test(String(params[key] ?? '')) ? String(params[key]) : '');
  return {
    sort: params['sort'] ?? DEFAULT_SORT, segment: list('segment'), city: list('city'), flag: list('flag'), product: list('product'),
    not_product: list('not_product'), tag: list('tag'), min_trv: number('min_trv'), max_trv: number('max_trv'), min_casa: number('min_casa'),
    max_casa: number('max_casa'), quiet_days: number('quiet_days'), kyc_days: number('kyc_days'), matures_from: day('matures_from'),
    matures_to: day('matures_to'), q: String(params['q'] ?? ''), cols: list('cols'),
  };
}

/** As query parameters; null takes one out of the URL. */
export function paramsOf(filters: Filters): Record<string, string | null> {
  const params: Record<string, string | null> = { sort: filters.sort === DEFAULT_SORT ? null : filters.sort, q: filters.q || null };
  for (const key of NUMBERS) params[key] = filters[key] === null ? null : String(filters[key]);
  for (const key of DAYS) params[key] = filters[key] || null;
  for (const key of [...LISTS, 'cols'] as const) params[key] = filters[key].join(',') || null;
  return params;
}

/** What a saved view keeps: the URL's words that are not empty. */
export function queryOf(filters: Filters): Query {
  return Object.fromEntries(Object.entries(paramsOf(filters)).filter((entry): entry is [string, string] => entry[1] !== null));
}

/** The API's parameters: the same without the columns, the sort always named. */
export function askedOf(filters: Filters, limit: number): Query {
  const asked: Query = { ...queryOf(filters), sort: filters.sort, limit: String(limit) };
  delete asked['cols'];
  return asked;
}

export function sameQuery(a: Query, b: Query): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every(key => a[key] === b[key]);
}

export function toggled(list: readonly string[], value: string): string[] {
  return list.includes(value) ? list.filter(one => one !== value) : [...list, value];
}

export function isFiltered(filters: Filters): boolean {
  return !sameQuery(queryOf({ ...filters, sort: DEFAULT_SORT, cols: [] }), {});
}
