import { IconName } from '../../ui/icon';
import { TagTone } from '../../ui/tag';

export interface FigureWords { label: string; brief: string; definition: string }

/** Labels and definitions of the figure strip. */
const FIGURES: Record<string, FigureWords> = {
  customers: { label: $localize`Customers`, brief: $localize`Customers`, definition: $localize`Customers in this book on the business date.` },
  trv: { label: $localize`Total relationship value`, brief: $localize`TRV`, definition: $localize`CASA, term deposits, investments and loans outstanding. A joint account counts once, with its owner.` },
  casa: { label: $localize`CASA`, brief: $localize`CASA`, definition: $localize`Closing balances of current and savings accounts.` },
  casa_average: { label: $localize`CASA, month average`, brief: $localize`CASA average`, definition: $localize`The mean of the daily closing CASA since the first of the month.` },
  term_deposits: { label: $localize`Term deposits`, brief: $localize`Term deposits`, definition: $localize`Principal and credited interest of running term deposits.` },
  investments: { label: $localize`Investments`, brief: $localize`Investments`, definition: $localize`Mutual funds, bonds and other holdings at their last valuation.` },
  loans: { label: $localize`Loans outstanding`, brief: $localize`Loans`, definition: $localize`What is still owed on loans, shown as a positive amount. Cards are not in it.` },
};

export interface AttentionWords { icon: IconName; label: string; query: Record<string, string> }

const ATTENTION: Record<string, AttentionWords> = {
  below_minimum: { icon: 'wallet', label: $localize`Below minimum balance`, query: { flag: 'below_minimum' } },
  emi_bounce: { icon: 'repeat', label: $localize`EMI bounces this month`, query: { flag: 'emi_bounce' } },
  kyc_due: { icon: 'shield-check', label: $localize`KYC due, 30/60/90 d`, query: { kyc_days: '90' } },
  dormant: { icon: 'clock', label: $localize`Inactive over 12 months`, query: { flag: 'dormant' } },
};

/** The words of a figure; one the client does not know yet shows its key. */
export function figureWords(key: string): FigureWords {
  return FIGURES[key] ?? { label: sentence(key), brief: sentence(key), definition: '' };
}

export function attentionWords(key: string): AttentionWords {
  return ATTENTION[key] ?? { icon: 'circle-alert', label: sentence(key), query: { flag: key } };
}

/** The days behind each of KYC's three numbers. */
export const KYC_DAYS = [30, 60, 90] as const;

export const FLAGS: Record<string, { label: string; icon: IconName; tone: TagTone }> = {
  outflow: { label: $localize`Outflow`, icon: 'arrow-up-right', tone: 'loss' },
  inflow: { label: $localize`Inflow`, icon: 'arrow-down-left', tone: 'gain' },
  td_due: { label: $localize`TD due`, icon: 'calendar-clock', tone: 'late' },
  kyc_due: { label: $localize`KYC due`, icon: 'shield-check', tone: 'late' },
  below_minimum: { label: $localize`Below min.`, icon: 'wallet', tone: 'late' },
  emi_bounce: { label: $localize`EMI bounce`, icon: 'repeat', tone: 'loss' },
  dormant: { label: $localize`Inactive`, icon: 'clock', tone: 'neutral' },
  idle_cash: { label: $localize`Idle cash`, icon: 'wallet', tone: 'info' },
};

export function flagLabel(flag: string): string {
  return FLAGS[flag]?.label ?? sentence(flag);
}

/** `private_banking` -> `Private banking`: a word of the bank's own. */
export function sentence(code: string | null): string {
  if (!code) return '–';
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The parts of what moved TRV, in the order they are drawn. */
export const MOVED: Record<string, string> = {
  new_money: $localize`New money`,
  withdrawals: $localize`Withdrawals`,
  new_customers: $localize`New customers`,
  lost_customers: $localize`Lost customers`,
  net_lending: $localize`Net lending`,
  revaluation: $localize`Revaluation`,
};
