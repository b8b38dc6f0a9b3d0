import { describe, expect, it } from '@jest/globals';
import { type Plan } from '@heli/contracts';
import {
  activity,
  equipment,
  gift,
  hall,
  heldIn,
  helpers,
  on,
  person,
  planFor,
  planWith,
  season,
  servingIn,
  team,
} from '../testing/season-builder.js';
import { verifyPlan } from '../verify.js';

const problem = season({
  volunteers: [person('ana')],
  groups: [team('choir')],
  venues: [hall('hall')],
  equipment: [equipment('tent', 1)],
  donations: [gift('li', 500)],
  activities: [
    activity('fair', on(7, '09:00'), {
      roles: [helpers(1)],
      venue: {},
      budget: [{ id: 'tea', purpose: 'tea' }],
    }),
    activity('talk', on(8, '09:00'), { roles: [helpers(1)] }),
  ],
});
const good = (): Plan => planWith(problem, { fair: { venue: 'hall', people: { helper: ['ana'] } } });

describe('known references', () => {
  it.each<[string, Partial<Plan>, string]>([
    [
      'activity',
      {
        scheduled: [
          ...good().scheduled,
          { activityId: 'nil', start: on(7, '09:00'), end: on(7, '11:00'), venueId: null },
        ],
      },
      'nil',
    ],
    ['dropped activity', { dropped: ['talk', 'nil'] }, 'nil'],
    ['venue', { scheduled: good().scheduled.map((entry) => ({ ...entry, venueId: 'nil' })) }, 'fair'],
    [
      'time',
      { scheduled: good().scheduled.map((entry) => ({ ...entry, start: '2026-03-07T09:00:30+08:00' })) },
      'fair',
    ],
    ['person', { assignments: [{ activityId: 'fair', roleId: 'helper', volunteerId: 'nil' }] }, 'fair'],
    ['role', { assignments: [{ activityId: 'fair', roleId: 'nil', volunteerId: 'ana' }] }, 'fair'],
    ['group', { groupEngagements: [{ activityId: 'fair', demandId: 'music', groupId: 'nil' }] }, 'fair'],
    ['equipment', { equipmentLoans: [{ activityId: 'fair', equipmentId: 'nil', quantity: 1 }] }, 'fair'],
    [
      'donation',
      { fundAllocations: [{ activityId: 'fair', budgetLineId: 'tea', donationId: 'nil', amountFen: 1 }] },
      'fair',
    ],
    [
      'budget line',
      { fundAllocations: [{ activityId: 'fair', budgetLineId: 'nil', donationId: 'li', amountFen: 1 }] },
      'fair',
    ],
  ])('names an unknown %s and where it stands', (_what, tampered, activityId) => {
    expect(verifyPlan(problem, good())).toEqual([]);
    expect(verifyPlan(problem, { ...good(), ...tampered })).toContainEqual(
      expect.objectContaining({ rule: 'known-references', activityIds: [activityId] }),
    );
  });

  it('names whoever is assigned, engaged, lent or paid to an activity that does not take place', () => {
    const tampered: Plan = {
      ...good(),
      assignments: [...good().assignments, { activityId: 'talk', roleId: 'helper', volunteerId: 'ana' }],
      groupEngagements: [{ activityId: 'talk', demandId: 'music', groupId: 'choir' }],
      equipmentLoans: [{ activityId: 'talk', equipmentId: 'tent', quantity: 1 }],
      fundAllocations: [{ activityId: 'talk', budgetLineId: 'tea', donationId: 'li', amountFen: 1 }],
    };
    const found = verifyPlan(problem, tampered).filter(({ rule }) => rule === 'known-references');
    expect(
      found.map(({ activityIds, volunteerIds, resourceIds }) => [activityIds, volunteerIds, resourceIds]),
    ).toEqual([
      [['talk'], ['ana'], []],
      [['talk'], [], ['choir']],
      [['talk'], [], ['tent']],
      [['talk'], [], ['li']],
    ]);
  });

  it('plans with ids that look like parts of an object, paths or pictures', async () => {
    const odd = ['constructor', 'toString', 'a/b~c', '🎉', '𠮷野', '__defineGetter__', 'hasOwnProperty'];
    const strange = season({
      volunteers: odd.map((id) => person(id)),
      activities: odd.map((id, index) => activity(id, on(7 + index, '09:00'), { roles: [helpers(1)] })),
    });
    const plan = await planFor(strange);
    expect(heldIn(plan)).toEqual(odd);
    expect(servingIn(plan)).toHaveLength(odd.length);
    expect(Object.keys(plan.certificate.seal.activities).sort()).toEqual([...odd].sort());
  });
});
