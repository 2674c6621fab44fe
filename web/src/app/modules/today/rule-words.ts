import { shortDate } from '../../ui/dates';
import { Conventions } from '../../ui/settings';

/** What a rule found, as the API tells it: the rule's name and the facts. */
export interface Found { rule: string; on_date: string | null; detail: string | null; reason: string; title: string; why: string; evidence: string }
interface Words { title: string; reason: (day: string, detail: string) => string; why: string; evidence: string }

const RULES: Record<string, Words> = {
  emi_bounce: {
    title: $localize`Instalment returned`, reason: day => $localize`An instalment was returned on ${day}:day:`,
    why: $localize`A second return costs the customer a default; a call after the first prevents it.`,
    evidence: $localize`the instalment returned within 30 days, and its amount`,
  },
  large_outflow: {
    title: $localize`Large outflow`, reason: (day, detail) => (detail ? $localize`Large outflow on ${day}:day:; largest: ${detail}:counterparty:` : $localize`Large outflow on ${day}:day:`),
    why: $localize`Money that leaves at once leaves for a reason; the sooner asked, the more comes back.`,
    evidence: $localize`the day's fall of the relationship value, at least 1 lakh and a quarter of it`,
  },
  large_inflow: {
    title: $localize`Large inflow`, reason: (day, detail) => (detail ? $localize`Large inflow on ${day}:day:; largest: ${detail}:counterparty:` : $localize`Large inflow on ${day}:day:`),
    why: $localize`New money looks for a place within days.`,
    evidence: $localize`the day's rise of the relationship value, at least 1 lakh and a quarter of it`,
  },
  salary_stopped: {
    title: $localize`Salary stopped`, reason: day => $localize`No salary since ${day}:day:`,
    why: $localize`The salary decides which bank is the main one.`,
    evidence: $localize`the last salary, 45 to 120 days ago, after salaries in at least three months`,
  },
  salary_raised: {
    title: $localize`Salary rose`, reason: day => $localize`The salary of ${day}:day: is at least a fifth higher`,
    why: $localize`A higher salary changes what the customer can save, borrow and spend.`,
    evidence: $localize`the salary of the last 30 days, at least a fifth above the one before`,
  },
  term_deposit_due: {
    title: $localize`Term deposit matures`, reason: (day, detail) => $localize`${detail}:product: matures on ${day}:day: without an instruction`,
    why: $localize`Money without an instruction leaves the deposit, and often the bank.`,
    evidence: $localize`the maturity within 90 days, the deposit's balance; no renewal instruction`,
  },
  kyc_due: {
    title: $localize`KYC due`, reason: day => $localize`KYC papers due on ${day}:day:`,
    why: $localize`Accounts are frozen when the papers are not renewed in time.`,
    evidence: $localize`the due date within 90 days or past; the customer's relationship value`,
  },
  below_minimum: {
    title: $localize`Below the minimum balance`, reason: () => $localize`The account is below its minimum balance`,
    why: $localize`A charge falls due that a call avoids.`,
    evidence: $localize`what the account lacks, and its minimum balance; asked again each month`,
  },
  card_limit: {
    title: $localize`Card limit nearly used`, reason: (_, detail) => $localize`The card ending ${detail}:digits: is nearly used up`,
    why: $localize`The next payment may be declined; a higher limit or an instalment plan may help.`,
    evidence: $localize`what is used, at least 90% of the limit; asked again each month`,
  },
  dormant_soon: {
    title: $localize`Quiet for a year`, reason: (_, detail) => $localize`No activity since ${detail}:day:`,
    why: $localize`After 24 months without activity the account becomes inoperative.`,
    evidence: $localize`the last activity at least 365 days ago; what stands on savings and current accounts`,
  },
  inoperative: {
    title: $localize`Inoperative`, reason: (_, detail) => $localize`Inoperative; no activity since ${detail}:day:`,
    why: $localize`An inoperative account serves nobody; its money goes to the regulator's fund in the end.`,
    evidence: $localize`the warehouse's status, or a last activity 24 months ago; what stands on the accounts`,
  },
  first_product: {
    title: $localize`First product of its kind`, reason: (day, detail) => $localize`First of its kind: ${detail}:product:, opened on ${day}:day:`,
    why: $localize`The first weeks decide whether a new product stays.`,
    evidence: $localize`the account opened within 14 days, the first of its family; its balance`,
  },
  idle_cash: {
    title: $localize`Much money idle`, reason: () => $localize`A high balance, and nothing in deposits or investments`,
    why: $localize`It earns the savings rate where a deposit or fund could serve the customer better.`,
    evidence: $localize`savings and current balances of at least 10 lakh and 60% of the relationship value`,
  },
  anniversary: {
    title: $localize`Anniversary with the bank`, reason: (_, detail) => $localize`With the bank since ${detail}:year:`,
    why: $localize`Thanks for 5, 10, 15 ... years are a reason to call that asks for nothing.`,
    evidence: $localize`the year the customer came to the bank`,
  },
  birthday: {
    title: $localize`Birthday`, reason: day => $localize`Birthday on ${day}:day:`,
    why: $localize`A greeting on the day is the cheapest good conversation.`,
    evidence: $localize`the day, from the business date to three days after it`,
  },
};

/** The reason in the reader's language, days of the year of `asOf` without it; the server's own words for a rule that this build does not know. */
export function reasonOf(found: Found, asOf: string | null, c: Conventions): string {
  const day = (iso: string | null) => (iso ? shortDate(iso, asOf, c) : '');
  const detail = found.detail ?? '';
  return RULES[found.rule]?.reason(day(found.on_date), /^\d{4}-\d\d-\d\d$/.test(detail) ? day(detail) : detail) ?? found.reason;
}

export function whyOf(found: Found): string {
  return RULES[found.rule]?.why ?? found.why;
}

export function evidenceOf(found: Found): string {
  return RULES[found.rule]?.evidence ?? found.evidence;
}

export function titleOf(rule: string, title?: string): string {
  return RULES[rule]?.title ?? title ?? rule;
}
