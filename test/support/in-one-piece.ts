import { buildModel, compileSeason, type Formulation, orderOf } from '@heli/allocator';
import { type Problem } from '@heli/contracts';
import { type ExtraRow, type Solver, withObjective, withRows } from '@heli/lp';

/** The second opinion is a plain solver: what it does not settle by then it may not settle in hours. */
const SECOND_OPINION_MS = 5_000;

/**
 * The tiers of a season one after the other on one undivided model, each held at what it reached: the plainest way to
 * the lexicographic optimum. Null when the decisions taken before cannot all stand;
 * undefined when the engines do not settle it: one calls a tier infeasible that cannot be, the other is not done in time.
 */
export async function optimumInOnePiece(
  problem: Problem,
  formulation: Formulation,
  solver: Solver,
  secondOpinion: Solver,
): Promise<number[] | null | undefined> {
  const season = compileSeason(problem);
  const { index } = buildModel(season, formulation);
  if (index.impossible.size > 0) return null;
  const { before, after } = orderOf(problem.objective.tiers);
  const points = new Map([...before, ...after].map((tier) => [tier.name as string, tier.points(index)]));
  const share = index.builder.column({ lower: 0, upper: 1e6 });
  const loads: { columns: number[]; minutes: number[]; offered: number }[] = [];
  for (const volunteer of season.volunteers) {
    const columns = (index.people[volunteer.index] ?? []).map(({ column }) => column);
    const minutes = (index.people[volunteer.index] ?? []).map(
      ({ activity }) => season.activities[activity]?.raw.durationMinutes ?? 0,
    );
    if (columns.length === 0) continue;
    loads.push({ columns, minutes, offered: volunteer.offeredMinutes });
    index.builder.row(-Infinity, 0, [...columns, share], [...minutes, -volunteer.offeredMinutes]);
  }
  const model = index.finish();
  const kept: ExtraRow[] = [];
  const values: number[] = [];
  for (const tier of problem.objective.tiers) {
    const cost = new Float64Array(model.columnCount);
    cost.set(points.get(tier) ?? []);
    if (tier === 'fairness') cost[share] = -1;
    const asked = withRows(withObjective(model, cost, 'max'), kept);
    let answer = await solver.solve(asked);
    // HiGHS 1.x says it now and then of seasons that have a plan, too, so nothing is infeasible by its word alone.
    if (answer.termination === 'infeasible') {
      answer = await secondOpinion.solve(asked, { timeMs: SECOND_OPINION_MS });
      if (answer.termination === 'infeasible' && values.length === 0) return null;
      if (answer.quality !== 'optimal') return undefined;
    }
    if (answer.quality !== 'optimal' || answer.objective === null)
      throw new Error(`${tier} was not solved: ${answer.termination} ${answer.message ?? ''}`);
    const made = tier === 'fairness' ? -answer.objective : Math.round(answer.objective);
    values.push(tier === 'cost' ? 0 - made : made);
    // Points and minutes are whole numbers: half of one is room for the solver's tolerances and for nothing else.
    if (tier === 'fairness')
      for (const { columns, minutes, offered } of loads)
        kept.push({ columns, values: minutes, upper: made * offered + 0.5 });
    else kept.push({ columns: Array.from(cost.keys()), values: cost, lower: made - 0.5 });
  }
  return values;
}
