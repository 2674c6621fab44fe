import { FollowUp } from '../../api/models/follow-up';
import { grouped } from './groups';

const one = (id: number, when: FollowUp['when']) => ({ id, when }) as FollowUp;

describe('follow-ups', () => {
  it('stand under the heading of their time, the late ones first, an empty day between', () => {
    const groups = grouped([one(1, 'upcoming'), one(2, 'overdue'), one(3, 'upcoming')]);
    expect(groups.map(group => [group.name, group.items.map(item => item.id)])).toEqual([['Overdue', [2]], ['My day', []], ['Upcoming', [1, 3]]]);
  });

  it('that are done have no day', () => {
    expect(grouped([one(1, 'done')]).map(group => group.key)).toEqual(['done']);
  });
});
