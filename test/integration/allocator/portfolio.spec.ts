import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { portfolio } from '@heli/allocator';
import { type LeastHeld, type Plan, type PortfolioStep, type Problem } from '@heli/contracts';
import { createHighs, type Solver } from '@heli/lp';
import { bestRankedByEnumeration, bestValues } from '../../support/brute-force.js';
import { runsOr, SEED } from '../../support/property.js';
import { seasonArbitrary, TINY } from '../../support/seasons.js';

const RUNS = runsOr(25);
/** Larger seasons are left out. */
const MOST_PLANS = 3_000;
const BUDGETS = [0, 500, 950, 1_700];

let highs: Solver;
beforeAll(async () => {
  highs = await createHighs();
});

const evenly = (min: number, max: number): fc.Arbitrary<number> => fc.noBias(fc.integer({ min, max }));
const KINDS = ['volunteer_service', 'training', 'festival', 'self_governance'] as const;

const leastArbitrary: fc.Arbitrary<LeastHeld[]> = fc.array(
  fc.record({
    count: evenly(1, 3),
    communityIds: fc.subarray(['east', 'west'], { maxLength: 1 }),
    kinds: fc.subarray([...KINDS], { maxLength: 2 }),
  }),
  { maxLength: 2 },
);

const countsFor = (least: LeastHeld, { communityId, kind }: Problem['activities'][number]): boolean =>
  (least.communityIds.length === 0 || least.communityIds.includes(communityId)) &&
  (least.kinds.length === 0 || least.kinds.includes(kind));

/** What the best plan within a budget makes by looking at every plan; null: none; undefined: too many. */
function best(
  problem: Problem,
  limitFen: number,
  least: readonly LeastHeld[],
  worth: (plan: Plan) => readonly number[],
): readonly number[] | null | undefined {
  const met = ({ scheduled }: Plan): number => {
    const held = new Set(scheduled.map(({ activityId }) => activityId));
    return least.reduce((sum, each) => {
      const number = problem.activities.filter(
        (activity) => held.has(activity.id) && countsFor(each, activity),
      ).length;
      return sum + Math.min(each.count, number);
    }, 0);
  };
  const spendingLimits = [
    ...(problem.policy.spendingLimits ?? []),
    { id: 'budget', limitFen, communityIds: [], kinds: [] },
  ];
  const limited = { ...problem, policy: { ...problem.policy, spendingLimits } };
  const found = bestRankedByEnumeration(limited, (plan) => [met(plan), ...worth(plan)], MOST_PLANS);
  return bestValues(found);
}

/** Held points, told without the engine. */
const heldPoints =
  (problem: Problem) =>
  ({ scheduled }: Plan): readonly number[] => {
    const held = new Set(scheduled.map(({ activityId }) => activityId));
    return [problem.activities.reduce((sum, { id, priority }) => sum + (held.has(id) ? priority : 0), 0)];
  };

const missing = (step: Extract<PortfolioStep, { kind: 'plan' }>, least: readonly LeastHeld[]): number =>
  step.least.reduce((sum, { held }, at) => sum + Math.min(held, least[at]?.count ?? 0), 0);

describe('the portfolio of a tiny season', () => {
  it('is what looking at every plan finds for each budget, and a larger budget never gives less', async () => {
    let binding = 0;
    await fc.assert(
      fc.asyncProperty(seasonArbitrary(TINY), leastArbitrary, async (season, least) => {
        const problem: Problem = {
          ...season,
          objective: { ...season.objective, tiers: ['held', 'fairness'] },
        };
        const worth = heldPoints(problem);
        const wanted = BUDGETS.map((budget) => best(problem, budget, least, worth));
        if (wanted.includes(undefined)) return;
        const found = await portfolio(
          problem,
          { budgetsFen: BUDGETS, least },
          { solver: highs, clock: { now: () => performance.now() } },
        );
        if (found.kind === 'refused') {
          expect(found.faults.map(({ code }) => code)).toContain('PINS_CONTRADICT');
          return;
        }
        let before = [-1, -1];
        for (const [at, step] of found.answer.steps.entries()) {
          const optimum = wanted[at] ?? null;
          if (step.kind === 'impossible') {
            expect(optimum).toBeNull();
            continue;
          }
          const [aim] = step.aims;
          const values = [missing(step, least), aim?.value ?? 0];
          expect({ budget: step.budgetFen, values }).toEqual({ budget: step.budgetFen, values: optimum });
          expect(step.spentFen).toBeLessThanOrEqual(step.budgetFen);
          expect(aim?.bound ?? Infinity).toBeGreaterThanOrEqual(optimum?.[1] ?? 0);
          for (const [which, { held, most }] of step.least.entries())
            expect(most ?? Infinity).toBeGreaterThanOrEqual(Math.min(held, least[which]?.count ?? 0));
          const [met = 0, points = 0] = values;
          const [metBefore = 0, pointsBefore = 0] = before;
          expect(met > metBefore || (met === metBefore && points >= pointsBefore)).toBe(true);
          if (met > metBefore || points > pointsBefore) binding += at === 0 ? 0 : 1;
          before = values;
        }
      }),
      { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 100_000 },
    );
    // Else the budgets were all the same to these seasons.
    expect(binding).toBeGreaterThan(0);
  }, 200_000);
});
