import { addDays, dayTime } from '../../ui/dates';
import { Channel, NewConversation, Outcome, Purpose, Sentiment } from './answers';

export const MOST_CHARACTERS = 4000;

/** A conversation while it is written. */
export interface Draft {
  channel: Channel;
  purposes: Purpose[];
  outcome: Outcome | null;
  products: string[];
  sentiment: Sentiment | null;
  text: string;
  confidential: boolean;
  step: string;
  due: string;
}

export const EMPTY: Draft = {
  channel: 'call', purposes: [], outcome: null, products: [], sentiment: null, text: '', confidential: false, step: '', due: '',
};

/** Whether anything was typed: the channel alone is not worth a question. */
export function isTyped(draft: Draft): boolean {
  return JSON.stringify({ ...draft, channel: 'call' }) !== JSON.stringify(EMPTY);
}

/** What keeps a draft from being saved, by field; empty when it can be. */
export function faults(draft: Draft, today: string): Partial<Record<'outcome' | 'text' | 'step' | 'due', string>> {
  const found: ReturnType<typeof faults> = {};
  if (!draft.outcome) found.outcome = 'Choose how it ended';
  if (draft.text.length > MOST_CHARACTERS) found.text = `${draft.text.length - MOST_CHARACTERS} characters too many`;
  if (draft.step.trim() && !draft.due) found.due = 'A next step needs a date';
  if (!draft.step.trim() && draft.due) found.step = 'Say what is to be done by then';
  if (draft.due && draft.due < today) found.due = 'The date has passed';
  return found;
}

/** The draft as the API takes it; call it only without faults. `insight` is what the call came from. */
export function asWritten(draft: Draft, insight: string | null): NewConversation {
  const { channel, purposes, outcome, products, sentiment, confidential } = draft;
  const step = draft.step.trim();
  return {
    channel, purposes, outcome: outcome ?? 'no_answer', products, sentiment, confidential, text: draft.text.trim(), insight_key: insight,
    next_step: step ? { text: step, due_on: draft.due } : null,
  };
}

/** One-press dates: working days for the near ones, the last working day before a maturity. */
export function quickDates(today: string, maturity: string | null): { label: string; date: string }[] {
  const before = maturity ? backToWorkday(addDays(maturity, -1)) : null;
  return [
    { label: 'Tomorrow', date: onToWorkday(addDays(today, 1)) },
    { label: 'In 2 days', date: onToWorkday(addDays(today, 2)) },
    { label: 'Next week', date: onToWorkday(addDays(today, 7)) },
    ...(before && before > today ? [{ label: 'Before maturity', date: before }] : []),
  ];
}

function weekday(iso: string): number {
  return new Date(dayTime(iso)).getUTCDay();
}

function onToWorkday(iso: string): string {
  return weekday(iso) === 0 ? addDays(iso, 1) : iso;
}

function backToWorkday(iso: string): string {
  return weekday(iso) === 0 ? addDays(iso, -1) : iso;
}
