import {
  componentsOf,
  type CancelSignal,
  type Limits,
  type Model,
  objectiveOf,
  type Solution,
  type SolveOptions,
  type Solver,
  violations,
} from '@heli/lp';
import { concurrently } from './concurrently.js';

/** Distance from a whole number below which a value of the relaxation counts as whole. */
const WHOLE = 1e-6;
/** What rounding may cost an objective. */
const NEAR = 1e-6;
/** Reduced cost that is none. */
const PRICELESS = 1e-9;
/** Columns that stay free beside the fractions, at most this share of all. */
const FREE_SHARE = 0.25;

export interface Answer {
  /** Whole-number point, or null when none was found. */
  readonly values: Float64Array | null;
  readonly objective: number | null;
  /** Proven: no whole-number point is better. Null only when nothing is proven. */
  readonly bound: number | null;
  readonly method: 'lp' | 'milp';
  readonly termination: Solution['termination'];
  /** Duals of the relaxation, by row; null when it was not solved. */
  readonly rowDuals: Float64Array | null;
}

/** How to go about a model. */
export interface Ways {
  /** A point that keeps every row, to begin with. */
  readonly start?: Float64Array | undefined;
  /** False: branch and cut begins without HiGHS's own reductions. */
  readonly presolve?: boolean;
  /** A point so near to a bound is as good as it, in units of the objective. */
  readonly near?: number;
  /** The linear program is solved as it stands, without the solver's own reductions: quicker where it is slim. */
  readonly asItStands?: boolean;
  /** Columns that may stay free where a whole point is looked for around a relaxation's optimum, as a share of all. */
  readonly freeShare?: number;
}

function rounded(model: Model, values: Float64Array): Float64Array | null {
  const point = Float64Array.from(values);
  for (let column = 0; column < point.length; column++) {
    if (model.integer[column] !== 1) continue;
    const value = point[column] ?? 0;
    const whole = Math.round(value);
    if (Math.abs(value - whole) > WHOLE) return null;
    point[column] = whole;
  }
  return violations(model, point, 1e-6).length === 0 ? point : null;
}

/**
 * Linear programming first: in the strong form most blocks are whole at the optimum of their relaxation, which is then
 * the proven answer. Otherwise branch and cut, started from the given point, with the better of the two bounds.
 */
export async function solveExact(
  solver: Solver,
  model: Model,
  limits: Limits,
  signal: CancelSignal | undefined,
  { start, presolve = true, near = NEAR, asItStands = false, freeShare = FREE_SHARE }: Ways = {},
): Promise<Answer> {
  if (model.columnCount === 0)
    return {
      values: new Float64Array(0),
      objective: model.offset,
      bound: model.offset,
      method: 'lp',
      termination: 'converged',
      rowDuals: null,
    };
  const relaxed = await solver.solve(model, limits, signal, relaxation(asItStands));
  if (relaxed.termination === 'infeasible' && start && violations(model, start, 1e-6).length === 0)
    // A point that keeps every row is better evidence than a solver that finds none.
    return {
      values: start,
      objective: objectiveOf(model, start),
      bound: null,
      method: 'lp',
      termination: 'failed',
      rowDuals: null,
    };
  if (relaxed.termination === 'infeasible')
    return {
      values: null,
      objective: null,
      bound: null,
      method: 'lp',
      termination: 'infeasible',
      rowDuals: null,
    };
  const relaxedBound = relaxed.quality === 'optimal' ? relaxed.objective : relaxed.bound;
  if (relaxed.values && relaxed.quality === 'optimal') {
    const point = rounded(model, relaxed.values);
    if (point)
      return {
        values: point,
        objective: objectiveOf(model, point),
        bound: relaxedBound,
        method: 'lp',
        termination: 'converged',
        rowDuals: relaxed.rowDuals,
      };
  }
  if (relaxed.termination === 'cancelled' || relaxed.termination === 'time-limit')
    return {
      values: null,
      objective: null,
      bound: relaxedBound,
      method: 'lp',
      termination: relaxed.termination,
      rowDuals: null,
    };
  const whole = await aroundFractions(solver, model, relaxed, limits, signal, { near, freeShare });
  if (whole)
    return {
      values: whole.values,
      objective: whole.objective,
      bound: relaxedBound,
      method: 'milp',
      termination: 'converged',
      rowDuals: relaxed.rowDuals,
    };
  const answer = await solver.solve(model, limits, signal, {
    ...(start ? { start } : {}),
    ...(presolve ? {} : { presolve }),
  });
  const bound =
    answer.bound === null
      ? relaxedBound
      : relaxedBound === null
        ? answer.bound
        : Math.min(answer.bound, relaxedBound);
  const point = answer.values ? rounded(model, answer.values) : null;
  return {
    values: point,
    objective: point ? objectiveOf(model, point) : null,
    bound,
    method: 'milp',
    termination: answer.termination,
    rowDuals: relaxed.rowDuals,
  };
}

