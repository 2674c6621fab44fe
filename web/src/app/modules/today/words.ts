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
    { label: 'Tomorrow', until: addDays(today, 1) },
    { label: 'In 3 days', until: addDays(today, 3) },
    { label: 'In a week', until: addDays(today, 7) },
    { label: 'In a month', until: addDays(today, 30) },
  ];
}

/** Why an item is not worth doing at all. */
export const DISMISSALS = ['Already done', 'Not right for this customer', 'The customer does not want it', 'The facts are wrong'] as const;
