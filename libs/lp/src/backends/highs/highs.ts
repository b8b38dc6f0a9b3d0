import { withImpliedIntegers } from '../../implied-integers.js';
import { relaxed, withBounds, withObjective } from '../../model-builder.js';
import {
  type Basis,
  type CancelSignal,
  type Limits,
  type Model,
  type Solution,
  type SolveOptions,
  type Solver,
  type Termination,
} from '../../types.js';
import { violations } from '../../violations.js';
import { withoutColumns, withoutPoint } from '../answers.js';
import { checkPoint, honestBound, room, tidy, type CheckedPoint, type Verdict } from '../point.js';
import { Kept } from './kept.js';
import { isMip, isTrap, runOnce, type Attempt, type Job, type Raw, type StatusName } from './run.js';
import { runtime } from './runtime.js';

/** Proven optimal although a gap was allowed: what is left is rounding. */
const CLOSED = 1e-9;

const BASIC = 1;
const HIGHEST_BASIS_STATUS = 4;

export interface HighsOptions {
  /**
   * Gives up the memory after a large model: it only grows, and several threads that have it at once are what a worker
   * has no room for. The next such model has to grow it again, which takes some tenths of a second.
   */
  readonly givesMemoryBack?: boolean;
  /**
   * All that HiGHS does by itself, for whoever compares with it. Otherwise its search around the reduced costs at the root
   * is left out, a second smaller MIP beside RENS: of 25 parts of seasons none lost its answer without it, most took
   * as long as before, and the longest two thirds.
   */
  readonly asShipped?: boolean;
}

/**
 * HiGHS as WebAssembly behind `Solver`. The runtime is loaded once per thread and reused. Solving is synchronous and
 * blocks the thread, but `signal.aborted` is read at every simplex iteration and branch-and-bound checkpoint, so a
 * flag in shared memory stops it.
 *
 * Signs, for `min` and `max` alike: `rowDuals[i]` is d objective / d (active limit of row i), `reducedCosts[j]` is
 * d objective / d (active limit of column j). So a binding `≤` row has a dual ≤ 0 under `min` and ≥ 0 under `max`.
 *
 * `solve` rejects when the WebAssembly cannot be loaded or `onProgress` throws; all else is in the `Solution`.
 */
export async function createHighs({
  givesMemoryBack = false,
  asShipped = false,
}: HighsOptions = {}): Promise<Solver> {
  const { version } = await runtime.ready();
  const answer = async (
    run: Run,
    model: Model,
    limits: Limits = {},
    signal?: CancelSignal,
    options: SolveOptions = {},
  ): Promise<Solution> => {
    if (signal?.aborted === true) return withoutPoint('cancelled', null);
    const target =
      options.relaxed === true ? relaxed(model) : isMip(model) ? withImpliedIntegers(model) : model;
    if (target.columnCount === 0) return withoutColumns(target);
    const highs = await runtime.ready();
    try {
      const { onProgress } = options;
      return solve({ highs, model: target, limits, signal, onProgress, asShipped }, options, run);
    } catch (error) {
      if (isTrap(error) || error instanceof highs.errors.HighsError) {
        return withoutPoint('failed', `${model.name}: HiGHS failed: ${error.message}`);
      }
      throw error;
    } finally {
      if (givesMemoryBack) runtime.afterModelOf(target.matrix.values.length);
    }
  };
  return {
    name: 'highs',
    version: version.string,
    solve: (...asked) => answer(runOnce, ...asked),
    grow() {
      const kept = new Kept();
      return {
        solve: (...asked) => answer((job, attempt) => kept.run(job, attempt), ...asked),
        end() {
          kept.end();
          if (givesMemoryBack) runtime.afterModelOf(0);
        },
      };
    },
  };
}

/** Runs HiGHS, on an instance of its own or on one that keeps the program. */
type Run = (job: Job, attempt: Attempt) => Raw;

