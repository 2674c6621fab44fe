import { IconName } from '../../ui/icon';
import { TagTone } from '../../ui/tag';

export interface FigureWords { label: string; brief: string; definition: string }

/** Labels and definitions of the figure strip. */
const FIGURES: Record<string, FigureWords> = {
  customers: { label: 'Customers', brief: 'Customers', definition: 'Customers in this book on the business date.' },
  trv: { label: 'Total relationship value', brief: 'TRV', definition: 'CASA, term deposits, investments and loans outstanding. A joint account counts once, with its owner.' },
  casa: { label: 'CASA', brief: 'CASA', definition: 'Closing balances of current and savings accounts.' },
  casa_average: { label: 'CASA, month average', brief: 'CASA average', definition: 'The mean of the daily closing CASA since the first of the month.' },
  term_deposits: { label: 'Term deposits', brief: 'Term deposits', definition: 'Principal and credited interest of running term deposits.' },
  investments: { label: 'Investments', brief: 'Investments', definition: 'Mutual funds, bonds and other holdings at their last valuation.' },
  loans: { label: 'Loans outstanding', brief: 'Loans', definition: 'What is still owed on loans, shown as a positive amount. Cards are not in it.' },
};

export interface AttentionWords { icon: IconName; label: string; flag: string }

const ATTENTION: Record<string, AttentionWords> = {
  below_minimum: { icon: 'wallet', label: 'Below minimum balance', flag: 'below_minimum' },
  emi_bounce: { icon: 'repeat', label: 'EMI bounces this month', flag: 'emi_bounce' },
  kyc_due: { icon: 'shield-check', label: 'KYC due, 30/60/90 d', flag: 'kyc_due' },
  dormant: { icon: 'clock', label: 'Inactive over 12 months', flag: 'dormant' },
};

/** The words of a figure; one the client does not know yet shows its key. */
export function figureWords(key: string): FigureWords {
  return FIGURES[key] ?? { label: sentence(key), brief: sentence(key), definition: '' };
}

export function attentionWords(key: string): AttentionWords {
  return ATTENTION[key] ?? { icon: 'circle-alert', label: sentence(key), flag: key };
}

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

/** At most two tags, and one only where two long ones would not fit. */
export function shownFlags(flags: readonly string[]): readonly string[] {
  const letters = flags.slice(0, 2).reduce((sum, flag) => sum + flagLabel(flag).length, 0);
  return flags.slice(0, letters > 15 ? 1 : 2);
}

/** `private_banking` -> `Private banking`. */
export function sentence(code: string | null): string {
  if (!code) return '–';
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
