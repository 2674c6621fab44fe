/** `GET /customers/{id}/transactions` and its summary. Amounts are signed integer minor units. */
export interface Transaction {
  transaction_id: string;
  posted_on: string;
  account_id: string;
  number_masked: string;
  product: string;
  counterparty: string | null;
  narration: string | null;
  channel: string | null;
  category: string | null;
  amount: number;
  balance_after: number | null;
  value_date: string | null;
}

export interface TransactionPage {
  as_of: string;
  currency: string;
  results: Transaction[];
  next: string | null;
}

export interface TransactionSummary {
  as_of: string;
  currency: string;
  count: number;
  of_count: number;
  money_in: number;
  money_out: number;
  net: number;
  months: { month: string; money_in: number; money_out: number }[];
  counterparties: { name: string; net: number }[];
  facets: { channels: FacetValue[]; categories: FacetValue[]; counterparties: FacetValue[] };
}

/** A facet is a value, or a value with the number of rows behind it. */
export type FacetValue = string | { value: string; count: number };

/** The accounts a filter may name (from `GET /customers/{id}/accounts`). */
export interface FilterAccount {
  account_id: string;
  number_masked: string;
  product: string;
}
