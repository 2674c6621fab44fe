import { Injectable, computed, signal } from '@angular/core';

/** How the bank and the reader write money and dates. */
export interface Conventions {
  currency: string;
  locale: string;
  grouping: 'indian' | 'thousands';
  short_units: 'lakh_crore' | 'thousand_million';
  date_format: string;
  time_zone: string;
}

/** What the reader chose for this browser; what is absent is as the bank writes it. */
export interface Chosen { numbers?: Conventions['short_units']; dates?: string }

export const INDIAN: Conventions = {
  currency: 'INR', locale: 'en-IN', grouping: 'indian', short_units: 'lakh_crore',
  date_format: 'dd MMM yyyy', time_zone: 'Asia/Kolkata',
};
export const NUMBERS: readonly Conventions['short_units'][] = ['lakh_crore', 'thousand_million'];
export const DATES: readonly string[] = ['dd MMM yyyy', 'dd/MM/yyyy', 'yyyy-MM-dd'];
const KEY = 'c360.format';

/** The bank's conventions with the reader's choice over them: short units bring their grouping along. */
export function asChosen(bank: Conventions, chosen: Chosen): Conventions {
  const { numbers, dates } = chosen;
  return {
    ...bank,
    ...(numbers ? { short_units: numbers, grouping: numbers === 'lakh_crore' ? 'indian' : 'thousands' } : {}),
    ...(dates ? { date_format: dates } : {}),
  };
}

/** The conventions in force, what the reader may do, and the business date: set by the shell, read anywhere. */
@Injectable({ providedIn: 'root' })
export class Settings {
  readonly bank = signal<Conventions>(INDIAN);
  private readonly chosen = signal<Chosen>(stored());
  readonly conventions = computed(() => asChosen(this.bank(), this.chosen()));
  readonly permissions = signal<ReadonlySet<string>>(new Set());
  /** The publication's business date, `2026-11-21`, or null before it is known. */
  readonly asOf = signal<string | null>(null);

  may(permission: string): boolean {
    return this.permissions().has(permission);
  }

  /** Holds at once on every screen, and in this browser from now on. */
  choose(part: Chosen): void {
    this.chosen.update(before => ({ ...before, ...part }));
    try { localStorage.setItem(KEY, JSON.stringify(this.chosen())); } catch { /* storage is off: the choice holds for this page */ }
  }
}

function stored(): Chosen {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Chosen;
    return {
      ...(NUMBERS.some(one => one === kept.numbers) ? { numbers: kept.numbers } : {}),
      ...(DATES.some(one => one === kept.dates) ? { dates: kept.dates } : {}),
    };
  } catch { return {}; }
}
