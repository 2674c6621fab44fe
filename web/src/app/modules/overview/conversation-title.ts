import { sentence } from '../../ui/booking-words';
import { TimelinePage } from './answers';

const WORDS: Record<string, string> = {
  call: $localize`call`, visit: $localize`visit`, branch: $localize`in the branch`, video: $localize`video`, email: $localize`e-mail`,
  maturity: $localize`maturity`, large_debit: $localize`large debit`, service: $localize`service`, review: $localize`review`, other: $localize`something else`,
  agreed: $localize`agreed`, interested: $localize`interested`, call_back: $localize`call back`, not_interested: $localize`not interested`, no_answer: $localize`no answer`,
};

/** `Call, maturity, interested`: a logged conversation by its channel, purposes and outcome; others by their own title. */
export function conversationTitle(item: TimelinePage['results'][number]): string {
  if (item.kind !== 'conversation') return item.title;
  const purposes: unknown[] = Array.isArray(item.detail?.['purposes']) ? item.detail['purposes'] : [];
  const codes = [item.detail?.['channel'] ?? item.title, ...purposes, item.detail?.['outcome'] ?? ''].map(String).filter(Boolean);
  return sentence(codes.map(code => WORDS[code] ?? code.replaceAll('_', ' ')).join(', '));
}
