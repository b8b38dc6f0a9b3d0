import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { admissionOf, verifyPlan } from '@heli/allocator';
import { type Assignment, type Plan, type Problem } from '@heli/contracts';
import { createHighs, type Solver } from '@heli/lp';
import { runsOr, SEED, solvedBy } from '../../support/property.js';
import { SMALL, seasonArbitrary } from '../../support/seasons.js';

let highs: Solver;
beforeAll(async () => {
  highs = await createHighs();
});

/** Only what has to do with one person and one place. */
function around(problem: Problem, plan: Plan, place: Assignment): [Problem, Plan['scheduled'], Assignment[]] {
  const serving = plan.assignments.filter(
    ({ activityId, volunteerId }) => activityId === place.activityId || volunteerId === place.volunteerId,
  );
  const activityIds = new Set([place, ...serving].map(({ activityId }) => activityId));
  const people = new Set([place, ...serving].map(({ volunteerId }) => volunteerId));
  return [
    {
      ...problem,
      activities: problem.activities.filter(({ id }) => activityIds.has(id)),
      volunteers: problem.volunteers.filter(({ id }) => people.has(id)),
      pins: problem.pins.filter(({ activityId }) => activityId === place.activityId),
      venues: [],
      groups: [],
      equipment: [],
      donations: [],
    },
    plan.scheduled
      .filter(({ activityId }) => activityIds.has(activityId))
      .map((one) => ({ ...one, venueId: null })),
    serving,
  ];
}

describe('one more person in a place', () => {
  it('is let in exactly where the whole plan, with them in it, keeps every rule', async () => {
    const outcomes = { admitted: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(seasonArbitrary(SMALL), async (problem) => {
        const plan = await solvedBy(highs, problem);
        if (plan === null) return;
        for (const { activityId } of plan.scheduled)
          for (const role of problem.activities.find(({ id }) => id === activityId)?.roles ?? []) {
            const serving = plan.assignments.filter(
              (one) => one.activityId === activityId && one.roleId === role.id,
            );
            if (serving.length >= (role.max ?? role.target)) continue;
            for (const { id: volunteerId } of problem.volunteers) {
              if (serving.some((one) => one.volunteerId === volunteerId)) continue;
              const place = { activityId, roleId: role.id, volunteerId };
              const { violations } = admissionOf(...around(problem, plan, place), place);
              const broken = verifyPlan(problem, { ...plan, assignments: [...plan.assignments, place] });
              expect([place, violations.map(({ rule }) => rule).sort()]).toEqual([
                place,
                broken.map(({ rule }) => rule).sort(),
              ]);
              outcomes[broken.length === 0 ? 'admitted' : 'refused'] += 1;
            }
          }
      }),
      { seed: SEED, numRuns: runsOr(40) },
    );
    expect(Math.min(outcomes.admitted, outcomes.refused)).toBeGreaterThan(10);
  });
});
