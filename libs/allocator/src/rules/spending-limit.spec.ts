import { describe, expect, it } from '@jest/globals';
import { type ProblemInput } from '@heli/contracts';
import { explainOpen } from '../explain.js';
import {
  activity,
  brokenBy,
  gift,
  hall,
  heldIn,
  on,
  planFor,
  planWith,
  season,
  verdict,
} from '../testing/season-builder.js';
import { validate } from '../validate.js';

const tea = (minFen: number, targetFen = minFen) => [{ id: 'tea', purpose: 'tea', minFen, targetFen }];
type Limits = NonNullable<NonNullable<ProblemInput['policy']>['spendingLimits']>;

/** A visit for ¥3, a festival for ¥6 and a meeting for ¥4; gifts of ¥100. */
const spring = (spendingLimits: Limits, more: Partial<ProblemInput> = {}) =>
  season({
    policy: { spendingLimits },
    donations: [gift('company', 10_000)],
    activities: [
      activity('visit', on(2, '09:00'), { priority: 3, budget: tea(300) }),
      activity('festival', on(3, '09:00'), { kind: 'festival', priority: 6, budget: tea(600) }),
      activity('meeting', on(4, '09:00'), { kind: 'self_governance', priority: 5, budget: tea(400) }),
    ],
    ...more,
  });
const paid = (line: string, amount: number) => ({ funds: [[line, 'company', amount] as const] });

