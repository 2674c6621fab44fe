import { monthName, shortDate } from '../../ui/dates';
import { change, Change, percentChange, shortText } from '../../ui/money';
import { Conventions } from '../../ui/settings';
import { CustomerAnswer, CustomerFigure } from './answers';

/** A figure of the strip: its value in minor units and one line below it. */
export interface StripFigure {
  key: string;
  label: string;
  meaning: string;
  value: number;
  changes: { over: string; change: Change }[];
  note: { text: string; late: boolean } | null;
}

const WORDS: Record<string, [label: string, meaning: string]> = {
  trv: ['Relationship value', 'Savings, current, deposits, investments and loans outstanding. A joint account counts once, with its first holder.'],
  casa: ['CASA now', 'Closing balance of savings and current accounts.'],
  casa_average: ['CASA, month average', 'Average of the daily closing balances since the first of the month.'],
  term_deposits: ['Term deposits', 'Closing balance of term deposits.'],
  investments: ['Investments', 'Value of funds and bonds held.'],
  loans: ['Loans outstanding', 'What is still owed on loans.'],
  card_used: ['Card used', 'What is owed on cards now.'],
};

/** The strip's figures in the answer's order. */
export function stripFigures(answer: CustomerAnswer, c: Conventions): StripFigure[] {
  return answer.figures.map(figure => {
    const [label, meaning] = WORDS[figure.key] ?? [figure.key, ''];
    const note = noteOf(figure, answer, c);
    return { key: figure.key, label, meaning, value: figure.value, note, changes: note ? [] : changesOf(figure, answer.as_of, c) };
  });
}

function changesOf(figure: CustomerFigure, asOf: string, c: Conventions): StripFigure['changes'] {
  const month = figure.change_month === null ? null : percentChange(figure.change_month, figure.value - figure.change_month);
  if (figure.key === 'casa_average') {
    const before = monthName(`${asOf.slice(0, 4)}-${String((Number(asOf.slice(5, 7)) + 10) % 12 + 1).padStart(2, '0')}-01`);
    return month ? [{ over: `vs ${before}`, change: month }] : [];
  }
  const day = figure.key === 'casa' && figure.change_day !== null ? [{ over: '1 d', change: change(figure.change_day, c) }] : [];
  return [...day, ...(month ? [{ over: 'MTD', change: month }] : [])];
}

function noteOf(figure: CustomerFigure, answer: CustomerAnswer, c: Conventions): StripFigure['note'] {
  if (figure.key === 'trv' && answer.household_trv !== null && (answer.household?.members ?? 0) > 1) {
    return { text: `household ${shortText(answer.household_trv, c)}`, late: false };
  }
  const note = figure.note;
  if (!note) return null;
  if (note.kind === 'maturity') {
    return { text: `${shortText(note.amount, c)}${note.on ? ` on ${shortDate(note.on, answer.as_of, c)}` : ''}`, late: true };
  }
  if (note.kind === 'emi') return { text: `EMI ${shortText(note.amount, c)} a month`, late: false };
  if (note.kind === 'limit') {
    const share = note.amount ? Math.round((figure.value / note.amount) * 100) : 0;
    return { text: `${share} % of ${shortText(note.amount, c)} limit`, late: false };
  }
  return { text: shortText(note.amount, c), late: false };
}
