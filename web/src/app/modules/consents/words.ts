import { ContactAction } from '../../api/models/contact-action';

const CHANNELS: Record<string, string> = {
  sms: $localize`SMS`, email: $localize`E-mail`, phone: $localize`Phone`, call: $localize`Phone`, whatsapp: 'WhatsApp', post: $localize`Postal mail`, branch_visit: $localize`Branch visit`,
};
const PURPOSES: Record<string, string> = {
  marketing: $localize`Marketing`, calls: $localize`Calls`, data_sharing: $localize`Data sharing`, research: $localize`Research`, offers: $localize`Offers`, service: $localize`Service`,
};

function sentence(text: string): string {
  const plain = text.toLowerCase().replaceAll('_', ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** What the data would be used for. */
export function purposeWord(purpose: string): string {
  return PURPOSES[purpose.toLowerCase()] ?? sentence(purpose);
}

/** How the customer would be reached. */
export function channelWord(channel: string): string {
  return CHANNELS[channel.toLowerCase()] ?? sentence(channel);
}

/** Whether the customer may be called; a conversation that took place is logged all the same. */
export function mayCall(contact: readonly ContactAction[]): boolean {
  return contact.find(one => one.action === 'call')?.allowed ?? true;
}

/** Why an action is closed, by its purpose: shown beside the button it closes. */
export function refusal(one: ContactAction): string {
  const purposes = one.purposes.map(purposeWord).join(', ');
  if (one.action === 'call') return $localize`No calls: consent withdrawn (${purposes}:purposes:)`;
  if (one.action === 'email') return $localize`No e-mail: consent withdrawn (${purposes}:purposes:)`;
  return one.state === 'withdrawn' ? $localize`No campaigns: consent withdrawn (${purposes}:purposes:)` : $localize`No campaigns: never asked for consent`;
}

/** What is allowed, and by what. */
export function permission(one: ContactAction): string {
  const purposes = one.purposes.map(purposeWord).join(', ');
  return one.state === 'granted' ? $localize`Allowed: consent given (${purposes}:purposes:)` : $localize`Allowed for service; never asked for consent`;
}

export function actionWord(one: ContactAction): string {
  return { call: $localize`Calls`, email: $localize`E-mail`, campaign: $localize`Campaigns` }[one.action];
}

/** The refusals of what this page offers: calls and e-mail. */
export function refusals(contact: readonly ContactAction[]): string[] {
  return contact.filter(one => !one.allowed && one.action !== 'campaign').map(refusal);
}
