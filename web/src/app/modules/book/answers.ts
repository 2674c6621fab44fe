/** Answers of `/api/book*`. Amounts are integer minor units of `currency`. */
export type FigureKey = 'customers' | 'trv' | 'casa' | 'casa_average' | 'term_deposits' | 'investments' | 'loans';

export interface BookFigure {
  key: FigureKey;
  unit: 'count' | 'minor';
  value: number;
  change_day: number | null;
  change_month: number | null;
  month_start: number | null;
  spark: number[];
}

export type AttentionKey = 'below_minimum' | 'emi_bounce' | 'kyc_due' | 'dormant';
export interface Attention { key: AttentionKey; count: number; amount: number | null; parts: number[] | null }
export interface BookAnswer { as_of: string; currency: string; title: string; unit: string | null; figures: BookFigure[]; attention: Attention[] }

export interface TrendAnswer {
  as_of: string;
  currency: string;
  months: string[];
  casa: number[];
  term_deposits: number[];
  investments: number[];
  loans: number[];
  money_in: number[];
  money_out: number[];
}

export interface Mover { customer_id: string; name: string; amount: number }
export interface MoversAnswer { as_of: string; currency: string; money_in: number; money_out: number; inflows: Mover[]; outflows: Mover[] }

export interface MaturityWeek { starts_on: string; no_instruction: number; renewing: number; count: number }
export interface CalendarAnswer { as_of: string; currency: string; total: number; count: number; weeks: MaturityWeek[] }

export interface BookRow {
  customer_id: string;
  name: string;
  kind: string;
  segment: string | null;
  city: string | null;
  trv: number;
  trv_change_day: number;
  casa: number;
  term_deposits: number;
  investments: number;
  loans: number;
  last_contact_on: string | null;
  flags: string[];
}

export interface Facet { value: string; count: number }
export interface CustomersAnswer {
  as_of: string;
  currency: string;
  count: number;
  totals: { trv: number; trv_change_day: number; casa: number; term_deposits: number; investments: number; loans: number };
  facets: { segments: Facet[]; cities: Facet[]; flags: Facet[] };
  results: BookRow[];
  next: string | null;
}
