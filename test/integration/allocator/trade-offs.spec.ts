import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { measurePlan, openWorkbench, tradeOffs, verifyDocument } from '@heli/allocator';
import {
  type Plan,
  type PlanDocument,
  type PriceOfFairness,
  type Problem,
  type TierName,
  type TradeOffMeasure,
  type TradeOffs,
} from '@heli/contracts';
import { createHighs, type Solver } from '@heli/lp';
import { frontByEnumeration } from '../../support/brute-force.js';
import { lettersThatDiffer } from '../../support/news.js';
import { clock, runsOr, SEED, solvedBy } from '../../support/property.js';
import { SMALL, seasonArbitrary, type SeasonShape, TINY } from '../../support/seasons.js';

const RUNS = runsOr(20);
/** Larger seasons are left out. */
const MOST_PLANS = 1_500;

let highs: Solver;
beforeAll(async () => {
  highs = await createHighs();
});

interface Case {
  readonly problem: Problem;
  readonly before: PlanDocument;
  readonly measures: TradeOffMeasure[];
  readonly points: number;
  readonly heldAtLeast: number;
  readonly widest: number;
}

const AIMS: readonly TierName[] = ['held', 'coverage', 'quality', 'cost', 'fairness'];

/** What a plan is worth in every aim, whatever the council ordered. */
function worth(problem: Problem, plan: Plan): Record<TierName, number> {
  const asked = { ...problem, objective: { ...problem.objective, tiers: [...AIMS] } };
  return Object.fromEntries(measurePlan(asked, plan).map(({ tier, value }) => [tier, value])) as Record<
    TierName,
    number
  >;
}

/** The measures of a plan, each the higher the better. */
const meritsOf = ({ problem, before, measures }: Case, plan: Plan): number[] => {
  const values = worth(problem, plan);
  return measures.map((measure) =>
    measure === 'disruption'
      ? -lettersThatDiffer(before, plan, Infinity)
      : measure === 'coverage'
        ? values.coverage
        : -values[measure],
  );
};

const signOf = (measure: TradeOffMeasure): number => (measure === 'coverage' ? 1 : -1);
const isAsGood = (a: readonly number[], b: readonly number[], slack = 1e-6): boolean =>
  a.every((value, at) => value >= (b[at] ?? 0) - slack);

/** What a menu has to be, whatever it is held against. */
async function menuOf(case_: Case): Promise<TradeOffs> {
  const { problem, before, measures, points, heldAtLeast, widest } = case_;
  const workbench = openWorkbench(problem, before, { solver: highs, clock, limits: { widest } });
  const found = await tradeOffs(workbench, { measures, points, heldAtLeast });
  if (found.kind !== 'menu') throw new Error(JSON.stringify(found.faults));
  const { answer } = found;
  expect(answer.points.length).toBeLessThanOrEqual(points);
  const all = [meritsOf(case_, before)];
  answer.points.forEach(({ values, bounds, people, change }, at) => {
    const document = found.document(at);
    expect(verifyDocument(problem, document)).toEqual([]);
    expect(people).toHaveLength(lettersThatDiffer(before, document, Infinity));
    const made = worth(problem, document);
    expect(made.held).toBeGreaterThanOrEqual(heldAtLeast);
    expect({ ...values, places: 0 }).toEqual({
      coverage: made.coverage,
      fairness: expect.closeTo(made.fairness, 9),
      cost: made.cost,
      disruption: people.length,
      held: made.held,
      places: 0,
    });
    expect(change.cost).toBe(values.cost - answer.stored.cost);
    expect(bounds.map(({ measure }) => measure)).toEqual(measures);
    for (const { measure, bound, exact } of bounds) {
      const open = bound === null ? Infinity : signOf(measure) * (bound - values[measure]);
      expect(open).toBeGreaterThanOrEqual(-1e-6);
      expect(exact).toBe(open <= 1e-6);
    }
    all.push(meritsOf(case_, document));
  });
  // Nothing in the menu is dominated, and nothing is there twice.
  for (const [at, one] of all.entries())
    for (const [other, another] of all.entries())
      if (at > 0 && at !== other)
        expect({ one, another, isAsGood: isAsGood(another, one) }).toMatchObject({ isAsGood: false });
  return answer;
}

