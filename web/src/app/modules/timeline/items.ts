import { IconName } from '../../ui/icon';
import { amount, Conventions, symbol } from '../../ui/money';
import { TimelineItem } from './answers';

export type Tone = 'accent' | 'loss' | 'plain';

/** A kind of the timeline: its chip's words, one item's word, its icon. */
interface Kind { many: string; one: string; icon: IconName; tone: Tone }

export const KINDS: Record<string, Kind> = {
  conversation: { many: 'Conversations', one: 'Conversation', icon: 'message-square', tone: 'accent' },
  service_request: { many: 'Service requests', one: 'Service request', icon: 'file-text', tone: 'plain' },
  maturity: { many: 'Maturities', one: 'Maturity', icon: 'calendar-clock', tone: 'plain' },
  movement: { many: 'Movements', one: 'Movement', icon: 'arrow-up-right', tone: 'plain' },
  bounce: { many: 'Bounces', one: 'Bounce', icon: 'triangle-alert', tone: 'loss' },
  complaint: { many: 'Complaints', one: 'Complaint', icon: 'circle-alert', tone: 'loss' },
  campaign: { many: 'Campaigns', one: 'Campaign', icon: 'megaphone', tone: 'plain' },
  call: { many: 'Calls', one: 'Call', icon: 'phone', tone: 'plain' },
  visit: { many: 'Visits', one: 'Visit', icon: 'users', tone: 'plain' },
  review: { many: 'Reviews', one: 'Review', icon: 'list-checks', tone: 'plain' },
  digital: { many: 'Digital', one: 'Digital', icon: 'smartphone', tone: 'plain' },
};

const CHANNEL_ICONS: Record<string, IconName> = { call: 'phone', visit: 'users', branch: 'store', video: 'video', email: 'mail' };

/** One item as it is shown. */
export interface Shown { id: string; on: string; icon: IconName; tone: Tone; kind: string; title: string; text: string; confidential: boolean; by: string | null }

/** The words, the icon and the tone of an item. Amounts carry their sign. */
export function shownItem(item: TimelineItem, c: Conventions): Shown {
  const kind = KINDS[item.kind] ?? { one: sentence(item.kind), icon: 'circle-dot' as const, tone: 'plain' as const };
  const icon = item.kind === 'conversation' ? CHANNEL_ICONS[String(item.detail?.['channel'])] ?? kind.icon
    : item.kind === 'movement' && (item.amount ?? 0) > 0 ? 'arrow-down-left' : kind.icon;
  return {
    id: item.id, on: item.on, icon, tone: kind.tone, kind: kind.one, title: titleOf(item), text: textOf(item, c),
    confidential: item.detail?.['confidential'] === true, by: item.kind === 'conversation' ? item.by : null,
  };
}

function titleOf(item: TimelineItem): string {
  if (item.kind === 'conversation') {
    const purposes = Array.isArray(item.detail?.['purposes']) ? item.detail['purposes'].map(String) : [];
    const channel = String(item.detail?.['channel'] ?? item.title);
    const outcome = typeof item.detail?.['outcome'] === 'string' ? item.detail['outcome'] : null;
    const about = [...purposes, ...(outcome ? [outcome] : [])].map(word => word.replaceAll('_', ' '));
    return [channel === 'email' ? 'E-mail' : sentence(channel), ...about].join(', ');
  }
  if (item.kind === 'movement' && item.amount !== null) return item.amount > 0 ? `Large credit, ${item.title}` : `Large debit, ${item.title}`;
  if (item.kind === 'maturity') return `Term deposit matured${item.title ? `, ${item.title}` : ''}`;
  if (item.kind === 'bounce') return `EMI returned${item.title ? `, ${item.title}` : ''}`;
  return sentence(item.title);
}

function textOf(item: TimelineItem, c: Conventions): string {
  const money = item.amount === null ? '' : `${item.amount > 0 ? '+' : '\u2212'}${symbol(c.currency)}\u00a0${amount(Math.abs(item.amount), c)}`;
  const where = item.account ? `${(item.amount ?? 0) > 0 ? 'into' : 'from'} ${item.account}` : '';
  const status = item.kind === 'service_request' && typeof item.detail?.['status'] === 'string' ? sentence(item.detail['status']) : '';
  const facts = [money, where].filter(Boolean).join(' ');
  const next = item.detail?.['next_step'] as { text?: string } | null | undefined;
  return [facts, status, item.text, next?.text ? `Next: ${next.text}` : ''].filter(Boolean).join(' · ');
}

function sentence(words: string): string {
  const plain = words.replaceAll('_', ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
