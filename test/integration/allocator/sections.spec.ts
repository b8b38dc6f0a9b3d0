import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  allocate,
  type Allocation,
  type AllocationLimits,
  explainOpen,
  type SectionPlanners,
  verifyDocument,
} from '@heli/allocator';
import { type Certificate, type PlanDocument, type Problem, type Progress } from '@heli/contracts';
import { generateDataset, type GeneratorOptions, problemOf } from '@heli/generator';
import { createHighs, type Solver } from '@heli/lp';
import { createSolverPool, SectionThreads, type SolverPool } from '../../../src/solving/index.js';
import { BUILT_THREADS } from '../../support/processes.js';
import { clock, runsOr, SEED } from '../../support/property.js';
import { seasonArbitrary, TINY } from '../../support/seasons.js';
import { sideBySide } from '../../support/towns.js';

let alone: Solver;
let pool: SolverPool;
beforeAll(async () => {
  [alone, pool] = await Promise.all([createHighs(), createSolverPool('highs', 2, BUILT_THREADS)]);
});
afterAll(() => pool.close());

const threads: SectionThreads[] = [];
afterEach(() => Promise.all(threads.splice(0).map((each) => each.close())));

/** Threads that plan sections; ended after the case. */
function inThreads(count: number, cancel: SharedArrayBuffer | null = null): SectionThreads {
  const started = new SectionThreads({ solver: 'highs', threads: count, cancel, folder: BUILT_THREADS });
  threads.push(started);
  return started;
}

const plan = (
  problem: Problem,
  limits: AllocationLimits,
  { solver = alone, sections }: { solver?: Solver; sections?: SectionPlanners } = {},
): Promise<Allocation> => allocate(problem, { solver, limits, clock, ...(sections ? { sections } : {}) });

const documentOf = (allocation: Allocation): PlanDocument => {
  if (allocation.kind !== 'plan') throw new Error(`refused: ${JSON.stringify(allocation.faults)}`);
  return allocation.document;
};

/** All that a certificate says but for how long it took. */
const timeless = (certificate: Certificate): Certificate => ({ ...certificate, wallMs: 0, cpuMs: 0 });

const town = (options: Partial<GeneratorOptions>): Problem =>
  problemOf(
    generateDataset({ seed: 2013, communities: 20, volunteers: 300, activities: 60, weeks: 6, ...options }),
  );
/** Two sub-districts of ten communities, with nobody and nothing in common. */
const APART: AllocationLimits = { sectionActivities: 10 };

