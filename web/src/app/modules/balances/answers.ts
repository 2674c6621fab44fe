/** `GET /customers/{id}/balances`: changed days only, the first point on `from`. Minor units. */
export interface BalancesAnswer {
  as_of: string;
  currency: string;
  from: string;
  to: string;
  series: BalanceSeries[];
  events: BalanceEvent[];
}

export interface BalanceSeries {
  account_id: string;
  number_masked: string;
  product: string;
  family: string;
  minimum_balance: number | null;
  points: [day: string, closing: number][];
}

export interface BalanceEvent {
  on: string;
  kind: 'salary' | 'large_credit' | 'large_debit' | 'bounce' | 'maturity';
  label: string;
  amount: number;
  account_id: string;
}
