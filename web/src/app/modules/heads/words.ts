import { Column } from './figures';

/** Where the numbers come from, said with their meaning. */
export const FROM = $localize`the night's roll-up of the warehouse's accounts, balances and contacts`;

export interface ColumnWords { label: string; meaning: string }

/** The column's head and what counts in it. */
export const COLUMNS: Record<Column, ColumnWords> = {
  name: { label: $localize`Unit and RM`, meaning: '' },
  customers: { label: $localize`Customers`, meaning: $localize`Customers of the books on the business date.` },
  trv: { label: $localize`TRV`, meaning: $localize`CASA, term deposits, investments and loans outstanding. A joint account counts once, with its owner.` },
  change: { label: $localize`:change of an amount|:Change`, meaning: $localize`TRV on the business day less TRV before the period, of today's customers.` },
  average: { label: $localize`CASA avg`, meaning: $localize`The mean of the daily closing CASA in the period.` },
  before: { label: $localize`Before`, meaning: $localize`The mean of the daily closing CASA in the whole period before. The warehouse tells no target.` },
  against: { label: $localize`Against before`, meaning: $localize`The CASA average less that of the period before, as a share of it.` },
  deposits: { label: $localize`TD net`, meaning: $localize`Term deposits on the business day less those before the period.` },
  renewing: { label: $localize`Renewing`, meaning: $localize`Of the money in term deposits that mature in 90 days, the part with an instruction to renew.` },
  bounces: { label: $localize`Bounces`, meaning: $localize`Customers with an instalment returned this month.` },
  kyc: { label: $localize`KYC overdue`, meaning: $localize`Customers whose KYC papers were due before the business date.` },
  contacted: { label: $localize`Contacted`, meaning: $localize`Customers spoken with in 90 days: by the bank's other systems, or as logged here.` },
  promises: { label: $localize`Overdue promises`, meaning: $localize`Open follow-ups of these customers that were due before today.` },
  risk: { label: $localize`At risk`, meaning: $localize`TRV of customers flagged for an outflow or as inactive, or with a term deposit that matures in 30 days and is not renewed.` },
};

const HEADS: Record<string, string> = {
  branch: $localize`branch head`, cluster: $localize`cluster head`, region: $localize`region head`,
};

/** `Vikram Kamat, branch head`. */
export function headWords(name: string, level: string): string {
  const post = HEADS[level];
  return post ? $localize`${name}:name:, ${post}:post:` : name;
}

export const WORST = $localize`The worst of these rows, much behind all together`;
