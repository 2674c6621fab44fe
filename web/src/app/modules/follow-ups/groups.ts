import { FollowUp } from '../../api/models/follow-up';

export type Which = 'overdue' | 'today' | 'upcoming' | 'done';
export interface Group { key: Which; name: string; items: FollowUp[] }

const NAMES: [Which, string][] = [
  ['overdue', $localize`Overdue`], ['today', $localize`My day`], ['upcoming', $localize`:due later|:Upcoming`], ['done', $localize`Done`],
];

/** Follow-ups under the heading of their time; an empty day is said, other empty headings are left out. */
export function grouped(items: readonly FollowUp[]): Group[] {
  const groups = NAMES.map(([key, name]) => ({ key, name, items: items.filter(item => item.when === key) }));
  const open = groups.some(group => group.key !== 'done' && group.items.length);
  return groups.filter(group => group.items.length || (open && group.key === 'today'));
}
