import { IconName } from '../../ui/icon';
import { categoryName, channelName } from '../../ui/booking-words';
import { fullDate } from '../../ui/dates';
import { Column } from '../../ui/grid/grid';
import { amount, Conventions, symbol } from '../../ui/money';
import { Transaction } from './answers';

const ICONS: Record<string, IconName> = {
  upi: 'smartphone', imps: 'smartphone', neft: 'landmark', rtgs: 'landmark', cash: 'wallet', cheque: 'file-text', nach: 'repeat', card: 'credit-card', internal: 'repeat',
};

const MEANINGS = {
  amount: $localize`What was booked: credits have a plus, debits a minus.`,
  balance: $localize`What stood on the account after this booking, as the warehouse says it.`,
};

export function channelIcon(channel: string | null): IconName {
  return ICONS[channel ?? ''] ?? 'banknote';
}

/** The table's columns: newest first, the running balance last. Only credits are coloured. */
export function transactionColumns(c: Conventions): Column<Transaction>[] {
  const unit = symbol(c.currency);
  const signed = (row: Transaction) => (row.amount > 0 ? '+' : '') + amount(row.amount, c);
  return [
    { key: 'posted_on', label: $localize`Date`, text: row => fullDate(row.posted_on, c), fades: true, width: '104px', phone: 'detail' },
    { key: 'account', label: $localize`Account`, text: row => `${row.product} ${row.number_masked}`, quiet: true, width: '196px', phone: 'detail', from: 760 },
    { key: 'counterparty', label: $localize`Counterparty`, text: row => row.counterparty ?? '–', strong: true, width: '184px', phone: 'lead' },
    { key: 'narration', label: $localize`Narration`, text: row => row.narration ?? '–', quiet: true, from: 900 },
    { key: 'channel', label: $localize`Channel`, text: row => channelName(row.channel), quiet: true, width: '96px', phone: 'detail' },
    { key: 'category', label: $localize`Category`, text: row => categoryName(row.category), quiet: true, width: '132px', from: 1040 },
    { key: 'amount', label: $localize`Amount, ${unit}:currency:`, meaning: MEANINGS.amount, text: signed, numeric: true, strong: true, width: '124px', phone: 'amount', tone: row => (row.amount > 0 ? 'gain' : '') },
    { key: 'balance_after', label: $localize`Balance after, ${unit}:currency:`, meaning: MEANINGS.balance, text: row => (row.balance_after === null ? '–' : amount(row.balance_after, c)), numeric: true, quiet: true, width: '136px', phone: 'side' },
  ];
}
