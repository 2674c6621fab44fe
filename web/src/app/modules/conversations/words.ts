import { IconName } from '../../ui/icon';
import { Channel, Outcome, Purpose, Sentiment } from './answers';

export interface Choice<T extends string> { value: T; label: string; icon?: IconName }

export const CHANNELS: Choice<Channel>[] = [
  { value: 'call', label: 'Call', icon: 'phone' }, { value: 'visit', label: 'Visit', icon: 'users' },
  { value: 'branch', label: 'Branch', icon: 'store' }, { value: 'video', label: 'Video', icon: 'video' },
  { value: 'email', label: 'E-mail', icon: 'mail' },
];
export const PURPOSES: Choice<Purpose>[] = [
  { value: 'maturity', label: 'Maturity' }, { value: 'large_debit', label: 'Large debit' }, { value: 'service', label: 'Service' },
  { value: 'review', label: 'Review' }, { value: 'other', label: 'Other' },
];
export const OUTCOMES: Choice<Outcome>[] = [
  { value: 'agreed', label: 'Agreed' }, { value: 'interested', label: 'Interested' }, { value: 'call_back', label: 'Call back' },
  { value: 'not_interested', label: 'Not interested' }, { value: 'no_answer', label: 'No answer' },
];
export const MOODS: Choice<Sentiment>[] = [
  { value: 'good', label: 'Good' }, { value: 'neutral', label: 'Neutral' }, { value: 'upset', label: 'Upset' },
];
