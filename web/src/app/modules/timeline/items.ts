import { CHANNEL_WORDS, conversationTitle, MOOD_WORDS } from '../../ui/conversation-words';
import { IconName } from '../../ui/icon';
import { amount, Conventions, symbol } from '../../ui/money';
import { TimelineItem } from './answers';

export type Tone = 'accent' | 'loss' | 'plain';

/** A kind of the timeline: its chip's words, one item's word, its icon. */
interface Kind { many: string; one: string; icon: IconName; tone: Tone }

export const KINDS: Record<string, Kind> = {
  conversation: { many: $localize`Conversations`, one: $localize`Conversation`, icon: 'message-square', tone: 'accent' },
  service_request: { many: $localize`Service requests`, one: $localize`Service request`, icon: 'file-text', tone: 'plain' },
  maturity: { many: $localize`Maturities`, one: $localize`Maturity`, icon: 'calendar-clock', tone: 'plain' },
  movement: { many: $localize`Movements`, one: $localize`Movement`, icon: 'arrow-up-right', tone: 'plain' },
  bounce: { many: $localize`Bounces`, one: $localize`Bounce`, icon: 'triangle-alert', tone: 'loss' },
  complaint: { many: $localize`Complaints`, one: $localize`Complaint`, icon: 'circle-alert', tone: 'loss' },
  campaign: { many: $localize`Campaigns`, one: $localize`Campaign`, icon: 'megaphone', tone: 'plain' },
  call: { many: $localize`Calls`, one: $localize`Call`, icon: 'phone', tone: 'plain' },
  visit: { many: $localize`Visits`, one: $localize`Visit`, icon: 'users', tone: 'plain' },
  review: { many: $localize`Reviews`, one: $localize`Review`, icon: 'list-checks', tone: 'plain' },
  digital: { many: $localize`Digital`, one: $localize`Digital`, icon: 'smartphone', tone: 'plain' },
};

const CHANNEL_ICONS: Record<string, IconName> = { call: 'phone', visit: 'users', branch: 'store', video: 'video', email: 'mail' };
const STATUS_WORDS: Record<string, string> = { open: $localize`:state of a request|:Open`, closed: $localize`:state of a request|:Closed` };

/** What of a conversation's record an item shows. */
interface Talk { id: number; edits: number; editable: boolean; confidential: boolean; sentiment: string | null; from: 'transaction' | 'today' | null }

/** One item as it is shown; `talk` for conversations, `booking` is a movement's or bounce's transaction. */
export interface Shown { id: string; on: string; icon: IconName; tone: Tone; kind: string; title: string; text: string; by: string | null; talk: Talk | null; booking: string | null }

/** The words, the icon and the tone of an item. Amounts carry their sign. */
export function shownItem(item: TimelineItem, c: Conventions): Shown {
  const kind = KINDS[item.kind] ?? { one: sentence(item.kind), icon: 'circle-dot' as const, tone: 'plain' as const };
  const icon = item.kind === 'conversation' ? CHANNEL_ICONS[String(item.detail?.['channel'])] ?? kind.icon
    : item.kind === 'movement' && (item.amount ?? 0) > 0 ? 'arrow-down-left' : kind.icon;
  return {
    id: item.id, on: item.on, icon, tone: kind.tone, kind: kind.one, title: titleOf(item), text: textOf(item, c),
    by: item.kind === 'conversation' ? item.by : null, talk: talkOf(item),
    booking: ['movement', 'bounce'].includes(item.kind) ? item.id.slice(item.id.indexOf(':') + 1) : null,
  };
}

function talkOf(item: TimelineItem): Talk | null {
  const kept = item.detail;
  if (item.kind !== 'conversation' || !kept) return null;
  return {
    id: Number(kept['id']), edits: Number(kept['edits'] ?? 0), editable: kept['editable'] === true, confidential: kept['confidential'] === true,
    sentiment: typeof kept['sentiment'] === 'string' ? MOOD_WORDS[kept['sentiment']] ?? null : null,
    from: kept['transaction_id'] ? 'transaction' : kept['insight_key'] ? 'today' : null,
  };
}

function titleOf(item: TimelineItem): string {
  const named = item.title;
  if (item.kind === 'conversation') {
    const outcome = typeof item.detail?.['outcome'] === 'string' ? item.detail['outcome'] : null;
    return conversationTitle({ channel: String(item.detail?.['channel'] ?? named), purposes: purposes(item), outcome });
  }
  if (item.kind === 'movement' && item.amount !== null) return item.amount > 0 ? $localize`Large credit, ${named}:from:` : $localize`Large debit, ${named}:to:`;
  if (item.kind === 'maturity') return named ? $localize`Term deposit matured, ${named}:name:` : $localize`Term deposit matured`;
  if (item.kind === 'bounce') return named ? $localize`EMI returned, ${named}:name:` : $localize`EMI returned`;
  return sentence(named);
}

function purposes(item: TimelineItem): string[] {
  return Array.isArray(item.detail?.['purposes']) ? item.detail['purposes'].map(String) : [];
}

function textOf(item: TimelineItem, c: Conventions): string {
  const status = item.kind === 'service_request' && typeof item.detail?.['status'] === 'string' ? STATUS_WORDS[item.detail['status']] ?? sentence(item.detail['status']) : '';
  const channel = item.kind !== 'conversation' && typeof item.detail?.['channel'] === 'string' ? CHANNEL_WORDS[item.detail['channel']] ?? '' : '';
  const next = item.detail?.['next_step'] as { text?: string } | null | undefined;
  return [moved(item, c), status, channel, item.text, next?.text ? $localize`Next: ${next.text}:step:` : ''].filter(Boolean).join(' · ');
}

function moved(item: TimelineItem, c: Conventions): string {
  if (item.amount === null) return '';
  const money = `${item.amount > 0 ? '+' : '\u2212'}${symbol(c.currency)}\u00a0${amount(Math.abs(item.amount), c)}`;
  if (!item.account) return money;
  return item.amount > 0 ? $localize`${money}:amount: into ${item.account}:account:` : $localize`${money}:amount: from ${item.account}:account:`;
}

function sentence(words: string): string {
  const plain = words.replaceAll('_', ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
