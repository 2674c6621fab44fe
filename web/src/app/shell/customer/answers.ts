/** The first screen of a customer, as `GET /customers/{id}` answers it. Amounts are integer minor units. */
export interface CustomerAnswer {
  as_of: string;
  currency: string;
  customer: Person;
  rm: { id: string; name: string } | null;
  branch: { id: string; name: string } | null;
  household: { id: string; name: string; members: number } | null;
  last_contact: { on: string; kind: string } | null;
  consents: Consent[];
  figures: CustomerFigure[];
  household_trv: number | null;
  products: HeldProduct[];
  next_events: NextEvent[];
  counts: { accounts: number; service_requests_open: number };
  flags: string[];
}

export interface Person {
  customer_id: string;
  name: string;
  kind: string;
  segment: string | null;
  city: string | null;
  onboarded_on: string | null;
  mobile_masked: string | null;
  email_masked: string | null;
  kyc_status: string | null;
  kyc_due_on: string | null;
  risk_class: string | null;
  is_staff: boolean;
  is_vip: boolean;
}

export interface Consent {
  purpose: string;
  channel: string;
  status: string;
}

export interface CustomerFigure {
  key: string;
  value: number;
  change_day: number | null;
  change_month: number | null;
  note: { kind: string; amount: number; on: string | null } | null;
}

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
