import { type Plan, type Problem, type TierResult } from '@heli/contracts';
import { type CancelSignal, type Model, type Solution, type Solver } from '@heli/lp';
import { buildModel } from '../model/build.js';
import { type Formulation } from '../model/season-model.js';
import { gapBetween } from '../plan/gap.js';
import { measurePlan } from '../plan/measure.js';
import { fundPlan } from '../plan/money.js';
import { readPlan } from '../plan/read.js';
import { compileSeason } from '../season/season.js';
import { orderOf, senseOf } from '../tiers/index.js';
import { type Block } from './blocks.js';
import { Couplings } from './couplings.js';
import { Cutter, type ExtraColumn, type SeasonRow } from './submodel.js';

export interface OnePieceOptions {
  readonly solver: Solver;
  readonly formulation: Formulation;
  /** For all tiers together, milliseconds. */
  readonly timeMs: number;
  /** Relative gap at which a tier counts as done. */
  readonly gap: number;
  readonly now: () => number;
  readonly signal?: CancelSignal;
  /** Called with the model of each tier before it is solved, to write it to a file for another solver. */
  readonly onModel?: (tier: string, model: Model) => void;
}

export interface OnePieceResult {
  readonly plan: Plan | null;
  /** Tiers that were reached, in order; a tier cut short has the gap it had. */
  readonly tiers: readonly TierResult[];
  readonly tiersWanted: number;
  readonly ms: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * The season as one mixed-integer program, tier after tier, each with the tiers before it held at what they reached:
 * what one does with a solver alone, and what Heli is measured against. The same rules, columns and points as
 * `allocate`; only the formulation of the links may differ. Each tier starts from the point of the one before.
 */
export async function solveOnePiece(problem: Problem, options: OnePieceOptions): Promise<OnePieceResult> {
  const { solver, now, signal } = options;
  const began = now();
  const season = compileSeason(problem);
  const built = buildModel(season, options.formulation);
  const { model, index } = built;
  const cutter = new Cutter(model);
  const whole: Block = {
    name: 'season',
    columns: Int32Array.from({ length: model.columnCount }, (_, column) => column),
    rows: Int32Array.from({ length: model.rowCount }, (_, row) => row),
  };
  const order = orderOf(problem.objective.tiers);
  const sums = new Map(
    [...order.before, ...order.after].map((tier) => [tier.name as string, tier.points(index)]),
  );
  const kept: SeasonRow[] = [];
  const extraColumns: ExtraColumn[] = [];
  const tiers: TierResult[] = [];
  let point: Float64Array | null = null;

  const solve = async (tier: string, cost: (column: number) => number): Promise<Solution> => {
    const sub = cutter.cut(whole, cost, kept, extraColumns);
    options.onModel?.(tier, sub);
    const limits = { timeMs: Math.max(1, options.timeMs - (now() - began)), relativeGap: options.gap };
    let start: Float64Array | undefined;
    if (point) {
      start = new Float64Array(sub.columnCount);
      start.set(point.subarray(0, Math.min(point.length, sub.columnCount)));
      if (extraColumns.length > 0 && point.length < sub.columnCount)
        start[sub.columnCount - 1] = extraColumns[0]?.upper ?? 0;
    }
    return solver.solve(sub, limits, signal, start ? { start } : {});
  };

  for (const tier of problem.objective.tiers) {
    const sense = senseOf(tier);
    let answer: Solution;
    const points = sums.get(tier);
    if (points) {
      answer = await solve(tier, (column) => points[column] ?? 0);
    } else {
      const couplings = new Couplings(built);
      const tau = model.columnCount;
      extraColumns.push({ cost: -1, lower: 0, upper: 1000 });
      for (const volunteer of season.volunteers) {
        const row = couplings.loadRow[volunteer.index] ?? -1;
        if (row < 0) continue;
        const load = couplings.get(row);
        kept.push({
          columns: [...load.columns, tau],
          values: [...load.values, -volunteer.offeredMinutes],
          lower: -Infinity,
          upper: 0,
        });
      }
      answer = await solve(tier, () => 0);
      extraColumns[0] = { cost: 0, lower: 0, upper: 1000 };
    }
    if (!answer.values || answer.objective === null) break;
    point = answer.values;
    const sign = sense === 'max' ? 1 : -1;
    const value = sign * answer.objective;
    const bound = answer.bound === null ? (sense === 'max' ? Infinity : 0) : sign * answer.bound;
    const gap =
      sense === 'max' ? gapBetween(value, bound) : value === 0 ? 0 : Math.abs(value - bound) / value;
    tiers.push({ tier, sense, value, bound, gap, quality: gap <= options.gap ? 'optimal' : 'feasible' });
    if (points) {
      const columns = Array.from(points.keys()).filter((column) => points[column] !== 0);
      kept.push({
        columns,
        values: columns.map((column) => points[column] ?? 0),
        lower: Math.round(sign * value),
        upper: Infinity,
      });
    } else extraColumns[0] = { cost: 0, lower: 0, upper: value * (1 + 1e-7) + 1e-9 };
    if (now() - began >= options.timeMs) break;
  }
  const ms = now() - began;
  let plan: Plan | null = null;
  if (point) {
    plan = readPlan(index, point.subarray(0, model.columnCount));
    const funds = await fundPlan(season, plan, solver, {}, undefined);
    if (funds) plan.fundAllocations = funds;
    const measured = new Map(measurePlan(problem, plan).map((entry) => [entry.tier, entry.value]));
    tiers.forEach((tier, position) => {
      const value = measured.get(tier.tier) ?? tier.value;
      tiers[position] = { ...tier, value };
    });
  }
  return {
    plan,
    tiers,
    tiersWanted: problem.objective.tiers.length,
    ms,
    columns: model.columnCount,
    rows: model.rowCount,
  };
}
