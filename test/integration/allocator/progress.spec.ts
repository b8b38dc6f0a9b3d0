import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from '@heli/allocator';
import { type AimProgress, type Problem, type Progress, progress as contract } from '@heli/contracts';
import { createHighs, type Solver } from '@heli/lp';
import { runsOr, SEED } from '../../support/property.js';
import { seasonArbitrary, SMALL } from '../../support/seasons.js';

let solver: Solver;
beforeAll(async () => {
  solver = await createHighs();
});

/** A clock that moves on by a second at each look: everything is told. */
function eager(): () => number {
  let at = 0;
  return () => (at += 1000);
}

async function followed(problem: Problem) {
  const told: Progress[] = [];
  const answer = await allocate(problem, {
    solver,
    limits: { gap: 0, nodesPerBlock: 2_000 },
    clock: { now: eager(), cpu: () => 0 },
    onProgress: (progress) => told.push(contract.parse(progress)),
  });
  return { told, answer };
}

const isBetterOrAs = ({ sense }: AimProgress, one: number, other: number): boolean =>
  sense === 'max' ? one >= other - 1e-6 : one <= other + 1e-6;

describe('what is told of each aim while a season is planned', () => {
  it('has every aim in its order, never claims more than is proven, and ends where the certificate begins', async () => {
    await fc.assert(
      fc.asyncProperty(seasonArbitrary(SMALL), async (problem) => {
        const { told, answer } = await followed(problem);
        // Some seasons are refused for what was decided before.
        if (answer.kind !== 'plan') return;
        const { tiers } = answer.document.certificate;
        const withAims = told.flatMap(({ aims, aim }) => (aims === undefined ? [] : [{ aims, aim }]));
        expect(withAims.length).toBeGreaterThan(0);
        for (const { aims, aim } of withAims) {
          expect(aims.map(({ tier }) => tier)).toEqual(problem.objective.tiers);
          if (aim !== undefined) expect(problem.objective.tiers).toContain(aim);
          for (const one of aims)
            if (one.value !== null && one.bound !== null)
              expect(isBetterOrAs(one, one.bound, one.value)).toBe(true);
        }
        // Whatever was said to be out of reach of the most important aim is not reached.
        const [first] = tiers;
        for (const { aims } of withAims)
          if (first !== undefined && aims[0]?.bound !== null && aims[0] !== undefined)
            expect(isBetterOrAs(aims[0], aims[0].bound, first.value)).toBe(true);
        const last = withAims.at(-1)?.aims ?? [];
        for (const [place, { tier, value, bound }] of tiers.entries()) {
          const told = last[place];
          expect(told?.tier).toBe(tier);
          if (told?.value === null || told?.value === undefined) continue;
          // A tier after it may have bettered fairness by the way.
          if (tier === 'fairness') expect(value).toBeLessThanOrEqual(told.value + 1e-6);
          else expect(told.value).toBeCloseTo(value, 6);
          if (tier !== 'fairness' && told.bound !== null) expect(told.bound).toBeCloseTo(bound, 6);
        }
      }),
      { seed: SEED, numRuns: runsOr(25) },
    );
  });

  it('names the aims that are proven one after the other', async () => {
    const [problem] = fc.sample(
      seasonArbitrary(SMALL).filter(({ objective }) => objective.tiers.includes('fairness')),
      { seed: SEED, numRuns: 1 },
    );
    if (problem === undefined) throw new Error('no season with fairness among its aims');
    const { told } = await followed(problem);
    const after = told.filter(({ phase }) => phase === 'fairness').map(({ aim }) => aim);
    expect(new Set(after)).toEqual(new Set(['fairness']));
    expect(told.filter(({ phase }) => phase === 'validate').every(({ aims }) => aims === undefined)).toBe(
      true,
    );
  });
});