function solve(job: Job, options: SolveOptions, run: Run): Solution {
  const { model, limits } = job;
  const notes: string[] = [];
  const start = isMip(model) ? startFor(model, options.start, notes) : null;
  const basis = isMip(model) ? null : basisFor(model, options.basis, notes);
  const budget = limits.timeMs ?? Infinity;

  const plain = options.presolve === false;
  const interior = options.interior === true;
  const first = run(job, {
    presolve: plain ? 'off' : 'choose',
    interior,
    timeMs: budget,
    start,
    basis,
    near: options.near === true,
  });
  const left = Math.max(0, budget - first.milliseconds);
  const answer = conclude(job, first, left, start, notes);
  if (answer !== null) return answer;

  // Refused or no answer: once more by the other road, usually without presolve, whose way back is what errs most.
  const second = runOnce(job, { presolve: plain ? 'choose' : 'off', timeMs: left, start });
  const stillLeft = Math.max(0, left - second.milliseconds);
  return (
    conclude(job, second, stillLeft, start, notes) ?? withoutPoint('failed', sentence(model, notes), second)
  );
}

/** The answer that follows from what HiGHS said, or null when it follows that HiGHS erred. */
function conclude(
  job: Job,
  raw: Raw,
  timeMs: number,
  start: Float64Array | null,
  notes: string[],
): Solution | null {
  const { model } = job;
  switch (raw.status) {
    case 'infeasible':
      return withoutPoint('infeasible', sentence(model, notes), raw);
    case 'unbounded':
      // Of a MIP HiGHS says this when the relaxation is: whether there is any whole point has to be asked.
      return isMip(model)
        ? unboundedOrInfeasible(job, raw, timeMs, notes)
        : withoutPoint('unbounded', sentence(model, notes), raw);
    case 'unbounded or infeasible':
      return unboundedOrInfeasible(job, raw, timeMs, notes);
    case 'optimal':
    case 'time limit':
    case 'iteration limit':
    case 'solution limit':
    case 'interrupted': {
      const held = pointOf(job, raw, timeMs, notes);
      if (raw.status === 'optimal' && held === null) return null;
      return report(job, raw, better(model, held, start), notes);
    }
    default:
      notes.push(`HiGHS ended with status "${raw.status}"`);
      return null;
  }
}

/** Feasible at all? Then the descent that HiGHS found has no end. */
function unboundedOrInfeasible(job: Job, raw: Raw, timeMs: number, notes: readonly string[]): Solution {
  const { model } = job;
  const anyPoint = withObjective(model, new Float64Array(model.columnCount), 'min');
  const again = runOnce({ ...job, model: anyPoint, onProgress: undefined }, { presolve: 'choose', timeMs });
  const work = { nodes: raw.nodes + again.nodes, iterations: raw.iterations + again.iterations };
  const termination = again.status === 'optimal' ? 'unbounded' : terminationOf(again.status);
  const message =
    termination === 'failed'
      ? sentence(model, [...notes, `unbounded or infeasible, and then "${again.status}"`])
      : sentence(model, notes);
  return withoutPoint(termination, message, work);
}

/** The checked point that HiGHS holds; a MIP point that rounding broke is mended by an LP over its other columns. */
function pointOf(job: Job, raw: Raw, timeMs: number, notes: string[]): CheckedPoint | null {
  if (raw.values === null) return null;
  const verdict = checkPoint(job.model, raw.values);
  if (verdict.kind === 'good') return verdict.point;
  notes.push(`a point of HiGHS was refused: ${verdict.reason}`);
  const mended = mend(job, raw.values, timeMs);
  if (mended?.kind !== 'good') return null;
  notes.push('mended by solving again with the whole columns fixed');
  return mended.point;
}

function mend(job: Job, values: Float64Array, timeMs: number): Verdict | null {
  const { model } = job;
  if (!isMip(model) || model.integer.every((whole) => whole === 1)) return null;
  const rounded = tidy(model, values);
  const lower = Float64Array.from(model.lower);
  const upper = Float64Array.from(model.upper);
  rounded.forEach((value, column) => {
    if (model.integer[column] === 1) lower[column] = upper[column] = value;
  });
  const fixed = relaxed(withBounds(model, lower, upper));
  const raw = runOnce({ ...job, model: fixed, onProgress: undefined }, { presolve: 'off', timeMs });
  return raw.values === null ? null : checkPoint(model, raw.values);
}

