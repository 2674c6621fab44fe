import { TimelineItem } from '../../api/models/timeline-item';
import { age, daysBetween, fullDate, shortDate } from '../../ui/dates';
import { Conventions } from '../../ui/settings';
import { TagTone } from '../../ui/tag';
import { IconName } from '../../ui/icon';
import { refusals } from '../../modules/consents/words';
import { CustomerAnswer } from './answers';

export interface Fact { text: string; tone: TagTone; icon: IconName }
type Contact = NonNullable<CustomerAnswer['last_contact']>;

const CONTACTS: Record<string, string> = {
  call: $localize`call`, visit: $localize`visit`, review: $localize`review`, email: $localize`e-mail`, video: $localize`video`, branch: $localize`in the branch`,
};
const RISKS: Record<string, string> = { low: $localize`:risk|:low`, medium: $localize`:risk|:medium`, moderate: $localize`:risk|:moderate`, high: $localize`:risk|:high` };

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

/** The facts that stand beside the name. */
export function facts(answer: CustomerAnswer, c: Conventions): Fact[] {
  const { customer } = answer;
  const risk: Fact | null = customer.risk_class
    ? { text: $localize`Risk: ${RISKS[customer.risk_class.toLowerCase()] ?? customer.risk_class}:class:`, tone: /high/i.test(customer.risk_class) ? 'risk' : 'neutral', icon: 'gauge' } : null;
  return [kycFact(customer.kyc_due_on, answer.as_of, c), risk, ...refusals(answer.contact).map((text): Fact => ({ text, tone: 'late', icon: 'lock' }))].filter(one => one !== null);
}
