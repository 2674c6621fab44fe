import { TimelinePage } from './answers';

/** `Call, maturity, interested`: a logged conversation by its channel, purposes and outcome; others by their own title. */
export function conversationTitle(item: TimelinePage['results'][number]): string {
  if (item.kind !== 'conversation') return item.title;
  const channel = String(item.detail?.['channel'] ?? item.title);
  const purposes: unknown[] = Array.isArray(item.detail?.['purposes']) ? item.detail['purposes'] : [];
  const words = [channel === 'email' ? 'e-mail' : channel, ...purposes, item.detail?.['outcome'] ?? ''].map(word => String(word).replaceAll('_', ' '));
  const text = words.filter(Boolean).join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
