import { Params } from '@angular/router';

/** What narrows and orders the grid: the URL's own words, and the API's. Amounts are minor units. */
export interface Filters {
  sort: string;
  segment: string[];
  city: string[];
  flag: string[];
  min_trv: number | null;
  max_trv: number | null;
  q: string;
}

export const DEFAULT_SORT = '-trv';
const LISTS = ['segment', 'city', 'flag'] as const;

export function filtersOf(params: Params): Filters {
  const list = (key: string) => String(params[key] ?? '').split(',').filter(Boolean);
  const number = (key: string) => (/^\d+$/.test(String(params[key] ?? '')) ? Number(params[key]) : null);
  return {
    sort: params['sort'] ?? DEFAULT_SORT, segment: list('segment'), city: list('city'), flag: list('flag'),
    min_trv: number('min_trv'), max_trv: number('max_trv'), q: String(params['q'] ?? ''),
  };
}

/** As query parameters; null takes one out of the URL. */
export function paramsOf(filters: Filters): Record<string, string | null> {
  const params: Record<string, string | null> = {
    sort: filters.sort === DEFAULT_SORT ? null : filters.sort,
    min_trv: filters.min_trv === null ? null : String(filters.min_trv),
    max_trv: filters.max_trv === null ? null : String(filters.max_trv),
    q: filters.q || null,
  };
  for (const key of LISTS) params[key] = filters[key].join(',') || null;
  return params;
}

/** The API's parameters: the same without empty ones, the sort always named. */
export function askedOf(filters: Filters, limit: number): Record<string, string> {
  const given = Object.entries(paramsOf(filters)).filter((entry): entry is [string, string] => entry[1] !== null);
  return { ...Object.fromEntries(given), sort: filters.sort, limit: String(limit) };
}

export function toggled(list: readonly string[], value: string): string[] {
  return list.includes(value) ? list.filter(one => one !== value) : [...list, value];
}

export function isFiltered(filters: Filters): boolean {
  return LISTS.some(key => filters[key].length > 0) || filters.min_trv !== null || filters.max_trv !== null || filters.q !== '';
}
