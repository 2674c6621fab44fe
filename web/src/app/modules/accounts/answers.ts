/** `GET /customers/{id}/accounts`. Amounts are integer minor units, rates per cent a year. */
export interface AccountsAnswer {
  as_of: string;
  currency: string;
  totals: Record<string, number>;
  results: Account[];
}

export interface Account {
  account_id: string;
  number_masked: string;
  product: string;
  kind: string;
  family: string;
  currency: string;
  role: string;
  holders: number;
  status: string;
  opened_on: string | null;
  closed_on: string | null;
  closing: number;
  change_day: number | null;
  month_average: number | null;
  interest_rate: string | number | null;
  matures_on: string | null;
  renewal: string | null;
  principal: number | null;
  instalment: number | null;
  instalment_day: number | null;
  credit_limit: number | null;
  minimum_balance: number | null;
  overdue_days: number | null;
  nominees: string[];
  joint: string[];
}
