import { describe, expect, it } from '@jest/globals';
import { type Problem, type ProblemInput } from '@heli/contracts';
import {
  activity,
  ALWAYS,
  equipment,
  type Entry,
  gift,
  hall,
  helpers,
  on,
  person,
  season,
  team,
} from '../testing/season-builder.js';
import { separate } from './separate.js';

const IN_WANGJING = { communityId: 'wangjing' };

/** Hongmiao and Wangjing, each with a person, a group, a hall, a sound system and two activities, and nothing in common. */
function towns(parts: Partial<ProblemInput> = {}): Problem {
  const held = (id: string, more: Partial<Entry<'activities'>> = {}): Entry<'activities'> =>
    activity(id, on(7, '09:00'), { roles: [helpers(1)], venue: {}, ...more });
  return season({
    communities: [
      { id: 'hongmiao', name: '红庙社区' },
      { id: 'wangjing', name: '望京社区' },
    ],
    volunteers: [person('lin'), person('zhao', IN_WANGJING)],
    groups: [team('choir'), team('patrol', IN_WANGJING)],
    venues: [hall('old-hall'), hall('new-hall', IN_WANGJING)],
    equipment: [equipment('speaker', 1), equipment('horn', 1, IN_WANGJING)],
    activities: [
      held('reading'),
      held('river', IN_WANGJING),
      held('singing'),
      held('lanterns', { ...IN_WANGJING, hostGroupId: 'patrol' }),
    ],
    ...parts,
  });
}

const communitiesOf = (problem: Problem): string[][] =>
  separate(problem, 1).map((section) => section.problem.communities.map(({ id }) => id));

const APART = [['hongmiao'], ['wangjing']];
const TOGETHER = [['hongmiao', 'wangjing']];

describe('sections of a season', () => {
  it('are communities that share nothing, each with all that is its own, in the order of the problem', () => {
    const problem = towns({
      donations: [
        gift('for-wangjing', 100, { earmark: { communityIds: ['wangjing'] } }),
        gift('for-the-patrol', 100, { earmark: { hostGroupIds: ['patrol'] } }),
      ],
      pins: [{ type: 'assign', activityId: 'river', volunteerId: 'zhao', roleId: 'helper' }],
    });
    const [first, second] = separate(problem, 1);
    expect(first?.positions).toEqual([0, 2]);
    expect(first?.problem).toMatchObject({
      horizon: problem.horizon,
      volunteers: [{ id: 'lin' }],
      groups: [{ id: 'choir' }],
      venues: [{ id: 'old-hall' }],
      equipment: [{ id: 'speaker' }],
      activities: [{ id: 'reading' }, { id: 'singing' }],
      donations: [],
      pins: [],
    });
    expect(second?.positions).toEqual([1, 3]);
    expect(second?.problem).toMatchObject({
      volunteers: [{ id: 'zhao' }],
      activities: [{ id: 'river' }, { id: 'lanterns' }],
      donations: [{ id: 'for-wangjing' }, { id: 'for-the-patrol' }],
      pins: [{ volunteerId: 'zhao' }],
    });
  });

  const both = { servesCommunityIds: ['wangjing'] };
  const river = towns().activities[1];
  const rivers = (more: object): Partial<ProblemInput> => ({
    activities: towns().activities.map((held) => (held.id === river?.id ? { ...held, ...more } : held)),
  });
  it.each<[string, Partial<ProblemInput>]>([
    ['somebody who serves next door too', { volunteers: [person('lin', both)] }],
    ['a group that serves both', { groups: [team('choir', both), team('patrol', IN_WANGJING)] }],
    ['a hall that both may use', { venues: [hall('old-hall', both)] }],
    ['a sound system that is lent to both', { equipment: [equipment('speaker', 1, both)] }],
    ['a gift that may pay for anything', { donations: [gift('for-all', 100)] }],
    [
      'a gift for both',
      { donations: [gift('for-both', 100, { earmark: { communityIds: ['hongmiao', 'wangjing'] } })] },
    ],
    [
      'a limit that the council has set to all spending',
      { policy: { spendingLimits: [{ id: 'all', limitFen: 100 }] } },
    ],
    ['an activity that waits for one next door', rivers({ predecessorIds: ['reading'] })],
    ['a host from next door', rivers({ hostGroupId: 'choir' })],
    ['a hall next door that an activity names', rivers({ venue: { venueIds: ['old-hall'] } })],
    [
      'a group next door that an activity names',
      rivers({ groups: [{ id: 'who', count: 1, groupIds: ['choir'] }] }),
    ],
    [
      'a decision about somebody from next door',
      { pins: [{ type: 'forbid-volunteer', activityId: 'river', volunteerId: 'lin' }] },
    ],
    [
      'somebody from next door in the plan before',
      {
        previous: {
          activities: [{ activityId: 'river', start: on(7, '09:00') }],
          assignments: [{ activityId: 'river', roleId: 'helper', volunteerId: 'lin' }],
        },
      },
    ],
  ])('are one where there is %s', (_, tie) => {
    expect(communitiesOf(towns())).toEqual(APART);
    expect(communitiesOf(towns(tie))).toEqual(TOGETHER);
  });

  it.each<[string, Partial<ProblemInput>]>([
    [
      'a gift and a limit for something that only one of them does',
      {
        donations: [gift('for-festivals', 100, { earmark: { kinds: ['festival'] } })],
        policy: { spendingLimits: [{ id: 'festivals', limitFen: 100, kinds: ['festival'] }] },
        activities: [
          activity('fair', on(8, '09:00'), { kind: 'festival' }),
          activity('river', on(8, '09:00'), IN_WANGJING),
        ],
      },
    ],
    ['a skill of both', { skills: [{ id: 'first-aid', name: '急救' }] }],
    [
      'a wish for an activity where one does not serve',
      { volunteers: [person('lin', { wishes: { activityIds: ['river'] }, availability: ALWAYS })] },
    ],
  ])('stay apart with %s', (_, more) => {
    expect(communitiesOf(towns(more))).toEqual(APART);
  });

  it('are not made smaller than so many activities, nor is a community lost that has none', () => {
    const problem = towns({
      communities: [
        { id: 'empty', name: '空' },
        { id: 'hongmiao', name: '红庙社区' },
        { id: 'wangjing', name: '望京社区' },
      ],
    });
    expect(separate(problem, 2).map(({ positions }) => positions)).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(communitiesOf(problem).flat().sort()).toEqual(['empty', 'hongmiao', 'wangjing']);
    expect(separate(problem, 3)).toHaveLength(1);
    expect(separate(problem)).toEqual([{ problem, positions: [0, 1, 2, 3] }]);
  });
});
