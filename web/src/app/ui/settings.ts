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

/** What the reader chose, kept by the server; what is null is as the bank writes it. */
export interface Chosen { short_units: Conventions['short_units'] | null; date_format: string | null }

export const INDIAN: Conventions = {
  currency: 'INR', locale: 'en-IN', grouping: 'indian', short_units: 'lakh_crore',
  date_format: 'dd MMM yyyy', time_zone: 'Asia/Kolkata',
};
export const NUMBERS: readonly Conventions['short_units'][] = ['lakh_crore', 'thousand_million'];
export const DATES: readonly string[] = ['dd MMM yyyy', 'dd/MM/yyyy', 'yyyy-MM-dd'];
export const AS_THE_BANK: Chosen = { short_units: null, date_format: null };

/** The bank's conventions with the reader's choice over them: short units bring their grouping along. */
export function asChosen(bank: Conventions, { short_units, date_format }: Partial<Chosen>): Conventions {
  return {
    ...bank,
    ...(short_units ? { short_units, grouping: short_units === 'lakh_crore' ? 'indian' : 'thousands' } : {}),
    ...(date_format ? { date_format } : {}),
  };
}

/** The conventions in force, what the reader may do, and the business date: set by the shell, read anywhere. */
@Injectable({ providedIn: 'root' })
export class Settings {
  readonly bank = signal<Conventions>(INDIAN);
  readonly chosen = signal<Chosen>(AS_THE_BANK);
  readonly conventions = computed(() => asChosen(this.bank(), this.chosen()));
  readonly permissions = signal<ReadonlySet<string>>(new Set());
  /** The publication's business date, `2026-11-21`, or null before it is known. */
  readonly asOf = signal<string | null>(null);
  /** The bank's calendar day by the server's clock, `2026-11-22`; by this device's until it is known. */
  readonly today = signal(new Date().toLocaleDateString('sv'));

  may(permission: string): boolean {
    return this.permissions().has(permission);
  }
}
