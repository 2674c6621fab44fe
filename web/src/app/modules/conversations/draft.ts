import { addDays, dayTime } from '../../ui/dates';
import { plural } from '../../ui/plural';
import { Channel, Conversation, NewConversation, Outcome, Purpose, Sentiment } from './answers';

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
  /** Promises of the text taken as follow-ups, beside the next step. */
  promises: { text: string; due_on: string }[];
  /** Follow-ups that are done with this conversation. */
  closes: number[];
}

export const EMPTY: Draft = {
  channel: 'call', purposes: [], outcome: null, products: [], sentiment: null, text: '', confidential: false, step: '', due: '', promises: [], closes: [],
};

/** Whether anything was typed since `before`: the channel alone is not worth a question. */
export function isTyped(draft: Draft, before = EMPTY): boolean {
  return JSON.stringify({ ...draft, channel: before.channel }) !== JSON.stringify(before);
}

/** What keeps a draft from being saved, by field; empty when it can be. */
export function faults(draft: Draft, today: string): Partial<Record<'outcome' | 'text' | 'step' | 'due', string>> {
  const found: ReturnType<typeof faults> = {};
  if (!draft.outcome) found.outcome = $localize`Choose how it ended`;
  if (draft.text.length > MOST_CHARACTERS) found.text = plural(draft.text.length - MOST_CHARACTERS, $localize`1 character too many`, $localize`${draft.text.length - MOST_CHARACTERS}:count: characters too many`);
  if (draft.step.trim() && !draft.due) found.due = $localize`A next step needs a date`;
  if (!draft.step.trim() && draft.due) found.step = $localize`Say what is to be done by then`;
  if (draft.due && draft.due < today) found.due = $localize`The date has passed`;
  return found;
}

/** What led to a conversation: an insight or a booking. */
export interface Origin { insight: string | null; transaction: string | null }

/** The draft as the API takes it; call it only without faults. */
export function asWritten(draft: Draft, origin: Origin): NewConversation {
  const { channel, purposes, outcome, products, sentiment, confidential, promises, closes } = draft;
  const step = draft.step.trim();
  return {
    channel, purposes, outcome: outcome ?? 'no_answer', products, sentiment, confidential, text: draft.text.trim(), promises, closes,
    insight_key: origin.insight, transaction_id: origin.transaction,
    next_step: step ? { text: step, due_on: draft.due } : null,
  };
}

/** A kept conversation as a draft, to be changed: its next step is a follow-up of its own by now. */
export function fromKept(kept: Conversation): Draft {
  const { channel, purposes, outcome, products, sentiment, text, confidential } = kept;
  return { ...EMPTY, channel, purposes, outcome, products, sentiment, text, confidential } as Draft;
}

/** One-press dates: working days for the near ones, the last working day before a maturity. */
export function quickDates(today: string, maturity: string | null): { label: string; date: string }[] {
  const before = maturity ? backToWorkday(addDays(maturity, -1)) : null;
  return [
    { label: $localize`Tomorrow`, date: onToWorkday(addDays(today, 1)) },
    { label: $localize`In 2 days`, date: onToWorkday(addDays(today, 2)) },
    { label: $localize`Next week`, date: onToWorkday(addDays(today, 7)) },
    ...(before && before > today ? [{ label: $localize`Before maturity`, date: before }] : []),
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
