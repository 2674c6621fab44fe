import { shortDate } from '../../ui/dates';
import { Column } from '../../ui/grid/grid';
import { Conventions } from '../../ui/settings';
import { change, inUnit, shortText, Unit, unitFor } from '../../ui/money';
import { BookRow, CustomersAnswer } from './answers';
import { flagLabel, sentence } from './words';

/** Units of the grid: amounts in one step, the day's change in a finer one. */
export interface GridUnits { amount: Unit; change: Unit }

function amountText(minor: number, unit: Unit, c: Conventions): string {
  return minor === 0 ? '–' : inUnit(minor, unit, c);
}

/** The book's columns; on a phone the name and TRV over segment, city and the day's change. */
export function customerColumns(units: GridUnits, asOf: string, c: Conventions, phone: boolean): Column<BookRow>[] {
  const money = (key: 'casa' | 'term_deposits' | 'investments' | 'loans', label: string, from?: number): Column<BookRow> => ({
    key, label, numeric: true, sortable: true, descendingFirst: true, width: '64px', ...(from ? { from } : {}),
    text: row => amountText(row[key], units.amount, c),
  });
  return [
    { key: 'name', label: 'Customer', sortable: true, text: row => row.name, phone: 'lead' },
    { key: 'customer_id', label: 'Id', sortable: true, quiet: true, width: '84px', from: 760, text: row => row.customer_id },
    { key: 'segment', label: 'Segment', sortable: true, quiet: true, width: '66px', from: 600, text: row => sentence(row.segment), phone: 'detail' },
    { key: 'city', label: 'City', sortable: true, quiet: true, width: '74px', from: 700, text: row => row.city ?? '–', phone: 'detail' },
    {
      key: 'trv', label: 'TRV', numeric: true, sortable: true, descendingFirst: true, strong: true, width: '74px', phone: 'amount',
      text: row => phone ? shortText(row.trv, c) : amountText(row.trv, units.amount, c),
    },
    {
      key: 'trv_change_day', label: 'Change 1 d', numeric: true, sortable: true, descendingFirst: true, width: '84px', phone: 'side',
      text: row => { const moved = change(row.trv_change_day, c, phone ? undefined : units.change); return (moved.arrow ? moved.arrow + ' ' : '') + moved.text; },
      tone: row => change(row.trv_change_day, c, units.change).tone,
    },
    money('casa', 'CASA'), money('term_deposits', 'TD'), money('investments', 'Invest.', 640), money('loans', 'Loans', 640),
    { key: 'last_contact_on', label: 'Last contact', sortable: true, descendingFirst: true, width: '92px', from: 880, text: row => row.last_contact_on ? shortDate(row.last_contact_on, asOf, c) : '–' },
    { key: 'flags', label: 'Flags', width: '148px', from: 820, text: row => row.flags.map(flagLabel).join(', ') || '–', phone: 'detail' },
  ];
}

/** The words of the total row. */
export function totalWords(answer: CustomersAnswer, units: GridUnits, c: Conventions, filtered: boolean): Record<string, string> {
  const { trv, trv_change_day, casa, term_deposits, investments, loans } = answer.totals;
  const moved = change(trv_change_day, c, units.change);
  // a sum too long for the column's unit names its own: 68.60 Cr over rows in L
  const text = (minor: number) => {
    const own = unitFor(minor, c);
    return own.size > units.amount.size ? `${inUnit(minor, own, c)}\u00a0${own.name}` : amountText(minor, units.amount, c);
  };
  return {
    name: filtered ? 'All that match' : 'All customers', trv: text(trv), trv_change_day: (moved.arrow ? moved.arrow + ' ' : '') + moved.text,
    casa: text(casa), term_deposits: text(term_deposits), investments: text(investments), loans: text(loans),
  };
}
