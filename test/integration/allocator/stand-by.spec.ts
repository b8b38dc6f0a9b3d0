import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, measurePlan, openWorkbench, standBy, verifyPlan } from '@heli/allocator';
import { type Plan, type PlanDocument, type Problem } from '@heli/contracts';
import { createHighs, type Solver } from '@heli/lp';
import { SMALL, seasonArbitrary } from '../../support/seasons.js';

// Another seed and more runs: HELI_SEED=7 HELI_RUNS=2000.
const SEED = Number(process.env.HELI_SEED ?? 20_130_309);
const RUNS = Number(process.env.HELI_RUNS ?? 60);

let highs: Solver;
beforeAll(async () => {
  highs = await createHighs();
});

const clock = { now: () => performance.now(), cpu: () => 0 };

/** Somebody steps in, for somebody who drops out or into an open place. */
interface Call {
  readonly activityId: string;
  readonly roleId: string;
  readonly comes: string;
  readonly goes: string | null;
}

const callsOf = (
  activityId: string,
  roleId: string,
  reserve: { volunteerId: string; standsInFor: readonly string[]; takesOpenPlace: boolean },
): Call[] =>
  [...reserve.standsInFor, ...(reserve.takesOpenPlace ? [null] : [])].map((goes) => ({
    activityId,
    roleId,
    comes: reserve.volunteerId,
    goes,
  }));

function carriedOut({ assignments, ...plan }: PlanDocument, calls: readonly Call[]): Plan {
  const left = assignments.filter(
    ({ activityId, roleId, volunteerId }) =>
      !calls.some(
        (call) => call.activityId === activityId && call.roleId === roleId && call.goes === volunteerId,
      ),
  );
  return {
    scheduled: plan.scheduled,
    dropped: plan.dropped,
    assignments: [
      ...left,
      ...calls.map(({ activityId, roleId, comes }) => ({ activityId, roleId, volunteerId: comes })),
    ],
    groupEngagements: plan.groupEngagements,
    equipmentLoans: plan.equipmentLoans,
    fundAllocations: plan.fundAllocations,
  };
}

/** Who drops out is no longer bound by the decision that put them there. */
const released = (problem: Problem, calls: readonly Call[]): Problem => ({
  ...problem,
  pins: problem.pins.filter(
    (pin) =>
      pin.type !== 'assign' ||
      !calls.some((call) => call.activityId === pin.activityId && call.goes === pin.volunteerId),
  ),
});

describe('whoever is on a stand-by list', () => {
  it('can be put in, for whomever it says, at the price it says; and all who are first can be put in together', async () => {
    let alone = 0;
    let together = 0;
    await fc.assert(
      fc.asyncProperty(seasonArbitrary(SMALL), fc.infiniteStream(fc.nat(97)), async (problem, draws) => {
        const answer = await allocate(problem, { solver: highs, limits: { gap: 0 }, clock });
        if (answer.kind !== 'plan') return;
        const { document } = answer;
        const workbench = openWorkbench(problem, document, { solver: highs, clock });
        const { places } = standBy(workbench, { max: 100 });
        const before = new Map(measurePlan(problem, document).map(({ tier, value }) => [tier, value]));
        for (const { activityId, roleId, reserves, eligible } of places) {
          expect(reserves).toHaveLength(eligible);
          for (const reserve of reserves) {
            const calls = callsOf(activityId, roleId, reserve);
            for (const [position, call] of calls.entries()) {
              alone += 1;
              const plan = carriedOut(document, [call]);
              expect(verifyPlan(released(problem, [call]), plan)).toEqual([]);
              if (position > 0) continue;
              for (const { tier, value } of measurePlan(problem, plan)) {
                const stated = reserve.tiers.find((each) => each.tier === tier)?.change;
                expect([tier, stated]).toEqual([tier, expect.closeTo(value - (before.get(tier) ?? 0), 6)]);
              }
            }
          }
        }
        const firsts = places.flatMap(({ activityId, roleId, reserves }) =>
          reserves.flatMap((reserve) => {
            if (!reserve.first) return [];
            const calls = callsOf(activityId, roleId, reserve);
            return calls.slice((draws.next().value as number) % calls.length).slice(0, 1);
          }),
        );
        if (firsts.length > 1) together += 1;
        expect(verifyPlan(released(problem, firsts), carriedOut(document, firsts))).toEqual([]);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect(alone).toBeGreaterThan(RUNS);
    expect(together).toBeGreaterThan(RUNS / 10);
  });
});
