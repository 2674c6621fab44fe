import { sentence } from '../../ui/booking-words';

const ROLES: Record<string, string> = {
  owner: $localize`Owner`, joint: $localize`Joint holder`, nominee: $localize`Nominee`, guarantor: $localize`Guarantor`, authorised: $localize`Authorised`,
};
const STATES: Record<string, string> = {
  open: $localize`:state of an account|:Open`, active: $localize`:state of an account|:Active`, closed: $localize`:state of an account|:Closed`,
  dormant: $localize`:state of an account|:Dormant`, inactive: $localize`:state of an account|:Inactive`, frozen: $localize`:state of an account|:Frozen`,
};
const RENEWALS: Record<string, string> = {
  auto: $localize`renews by itself`, principal: $localize`principal renews`, pay_out: $localize`paid out`, payout: $localize`paid out`, none: $localize`no instruction`,
};

/** What the customer is on the account. */
export function roleWord(role: string): string {
  return ROLES[role] ?? sentence(role);
}

export function statusWord(status: string): string {
  return STATES[status] ?? sentence(status);
}

/** What happens to a deposit on its day. */
export function renewalWord(renewal: string): string {
  return RENEWALS[renewal] ?? renewal.replaceAll('_', ' ');
}
