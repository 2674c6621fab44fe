import { Injectable, signal } from '@angular/core';

/** How the bank and the reader write money and dates. */
export interface Conventions {
  currency: string;
  locale: string;
  grouping: 'indian' | 'thousands';
  short_units: 'lakh_crore' | 'thousand_million';
  date_format: string;
  time_zone: string;
}

export const INDIAN: Conventions = {
  currency: 'INR', locale: 'en-IN', grouping: 'indian', short_units: 'lakh_crore',
  date_format: 'dd MMM yyyy', time_zone: 'Asia/Kolkata',
};

/** The conventions in force, what the reader may do, and the business date: set by the shell, read anywhere. */
@Injectable({ providedIn: 'root' })
export class Settings {
  readonly conventions = signal<Conventions>(INDIAN);
  readonly permissions = signal<ReadonlySet<string>>(new Set());
  /** The publication's business date, `2026-11-21`, or null before it is known. */
  readonly asOf = signal<string | null>(null);

  may(permission: string): boolean {
    return this.permissions().has(permission);
  }
}