describe('a season in sections that share nothing', () => {
  it('has the same best values, aim by aim, as in one piece, and both plans keep every rule', async () => {
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(seasonArbitrary(TINY), seasonArbitrary(TINY), async (first, second) => {
        const problem = sideBySide([first, second]);
        const [whole, apart] = [
          await plan(problem, { gap: 0 }),
          await plan(problem, { gap: 0, sectionActivities: 1 }),
        ];
        expect(apart.kind).toBe(whole.kind);
        if (whole.kind !== 'plan' || apart.kind !== 'plan') return;
        planned += 1;
        for (const allocation of [whole, apart]) {
          expect(verifyDocument(problem, allocation.document)).toEqual([]);
          expect(allocation.open).toEqual(explainOpen(problem, allocation.document));
        }
        const [expected, found] = [whole.document.certificate, apart.document.certificate];
        for (const [position, tier] of expected.tiers.entries()) {
          const same = found.tiers[position];
          // Where one has not found the best, what comes after is measured against another plan.
          if (tier.quality !== 'optimal' || same?.quality !== 'optimal') return;
          expect(same).toMatchObject({ tier: tier.tier, value: expect.closeTo(tier.value, 6) });
          if (tier.tier === 'fairness')
            for (const [level, { share, proven }] of found.fairnessLevels.entries())
              if (proven && expected.fairnessLevels[level]?.proven)
                expect(share).toBeCloseTo(expected.fairnessLevels[level].share, 6);
        }
      }),
      { seed: SEED, numRuns: runsOr(40) },
    );
    expect(planned).toBeGreaterThan(15);
  });

  it('has one plan and one certificate wherever its sections are planned', async () => {
    const problem = town({ demandFactor: 2, capTightness: 2 });
    const limits = { ...APART, nodesPerBlock: 40, seed: 7 };
    const { certificate: expected, ...here } = documentOf(await plan(problem, limits));
    expect(new Set(expected.blocks.map(({ name }) => name.split('/')[0]))).toEqual(
      new Set(['section-1', 'section-2']),
    );
    for (const how of [{ solver: pool }, { sections: inThreads(1).plan }, { sections: inThreads(3).plan }]) {
      const { certificate, ...there } = documentOf(await plan(problem, limits, how));
      expect({ plan: there, certificate: timeless(certificate) }).toEqual({
        plan: here,
        certificate: timeless(expected),
      });
    }
  });

  it('tells of all sections together how it gets on', async () => {
    const told: Progress[] = [];
    const problem = town({});
    const document = documentOf(
      await allocate(problem, {
        solver: alone,
        limits: APART,
        clock,
        sections: inThreads(2).plan,
        onProgress: (progress) => told.push(progress),
      }),
    );
    const phases = told.map(({ phase }) => phase);
    expect(phases.filter((phase, index) => phase !== phases[index - 1])).toEqual([
      'validate',
      'build',
      'blocks',
      'fairness',
      'coupling',
      'finish',
      'verify',
    ]);
    const last = told.findLast(({ aims }) => aims !== undefined)?.aims ?? [];
    expect(last.map(({ tier, value, bound }) => ({ tier, value, bound }))).toEqual(
      document.certificate.tiers.map(({ tier, value, bound }) => ({
        tier,
        value: expect.closeTo(value, 6),
        bound: expect.closeTo(bound, 6),
      })),
    );
    for (const { blocksDone, blocksTotal } of told) expect(blocksDone).toBeLessThanOrEqual(blocksTotal);
  });

  it('refuses decisions that contradict each other in one of them, and a season that is too wide as a whole', async () => {
    const problem = town({});
    const needy = problem.activities.find(({ roles }) => roles.some(({ min }) => min > 0));
    if (!needy) throw new Error('the town has an activity that does not take place without people');
    const { id: activityId, communityId } = needy;
    const forbidden = problem.volunteers
      .filter((person) => [person.communityId, ...person.servesCommunityIds].includes(communityId))
      .map(({ id }) => ({ type: 'forbid-volunteer' as const, activityId, volunteerId: id }));
    const pins: Problem['pins'] = [{ type: 'hold-activity', activityId }, ...forbidden];
    const refused = await plan({ ...problem, pins }, APART, { sections: inThreads(2).plan });
    expect(refused).toMatchObject({
      kind: 'refused',
      faults: pins.map((_, position) => ({ code: 'PINS_CONTRADICT', pointer: `/pins/${position}` })),
    });

    const { columns } = documentOf(await plan(problem, APART)).certificate.size;
    const wide = await plan(problem, { ...APART, columns: columns - 1 }, { sections: inThreads(2).plan });
    expect(wide).toMatchObject({ kind: 'refused', faults: [{ code: 'SEASON_TOO_WIDE' }] });
  });

  it('ends early with a verified plan of every section when it is no longer wanted, or its time is up', async () => {
    const problem = town({ demandFactor: 3, capTightness: 3 });
    const cancel = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    Atomics.store(new Int32Array(cancel), 0, 1);
    const cancelled = documentOf(await plan(problem, APART, { sections: inThreads(2, cancel).plan }));
    const late = documentOf(await plan(problem, { ...APART, timeMs: 1 }, { sections: inThreads(2).plan }));
    for (const document of [cancelled, late]) {
      expect(verifyDocument(problem, document)).toEqual([]);
      expect(document.scheduled.length + document.dropped.length).toBe(problem.activities.length);
    }
    expect(late.certificate.termination).toBe('time-limit');
  });

  it('fails as a whole when a thread breaks down', async () => {
    const broken = inThreads(2);
    const failing = expect(plan(town({}), APART, { sections: broken.plan })).rejects.toMatchObject({
      code: 'ENGINE_FAILED',
    });
    await broken.close();
    await failing;
  });
});
