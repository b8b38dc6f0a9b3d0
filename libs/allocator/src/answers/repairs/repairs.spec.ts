import { describe, expect, it } from '@jest/globals';
import { type Explanation, type Problem, type Repair, type RepairKind } from '@heli/contracts';
import {
  activity,
  equipment,
  gift,
  hall,
  helpers,
  on,
  person,
  planFor,
  season,
  solver,
  team,
} from '../../testing/season-builder.js';
import { openWorkbench, type Workbench } from '../workbench.js';
import { explainAll } from './explain-all.js';
import { explainPlace, NothingOpen } from './explain-place.js';

async function benchFor(problem: Problem): Promise<Workbench> {
  return openWorkbench(problem, await planFor(problem), {
    solver: await solver(),
    clock: { now: () => performance.now() },
  });
}

async function why(problem: Problem, activityId = 'clinic', max = 20): Promise<Explanation> {
  const [first] = await explainPlace(await benchFor(problem), { activityId }, { max, maxOfKind: 9 });
  if (!first) throw new Error('nothing explained');
  return first;
}

const repairBy = ({ repairs }: Explanation, ...kinds: RepairKind[]): Repair | undefined =>
  repairs.find((repair) => repair.kinds.join() === kinds.join());

const clinic = (more: Parameters<typeof activity>[2] = {}) =>
  activity('clinic', on(7, '09:00'), { roles: [helpers(1, { min: 1 })], ...more });

const AFTERNOON = [{ type: 'dated' as const, start: on(7, '13:00'), end: on(7, '18:00') }];
const AID = { skills: [{ id: 'first-aid', name: '急救', needsQualification: true }] };
const aider = { skillIds: ['first-aid'], qualifications: [{ skillId: 'first-aid' }] };
const TWO = {
  communities: [
    { id: 'hongmiao', name: '红庙社区' },
    { id: 'shuangjing', name: '双井社区' },
  ],
};

