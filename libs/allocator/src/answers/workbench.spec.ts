import { describe, expect, it } from '@jest/globals';
import {
  type Change,
  type PlanDocument,
  type Problem,
  problemVolunteer,
  type ProblemVolunteer,
} from '@heli/contracts';
import {
  activity,
  equipment,
  gift,
  hall,
  helpers,
  heldIn,
  on,
  person,
  planFor,
  season,
  servingIn,
  solver,
  team,
} from '../testing/season-builder.js';
import { openWorkbench, type Possible, type Workbench } from './workbench.js';

async function benchFor(problem: Problem, document?: PlanDocument): Promise<Workbench> {
  return openWorkbench(problem, document ?? (await planFor(problem)), {
    solver: await solver(),
    clock: { now: () => performance.now() },
  });
}

async function ask(problem: Problem, ...changes: Change[]): Promise<Possible> {
  const bench = await benchFor(problem);
  expect(bench.faults(changes)).toEqual([]);
  const { asked, outcome } = await bench.probe(changes, true);
  if (outcome.kind !== 'found') throw new Error(outcome.kind);
  return bench.carryOut({ asked, outcome });
}

const tier = (answer: Possible, name: string): [number, number] => {
  const found = answer.tiers.find((each) => each.tier === name);
  return [found?.before ?? Number.NaN, found?.after ?? Number.NaN];
};

const clinic = (more: Parameters<typeof activity>[2] = {}) =>
  activity('clinic', on(7, '09:00'), { roles: [helpers(1)], ...more });

describe('a question about a stored plan', () => {
  it('finds the stand-in of somebody who declines, at no price', async () => {
    const problem = season({
      volunteers: [person('li'), person('wang')],
      activities: [clinic()],
    });
    const document = await planFor(problem);
    const first = document.assignments[0]?.volunteerId ?? '';
    const answer = await ask(problem, {
      type: 'forbid-volunteer',
      activityId: 'clinic',
      volunteerId: first,
    });
    expect(answer.exact).toBe(true);
    expect(answer.tiers.map(({ change }) => change)).toEqual([0, 0, 0, 0]);
    expect(answer.difference.assignments.removed.map(({ volunteerId }) => volunteerId)).toEqual([first]);
    expect(answer.difference.peopleConcerned).toBe(2);
  });

  it('says what a dropped activity costs, and leaves the others alone', async () => {
    const problem = season({
      volunteers: [person('li'), person('wang')],
      activities: [clinic({ priority: 7 }), activity('choir', on(8, '09:00'), { roles: [helpers(1)] })],
    });
    const answer = await ask(problem, { type: 'drop-activity', activityId: 'clinic' });
    expect(tier(answer, 'held')).toEqual([12, 5]);
    expect(answer.exact).toBe(true);
    expect(heldIn(answer.plan)).toEqual(['choir']);
    expect(answer.difference.activities).toMatchObject([{ activityId: 'clinic', after: null }]);
  });

  it('moves what stands in the way rather than lose it', async () => {
    const problem = season({
      venues: [hall('hall')],
      activities: [
        activity('fair', [on(7, '09:00'), on(8, '09:00')], { venue: {} }),
        activity('opera', [on(7, '09:00'), on(8, '09:00')], { venue: {} }),
      ],
    });
    const document = await planFor(problem);
    const start = document.scheduled.find(({ activityId }) => activityId === 'opera')?.start ?? '';
    const answer = await ask(problem, { type: 'hold-activity', activityId: 'fair', start });
    expect(tier(answer, 'held')).toEqual([10, 10]);
    expect(answer.difference.activities).toHaveLength(2);
  });

  it('drops what builds on a training that is dropped', async () => {
    const problem = season({
      volunteers: [person('li')],
      activities: [
        activity('course', on(7, '09:00'), { kind: 'training' }),
        activity('rounds', on(9, '09:00'), { predecessorIds: ['course'], roles: [helpers(1)] }),
      ],
    });
    const answer = await ask(problem, { type: 'drop-activity', activityId: 'course' });
    expect(heldIn(answer.plan)).toEqual([]);
    expect(tier(answer, 'held')).toEqual([10, 0]);
    expect(answer.exact).toBe(true);
  });

  it('passes work on along a chain when one person is wanted elsewhere', async () => {
    const at = (id: string, skillIds: string[]) =>
      activity(id, on(7, '09:00'), { roles: [helpers(1, { skillIds })] });
    const problem = season({
      skills: ['a', 'b', 'c'].map((id) => ({ id, name: id })),
      volunteers: [
        person('one', { skillIds: ['a', 'b'] }),
        person('two', { skillIds: ['b', 'c'] }),
        person('three', { skillIds: ['c'] }),
      ],
      activities: [at('first', ['a']), at('second', ['b']), at('third', ['c'])],
    });
    const bench = await benchFor(problem);
    const { outcome } = await bench.probe(
      [{ type: 'forbid-volunteer', activityId: 'third', volunteerId: 'three' }],
      true,
    );
    if (outcome.kind !== 'found') throw new Error(outcome.kind);
    // Whoever fills the third place leaves the second or the first open: one place is lost, and that is proven.
    expect(bench.tierChanges(outcome).find(({ tier: name }) => name === 'coverage')).toMatchObject({
      change: -10,
      exact: true,
    });
  });

  it('proves that two festivals cannot share one hall', async () => {
    const problem = season({
      venues: [hall('hall')],
      activities: ['fair', 'opera'].map((id) => activity(id, on(7, '09:00'), { venue: {} })),
    });
    const bench = await benchFor(problem);
    const { outcome } = await bench.probe(
      [
        { type: 'hold-activity', activityId: 'fair' },
        { type: 'hold-activity', activityId: 'opera' },
      ],
      true,
    );
    expect(outcome.kind).toBe('impossible');
  });
});

