import { IconName } from '../../ui/icon';
import { TagTone } from '../../ui/tag';
import { AttentionKey, FigureKey } from './answers';

/** Labels and definitions of the figure strip. */
export const FIGURES: Record<FigureKey, { label: string; brief: string; definition: string }> = {
  customers: { label: 'Customers', brief: 'Customers', definition: 'Customers in this book on the business date.' },
  trv: { label: 'Total relationship value', brief: 'TRV', definition: 'CASA, term deposits, investments and loans outstanding. A joint account counts once, with its owner.' },
  casa: { label: 'CASA', brief: 'CASA', definition: 'Closing balances of current and savings accounts.' },
  casa_average: { label: 'CASA, month average', brief: 'CASA average', definition: 'The mean of the daily closing CASA since the first of the month.' },
  term_deposits: { label: 'Term deposits', brief: 'Term deposits', definition: 'Principal and credited interest of running term deposits.' },
  investments: { label: 'Investments', brief: 'Investments', definition: 'Mutual funds, bonds and other holdings at their last valuation.' },
  loans: { label: 'Loans outstanding', brief: 'Loans', definition: 'What is still owed on loans, shown as a positive amount. Cards are not in it.' },
};

export const ATTENTION: Record<AttentionKey, { icon: IconName; label: string; flag: string }> = {
  below_minimum: { icon: 'wallet', label: 'Below minimum balance', flag: 'below_minimum' },
  emi_bounce: { icon: 'repeat', label: 'EMI bounces this month', flag: 'emi_bounce' },
  kyc_due: { icon: 'shield-check', label: 'KYC due, 30/60/90 d', flag: 'kyc_due' },
  dormant: { icon: 'clock', label: 'Inactive over 12 months', flag: 'dormant' },
};

export const FLAGS: Record<string, { label: string; icon: IconName; tone: TagTone }> = {
  outflow: { label: 'Outflow', icon: 'arrow-up-right', tone: 'loss' },
  inflow: { label: 'Inflow', icon: 'arrow-down-left', tone: 'gain' },
  td_due: { label: 'TD due', icon: 'calendar-clock', tone: 'late' },
  kyc_due: { label: 'KYC due', icon: 'shield-check', tone: 'late' },
  below_minimum: { label: 'Below min.', icon: 'wallet', tone: 'late' },
  emi_bounce: { label: 'EMI bounce', icon: 'repeat', tone: 'loss' },
  dormant: { label: 'Inactive', icon: 'clock', tone: 'neutral' },
  idle_cash: { label: 'Idle cash', icon: 'wallet', tone: 'info' },
};

export function flagLabel(flag: string): string {
  return FLAGS[flag]?.label ?? sentence(flag);
}

/** `private_banking` -> `Private banking`. */
export function sentence(code: string | null): string {
  if (!code) return '–';
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
