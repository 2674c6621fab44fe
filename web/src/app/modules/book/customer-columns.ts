import { MONTH_LETTERS, shortDate } from '../../ui/dates';
import { BOX_WIDTH } from '../../ui/grid/column';
import { Column } from '../../ui/grid/grid';
import { Conventions } from '../../ui/settings';
import { change, inUnit, scaled, shortText, Unit, unitFor } from '../../ui/money';
import { BookRow, CustomersAnswer } from './answers';
import { flagTags } from './flag-words';
import { columnMeaning, sentence } from './words';

/** Units of the grid: amounts in one step, changes in a finer one. */
export interface GridUnits { amount: Unit; change: Unit }
export interface Choice { key: string; label: string }

type Amount = keyof CustomersAnswer['totals'];
type Day = 'last_contact_on' | 'last_activity_on' | 'kyc_due_on' | 'next_maturity_on';

/** Every column that there is, in order; the customer's name is always the first. */
export const COLUMNS: readonly Choice[] = [
  { key: 'customer_id', label: $localize`Id` }, { key: 'segment', label: $localize`Segment` }, { key: 'city', label: $localize`City` },
  { key: 'rm', label: $localize`RM` }, { key: 'trv', label: $localize`TRV` }, { key: 'trv_change_day', label: $localize`Change 1 d` },
  { key: 'trv_change_month', label: $localize`Change MTD` }, { key: 'casa', label: $localize`CASA` }, { key: 'casa_average', label: $localize`CASA avg.` },
  { key: 'term_deposits', label: $localize`TD` }, { key: 'investments', label: $localize`Invest.` }, { key: 'loans', label: $localize`Loans` },
  { key: 'card_used', label: $localize`Cards used` }, { key: 'money_in', label: $localize`In, month` }, { key: 'money_out', label: $localize`Out, month` },
  { key: 'last_contact_on', label: $localize`Last contact` }, { key: 'last_activity_on', label: $localize`Last activity` },
  { key: 'kyc_due_on', label: $localize`KYC due` }, { key: 'next_maturity_on', label: $localize`Next maturity` },
  { key: 'products', label: $localize`Products` }, { key: 'flags', label: $localize`Flags` }, { key: 'tags', label: $localize`Tags` },
];
export const USUAL = ['customer_id', 'segment', 'city', 'trv', 'trv_change_day', 'casa', 'term_deposits', 'investments', 'loans', 'last_contact_on', 'flags'];
const CHANGES: readonly string[] = ['trv_change_day', 'trv_change_month'];
const SUMS: readonly string[] = ['trv', 'trv_change_day', 'trv_change_month', 'casa', 'term_deposits', 'investments', 'loans', 'card_used', 'money_in', 'money_out'];
/** The px of a day with its year, `28 Nov 2025`: its figures and spaces, and the month's name in the reader's language. */
const DATE_PX = 66 + 8 * MONTH_LETTERS;
const WIDTHS: Record<string, string> = {
  customer_id: '76px', segment: '66px', city: '70px', rm: '116px', trv: '76px', trv_change_day: '80px', trv_change_month: '90px', casa_average: '76px',
  card_used: '76px', money_in: '76px', money_out: '80px', last_contact_on: `${DATE_PX}px`, last_activity_on: `${DATE_PX}px`, kyc_due_on: `${DATE_PX}px`,
  next_maturity_on: `${Math.max(98, DATE_PX)}px`, products: '66px', flags: '127px', tags: '110px',
};
const SUM_WIDTH = '64px';
/** The px that the totals' unit needs more in a language that writes it out. */
const LONGER_UNIT = $localize`:unit of money|:Cr`.length > 2 ? 16 : 0;
/** What a customer's name keeps, in px, whatever stands beside it. */
export const NAME_WIDTH = 142;
// The usual columns make room for the name in this order; one that the reader chose stays.
const GIVING_WAY = ['last_contact_on', 'flags', 'customer_id', 'city', 'investments', 'loans', 'segment'];
const FROM = fromWidths();
const PHONE: Record<string, Column<BookRow>['phone']> = { segment: 'detail', city: 'detail', flags: 'detail', trv: 'amount', trv_change_day: 'side' };

