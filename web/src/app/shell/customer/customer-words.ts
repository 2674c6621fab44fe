import { TimelineItem } from '../../api/models/timeline-item';
import { age, daysBetween, fullDate, shortDate } from '../../ui/dates';
import { Conventions } from '../../ui/settings';
import { TagTone } from '../../ui/tag';
import { IconName } from '../../ui/icon';
import { Consent, CustomerAnswer } from './answers';

export interface Fact { text: string; tone: TagTone; icon: IconName }
type Contact = NonNullable<CustomerAnswer['last_contact']>;

const GIVEN = new Set(['given', 'granted', 'active', 'yes', 'opted_in']);
const CONTACTS: Record<string, string> = {
  call: $localize`call`, visit: $localize`visit`, review: $localize`review`, email: $localize`e-mail`, video: $localize`video`, branch: $localize`in the branch`,
};
const RISKS: Record<string, string> = { low: $localize`:risk|:low`, medium: $localize`:risk|:medium`, moderate: $localize`:risk|:moderate`, high: $localize`:risk|:high` };
const PURPOSES: Record<string, string> = { calls: $localize`calls`, offers: $localize`offers`, marketing: $localize`marketing`, research: $localize`research`, sharing: $localize`sharing of data`, sharing_with_group: $localize`sharing with the group` };
const CHANNELS: Record<string, string> = { call: $localize`call`, phone: $localize`phone`, email: $localize`e-mail`, sms: $localize`SMS`, post: $localize`post`, whatsapp: 'WhatsApp' };

/** The later of the bank's last contact and a conversation on the timeline (newest first). */
export function latestContact(known: Contact | null, logged: readonly TimelineItem[]): Contact | null {
  const last = logged[0];
  if (!last || (known && known.on > last.on)) return known;
  return { on: last.on, kind: last.kind === 'conversation' ? last.title : last.kind };
}

/** `Last contact 05 Nov, call, 18 d ago`; what was logged after the business day has no age yet. */
export function contactText(contact: Contact | null, asOf: string, c: Conventions): string {
  if (!contact) return $localize`No contact recorded`;
  const kind = CONTACTS[contact.kind] ?? contact.kind.replaceAll('_', ' ');
  const on = shortDate(contact.on, asOf, c);
  if (contact.on > asOf) return $localize`Last contact ${on}:date:, ${kind}:kind:`;
  return $localize`Last contact ${on}:date:, ${kind}:kind:, ${age(contact.on, asOf)}:age:`;
}

/** `11 y 4 m` since a date; `8 d` within the first month. */
export function vintage(since: string, asOf: string): string {
  const from = new Date(since);
  const to = new Date(asOf);
  let months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  if (to.getUTCDate() < from.getUTCDate()) months -= 1;
  if (months < 1) return $localize`${Math.max(0, daysBetween(since, asOf))}:days: d`;
  const years = Math.floor(months / 12);
  return [years ? $localize`${years}:years: y` : '', months % 12 ? $localize`${months % 12}:months: m` : ''].filter(Boolean).join(' ');
}

/** The KYC tag: until when, due within 90 days, or overdue. */
export function kycFact(due: string | null, asOf: string, c: Conventions): Fact | null {
  if (!due) return null;
  const days = daysBetween(asOf, due);
  if (days < 0) return { text: $localize`KYC overdue since ${shortDate(due, asOf, c)}:date:`, tone: 'loss', icon: 'shield-alert' };
  if (days <= 90) return { text: $localize`KYC due ${shortDate(due, asOf, c)}:date:`, tone: 'late', icon: 'shield-alert' };
  return { text: $localize`KYC to ${fullDate(due, c)}:date:`, tone: 'gain', icon: 'shield-check' };
}

/** `Consent: no marketing calls`, for the first purpose and channel that the customer has not agreed to. */
export function consentFact(consents: readonly Consent[]): Fact | null {
  const refused = consents.filter(one => !GIVEN.has(one.status.toLowerCase()));
  if (!refused.length) return null;
  const first = refused[0] as Consent;
  const purpose = PURPOSES[first.purpose] ?? first.purpose.replaceAll('_', ' ');
  const what = first.channel ? $localize`${purpose}:purpose: by ${CHANNELS[first.channel.toLowerCase()] ?? first.channel}:channel:` : purpose;
  const more = refused.length - 1;
  return { text: more ? $localize`No consent: ${what}:what: + ${more}:more:` : $localize`No consent: ${what}:what:`, tone: 'late', icon: 'triangle-alert' };
}

/** The facts that stand beside the name. */
export function facts(answer: CustomerAnswer, c: Conventions): Fact[] {
  const { customer } = answer;
  const risk: Fact | null = customer.risk_class
    ? { text: $localize`Risk: ${RISKS[customer.risk_class.toLowerCase()] ?? customer.risk_class}:class:`, tone: /high/i.test(customer.risk_class) ? 'risk' : 'neutral', icon: 'gauge' } : null;
  return [kycFact(customer.kyc_due_on, answer.as_of, c), risk, consentFact(answer.consents)].filter(one => one !== null);
}
