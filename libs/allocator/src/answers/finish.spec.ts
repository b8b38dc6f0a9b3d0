import { describe, expect, it } from '@jest/globals';
import { type PlanDocument, type Problem } from '@heli/contracts';
import { activity, helpers, on, person, planFor, season, solver } from '../testing/season-builder.js';
import { type Served, type TierFound } from './asked.js';
import { Finish, type Finished } from './finish.js';
import { Neighbourhood } from './neighbourhood.js';
import { openWorkbench } from './workbench.js';

const WISHES = { kinds: [], activityIds: ['clinic'], hostGroupIds: [], avoidActivityIds: [] };

/** A clinic that one of two would like to serve in. */
const clinic = (parts: Partial<Parameters<typeof season>[0]> = {}): Problem =>
  season({
    volunteers: [person('li', { wishes: WISHES }), person('wang')],
    activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(1)] })],
    ...parts,
  });

/**
 * The season decided anew after a search of held and coverage that ended with an empty plan.
 * @param bounds proven of the two by then
 */
async function finishedAfterNothing(
  problem: Problem,
  plan: PlanDocument,
  bounds: readonly (number | null)[],
): Promise<Finished> {
  const workbench = openWorkbench(problem, plan, {
    solver: await solver(),
    clock: { now: () => performance.now() },
  });
  const { standing } = workbench;
  const asked = workbench.asked([]);
  const all = new Set(asked.season.activities.keys());
  const part = new Neighbourhood(asked.season, all, standing.decided).part(all);
  const { before } = standing.order;
  const tiers = before.map(({ name }, position): TierFound => ({
    tier: name,
    value: 0,
    bound: bounds[position] ?? null,
  }));
  const served: Served = {
    part,
    best: {
      kind: 'best',
      point: new Float64Array(part.columns.length),
      values: before.map(() => 0),
      bounds: before.map(() => Infinity),
      priced: [],
      prices: null,
    },
    tiers,
    proven: false,
  };
  const means = workbench.means();
  return new Finish(
    standing,
    workbench.shares,
    workbench.boundsFor(asked, means),
    asked,
    served,
    workbench.levels,
    true,
    means,
  ).run();
}

const stated = ({ tiers }: Finished): Record<string, unknown> =>
  Object.fromEntries(tiers.map(({ tier, value, bound }) => [tier, [value, bound]]));

describe('the tiers after a search that had to end early', () => {
  it('state of the tiers before them what the plan makes that they came upon', async () => {
    const problem = clinic();
    const plan = await planFor(problem);
    const held = plan.certificate.tiers.find(({ tier }) => tier === 'held')?.value;
    expect(held).toBeGreaterThan(0);
    // The clinic takes place; fairness has nobody serve in it, for coverage was not known to gain by that.
    expect(stated(await finishedAfterNothing(problem, plan, [null, null]))).toMatchObject({
      held: [held, null],
      coverage: [0, null],
    });
  });

  it('keep what was proven, which the plan does not pass', async () => {
    const problem = clinic();
    const plan = await planFor(problem);
    const bounds = ['held', 'coverage'].map(
      (name) => (plan.certificate.tiers.find(({ tier }) => tier === name)?.value ?? 0) + 3,
    );
    const found = await finishedAfterNothing(problem, plan, bounds);
    expect(found.tiers.slice(0, 2).map(({ bound }) => bound)).toEqual(bounds);
  });

  it('do so where nobody asked for fairness', async () => {
    const problem = clinic({ objective: { tiers: ['held', 'coverage', 'quality'] } });
    const plan = await planFor(problem);
    const found = await finishedAfterNothing(problem, plan, [null, null]);
    expect(found.tiers.map(({ tier, value }) => [tier, value])).toEqual(
      plan.certificate.tiers.map(({ tier, value }) => [tier, value]),
    );
  });
});
