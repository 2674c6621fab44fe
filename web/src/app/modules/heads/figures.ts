import { UnitCoverage } from '../../api/models/unit-coverage';
import { UnitFigures } from '../../api/models/unit-figures';
import { UnitPeriod } from '../../api/models/unit-period';

/** A row of the table: what the night and the people logged of one unit or RM, in the period chosen. */
export interface HeadRow { figures: UnitFigures; period: UnitPeriod | undefined; overdue: number | null }

/** The columns that compare, in the order they stand. */
export type Column = 'name' | 'customers' | 'trv' | 'change' | 'average' | 'before' | 'against' | 'deposits' | 'renewing' | 'bounces' | 'kyc' | 'contacted' | 'promises' | 'risk';

/** Per cent of a whole; null where there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole ? part / whole * 100 : null;
}

/** CASA's average less that of the whole period before, in minor units. */
export function against(period: UnitPeriod | undefined): number | null {
  if (!period || period.casa_average === null || period.casa_average_before === null) return null;
  return period.casa_average - period.casa_average_before;
}

/** The number by which a column is sorted and its worst is found; null sorts last. */
export function valueOf(row: HeadRow, column: Exclude<Column, 'name'>): number | null {
  const { figures, period } = row;
  switch (column) {
    case 'customers': return figures.customers;
    case 'trv': return figures.trv;
    case 'change': return period?.trv_change ?? null;
    case 'average': return period?.casa_average ?? null;
    case 'before': return period?.casa_average_before ?? null;
    case 'against': return share(against(period) ?? 0, period?.casa_average_before ?? 0);
    case 'deposits': return period?.term_deposits_change ?? null;
    case 'renewing': return share(figures.renewing, figures.maturing);
    case 'bounces': return figures.emi_bounce;
    case 'kyc': return figures.kyc_overdue;
    case 'contacted': return share(figures.contacted, figures.customers);
    case 'promises': return row.overdue;
    case 'risk': return figures.at_risk;
  }
}

/** `-trv` -> TRV, the largest first. A word of no column sorts by TRV. */
export function sortOf(text: string | undefined, columns: readonly Column[]): { column: Column; down: boolean } {
  const column = columns.find(one => one === text?.replace(/^-/, ''));
  return column ? { column, down: text?.startsWith('-') ?? false } : { column: 'trv', down: true };
}

export function sorted(rows: readonly HeadRow[], { column, down }: { column: Column; down: boolean }): HeadRow[] {
  const turn = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (column === 'name') return turn * a.figures.name.localeCompare(b.figures.name);
    const [left, right] = [valueOf(a, column), valueOf(b, column)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    return turn * (left - right);
  });
}

/** Where less is worse, and where more is: these are counted by customer. */
const SHARES = ['renewing', 'contacted'] as const;
const COUNTS = ['bounces', 'kyc', 'promises'] as const;
const FEW = 3; // rows among which one stands out
const LESS = 0.8;
const MORE = 1.5;

/** Of each column the id of the row that is much worse than all together: by a fifth, or half as often again a customer. */
export function worst(rows: readonly HeadRow[], total: HeadRow): Partial<Record<Column, string>> {
  if (rows.length < FEW) return {};
  const found: Partial<Record<Column, string>> = {};
  for (const column of SHARES) {
    const [last] = sorted(rows.filter(row => valueOf(row, column) !== null), { column, down: false });
    if (last && (valueOf(last, column) ?? 0) < LESS * (valueOf(total, column) ?? 0)) found[column] = last.figures.id;
  }
  for (const column of COUNTS) {
    const often = (row: HeadRow) => (valueOf(row, column) ?? 0) / (row.figures.customers || 1);
    const [first] = [...rows].sort((a, b) => often(b) - often(a));
    if (first && often(first) > MORE * often(total)) found[column] = first.figures.id;
  }
  return found;
}

export function headRow(figures: UnitFigures, at: number, coverage: readonly UnitCoverage[] | undefined): HeadRow {
  return { figures, period: figures.periods[at], overdue: coverage?.find(one => one.id === figures.id)?.overdue_promises ?? null };
}