const newcomer = (id: string): ProblemVolunteer => problemVolunteer.parse(person(id));

const NEEDY = {
  skills: [{ id: 'first-aid', name: '急救', needsQualification: true }],
  communities: [
    { id: 'hongmiao', name: '红庙社区' },
    { id: 'shuangjing', name: '双井社区' },
  ],
};

describe('what would have to be otherwise', () => {
  const aider = { skillIds: ['first-aid'], qualifications: [{ skillId: 'first-aid' }] };
  const morning = [
    { type: 'dated' as const, start: on(7, '08:00'), end: on(7, '12:00'), status: 'available' as const },
  ];
  const cases: [string, Partial<Parameters<typeof season>[0]>, Change][] = [
    [
      'one more first-aider',
      { activities: [clinic({ roles: [helpers(1, { min: 1, skillIds: ['first-aid'] })] })] },
      {
        type: 'add-volunteer',
        volunteer: { ...newcomer('new'), ...aider, availability: morning },
      },
    ],
    [
      'an hour of somebody who has none',
      {
        volunteers: [person('li', { availability: [] })],
        activities: [clinic({ roles: [helpers(1, { min: 1 })] })],
      },
      { type: 'free-volunteer', volunteerId: 'li', windows: morning },
    ],
    [
      'a certificate',
      {
        volunteers: [person('li', { skillIds: ['first-aid'] })],
        activities: [clinic({ roles: [helpers(1, { min: 1, skillIds: ['first-aid'] })] })],
      },
      { type: 'qualify-volunteer', volunteerId: 'li', qualification: { skillId: 'first-aid' } },
    ],
    [
      'a higher limit',
      {
        volunteers: [person('li', { limits: { minutesPerDay: 60 } })],
        activities: [clinic({ roles: [helpers(1, { min: 1 })] })],
      },
      { type: 'raise-limit', volunteerId: 'li', limits: { minutesPerDay: 120 } },
    ],
    [
      'a lower minimum',
      { volunteers: [person('li')], activities: [clinic({ roles: [helpers(2, { min: 2 })] })] },
      { type: 'lower-minimum', activityId: 'clinic', roleId: 'helper', min: 1 },
    ],
    [
      'another time',
      {
        volunteers: [person('li', { availability: morning })],
        activities: [activity('clinic', on(7, '14:00'), { roles: [helpers(1, { min: 1 })] })],
      },
      { type: 'offer-start', activityId: 'clinic', start: on(7, '09:00') },
    ],
    [
      'a holiday after all',
      {
        calendar: { holidays: ['2026-03-07'] },
        policy: { noHolidayKinds: ['volunteer_service'] },
        activities: [clinic({ roles: [] })],
      },
      { type: 'allow-holidays', activityId: 'clinic' },
    ],
    [
      'a smaller hall',
      {
        venues: [hall('hall', { capacity: 20 })],
        activities: [clinic({ roles: [], venue: { minCapacity: 30 } })],
      },
      { type: 'ease-venue', activityId: 'clinic', minCapacity: 20 },
    ],
    [
      'a hall of the neighbours',
      {
        venues: [hall('hall', { communityId: 'shuangjing' })],
        activities: [clinic({ roles: [], venue: {} })],
      },
      { type: 'share-venue', venueId: 'hall', communityId: 'hongmiao' },
    ],
    [
      'an hour of the hall',
      { venues: [hall('hall', { opening: [] })], activities: [clinic({ roles: [], venue: {} })] },
      { type: 'open-venue', venueId: 'hall', windows: morning },
    ],
    [
      'a gift',
      { activities: [clinic({ roles: [], budget: [{ id: 'tea', purpose: 'tea', minFen: 300 }] })] },
      {
        type: 'add-donation',
        donation: {
          id: 'new',
          amountFen: 300,
          earmark: { kinds: [], communityIds: [], hostGroupIds: [], purposes: ['tea'] },
        },
      },
    ],
    [
      'a larger gift',
      {
        donations: [gift('li', 200)],
        activities: [clinic({ roles: [], budget: [{ id: 'tea', purpose: 'tea', minFen: 300 }] })],
      },
      { type: 'raise-donation', donationId: 'li', byFen: 100 },
    ],
    [
      'a tent',
      {
        equipment: [equipment('tent', 1)],
        activities: [clinic({ roles: [], equipment: [{ type: 'tent', quantity: 2 }] })],
      },
      {
        type: 'add-equipment',
        equipment: {
          ...equipment('tent-2', 1),
          type: 'tent',
          communityId: 'hongmiao',
          servesCommunityIds: [],
          turnaroundMinutes: 0,
        },
      },
    ],
  ];

  it.each(cases)('%s brings the clinic about', async (_what, parts, change) => {
    const answer = await ask(season({ ...NEEDY, ...parts }), change);
    expect(tier(answer, 'held')).toEqual([0, 5]);
    expect(answer.exact).toBe(true);
    expect(heldIn(answer.plan)).toEqual(['clinic']);
  });

  it('is all named at once where it makes no sense', async () => {
    const bench = await benchFor(season({ volunteers: [person('li')], activities: [clinic()] }));
    const faults = bench.faults([
      { type: 'drop-activity', activityId: 'fair' },
      { type: 'raise-limit', volunteerId: 'wang', limits: {} },
      { type: 'lower-minimum', activityId: 'clinic', roleId: 'cook', min: 0 },
      { type: 'add-volunteer', volunteer: newcomer('li') },
    ]);
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/changes/1/volunteerId', 'UNKNOWN_ID'],
      ['/changes/2/roleId', 'UNKNOWN_ID'],
      ['/changes/0/activityId', 'UNKNOWN_ID'],
    ]);
  });
});

