import { Conventions } from './settings';

/** A step of the short forms: `size` is the number of whole units of currency in one. */
export interface Unit { name: string; size: number }
export interface Change { arrow: '↑' | '↓' | ''; text: string; tone: 'gain' | 'loss' | 'flat' }

const NBSP = '\u00a0';
const MINUS = '\u2212';
const STEPS: Record<Conventions['short_units'], Unit[]> = {
  lakh_crore: [{ name: $localize`:unit of money|:Cr`, size: 1e7 }, { name: $localize`:unit of money|:L`, size: 1e5 }, { name: '', size: 1 }],
  thousand_million: [
    { name: $localize`:unit of money|:B`, size: 1e9 }, { name: $localize`:unit of money|:M`, size: 1e6 }, { name: $localize`:unit of money|:K`, size: 1e3 }, { name: '', size: 1 },
  ],
};
const currencies = new Map<string, { digits: number; symbol: string }>();

/** What the browser knows of a currency; asked once, as its tables take a while to open. */
function known(currency: string): { digits: number; symbol: string } {
  let found = currencies.get(currency);
  if (!found) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
    const symbol = format.formatToParts(0).find(part => part.type === 'currency')?.value ?? currency;
    found = { digits: format.resolvedOptions().maximumFractionDigits ?? 2, symbol };
    currencies.set(currency, found);
  }
  return found;
}

/** Decimal digits of the currency's minor unit: 2 for INR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return known(currency).digits;
}

export function symbol(currency: string): string {
  return known(currency).symbol;
}

function grouped(whole: string, grouping: Conventions['grouping']): string {
  const tail = whole.slice(-3);
  const head = whole.slice(0, -3);
  if (!head) return tail;
  const pattern = grouping === 'indian' ? /\B(?=(\d{2})+$)/g : /\B(?=(\d{3})+$)/g;
  return `${head.replace(pattern, ',')},${tail}`;
}

/** `1234` -> `1,234` in the reader's grouping. */
export function count(value: number, c: Conventions): string {
  return (value < 0 ? MINUS : '') + grouped(String(Math.abs(Math.trunc(value))), c.grouping);
}

/** Minor units without a symbol: `123456780` -> `12,34,567.80`. For tables: the unit stands in the head. */
export function amount(minor: number, c: Conventions): string {
  const digits = minorDigits(c.currency);
  const text = String(Math.abs(Math.round(minor))).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const part = digits ? `.${text.slice(-digits)}` : '';
  return (minor < 0 ? MINUS : '') + grouped(whole, c.grouping) + part;
}

/** `₹ 12,34,567.80`, with a no-break space. */
export function exact(minor: number, c: Conventions): string {
  const text = amount(Math.abs(minor), c);
  return `${minor < 0 ? MINUS : ''}${symbol(c.currency)}${NBSP}${text}`;
}

/** The short form's step for a value, or for the largest of many (a column, a chart: alike within it). */
export function unitFor(minor: number | readonly number[], c: Conventions): Unit {
  const largest = typeof minor === 'number' ? Math.abs(minor) : minor.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const whole = largest / 10 ** minorDigits(c.currency);
  const steps = STEPS[c.short_units];
  return steps.find(step => whole >= step.size) ?? (steps[steps.length - 1] as Unit);
}

/** The unit's name as a head or a chart's title has it: `₹ Cr`, `₹`. */
export function unitName(unit: Unit, c: Conventions): string {
  return unit.name ? `${symbol(c.currency)}${NBSP}${unit.name}` : symbol(c.currency);
}

/** The number of `unit`s, for charts: a float for drawing only. */
export function scaled(minor: number, unit: Unit, c: Conventions): number {
  return minor / (unit.size * 10 ** minorDigits(c.currency));
}

/** The number in one unit, rounded once: `683.69`. */
export function inUnit(minor: number, unit: Unit, c: Conventions, decimals = 2): string {
  const rounded = Math.round(Math.abs(minor) / (unit.size * 10 ** minorDigits(c.currency)) * 10 ** decimals);
  const text = String(rounded).padStart(decimals + 1, '0');
  const whole = grouped(text.slice(0, text.length - decimals), c.grouping);
  const sign = minor < 0 && rounded > 0 ? MINUS : '';
  return sign + whole + (decimals ? `.${text.slice(-decimals)}` : '');
}

/** `₹ 683.69 Cr` as parts, so that the unit can be set small. Below the first step the exact value. */
export function short(minor: number, c: Conventions): { sign: string; symbol: string; number: string; unit: string } {
  const unit = unitFor(minor, c);
  const number = unit.name ? inUnit(Math.abs(minor), unit, c) : amount(Math.abs(minor), c);
  return { sign: minor < 0 ? MINUS : '', symbol: symbol(c.currency), number, unit: unit.name };
}

/** `₹ 683.69 Cr` as one text with no-break spaces. */
export function shortText(minor: number, c: Conventions): string {
  const parts = short(minor, c);
  return `${parts.sign}${parts.symbol}${NBSP}${parts.number}${parts.unit ? NBSP + parts.unit : ''}`;
}

function toned(value: number, text: string, zero: string): Change {
  if (value === 0 || /^[0.,]+$/.test(text)) return { arrow: '', text: zero, tone: 'flat' };
  return value > 0 ? { arrow: '↑', text: `+${text}`, tone: 'gain' } : { arrow: '↓', text: `${MINUS}${text}`, tone: 'loss' };
}

/** A change of money: sign, arrow and tone together; `unit` fixed for a column, else the value's own step named. */
export function change(minor: number, c: Conventions, unit?: Unit): Change {
  const step = unit ?? unitFor(minor, c);
  const text = inUnit(Math.abs(minor), step, c);
  return toned(minor, unit || !step.name ? text : text + NBSP + step.name, '0.00');
}

/** A change of a count: `+6`. */
export function countChange(value: number, c: Conventions): Change {
  return toned(value, count(Math.abs(value), c), '0');
}

/** A change as a share of what it was: `+1.92 %`; null where there was nothing. */
export function percentChange(value: number, before: number): Change | null {
  if (!before) return null;
  const share = Math.abs(value / before) * 100;
  return toned(value, share >= 1000 ? '>999' + NBSP + '%' : share.toFixed(2) + NBSP + '%', '0.00' + NBSP + '%');
}