describe('a dropped activity would take place', () => {
  const cases: [string, Partial<Parameters<typeof season>[0]>, RepairKind[], object[]][] = [
    [
      'in the afternoon, when the only helper is free',
      { volunteers: [person('li', { availability: AFTERNOON })], activities: [clinic()] },
      ['move'],
      [{ type: 'offer-start', start: on(7, '13:00') }],
    ],
    [
      'with one person fewer',
      { volunteers: [person('li')], activities: [clinic({ roles: [helpers(2, { min: 2 })] })] },
      ['fewer-people'],
      [{ type: 'lower-minimum', min: 1 }],
    ],
    [
      'in the hall that there is, though it is small',
      {
        venues: [hall('hall', { capacity: 20 })],
        activities: [clinic({ roles: [], venue: { minCapacity: 30 } })],
      },
      ['less-venue'],
      [{ type: 'ease-venue', minCapacity: 20 }],
    ],
    [
      'without the stage that no hall has',
      { venues: [hall('hall')], activities: [clinic({ roles: [], venue: { features: ['stage'] } })] },
      ['less-venue'],
      [{ type: 'ease-venue', features: [] }],
    ],
    [
      'on the holiday after all',
      {
        calendar: { holidays: ['2026-03-07'] },
        policy: { noHolidayKinds: ['volunteer_service'] },
        activities: [clinic({ roles: [] })],
      },
      ['on-holiday'],
      [{ type: 'allow-holidays' }],
    ],
    [
      'if the helper who is busy at home is asked to be free',
      { volunteers: [person('li', { availability: [] })], activities: [clinic()] },
      ['ask-person'],
      [{ type: 'free-volunteer', volunteerId: 'li' }],
    ],
    [
      'if the helper takes on an hour more',
      { volunteers: [person('li', { limits: { minutesPerDay: 60 } })], activities: [clinic()] },
      ['raise-limit'],
      [{ type: 'raise-limit', volunteerId: 'li', limits: { minutesPerDay: 120 } }],
    ],
    [
      'in a hall that the neighbours lend',
      {
        ...TWO,
        venues: [hall('hall', { communityId: 'shuangjing' })],
        activities: [clinic({ roles: [], venue: {} })],
      },
      ['lend-venue'],
      [{ type: 'share-venue', venueId: 'hall', communityId: 'hongmiao' }],
    ],
    [
      'if the hall opens for it',
      {
        venues: [hall('hall', { opening: [] })],
        activities: [clinic({ roles: [], venue: {} })],
      },
      ['open-venue'],
      [{ type: 'open-venue', venueId: 'hall' }],
    ],
    [
      'if somebody renews a certificate',
      {
        ...AID,
        volunteers: [
          person('li', {
            skillIds: ['first-aid'],
            qualifications: [{ skillId: 'first-aid', validUntil: '2026-03-01' }],
          }),
        ],
        activities: [clinic({ roles: [helpers(1, { min: 1, skillIds: ['first-aid'] })] })],
      },
      ['certificate'],
      [{ type: 'qualify-volunteer', volunteerId: 'li', qualification: { skillId: 'first-aid' } }],
    ],
    [
      'with one more tent',
      {
        equipment: [equipment('tent', 1)],
        activities: [clinic({ roles: [], equipment: [{ type: 'tent', quantity: 2 }] })],
      },
      ['equipment'],
      [{ type: 'add-equipment', equipment: { type: 'tent', quantity: 1 } }],
    ],
    [
      'with one more first-aider on Saturday morning',
      { ...AID, activities: [clinic({ roles: [helpers(1, { min: 1, skillIds: ['first-aid'] })] })] },
      ['new-person'],
      [{ type: 'add-volunteer', volunteer: { skillIds: ['first-aid'], communityId: 'hongmiao' } }],
    ],
    [
      'with a qualified leader',
      {
        skills: [{ id: 'lead', name: '带队' }],
        policy: { leaderSkillId: 'lead' },
        volunteers: [person('li')],
        activities: [clinic({ roles: [helpers(2, { min: 1, leader: true })] })],
      },
      ['new-leader'],
      [{ type: 'add-volunteer', volunteer: { skillIds: ['lead'] } }],
    ],
    [
      'with a grown-up beside the minors',
      {
        volunteers: [person('xiao', { ageClass: 'minor', guardianConsent: true })],
        activities: [clinic({ roles: [helpers(2, { min: 1 })] })],
      },
      ['new-grown-up'],
      [{ type: 'add-volunteer', volunteer: { ageClass: 'adult' } }],
    ],
    [
      'with one more choir',
      {
        groups: [team('choir', { tags: ['choir'] })],
        activities: [clinic({ roles: [], groups: [{ id: 'music', count: 2, tags: ['choir'] }] })],
      },
      ['new-group'],
      [{ type: 'add-group', group: { tags: ['choir'] } }],
    ],
    [
      'if the decision against it is taken back',
      {
        volunteers: [person('li')],
        activities: [clinic()],
        pins: [{ type: 'drop-activity', activityId: 'clinic' }],
      },
      ['take-back'],
      [{ type: 'hold-activity', activityId: 'clinic' }],
    ],
  ];

  it.each(cases)('%s', async (_how, parts, kinds, changes) => {
    const explanation = await why(season(parts));
    const repair = repairBy(explanation, ...kinds);
    expect(repair).toMatchObject({ changes, fills: 1, complete: true, free: true, checked: true });
    expect(repair?.tiers[0]).toMatchObject({ tier: 'held', change: 5, exact: true });
    // A decision alone can be taken back as things are; all else is ruled out, and the rules are named.
    expect(explanation.because.length > 0).toBe(!kinds.includes('take-back'));
  });

  it('for ¥3 more, of which no fen could be spared', async () => {
    const tea = [{ id: 'tea', purpose: 'tea', minFen: 500 }];
    const problem = season({
      donations: [gift('li', 200)],
      activities: [clinic({ roles: [], budget: tea })],
    });
    const explanation = await why(problem);
    expect(explanation).toMatchObject({ bottleneck: 'budget-covered', missing: 300 });
    expect(repairBy(explanation, 'money')).toMatchObject({
      least: { amount: 300, proven: true },
      changes: [{ type: 'add-donation', donation: { amountFen: 300, earmark: { purposes: ['tea'] } } }],
      byItself: true,
    });
  });

  it('for less than what its lines ask for, where another gift can be used elsewhere', async () => {
    // 400 of the open gift went to the fair, which the gift for print could pay just as well.
    const problem = season({
      donations: [
        gift('open', 400),
        gift('print', 300, {
          earmark: { kinds: [], communityIds: [], hostGroupIds: [], purposes: ['print'] },
        }),
      ],
      activities: [
        activity('fair', on(8, '09:00'), {
          priority: 9,
          budget: [{ id: 'p', purpose: 'print', minFen: 400 }],
        }),
        clinic({ roles: [], budget: [{ id: 'tea', purpose: 'tea', minFen: 500 }] }),
      ],
    });
    expect(repairBy(await why(problem), 'money')?.least).toEqual({ amount: 200, proven: true });
  });

  it('with two things at once where no single one is enough', async () => {
    const problem = season({
      venues: [hall('hall', { capacity: 20 })],
      activities: [
        clinic({ roles: [], venue: { minCapacity: 30 }, equipment: [{ type: 'tent', quantity: 1 }] }),
      ],
    });
    const explanation = await why(problem);
    expect(explanation.repairs.map(({ kinds }) => kinds)).toContainEqual(['less-venue', 'equipment']);
    expect(explanation.repairs.every(({ kinds }) => kinds.length === 2)).toBe(true);
  });

  it('with no change that is known: what was tried and the rules in the way are named', async () => {
    const problem = season({
      activities: [
        clinic({
          roles: [helpers(1, { min: 1 })],
          venue: {},
          equipment: [{ type: 'tent', quantity: 1 }],
          groups: [{ id: 'music', count: 1 }],
        }),
      ],
    });
    const explanation = await why(problem);
    expect(explanation.repairs).toEqual([]);
    expect(explanation.because.map(({ rule }) => rule)).toEqual(['venue-fits']);
    expect(explanation.irreducible).toBe(true);
  });

  it('only at the price of a rival that has the hall', async () => {
    const problem = season({
      venues: [hall('hall')],
      activities: [
        activity('opera', on(7, '09:00'), { priority: 9, venue: {} }),
        clinic({ roles: [], venue: {} }),
      ],
    });
    const explanation = await why(problem);
    expect(explanation.rivals).toEqual([{ activityId: 'opera', volunteerIds: [], fate: 'dropped' }]);
    expect(explanation.price?.[0]).toMatchObject({ tier: 'held', change: -4 });
    expect(repairBy(explanation, 'move')).toBeDefined();
  });
});

