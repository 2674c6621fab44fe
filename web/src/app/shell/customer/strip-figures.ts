import { daysBetween, monthName, shortDate } from '../../ui/dates';
import { change, Change, exact, percentChange, shortText } from '../../ui/money';
import { Conventions } from '../../ui/settings';
import { CustomerAnswer, CustomerFigure } from './answers';

/** A figure of the strip: its value in minor units, what it means and where it is from, and one line below it. */
export interface StripFigure {
  key: string;
  label: string;
  meaning: string;
  from: string;
  value: number;
  exact: string;
  changes: { over: string; change: Change }[];
  note: { text: string; late: boolean } | null;
}

const SOON_DAYS = 30;
const LEDGER = $localize`accounts and daily balances of the warehouse`;
const BOOKINGS = $localize`bookings on cards, and their balances, of the warehouse`;
const WORDS: Record<string, [label: string, meaning: string, from: string]> = {
  trv: [$localize`Relationship value`, $localize`Savings, current, deposits, investments and loans outstanding, added up. A joint account counts once, with its first holder.`, LEDGER],
  casa: [$localize`CASA now`, $localize`Closing balance of savings and current accounts that this customer is the first holder of.`, LEDGER],
  casa_average: [$localize`CASA, month average`, $localize`Average of the daily closing balances of savings and current accounts since the first of the month; below, how far it is from that of 13 months.`, LEDGER],
  term_deposits: [$localize`Term deposits`, $localize`Closing balance of term deposits; below, the next one that matures.`, LEDGER],
  investments: [$localize`Investments`, $localize`Value of the funds and bonds held, at the last price of the business day.`, LEDGER],
  loans: [$localize`Loans outstanding`, $localize`What is still owed on loans; below, the instalments of a month.`, LEDGER],
};

/** The strip's figures in the answer's order; the card's two stand as one, with its limit. */
export function stripFigures(answer: CustomerAnswer, c: Conventions): StripFigure[] {
  const plain = answer.figures.filter(figure => figure.key in WORDS).map(figure => {
    const [label, meaning, from] = WORDS[figure.key] as [string, string, string];
    const note = noteOf(figure, answer, c);
    return { key: figure.key, label, meaning, from, value: figure.value, exact: exact(figure.value, c), note, changes: note ? [] : changesOf(figure, c) };
  });
  return [...plain, cardFigure(answer, c)];
}

/** What the card paid for since the first of the month, and how much of its limit is used. */
function cardFigure(answer: CustomerAnswer, c: Conventions): StripFigure {
  const find = (key: string) => answer.figures.find(figure => figure.key === key);
  const [spent, used] = [find('card_spend')?.value ?? 0, find('card_used')];
  const limit = used?.note?.amount;
  const share = limit ? Math.round(((used?.value ?? 0) / limit) * 100) : 0;
  return {
    key: 'card', label: $localize`Card, ${monthName(answer.as_of)}:month: to date`, value: spent, exact: exact(spent, c), from: BOOKINGS, changes: [],
    meaning: $localize`What was paid by card since the first of the month. ${exact(used?.value ?? 0, c)}:owed: is owed on cards now.`,
    note: limit ? { text: $localize`${share}:percent: % of ${shortText(limit, c)}:limit: limit`, late: share >= 90 } : { text: $localize`no card`, late: false },
  };
}

function changesOf(figure: CustomerFigure, c: Conventions): StripFigure['changes'] {
  if (figure.note?.kind === 'average_13m') {
    const apart = percentChange(figure.value - figure.note.amount, figure.note.amount);
    return apart ? [{ over: $localize`vs 13 months`, change: apart }] : [];
  }
  const month = figure.change_month === null ? null : percentChange(figure.change_month, figure.value - figure.change_month);
  const day = figure.key === 'casa' && figure.change_day !== null ? [{ over: $localize`1 d`, change: change(figure.change_day, c) }] : [];
  return [...day, ...(month ? [{ over: $localize`MTD`, change: month }] : [])];
}

function noteOf(figure: CustomerFigure, answer: CustomerAnswer, c: Conventions): StripFigure['note'] {
  if (figure.key === 'trv' && answer.household_trv !== null && (answer.household?.members ?? 0) > 1) {
    return { text: $localize`household ${shortText(answer.household_trv, c)}:value:`, late: false };
  }
  const note = figure.note;
  if (!note || note.kind === 'average_13m') return null;
  const amount = shortText(note.amount, c);
  if (note.kind === 'maturity') return { text: note.on ? $localize`${amount}:amount: on ${shortDate(note.on, answer.as_of, c)}:date:` : amount, late: !note.on || daysBetween(answer.as_of, note.on) <= SOON_DAYS };
  if (note.kind === 'emi') return { text: $localize`EMI ${amount}:amount: a month`, late: false };
  return { text: amount, late: false };
}