/** The chosen columns; on a phone the name and TRV over segment, city and the day's change. */
export function customerColumns(chosen: readonly string[], units: GridUnits, asOf: string, c: Conventions, phone: boolean): Column<BookRow>[] {
  const keys = phone ? [...new Set([...USUAL, ...chosen])] : chosen.length ? chosen : USUAL;
  const known = keys.map(key => COLUMNS.find(one => one.key === key)).filter(one => one !== undefined);
  const columns = known.map(({ key, label }): Column<BookRow> => ({
    key, label, sortable: key !== 'tags', width: widthOf(key), meaning: columnMeaning(key),
    ...(chosen.length || !FROM[key] ? {} : { from: FROM[key] }), ...(PHONE[key] ? { phone: PHONE[key] } : {}),
    ...words(key, units, asOf, c, phone),
  }));
  return [{ key: 'name', label: $localize`Customer`, sortable: true, text: row => row.name, least: NAME_WIDTH, phone: 'lead' }, ...columns];
}

function widthOf(key: string): string {
  const width = WIDTHS[key] ?? SUM_WIDTH;
  return SUMS.includes(key) && !CHANGES.includes(key) ? `${Number.parseInt(width, 10) + LONGER_UNIT}px` : width;
}

/** The grid's width in px below which each column is hidden, so that the name keeps its own. */
function fromWidths(): Record<string, number> {
  const px = (key: string) => Number.parseInt(widthOf(key), 10);
  let room = BOX_WIDTH + NAME_WIDTH + USUAL.reduce((sum, key) => sum + px(key), 0);
  return Object.fromEntries(GIVING_WAY.map((key): [string, number] => {
    const from = room;
    room -= px(key);
    return [key, from];
  }));
}

function words(key: string, units: GridUnits, asOf: string, c: Conventions, phone: boolean): Partial<Column<BookRow>> & Pick<Column<BookRow>, 'text'> {
  if (CHANGES.includes(key)) {
    const moved = (row: BookRow) => change(row[key as 'trv_change_day'], c, phone ? undefined : units.change);
    return { numeric: true, descendingFirst: true, text: row => arrowed(moved(row)), tone: row => moved(row).tone };
  }
  if (SUMS.includes(key) || key === 'casa_average') {
    return { numeric: true, descendingFirst: true, strong: key === 'trv', text: row => (phone && key === 'trv' ? shortText(row.trv, c) : amountText(row[key as Amount], units.amount, c)) };
  }
  if (key.endsWith('_on')) {
    return { descendingFirst: key.startsWith('last'), text: row => { const day = row[key as Day]; return day ? shortDate(day, asOf, c) : '–'; } };
  }
  switch (key) {
    case 'products': return { numeric: true, descendingFirst: true, text: row => String(row.products.length || '–') };
    case 'flags': return { descendingFirst: true, text: row => flagTags(row, asOf, c).map(tag => tag.text).join(', ') || '–' };
    case 'tags': return { text: row => row.tags.join(', ') || '–' };
    case 'customer_id': return { quiet: true, text: row => row.customer_id };
    case 'city': return { quiet: true, text: row => row.city ?? '–' };
    case 'rm': return { quiet: true, text: row => row.rm ?? '–' };
    default: return { quiet: true, text: row => sentence(row.segment) };
  }
}

function amountText(minor: number, unit: Unit, c: Conventions): string {
  return minor === 0 ? '–' : inUnit(minor, unit, c);
}

function arrowed(moved: { arrow: string; text: string }): string {
  return (moved.arrow ? moved.arrow + ' ' : '') + moved.text;
}

/** The words of the total row. */
export function totalWords(answer: CustomersAnswer, units: GridUnits, c: Conventions, filtered: boolean): Record<string, string> {
  // a sum too long for the column's unit names its own: 68.60 Cr over rows in L; the larger it is, the fewer decimals it has room for
  const text = (minor: number) => {
    const own = unitFor(minor, c);
    const named = own.size > units.amount.size;
    const unit = named ? own : units.amount;
    const size = Math.abs(scaled(minor, unit, c));
    if (size < (named ? 100 : 1000)) return named ? `${inUnit(minor, unit, c)}\u00a0${unit.name}` : amountText(minor, unit, c);
    return inUnit(minor, unit, c, size < 1000 ? 1 : 0) + (named ? `\u00a0${unit.name}` : '');
  };
  const sums = Object.entries(answer.totals).map(([key, minor]) => [key, CHANGES.includes(key) ? arrowed(change(minor, c, units.change)) : text(minor)]);
  return { name: filtered ? $localize`All that match` : $localize`All customers`, ...Object.fromEntries(sums) };
}

export function totalTones(answer: CustomersAnswer, units: GridUnits, c: Conventions): Record<string, string> {
  return Object.fromEntries(CHANGES.map(key => [key, change(answer.totals[key as Amount], c, units.change).tone]));
}