describe('what may be spent', () => {
  it('holds what is worth most within the limit, however much the gifts would pay', async () => {
    expect(heldIn(await planFor(spring([{ id: 'all', limitFen: 1_300 }])))).toHaveLength(3);
    expect(heldIn(await planFor(spring([{ id: 'all', limitFen: 1_000 }])))).toEqual(['festival', 'meeting']);
    expect(heldIn(await planFor(spring([{ id: 'all', limitFen: 700 }])))).toEqual(['visit', 'meeting']);
    expect(heldIn(await planFor(spring([{ id: 'all', limitFen: 299 }])))).toEqual([]);
  });

  it('counts a community or a kind alone where the limit speaks of these', async () => {
    const problem = spring([{ id: 'festive', limitFen: 599, kinds: ['festival'] }]);
    expect(heldIn(await planFor(problem))).toEqual(['visit', 'meeting']);
    const elsewhere = spring([{ id: 'there', limitFen: 0, communityIds: ['anhua'] }], {
      communities: [
        { id: 'hongmiao', name: '红庙社区' },
        { id: 'anhua', name: '安华社区' },
      ],
    });
    expect(heldIn(await planFor(elsewhere))).toHaveLength(3);
  });

  it('keeps several limits at once, each by itself', async () => {
    const problem = spring([
      { id: 'all', limitFen: 1_000 },
      { id: 'festive', limitFen: 100, kinds: ['festival'] },
    ]);
    expect(heldIn(await planFor(problem))).toEqual(['visit', 'meeting']);
  });

  it('lets what costs nothing take place where nothing may be spent', async () => {
    const problem = spring([{ id: 'all', limitFen: 0 }], {
      activities: [activity('walk', on(2, '09:00')), activity('visit', on(3, '09:00'), { budget: tea(1) })],
    });
    expect(heldIn(await planFor(problem))).toEqual(['walk']);
  });

  it('counts the price of the booking, and takes the cheaper hall where that leaves more', async () => {
    const problem = season({
      policy: { spendingLimits: [{ id: 'all', limitFen: 500 }] },
      donations: [gift('company', 10_000)],
      venues: [hall('grand', { capacity: 80, costFen: 400 }), hall('plain', { capacity: 40, costFen: 100 })],
      activities: [
        activity('talk', on(2, '09:00'), { venue: {}, expectedAttendance: 80 }),
        activity('visit', on(3, '09:00'), { budget: tea(300) }),
      ],
    });
    const plan = await planFor(problem);
    expect(plan.scheduled.map(({ venueId }) => venueId)).toEqual(['plain', null]);
    const alone = await planFor({ ...problem, activities: problem.activities.slice(0, 1) });
    expect(alone.scheduled[0]?.venueId).toBe('grand');
  });

  it('gives out what was wished beyond the minima only as far as limits go that cross', async () => {
    const problem = spring(
      [
        { id: 'here', limitFen: 900, communityIds: ['hongmiao'] },
        { id: 'festive', limitFen: 701, kinds: ['festival', 'self_governance'] },
      ],
      {
        communities: [
          { id: 'hongmiao', name: '红庙社区' },
          { id: 'anhua', name: '安华社区' },
        ],
        activities: [
          activity('visit', on(2, '09:00'), { budget: tea(100, 500) }),
          activity('festival', on(3, '09:00'), { kind: 'festival', budget: tea(100, 500) }),
          activity('meeting', on(4, '09:00'), {
            kind: 'self_governance',
            communityId: 'anhua',
            budget: tea(100, 500),
          }),
        ],
      },
    );
    const plan = await planFor(problem);
    const given = Object.fromEntries(
      plan.fundAllocations.map(({ activityId, amountFen }) => [activityId, amountFen]),
    );
    const { visit = 0, festival = 0, meeting = 0 } = given;
    expect(visit + festival).toBeLessThanOrEqual(900);
    expect(festival + meeting).toBeLessThanOrEqual(701);
    expect(visit + festival + meeting).toBe(500 + 701);
  });

  it('is checked from the plan alone, to the fen', () => {
    const problem = spring([{ id: 'all', name: '春季总额', limitFen: 999 }]);
    const plan = { festival: paid('tea', 600), meeting: paid('tea', 400) };
    expect(brokenBy(problem, plan)).toEqual(['spending-limit']);
    expect(verdict(problem, plan)[0]).toMatchObject({
      message: '1000 fen are spent where 春季总额 allows 999',
      resourceIds: ['all'],
      activityIds: ['festival', 'meeting'],
    });
    expect(brokenBy(spring([{ id: 'all', limitFen: 1_000 }]), plan)).toEqual([]);
  });

  it('says which limit keeps an activity out, and by how much', () => {
    const problem = spring([{ id: 'all', limitFen: 1_000 }]);
    const [open] = explainOpen(
      problem,
      planWith(problem, { festival: paid('tea', 600), meeting: paid('tea', 400) }),
    );
    expect(open).toMatchObject({ activityId: 'visit', bottleneck: 'spending-limit', missing: 300 });
    const never = spring([{ id: 'all', limitFen: 200 }]);
    expect(explainOpen(never, planWith(never, {})).map(({ bottleneck }) => bottleneck)).toEqual([
      'spending-limit',
      'spending-limit',
      'spending-limit',
    ]);
  });

  it('refuses limits that name one thing twice or what is not there, all at once', () => {
    const problem = spring([
      { id: 'all', limitFen: 1 },
      { id: 'all', limitFen: 2, communityIds: ['nowhere'] },
    ]);
    expect(validate(problem).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/policy/spendingLimits/1/id', 'DUPLICATE_ID'],
      ['/policy/spendingLimits/1/communityIds/0', 'UNKNOWN_ID'],
    ]);
  });

  it('refuses decisions that cost more than may be spent, alone or together', async () => {
    const held = (...ids: string[]) =>
      ids.map((activityId) => ({ type: 'hold-activity' as const, activityId }));
    const alone = spring([{ id: 'all', limitFen: 500 }], { pins: held('festival') });
    expect(validate(alone).map(({ code }) => code)).toEqual(['PIN_BREAKS_RULE']);
    const together = spring([{ id: 'all', limitFen: 900 }], { pins: held('festival', 'meeting') });
    await expect(planFor(together)).rejects.toThrow('PINS_CONTRADICT');
  });
});