describe('an open place would be filled', () => {
  it('by the one who is free until half of it, before the one who never is', async () => {
    const problem = season({
      volunteers: [
        person('li', { availability: [] }),
        person('wang', { availability: [{ type: 'dated', start: on(7, '08:00'), end: on(7, '10:00') }] }),
      ],
      activities: [clinic({ roles: [helpers(1)] })],
    });
    const explanation = await why(problem, 'clinic', 2);
    const asked = explanation.repairs.filter(({ kinds }) => kinds[0] === 'ask-person');
    expect(asked[0]?.changes).toMatchObject([{ type: 'free-volunteer', volunteerId: 'wang' }]);
    expect(asked[0]).toMatchObject({ fills: 1, complete: true, byItself: true });
  });

  it('and says who else has the people that could', async () => {
    const problem = season({
      volunteers: [person('li')],
      activities: [
        clinic({ roles: [helpers(1)] }),
        activity('fair', on(7, '09:00'), { roles: [helpers(1, { weight: 3 })] }),
      ],
    });
    const explanation = await why(problem);
    expect(explanation.bottleneck).toBe('volunteer-one-place');
    expect(explanation.rivals).toEqual([{ activityId: 'fair', volunteerIds: ['li'], fate: null }]);
  });

  it('by nobody under age where no grown-up is near', async () => {
    const problem = season({
      volunteers: [person('xiao', { ageClass: 'minor', guardianConsent: true })],
      activities: [clinic({ roles: [helpers(1)] })],
    });
    const explanation = await why(problem);
    expect(explanation.bottleneck).toBe('minor-not-alone');
    expect(repairBy(explanation, 'new-grown-up')).toMatchObject({ fills: 1, complete: true });
  });

  it('is no question where everything is filled', async () => {
    const bench = await benchFor(season({ volunteers: [person('li')], activities: [clinic()] }));
    await expect(explainPlace(bench, { activityId: 'clinic' })).rejects.toThrow(NothingOpen);
    await expect(explainPlace(bench, { activityId: 'fair' })).rejects.toMatchObject({
      code: 'ACTIVITY_UNKNOWN',
    });
    await expect(explainPlace(bench, { activityId: 'clinic', roleId: 'cook' })).rejects.toMatchObject({
      code: 'ROLE_UNKNOWN',
    });
  });
});

describe('a season with many open places', () => {
  const problem = season({
    ...AID,
    volunteers: [person('li', aider)],
    activities: [
      ...['a', 'b', 'c'].map((id) =>
        activity(id, on(7, '09:00'), { roles: [helpers(1, { skillIds: ['first-aid'] })] }),
      ),
      activity('opera', on(9, '09:00'), { venue: {} }),
    ],
  });

  it('is told by what is missing, dropped activities first', async () => {
    const { groups, open, explained } = await explainAll(await benchFor(problem));
    expect(groups.map(({ dropped, skillIds, members }) => [dropped, skillIds, members.length])).toEqual([
      [true, [], 1],
      [false, ['first-aid'], 2],
    ]);
    expect([open, explained]).toEqual([3, 3]);
  });

  it('counts what the time did not allow to look at', async () => {
    const { groups, open, explained } = await explainAll(await benchFor(problem), { timeMs: 0 });
    expect([open, explained]).toEqual([3, 0]);
    expect(groups.flatMap(({ members }) => members).every((member) => !member.explained)).toBe(true);
  });
});
