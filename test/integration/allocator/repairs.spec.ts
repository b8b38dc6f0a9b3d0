import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { explainPlace, openWorkbench, recruitNext, type Workbench } from '@heli/allocator';
import {
  type Change,
  type Explanation,
  type PlanDocument,
  type Problem,
  type TierChange,
} from '@heli/contracts';
import { createHighs, createJsLp, type Solver } from '@heli/lp';
import { optimumInOnePiece } from '../../support/in-one-piece.js';
import { clock, runsOr, SEED, solvedBy } from '../../support/property.js';
import { SMALL, seasonArbitrary, TINY, type SeasonShape } from '../../support/seasons.js';

const RUNS = runsOr(25);

let highs: Solver;
beforeAll(async () => {
  highs = await createHighs();
});

const solved = (problem: Problem): Promise<PlanDocument | null> => solvedBy(highs, problem);

/** The changed problem, and the best there is of each tier when it is solved anew and alone; undefined where the engines did not settle it. */
async function anew(
  workbench: Workbench,
  changes: readonly Change[],
): Promise<{ readonly document: PlanDocument | null; readonly best: readonly number[] | null | undefined }> {
  const { problem } = workbench.asked(changes).season;
  return {
    document: await solved(problem),
    best: await optimumInOnePiece(problem, 'strong', highs, createJsLp()),
  };
}

/** What an answer says of the aims before fairness must be true of the best plan of the changed season. */
function expectTrue(tiers: readonly TierChange[], best: readonly number[]): void {
  for (const [position, { tier, after, bound, exact }] of tiers.entries()) {
    if (tier === 'fairness') return;
    const optimum = best[position] ?? Number.NaN;
    expect({ tier, tooGood: after > optimum + 1e-6 }).toEqual({ tier, tooGood: false });
    if (bound !== null) expect(optimum).toBeLessThanOrEqual(bound + 1e-6);
    if (exact) expect({ tier, after }).toEqual({ tier, after: expect.closeTo(optimum, 5) });
    if (Math.abs(after - optimum) > 1e-6) return; // what is less important is then measured against other plans
  }
}

const seasons = (
  shape: SeasonShape,
  check: (problem: Problem, workbench: Workbench, document: PlanDocument) => Promise<void>,
) =>
  fc.assert(
    fc.asyncProperty(seasonArbitrary(shape), async (drawn) => {
      const problem = { ...drawn, objective: { ...drawn.objective, fairnessLevels: 1 } };
      const document = await solved(problem);
      if (!document) return;
      await check(problem, openWorkbench(problem, document, { solver: highs, clock }), document);
    }),
    { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 150_000 },
  );

async function explained(workbench: Workbench, { dropped, scheduled }: PlanDocument): Promise<Explanation[]> {
  const found: Explanation[] = [];
  for (const activityId of [...dropped, ...scheduled.map((entry) => entry.activityId)])
    try {
      found.push(...(await explainPlace(workbench, { activityId }, { max: 4 })));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'NOTHING_OPEN')) throw error;
    }
  return found;
}

describe('a repair that is said to help', () => {
  it('does so when the changed season is solved anew, and is worth what it says', async () => {
    let seen = 0;
    await seasons(TINY, async (_problem, workbench, document) => {
      for (const explanation of await explained(workbench, document))
        for (const { changes, decision, tiers, byItself, fills } of explanation.repairs) {
          const decided = await anew(workbench, [...changes, ...decision]);
          if (decided.best === undefined) continue;
          expect(decided.best).not.toBeNull();
          expectTrue(tiers, decided.best ?? []);
          expect(fills).toBeGreaterThan(0);
          if (!decided.document) throw new Error('the repaired season has no plan');
          const held = decided.document.scheduled.some(
            ({ activityId }) => activityId === explanation.activityId,
          );
          expect(held).toBe(true);
          for (const pin of decision)
            if (pin.type === 'assign')
              expect(decided.document.assignments).toContainEqual({
                activityId: pin.activityId,
                roleId: pin.roleId,
                volunteerId: pin.volunteerId,
              });
          seen += 1;
          // Solved without the decision it is worth as much, if it was said that it needs none.
          if (byItself === true) {
            const free = await anew(workbench, changes);
            if (free.best === undefined) continue;
            for (const [position, { tier, after, exact }] of tiers.entries()) {
              if (tier === 'fairness' || !exact) break;
              expect({ tier, after: free.best?.[position] }).toEqual({
                tier,
                after: expect.closeTo(after, 5),
              });
            }
          }
        }
    });
    expect(seen).toBeGreaterThan(RUNS / 2);
  }, 240_000);

  it('names no more money, people or things than it takes', async () => {
    await seasons(TINY, async (_problem, workbench, document) => {
      const before = document.certificate.tiers;
      for (const explanation of await explained(workbench, document))
        for (const { changes, decision, least, kinds } of explanation.repairs) {
          if (least?.proven !== true || least.amount < 2 || kinds[0] !== 'money') continue;
          const [gift] = changes;
          if (gift?.type !== 'add-donation') continue;
          const donation = { ...gift.donation, amountFen: gift.donation.amountFen - 1 };
          const { best } = await anew(workbench, [{ ...gift, donation }, ...decision]);
          if (best === undefined) continue;
          const position = before.findIndex(({ tier }, at) => {
            if (tier === 'fairness') return true;
            return Math.abs((best?.[at] ?? -Infinity) - (before[at]?.value ?? 0)) > 1e-6;
          });
          const stated = before[position];
          const sign = stated?.sense === 'max' ? 1 : -1;
          const better =
            best !== null &&
            stated !== undefined &&
            stated.tier !== 'fairness' &&
            sign * ((best[position] ?? 0) - stated.value) > 1e-6;
          expect(better).toBe(false);
        }
    });
  }, 240_000);
});

describe('one more of what is scarce', () => {
  it('is worth what is said, and never more than its bound', async () => {
    await seasons(SMALL, async (_problem, workbench, document) => {
      const { scarce, priced, considered } = await recruitNext(workbench, { max: 3 });
      expect(priced).toBe(considered > 0);
      for (const { change, tiers, atMost } of scarce) {
        const { best } = await anew(workbench, [change]);
        if (best === undefined) continue;
        expect(best).not.toBeNull();
        expectTrue(tiers, best ?? []);
        for (const { tier, points } of atMost) {
          const at = document.certificate.tiers.findIndex((entry) => entry.tier === tier);
          const { value, sense } = document.certificate.tiers[at] ?? { value: 0, sense: 'max' };
          const more = ((best?.[at] ?? 0) - value) * (sense === 'max' ? 1 : -1);
          expect({ tier, over: more > points + 1e-6 }).toEqual({ tier, over: false });
        }
      }
    });
  }, 240_000);
});