/** A whole-number point as near to a relaxation's optimum as the limits ask. */
interface Whole {
  readonly values: Float64Array;
  readonly objective: number;
}

/**
 * Branches on the fractions of a relaxation alone, all else as it is there; then also on what could change at no price
 * there (reduced cost 0). Mostly the linear program has the right objective and lacks but a whole point that makes it:
 * then this finds one in a fraction of what cuts over the whole model take. Source: Berthold, "RENS – the optimal
 * rounding", 2014.
 * @returns null where there is no such point
 */
async function aroundFractions(
  solver: Solver,
  model: Model,
  relaxed: Solution,
  limits: Limits,
  signal: CancelSignal | undefined,
  { near: asked, freeShare }: Required<Pick<Ways, 'near' | 'freeShare'>>,
): Promise<Whole | null> {
  const { values, reducedCosts, objective: optimum } = relaxed;
  if (relaxed.quality !== 'optimal' || !values || !reducedCosts || optimum === null) return null;
  const near = Math.max(
    asked,
    limits.absoluteGap ?? 0,
    (limits.relativeGap ?? 0) * Math.max(1, Math.abs(optimum)),
  );
  const isFraction = (column: number): boolean =>
    Math.abs((values[column] ?? 0) - Math.round(values[column] ?? 0)) > WHOLE;
  let tried = -1;
  for (const price of [-1, PRICELESS]) {
    const lower = Float64Array.from(model.lower);
    const upper = Float64Array.from(model.upper);
    let free = 0;
    for (let column = 0; column < model.columnCount; column++) {
      if (model.integer[column] !== 1) continue;
      if (isFraction(column) || Math.abs(reducedCosts[column] ?? 0) <= price) free += 1;
      else lower[column] = upper[column] = Math.round(values[column] ?? 0);
    }
    if (free === tried || free > freeShare * model.columnCount) break;
    tried = free;
    const answer = await solver.solve(
      { ...model, lower, upper },
      { ...limits, absoluteGap: near / 2, relativeGap: 0 },
      signal,
    );
    const point = answer.values ? rounded(model, answer.values) : null;
    if (!point) continue;
    const objective = objectiveOf(model, point);
    const short = model.sense === 'max' ? optimum - objective : objective - optimum;
    if (short <= near) return { values: point, objective };
  }
  return null;
}

/**
 * As `solveExact`, for a slim model that falls into parts: each is solved by itself, so many at a time. Null when one of
 * them has no answer. Branch and cut goes without presolve, which finds nothing more in a slim model, and takes longer
 * than all the rest.
 * @param start a point that keeps every row, to begin with
 */
export async function solveParts(
  solver: Solver,
  model: Model,
  limits: Limits,
  signal: CancelSignal | undefined,
  atOnce: number,
  start?: Float64Array,
): Promise<{ readonly values: Float64Array; readonly objective: number } | null> {
  const parts = componentsOf(model);
  const values = new Float64Array(model.columnCount);
  const failed: Answer[] = [];
  await concurrently(parts, atOnce, async ({ model: part, columns }) => {
    if (failed.length > 0) return;
    if (part.rowCount === 0) {
      columns.forEach((column) => (values[column] = bestBound(model, column)));
      return;
    }
    const own = start && Float64Array.from(columns, (column) => start[column] ?? 0);
    const answer = await solveExact(solver, part, limits, signal, { presolve: false, start: own });
    const point = answer.values;
    if (!point) failed.push(answer);
    else columns.forEach((column, index) => (values[column] = point[index] ?? 0));
  });
  return failed.length === 0 ? { values, objective: objectiveOf(model, values) } : null;
}

/** Where a column that is in no row wants to be. */
function bestBound(model: Model, column: number): number {
  const cost = (model.cost[column] ?? 0) * (model.sense === 'max' ? 1 : -1);
  return (cost > 0 ? model.upper[column] : model.lower[column]) ?? 0;
}

/** @param asItStands without the solver's own reductions */
const relaxation = (asItStands: boolean): SolveOptions =>
  asItStands ? { relaxed: true, presolve: false } : { relaxed: true };

/** The linear program alone: its bound, and its point where that is whole. */
export async function solveRelaxed(
  solver: Solver,
  model: Model,
  limits: Limits,
  signal: CancelSignal | undefined,
  asItStands = false,
): Promise<{ readonly values: Float64Array | null; readonly bound: number | null }> {
  if (model.columnCount === 0) return { values: new Float64Array(0), bound: model.offset };
  const relaxed = await solver.solve(model, limits, signal, relaxation(asItStands));
  const values = relaxed.values && relaxed.quality === 'optimal' ? rounded(model, relaxed.values) : null;
  return { values, bound: relaxed.quality === 'optimal' ? relaxed.objective : relaxed.bound };
}
