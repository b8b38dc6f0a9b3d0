import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, type Allocation, type AllocationLimits } from '@heli/allocator';
import { type Certificate, type PlanDocument, type Problem } from '@heli/contracts';
import { generateDataset, type GeneratorOptions, problemOf } from '@heli/generator';
import { createHighs, createJsLp, type Solver, wrapped } from '@heli/lp';
import { createSolverPool, type SolverPool } from '../../../src/solving/index.js';
import { BUILT_THREADS } from '../../support/processes.js';
import { runsOr, SEED } from '../../support/property.js';
import { seasonArbitrary, SMALL } from '../../support/seasons.js';

let alone: Solver;
let pools: SolverPool[];
beforeAll(async () => {
  alone = await createHighs();
  pools = await Promise.all([2, 3].map((threads) => createSolverPool('highs', threads, BUILT_THREADS)));
});
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

/** An engine that no clock reaches: it may be limited by work alone. */
const withoutTime = (solver: Solver): Solver =>
  wrapped(solver, (solve) => (model, limits = {}, signal, options) => {
    if (limits.timeMs !== undefined) throw new RangeError(`${limits.timeMs} ms for ${model.name}`);
    return solve(model, limits, signal, options);
  });

interface Clock {
  readonly name: string;
  readonly now: () => number;
}

const standing: Clock = { name: 'a clock that stands', now: () => 0 };
/** Each look at it is an hour later: whatever is given so many seconds has had them. */
const racing = (): Clock => {
  let hours = 0;
  return { name: 'a clock that races', now: () => ++hours * 3_600_000 };
};
/** Jumps to and fro by weeks. */
const mad = (): Clock => {
  let looks = 0;
  return { name: 'a mad clock', now: () => ((++looks * 7_919) % 31) * 86_400_000 };
};

/** All that a certificate says but for how long it took. */
const timeless = (certificate: Certificate): Certificate => ({ ...certificate, wallMs: 0, cpuMs: 0 });

async function planned(
  problem: Problem,
  solver: Solver,
  clock: Clock,
  limits: AllocationLimits,
): Promise<Allocation> {
  return allocate(problem, { solver, limits, clock: { now: clock.now, cpu: clock.now } });
}

const documentOf = (allocation: Allocation): PlanDocument => {
  if (allocation.kind !== 'plan') throw new Error(`refused: ${JSON.stringify(allocation.faults)}`);
  return allocation.document;
};

const season = (options: Partial<GeneratorOptions>): Problem =>
  problemOf(
    generateDataset({ seed: 2013, communities: 2, volunteers: 60, activities: 18, weeks: 5, ...options }),
  );

describe('with limits by work, the same plan, proofs and seal', () => {
  it.each<[string, Partial<GeneratorOptions>, AllocationLimits]>([
    ['a season that wants more than people offer', { demandFactor: 3, capTightness: 3 }, {}],
    ['a season in which many serve next door', { roamingShare: 0.5, capTightness: 1 }, {}],
    ['a season with one gift for all', { sharedBudgetShare: 1, budgetTightness: 1.5 }, { gap: 0 }],
    [
      'a season in which a twentieth off will do',
      { seed: 5, capTightness: 1, roamingShare: 0.4 },
      { gap: 0.05 },
    ],
    // Neighbourhoods beside cuts, a plan made beside the last rounds of them, and once more a little wider.
    [
      'a season that is worked on side by side',
      {
        ...{ communities: 4, volunteers: 200, activities: 70, weeks: 6 },
        ...{ capTightness: 1, festivalWeekShare: 0.4 },
      },
      { gap: 0.008 },
    ],
    // Activities of one week that keep each other from their bounds are asked both questions at once.
    [
      'a season with a festival week',
      { communities: 3, volunteers: 200, activities: 60, festivalWeekShare: 0.4 },
      { gap: 0.008 },
    ],
    [
      'a season cut off after a few nodes',
      { demandFactor: 2, capTightness: 2, roamingShare: 0.4 },
      { nodesPerBlock: 1 },
    ],
  ])('for %s, whichever number of threads and whatever the clock says', async (_, options, limits) => {
    const problem = season(options);
    const byWork = { nodesPerBlock: 40, gap: 0.001, seed: 7, ...limits };
    const first = documentOf(await planned(problem, alone, standing, byWork));
    const ways: [Solver, Clock][] = [
      [withoutTime(alone), racing()],
      ...pools.map((pool, index): [Solver, Clock] => [pool, index === 0 ? mad() : racing()]),
    ];
    for (const [solver, clock] of ways) {
      const again = documentOf(await planned(problem, solver, clock, byWork));
      const { certificate, ...plan } = again;
      const { certificate: expected, ...samePlan } = first;
      const how = `${clock.name}, ${solver.concurrency ?? 1} at once`;
      expect({ how, plan, certificate: timeless(certificate) }).toEqual({
        how,
        plan: samePlan,
        certificate: timeless(expected),
      });
    }
    expect(first.certificate.termination).not.toBe('time-limit');
  });

  it('for small seasons of every kind, on both engines', async () => {
    const js = createJsLp();
    const [pool] = pools;
    await fc.assert(
      fc.asyncProperty(
        seasonArbitrary(SMALL),
        fc.constantFrom(1, 3, 1_000),
        async (problem, nodesPerBlock) => {
          const limits = { nodesPerBlock, gap: 0 };
          const once = await planned(problem, alone, standing, limits);
          for (const [solver, clock] of [
            [withoutTime(alone), racing()],
            [pool ?? alone, mad()],
          ] as const)
            expect(withoutTimes(await planned(problem, solver, clock, limits))).toEqual(withoutTimes(once));
          expect(withoutTimes(await planned(problem, js, racing(), limits))).toEqual(
            withoutTimes(await planned(problem, js, mad(), limits)),
          );
        },
      ),
      { seed: SEED, numRuns: runsOr(15) },
    );
  });
});

const withoutTimes = (allocation: Allocation): unknown =>
  allocation.kind === 'plan'
    ? {
        ...allocation,
        document: { ...allocation.document, certificate: timeless(allocation.document.certificate) },
      }
    : allocation;

describe('with limits by the clock', () => {
  it('a season is cut off when the clock says so', async () => {
    const problem = season({ demandFactor: 3, capTightness: 3 });
    const { certificate } = documentOf(await planned(problem, alone, racing(), { timeMs: 1_000 }));
    expect(certificate).toMatchObject({ termination: 'time-limit', verified: true });
  });

  it('and one with both kinds of limit too', async () => {
    const problem = season({ demandFactor: 3, capTightness: 3 });
    const limits = { timeMs: 1_000, nodesPerBlock: 40 };
    const { certificate } = documentOf(await planned(problem, alone, racing(), limits));
    expect(certificate).toMatchObject({ termination: 'time-limit', verified: true });
  });
});
