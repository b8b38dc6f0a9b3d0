import { allocate } from '@heli/allocator';
import { type PlanDocument, type Problem } from '@heli/contracts';
import { type Solver } from '@heli/lp';

/** Another seed and more runs: HELI_SEED=7 HELI_RUNS=2000. A failure prints the seed and the smallest season it found. */
export const SEED = Number(process.env.HELI_SEED ?? 20_130_309);
export const runsOr = (usual: number): number => Number(process.env.HELI_RUNS ?? usual);

export const clock = { now: (): number => performance.now(), cpu: (): number => 0 };

/** The proven best plan of a season; null when its data are refused. */
export async function solvedBy(solver: Solver, problem: Problem): Promise<PlanDocument | null> {
  const outcome = await allocate(problem, { solver, limits: { gap: 0 }, clock });
  return outcome.kind === 'plan' ? outcome.document : null;
}
