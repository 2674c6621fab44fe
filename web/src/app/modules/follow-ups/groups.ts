import { FollowUp } from '../../api/models/follow-up';

export type Which = 'overdue' | 'today' | 'upcoming' | 'done';
export interface Group { key: Which; name: string; items: FollowUp[] }

const NAMES: [Which, string][] = [['overdue', 'Overdue'], ['today', 'Today'], ['upcoming', 'Upcoming'], ['done', 'Done']];

/** Follow-ups under the heading of their time, empty headings left out. */
export function grouped(items: readonly FollowUp[]): Group[] {
  return NAMES.map(([key, name]) => ({ key, name, items: items.filter(item => item.when === key) })).filter(group => group.items.length);
}
