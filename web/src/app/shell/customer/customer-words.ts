import { daysBetween, fullDate, shortDate } from '../../ui/dates';
import { Conventions } from '../../ui/settings';
import { TagTone } from '../../ui/tag';
import { IconName } from '../../ui/icon';
import { Consent, CustomerAnswer } from './answers';

export interface Fact { text: string; tone: TagTone; icon: IconName }

const GIVEN = new Set(['given', 'granted', 'active', 'yes', 'opted_in']);

/** `11 y 4 m` since a date; `8 d` within the first month. */
export function vintage(since: string, asOf: string): string {
  const from = new Date(since);
  const to = new Date(asOf);
  let months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  if (to.getUTCDate() < from.getUTCDate()) months -= 1;
  if (months < 1) return `${Math.max(0, daysBetween(since, asOf))} d`;
  const years = Math.floor(months / 12);
  return [years ? `${years} y` : '', months % 12 ? `${months % 12} m` : ''].filter(Boolean).join(' ');
}

/** The KYC tag: until when, due within 90 days, or overdue. */
export function kycFact(due: string | null, asOf: string, c: Conventions): Fact | null {
  if (!due) return null;
  const days = daysBetween(asOf, due);
  if (days < 0) return { text: `KYC overdue since ${shortDate(due, asOf, c)}`, tone: 'loss', icon: 'shield-alert' };
  if (days <= 90) return { text: `KYC due ${shortDate(due, asOf, c)}`, tone: 'late', icon: 'shield-alert' };
  return { text: `KYC to ${fullDate(due, c)}`, tone: 'gain', icon: 'shield-check' };
}

/** `Consent: no marketing calls`, for the first purpose and channel that the customer has not agreed to. */
export function consentFact(consents: readonly Consent[]): Fact | null {
  const refused = consents.filter(one => !GIVEN.has(one.status.toLowerCase()));
  if (!refused.length) return null;
  const first = refused[0] as Consent;
  const what = [first.purpose, first.channel].filter(Boolean).join(' by ').replaceAll('_', ' ');
  const more = refused.length > 1 ? ` + ${refused.length - 1}` : '';
  return { text: `No consent: ${what}${more}`, tone: 'late', icon: 'triangle-alert' };
}

/** The facts that stand beside the name. */
export function facts(answer: CustomerAnswer, c: Conventions): Fact[] {
  const { customer } = answer;
  const risk: Fact | null = customer.risk_class
    ? { text: `Risk: ${customer.risk_class}`, tone: /high/i.test(customer.risk_class) ? 'risk' : 'neutral', icon: 'gauge' } : null;
  return [kycFact(customer.kyc_due_on, answer.as_of, c), risk, consentFact(answer.consents)].filter(one => one !== null);
}