/** A start that is as good as it was said to be is never lost. */
function better(model: Model, held: CheckedPoint | null, start: Float64Array | null): CheckedPoint | null {
  if (start === null) return held;
  const verdict = checkPoint(model, start);
  if (verdict.kind === 'refused') return held;
  return held !== null && room(model.sense, held.objective, verdict.point.objective) >= 0
    ? held
    : verdict.point;
}

function report(job: Job, raw: Raw, point: CheckedPoint | null, notes: readonly string[]): Solution {
  const { model, limits } = job;
  const termination = terminationOf(raw.status);
  const mip = isMip(model);
  const finite = raw.bound !== null && Number.isFinite(raw.bound) ? raw.bound : null;
  if (point === null) {
    return { ...withoutPoint(termination, sentence(model, notes), raw), bound: mip ? finite : null };
  }
  const { values, objective } = point;
  const converged = termination === 'converged';
  const bound = mip ? honestBound(model.sense, finite, objective) : converged ? objective : null;
  const denied = mip && finite !== null && bound === null;
  const all = denied ? [...notes, `HiGHS's bound ${finite} denies a checked point of ${objective}`] : notes;
  const askedForGap = (limits.relativeGap ?? 0) > 0 || (limits.absoluteGap ?? 0) > 0;
  const closed =
    bound !== null && room(model.sense, bound, objective) <= CLOSED * Math.max(1, Math.abs(objective));
  return {
    termination,
    quality: converged && bound !== null && (closed || !askedForGap) ? 'optimal' : 'feasible',
    values,
    objective,
    bound,
    rowDuals: raw.duals?.rows ?? null,
    reducedCosts: raw.duals?.columns ?? null,
    basis: raw.basis,
    nodes: raw.nodes,
    iterations: raw.iterations,
    message: sentence(model, all),
  };
}

function terminationOf(status: StatusName): Termination {
  switch (status) {
    case 'optimal':
      return 'converged';
    case 'infeasible':
      return 'infeasible';
    case 'unbounded':
      return 'unbounded';
    case 'time limit':
      return 'time-limit';
    case 'iteration limit':
    case 'solution limit':
      return 'work-limit';
    case 'interrupted':
      return 'cancelled';
    default:
      return 'failed';
  }
}

/**
 * The start with its whole columns rounded, or null with a note. It may break rows: HiGHS then keeps its whole columns
 * and looks for the rest.
 */
function startFor(model: Model, start: Float64Array | undefined, notes: string[]): Float64Array | null {
  if (start === undefined) return null;
  if (start.length !== model.columnCount) {
    notes.push(`the start was ignored: ${start.length} values for ${model.columnCount} columns`);
    return null;
  }
  const values = tidy(model, start);
  const broken = violations(model, values).find(({ kind }) => kind !== 'row');
  if (broken !== undefined) {
    notes.push(`the start was ignored: ${broken.kind} at column ${broken.name}, value ${broken.value}`);
    return null;
  }
  return values;
}

function basisFor(model: Model, basis: Basis | undefined, notes: string[]): Basis | null {
  if (basis === undefined) return null;
  const { columns, rows } = basis;
  const known = (status: number) => status >= 0 && status <= HIGHEST_BASIS_STATUS;
  const count = (statuses: Int32Array) => statuses.reduce((n, status) => (status === BASIC ? n + 1 : n), 0);
  if (
    columns.length === model.columnCount &&
    rows.length === model.rowCount &&
    columns.every(known) &&
    rows.every(known) &&
    count(columns) + count(rows) === model.rowCount
  ) {
    return basis;
  }
  notes.push('the basis was ignored: it is not one of this model');
  return null;
}

function sentence(model: Model, notes: readonly string[]): string | null {
  return notes.length === 0 ? null : `${model.name}: ${notes.join('; ')}`;
}
