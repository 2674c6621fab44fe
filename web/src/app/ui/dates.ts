import { Pipe, PipeTransform, inject } from '@angular/core';
import { language } from './language';
import { Conventions, Settings } from './settings';

const MONTHS = names(12, month => Date.UTC(2026, month, 1), { month: 'short' });
const LETTERS = names(12, month => Date.UTC(2026, month, 1), { month: 'narrow' });
/** How many letters the longest month's name has, marks above and below them not counted. */
export const MONTH_LETTERS = Math.max(...MONTHS.map(name => name.replace(/\p{M}/gu, '').length));
/** From Sunday on: 1 Feb 2026 was one. */
const DAYS = names(7, day => Date.UTC(2026, 1, day + 1), { weekday: 'short' });
const DAY_MS = 86_400_000;

function names(many: number, at: (index: number) => number, form: Intl.DateTimeFormatOptions): string[] {
  const words = new Intl.DateTimeFormat(language(), { ...form, timeZone: 'UTC' });
  return Array.from({ length: many }, (_, index) => words.format(at(index)));
}

interface Parts { year: number; month: number; day: number }

function parts(iso: string): Parts {
  const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split('-').map(Number);
  return { year, month, day };
}

/** Midnight UTC of a business date, in milliseconds: for axes and differences only. */
export function dayTime(iso: string): number {
  const { year, month, day } = parts(iso);
  return Date.UTC(year, month - 1, day);
}

/** `2026-11-21` -> `21 Nov 2026`, or as the bank's pattern has it (d, dd, MM, MMM, yyyy). */
export function fullDate(iso: string, c: Conventions): string {
  return patterned(iso, c.date_format);
}

function patterned(iso: string, pattern: string): string {
  const { year, month, day } = parts(iso);
  const tokens: Record<string, string> = {
    yyyy: String(year), MMM: MONTHS[month - 1] ?? '', MM: String(month).padStart(2, '0'), dd: String(day).padStart(2, '0'), d: String(day),
  };
  return pattern.replace(/yyyy|MMM|MM|dd|d/g, token => tokens[token] ?? token).replace(/ /g, '\u00a0');
}

/** Within the year of `asOf` the year is left away: `21 Nov`. */
export function shortDate(iso: string, asOf: string | null, c: Conventions): string {
  if (asOf && parts(iso).year !== parts(asOf).year) return fullDate(iso, c);
  return patterned(iso, c.date_format.replace(/[ ,./-]*yyyy[ ,./-]*/, ''));
}

/** `Sat 21 Nov 2026`. */
export function weekdayDate(iso: string, c: Conventions): string {
  return `${DAYS[new Date(dayTime(iso)).getUTCDay()]}\u00a0${fullDate(iso, c)}`;
}

/** `Nov` or, with the year, `Nov 2026`. */
export function monthName(iso: string, withYear = false): string {
  const { year, month } = parts(iso);
  return withYear ? `${MONTHS[month - 1]} ${year}` : (MONTHS[month - 1] ?? '');
}

/** `N`: where a month's name has no room. */
export function monthLetter(iso: string): string {
  return LETTERS[parts(iso).month - 1] ?? '';
}

/** `November 2026`. */
export function monthTitle(iso: string): string {
  return new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(dayTime(iso));
}

/** The names of the days from Monday on: `Mon`. */
export function weekdays(): string[] {
  return [...DAYS.slice(1), DAYS[0] as string];
}

/** What was typed, as a date or as what is wrong with it: `21 Nov`, `21/11/2026`, `2026-11-21`; without a year that of `near`. */
export function typedDate(typed: string, near: string, c: Conventions): { iso: string } | { fault: string } {
  const found = partsTyped(typed.trim().replace(/\u00a0/g, ' '), parts(near).year, c);
  if (!found) return { fault: $localize`A date is written like ${fullDate(near, c)}:sample:` };
  const { year, month, day } = found;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > days) return { fault: $localize`${monthTitle(`${year}-${pad(month)}-01`)}:month: has ${days}:days: days` };
  return { iso: `${year}-${pad(month)}-${pad(day)}` };
}

function partsTyped(typed: string, thisYear: number, c: Conventions): Parts | null {
  const read = (year: string | undefined, month: number, day: string | undefined): Parts | null => {
    const full = year ? Number(year.length === 2 ? `20${year}` : year) : thisYear;
    return month >= 1 && month <= 12 && Number(day) >= 1 && full >= 1900 ? { year: full, month, day: Number(day) } : null;
  };
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return read(iso[1], Number(iso[2]), iso[3]);
  const digits = /^(\d{1,2})[ ./-](\d{1,2})(?:[ ./-](\d{2}|\d{4}))?$/.exec(typed);
  if (digits) return c.date_format.startsWith('MM/') ? read(digits[3], Number(digits[1]), digits[2]) : read(digits[3], Number(digits[2]), digits[1]);
  const named = /^(\d{1,2})[ .-]*([^\d\s.,-]+)[ .,-]*(\d{2}|\d{4})?$/.exec(typed);
  return named ? read(named[3], monthNamed(named[2] as string), named[1]) : null;
}

/** 1 to 12, for a month's name or its first letters in English or the reader's language; 0 for none. */
function monthNamed(word: string): number {
  const starts = (name: string) => name.toLowerCase().startsWith(word.slice(0, 3).toLowerCase());
  const english = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
  return word.length < 2 ? 0 : (english.findIndex(starts) + 1 || MONTHS.findIndex(starts) + 1);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((dayTime(to) - dayTime(from)) / DAY_MS);
}

/** The date `days` later (or earlier). */
export function addDays(iso: string, days: number): string {
  return new Date(dayTime(iso) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day some months later (or earlier), held to the month's last day. */
export function addMonths(iso: string, months: number): string {
  const { year, month, day } = parts(iso);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, last))).toISOString().slice(0, 10);
}

/** Age in words against the business date: `today`, `18 d ago`, `in 4 d`. */
export function age(iso: string, asOf: string): string {
  const days = daysBetween(iso, asOf);
  if (days === 0) return $localize`today`;
  return days > 0 ? $localize`${days}:days:\u00a0d ago` : $localize`in ${-days}:days:\u00a0d`;
}

/** A timestamp in UTC as the bank's wall clock: `10:38`. */
export function clockTime(at: string, c: Conventions): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: c.time_zone }).format(new Date(at));
}

/** The day of a timestamp (UTC) on the bank's calendar, `2026-11-26`; a business date is its own. */
export function bankDay(iso: string, c: Conventions): string {
  if (!iso.includes('T')) return iso;
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: c.time_zone }).format(new Date(iso));
}

/** `{{ iso | cDate }}` 21 Nov 2026; `: 'short'` 21 Nov within the year; `: 'weekday'`; `: 'age'`; `: 'time'`. A dash for none. */
@Pipe({ name: 'cDate', pure: false })
export class DateText implements PipeTransform {
  private readonly settings = inject(Settings);

  transform(iso: string | null | undefined, form: 'full' | 'short' | 'weekday' | 'age' | 'time' = 'full'): string {
    if (!iso) return '–';
    const c = this.settings.conventions();
    const asOf = this.settings.asOf();
    if (form === 'time') return clockTime(iso, c);
    const day = bankDay(iso, c);
    if (form === 'short') return shortDate(day, asOf, c);
    if (form === 'weekday') return weekdayDate(day, c);
    if (form === 'age') return asOf ? age(day, asOf) : fullDate(day, c);
    return fullDate(day, c);
  }
}
