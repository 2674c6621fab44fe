/** What the overview reads besides the customer itself. Amounts are integer minor units. */
export interface CashflowAnswer {
  as_of: string;
  currency: string;
  months: string[];
  money_in: number[];
  money_out: number[];
  categories: CategoryFlow[];
  salary: { months_paid: number; of_months: number } | null;
}

export interface CategoryFlow {
  category: string;
  money_in: number;
  money_out: number;
}

/** A product kind of the bank; a count of 0 is a gap. */
export interface HeldProduct {
  kind: string;
  family: string;
  count: number;
}

export interface NextEvent {
  on: string;
  kind: 'maturity' | 'emi' | 'standing';
  label: string;
  account: string | null;
  amount: number;
}

export interface ServiceRequest {
  request_id: string;
  kind: string;
  title?: string | null;
  status: string;
  opened_on: string;
  closed_on?: string | null;
}

export interface TimelineItem {
  id: string;
  on: string;
  kind: string;
  title: string;
  text: string | null;
}
