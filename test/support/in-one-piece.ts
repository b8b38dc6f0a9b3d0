import { buildModel, compileSeason, type Formulation, orderOf } from '@heli/allocator';
import { type Problem } from '@heli/contracts';
import { type ExtraRow, type Solver, withObjective, withRows } from '@heli/lp';

/**
 * The tiers of a season one after the other on one undivided model, each held at what it reached: the plainest way to
 * the lexicographic optimum. Null when the decisions taken before cannot all stand.
 */
export async function optimumInOnePiece(
  problem: Problem,
  formulation: Formulation,
  solver: Solver,
): Promise<number[] | null> {
  const season = compileSeason(problem);
  const { index } = buildModel(season, formulation);
  if (index.impossible.size > 0) return null;
  const { before, after } = orderOf(problem.objective.tiers);
  const points = new Map([...before, ...after].map((tier) => [tier.name as string, tier.points(index)]));
  const share = index.builder.column({ lower: 0, upper: 1e6 });
  for (const volunteer of season.volunteers) {
    const columns = (index.people[volunteer.index] ?? []).map(({ column }) => column);
    const minutes = (index.people[volunteer.index] ?? []).map(
      ({ activity }) => season.activities[activity]?.raw.durationMinutes ?? 0,
    );
    if (columns.length > 0)
      index.builder.row(-Infinity, 0, [...columns, share], [...minutes, -volunteer.offeredMinutes]);
  }
  const model = index.finish();
  const kept: ExtraRow[] = [];
  const values: number[] = [];
  for (const tier of problem.objective.tiers) {
    const cost = new Float64Array(model.columnCount);
    cost.set(points.get(tier) ?? []);
    if (tier === 'fairness') cost[share] = -1;
    const answer = await solver.solve(withRows(withObjective(model, cost, 'max'), kept));
    if (answer.termination === 'infeasible') return null;
    if (answer.quality !== 'optimal' || answer.objective === null)
      throw new Error(`${tier} was not solved: ${answer.termination} ${answer.message ?? ''}`);
    const value = tier === 'fairness' ? -answer.objective : Math.round(answer.objective);
    values.push(value);
    kept.push(
      tier === 'fairness'
        ? { columns: [share], values: [1], upper: value + 1e-6 }
        : { columns: Array.from(cost.keys()), values: cost, lower: value - 1e-6 },
    );
  }
  return values;
}
