import { IconName } from '../../ui/icon';
import { addDays } from '../../ui/dates';

const ICONS: Record<string, IconName> = {
  large_outflow: 'arrow-up-right', large_inflow: 'arrow-down-left', salary_stopped: 'circle-x', salary_raised: 'trending-up',
  term_deposit_due: 'calendar-clock', below_minimum: 'wallet', emi_bounce: 'repeat', dormant_soon: 'clock', inoperative: 'user-x',
  kyc_due: 'shield-check', card_limit: 'credit-card', idle_cash: 'piggy-bank', birthday: 'cake', anniversary: 'star', first_product: 'plus',
};

/** The icon of a rule; a plain flag for one that this build does not know. */
export function ruleIcon(rule: string): IconName {
  return ICONS[rule] ?? 'flag';
}

export interface Later { label: string; until: string }

/** One-press days to which an item is put off. */
export function laterDays(today: string): Later[] {
  return [
    { label: $localize`Tomorrow`, until: addDays(today, 1) },
    { label: $localize`In 3 days`, until: addDays(today, 3) },
    { label: $localize`In a week`, until: addDays(today, 7) },
    { label: $localize`In a month`, until: addDays(today, 30) },
  ];
}

/** Why an item is not worth doing at all; `reason` is what is kept, whatever the reader's language. */
export const DISMISSALS = [
  { reason: 'Already done', label: $localize`Already done` },
  { reason: 'Not right for this customer', label: $localize`Not right for this customer` },
  { reason: 'The customer does not want it', label: $localize`The customer does not want it` },
  { reason: 'The facts are wrong', label: $localize`The facts are wrong` },
] as const;