/** Holds everything that the menu claims against every plan of the season. */
async function againstEveryPlan(case_: Case): Promise<void> {
  const { problem, before, measures, heldAtLeast, widest } = case_;
  const front = frontByEnumeration(
    problem,
    (plan) => (worth(problem, plan).held >= heldAtLeast ? meritsOf(case_, plan) : null),
    MOST_PLANS,
  );
  if (!front) return;
  const answer = await menuOf(case_);
  const merits = (values: TradeOffs['stored']): number[] =>
    measures.map((measure) => signOf(measure) * values[measure]);
  const isOnFront = (values: TradeOffs['stored']): boolean =>
    front.some((known) => isAsGood(known, merits(values)) && isAsGood(merits(values), known));
  for (const { values, bounds, proven } of answer.points) {
    if (proven) expect({ values, isOnFront: isOnFront(values) }).toMatchObject({ isOnFront: true });
    const own = merits(values);
    bounds.forEach(({ measure, bound }, at) => {
      if (bound === null) return;
      const others = front.filter((known) =>
        known.every((value, each) => each === at || value >= (own[each] ?? 0) - 1e-6),
      );
      for (const known of others)
        expect({ measure, past: (known[at] ?? 0) > signOf(measure) * bound + 1e-6 }).toEqual({
          measure,
          past: false,
        });
    });
  }
  for (const { measure, best, bound } of answer.ranges) {
    const at = measures.indexOf(measure);
    const most = Math.max(...front.map((known) => known[at] ?? -Infinity));
    expect(signOf(measure) * best).toBeLessThanOrEqual(most + 1e-6);
    if (bound !== null) expect(signOf(measure) * bound).toBeGreaterThanOrEqual(most - 1e-6);
  }
  if (answer.storedIs === 'pareto') expect(isOnFront(answer.stored)).toBe(true);
  if (answer.storedIs === 'dominated') expect(isOnFront(answer.stored)).toBe(false);
  if (answer.priceOfFairness) expectPriceTrue(case_, answer.priceOfFairness);
  if (widest < 6_000) return;
  // Decided in one piece and with all the time it takes, nothing is left open, and the ends of the front are known.
  expect(answer.points.every(({ proven }) => proven)).toBe(true);
  expect(answer.storedIs).not.toBe('open');
  for (const { best, bound } of answer.ranges) expect(bound).toBeCloseTo(best, 5);
  expect(before.scheduled.length === 0 || answer.ended === 'done').toBe(true);
}

/** The two orders by looking at every plan. */
function expectPriceTrue({ problem, heldAtLeast }: Case, told: PriceOfFairness): void {
  const rank =
    (order: readonly ('coverage' | 'quality' | 'fairness')[]) =>
    (plan: Plan): number[] | null => {
      const values = worth(problem, plan);
      if (values.held < heldAtLeast) return null;
      return order.map((aim) => (aim === 'fairness' ? -values[aim] : values[aim]));
    };
  const best = (order: readonly ('coverage' | 'quality' | 'fairness')[]): readonly number[] | undefined => {
    // A front in lexicographic order begins with the best.
    return frontByEnumeration(problem, rank(order), MOST_PLANS)?.[0];
  };
  const [coverage = 0, quality = 0] = best(['coverage', 'quality']) ?? [];
  const [share = 0, fairCoverage = 0, fairQuality = 0] = best(['fairness', 'coverage', 'quality']) ?? [];
  expect(told.leastShare).toBeLessThanOrEqual(-share + 1e-6);
  const reached = told.without.coverage.value === coverage && Math.abs(told.with.fairness + share) <= 1e-6;
  const holds = (
    { atLeast, atMost }: { atLeast: number | null; atMost: number | null },
    price: number,
  ): boolean => (atLeast === null || atLeast <= price + 1e-6) && (atMost === null || atMost >= price - 1e-6);
  if (Math.abs(told.with.fairness + share) <= 1e-6)
    expect({ told, holds: holds(told.price.coverage, coverage - fairCoverage) }).toMatchObject({
      holds: true,
    });
  if (reached && told.with.coverage.value === fairCoverage)
    expect({ told, holds: holds(told.price.quality, quality - fairQuality) }).toMatchObject({ holds: true });
}

const property = (shape: SeasonShape, widest: number, check: (case_: Case) => Promise<void>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(seasonArbitrary(shape), fc.gen(), async (problem, value) => {
      const before = await solvedBy(highs, problem);
      if (!before) return;
      const { held } = worth(problem, before);
      const measures = value(
        fc.shuffledSubarray<TradeOffMeasure>,
        ['coverage', 'fairness', 'cost', 'disruption'],
        {
          minLength: 2,
        },
      );
      const heldAtLeast = value(fc.constantFrom, held, held, Math.floor(held / 2), 0);
      await check({
        problem,
        before,
        measures,
        points: value(fc.integer, { min: 1, max: 6 }),
        heldAtLeast,
        widest,
      });
    }),
    { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 150_000 },
  );

describe('a menu of plans', () => {
  it.each([
    ['in one piece', 6_000],
    ['in parts of a few activities', 60],
    ['in parts as small as can be', 1],
  ])(
    'claims nothing that looking at every plan refutes (%s)',
    async (_how, widest) => {
      await property(TINY, widest, againstEveryPlan);
    },
    240_000,
  );

  it('holds only plans that keep every rule and that none of the others replaces, in larger seasons too', async () => {
    await property(SMALL, 400, async (case_) => {
      await menuOf(case_);
    });
  }, 240_000);
});
