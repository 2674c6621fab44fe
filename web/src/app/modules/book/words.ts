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

/** What counts in the blocks of the page. */
export const BLOCKS = {
  trend: $localize`What the customers of the book hold at each month's end, by product family, and on the business day; the families add up to TRV.`,
  flow: $localize`Credits and debits of the book's savings and current accounts, month by month; moves between own accounts and term deposits are left out. The last month runs to the business day.`,
  parts: $localize`From TRV at the last month's end to TRV on the business day: money in and out, customers won and lost, lending, and the revaluation of holdings.`,
  moved: $localize`The customers whose TRV rose and fell most on the business day, and the sums over the book.`,
  calendar: $localize`Balances of term deposits that mature in the 90 days after the business day, by week, with and without an instruction to renew.`,
  attention: $localize`Customers of the book on the business day, and the amounts at stake: what lacks to the minimum, instalments returned, and balances of inactive accounts.`,
};

/** What counts in a column of the grid; the figures' are those of the strip. */
const COLUMNS: Record<string, string> = {
  trv_change_day: $localize`TRV on the business day less TRV on the day before.`,
  trv_change_month: $localize`TRV on the business day less TRV at the last month's end.`,
  card_used: $localize`What is drawn on the customer's credit cards.`,
  money_in: $localize`Credits of savings and current accounts since the first of the month; moves between own accounts and term deposits are left out.`,
  money_out: $localize`Debits of savings and current accounts since the first of the month; moves between own accounts and term deposits are left out.`,
  last_contact_on: $localize`The latest call, visit or review that the bank's other systems know of, or conversation logged here.`,
  last_activity_on: $localize`The last day on which the customer moved money.`,
  kyc_due_on: $localize`The day by which the KYC papers are to be renewed.`,
  next_maturity_on: $localize`The day on which the next term deposit of the customer matures.`,
  products: $localize`How many kinds of products the customer holds.`,
  flags: $localize`What the night's rules found: a large movement of the day, TD due in 30 days, KYC due in 90, below minimum balance, EMI bounce, inactive for a year, idle cash.`,
};

export function columnMeaning(key: string): string {
  return COLUMNS[key] ?? FIGURES[key]?.definition ?? '';
}

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
