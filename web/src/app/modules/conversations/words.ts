import { CHANNEL_WORDS, MOOD_WORDS, OUTCOME_WORDS, PURPOSE_WORDS } from '../../ui/conversation-words';
import { IconName } from '../../ui/icon';
import { Channel, Outcome, Purpose, Sentiment } from './answers';

export interface Choice<T extends string> { value: T; label: string; icon?: IconName }

const CHANNEL_ICONS: Record<Channel, IconName> = { call: 'phone', visit: 'users', branch: 'store', video: 'video', email: 'mail' };

export const CHANNELS: Choice<Channel>[] = choices<Channel>(CHANNEL_WORDS).map(one => ({ ...one, icon: CHANNEL_ICONS[one.value] }));
export const PURPOSES = choices<Purpose>(PURPOSE_WORDS);
export const OUTCOMES = choices<Outcome>(OUTCOME_WORDS);
export const MOODS = choices<Sentiment>(MOOD_WORDS);

function choices<T extends string>(words: Readonly<Record<string, string>>): Choice<T>[] {
  return Object.entries(words).map(([value, label]) => ({ value: value as T, label }));
}

/** The API's templates in the reader's language, by their id. */
export const TEMPLATE_WORDS: Readonly<Record<string, { title: string; text: string; next: string }>> = {
  maturity: {
    title: $localize`Deposit matures`, next: $localize`Send the renewal form`,
    text: $localize`Deposit matures on: \nWants to (renew / take out / move): \nTerm and rate discussed: `,
  },
  large_debit: {
    title: $localize`Money went out`, next: $localize`Send an offer`,
    text: $localize`What the money was for: \nWill it come back: \nWhat we could have offered: `,
  },
  review: {
    title: $localize`Yearly review`, next: $localize`Send the summary of the review`,
    text: $localize`Life events: \nGoals of the year: \nWhat to change in the holdings: \nRisk profile: `,
  },
  kyc: {
    title: $localize`KYC papers`, next: $localize`Check that the papers came in`,
    text: $localize`Papers explained: \nHow they will come (branch / visit / online): `,
  },
  complaint: {
    title: $localize`Complaint`, next: $localize`Call back with the answer`,
    text: $localize`What went wrong: \nWhat the customer asks for: \nWhat was said: `,
  },
};