describe('opening a stored plan', () => {
  const problem = season({ volunteers: [person('li'), person('wang')], activities: [clinic()] });

  it('refuses a plan of another problem', async () => {
    const other = { ...problem, name: 'April' };
    await expect(benchFor(other, await planFor(problem))).rejects.toMatchObject({
      code: 'PLAN_OF_ANOTHER_PROBLEM',
    });
  });

  it('refuses a plan that breaks a rule, and names it', async () => {
    const document = await planFor(problem);
    const assignments = ['li', 'wang'].map((volunteerId) => ({
      activityId: 'clinic',
      roleId: 'helper',
      volunteerId,
    }));
    await expect(benchFor(problem, { ...document, assignments })).rejects.toMatchObject({
      code: 'PLAN_BREAKS_RULES',
      violations: [{ rule: 'role-limits' }],
    });
  });

  it('refuses a plan that is not worth what its certificate says', async () => {
    const document = await planFor(problem);
    await expect(benchFor(problem, { ...document, assignments: [] })).rejects.toMatchObject({
      code: 'PLAN_WORTH_DIFFERS',
    });
  });

  it('keeps the groups of an activity that is asked about', async () => {
    const withChoir = season({
      groups: [team('choir'), team('drums')],
      activities: [activity('fair', on(7, '09:00'), { groups: [{ id: 'music', count: 1 }] })],
    });
    const document = await planFor(withChoir);
    const engaged = document.groupEngagements[0]?.groupId ?? '';
    const answer = await ask(withChoir, { type: 'forbid-group', activityId: 'fair', groupId: engaged });
    expect(answer.plan.groupEngagements.map(({ groupId }) => groupId)).toEqual([
      engaged === 'choir' ? 'drums' : 'choir',
    ]);
    expect(servingIn(answer.plan)).toEqual([]);
  });
});
