import { type Basis, type CancelSignal, type Limits, type Model, type SolveOptions } from '../../types.js';
import { runtime, type Highs, type HighsModel } from './runtime.js';

/** HiGHS numbers its model statuses; these are its names (`highs.constants.modelStatus`). */
const STATUS_NAMES = [
  'not set',
  'load error',
  'model error',
  'presolve error',
  'solve error',
  'postsolve error',
  'empty',
  'optimal',
  'infeasible',
  'unbounded or infeasible',
  'unbounded',
  'objective bound',
  'objective target',
  'time limit',
  'iteration limit',
  'unknown',
  'solution limit',
  'interrupted',
] as const;
export type StatusName = (typeof STATUS_NAMES)[number];

const SOLUTION_FEASIBLE = 2;
const BASIS_VALID = 1;
/** The package refuses Infinity as an option value. */
const FOREVER_S = 1e10;
/**
 * The feasibility-jump heuristic works for a fixed effort whatever the size: of a MILP of 20 columns it took 18 of 24 ms,
 * of 60 columns 15 of 45, of 200 columns 11 of 77. It looks for a first point, so a start makes it idle.
 */
const SMALL_COLUMNS = 500;
/**
 * Weights of the dual simplex: steepest edge by itself, Devex from a basis near the optimum. Steepest edge would first have
 * to work out the weights of that basis, one system of equations for each of its rows: of a program of 114,000 rows that
 * took 130 ms, for 50 to 300 iterations of 70 to 200 ms in all. Where rows compete it takes a tenth of Devex's iterations.
 */
const EDGE_WEIGHTS = { chosen: -1, devex: 1 } as const;
/** Largest whole number that an option of HiGHS takes. */
const MOST = 2_147_483_647;

/** One solve as the caller asked for it. */
export interface Job {
  readonly highs: Highs;
  readonly model: Model;
  readonly limits: Limits;
  readonly signal: CancelSignal | undefined;
  readonly onProgress: SolveOptions['onProgress'];
  /** With all that HiGHS does by itself. */
  readonly asShipped: boolean;
}

/** How to go about it this time. */
export interface Attempt {
  readonly presolve: 'choose' | 'off';
  /** LP only: the interior-point method. */
  readonly interior?: boolean;
  /** Milliseconds of wall time. */
  readonly timeMs: number;
  readonly start?: Float64Array | null;
  readonly basis?: Basis | null;
  /** LP only: the optimum is near the basis. */
  readonly near?: boolean;
}

/** What HiGHS said, before it is believed. */
export interface Raw {
  readonly status: StatusName;
  /** Present when HiGHS holds a point that it calls feasible. */
  readonly values: Float64Array | null;
  /** LP at its optimum only. */
  readonly duals: { readonly rows: Float64Array; readonly columns: Float64Array } | null;
  readonly basis: Basis | null;
  /** MIP only; ±Infinity when nothing is proven. */
  readonly bound: number | null;
  readonly nodes: number;
  readonly iterations: number;
  /** By HiGHS's own clock. */
  readonly milliseconds: number;
}

export const isMip = (model: Model): boolean => model.integer.includes(1);

/** A trap of the WebAssembly (by name: it may stem from another realm, as in Jest). */
export const isTrap = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'RuntimeError';

/**
 * Runs HiGHS once. Throws `HighsError` when HiGHS refuses the model, a `RuntimeError` when it traps, and
 * whatever `onProgress` throws; the native instance is cared for in each case.
 */
export function runOnce(job: Job, attempt: Attempt): Raw {
  const native = runtime.take(job.highs);
  const raw = runOn(native, job, attempt, () => loadInto(native, job, attempt));
  if (raw.status === 'optimal' || raw.status === 'infeasible') runtime.keep(native);
  else runtime.drop(native);
  return raw;
}

/** Passes the model, with the start or the basis. */
export function loadInto(native: HighsModel, { highs, model }: Job, attempt: Attempt): void {
  const mip = isMip(model);
  native.passModel({
    numCols: model.columnCount,
    numRows: model.rowCount,
    sense:
      model.sense === 'min'
        ? highs.constants.objectiveSense.minimize
        : highs.constants.objectiveSense.maximize,
    offset: model.offset,
    colCost: model.cost,
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csr',
      numRows: model.rowCount,
      numCols: model.columnCount,
      starts: model.matrix.starts,
      indices: model.matrix.indices,
      values: model.matrix.values,
    },
    ...(mip ? { integrality: Int32Array.from(model.integer) } : {}),
  });
  if (mip && attempt.start) native.setSolution({ colValue: attempt.start });
  if (!mip && attempt.basis) {
    native.setBasis({ colStatus: attempt.basis.columns, rowStatus: attempt.basis.rows });
  }
}

/**
 * Solves on an instance, which is not to be used again where this throws, and is cared for then.
 * @param load sees to it that the instance holds the model
 */
export function runOn(native: HighsModel, job: Job, attempt: Attempt, load: () => void): Raw {
  try {
    return solveOn(native, job, attempt, load);
  } catch (error) {
    if (isTrap(error)) runtime.abandon();
    else runtime.drop(native);
    throw error;
  }
}

function solveOn(native: HighsModel, job: Job, attempt: Attempt, load: () => void): Raw {
  const { model, limits } = job;
  const mip = isMip(model);
  const mostIterations = Math.min(limits.iterations ?? MOST, MOST);
  native.options.set({
    presolve: attempt.presolve,
    solver: attempt.interior === true && !mip ? 'ipm' : 'choose',
    time_limit: Math.min(attempt.timeMs / 1000, FOREVER_S),
    // Of a MIP HiGHS counts them by node; those of all nodes are counted as it tells of them.
    simplex_iteration_limit: mip ? MOST : mostIterations,
    simplex_dual_edge_weight_strategy:
      !mip && attempt.basis && attempt.near === true ? EDGE_WEIGHTS.devex : EDGE_WEIGHTS.chosen,
  });
  if (mip) {
    // |bound - objective| ≤ relativeGap · max(1, |objective|) is HiGHS's relative gap (a share of |objective|) or its
    // absolute gap at the same number. Both are set each time: HiGHS's own default of 1e-4 is not the optimum.
    const relativeGap = limits.relativeGap ?? 0;
    native.options.set({
      mip_rel_gap: relativeGap,
      mip_abs_gap: Math.max(limits.absoluteGap ?? 0, relativeGap),
      mip_max_nodes: Math.min(limits.nodes ?? MOST, MOST),
      mip_heuristic_run_feasibility_jump: model.columnCount > SMALL_COLUMNS && !attempt.start,
      mip_heuristic_run_root_reduced_cost: job.asShipped,
    });
  }
  load();
  native.zeroAllClocks();
  const work = { most: mip ? mostIterations : MOST, done: false };
  const { modelStatus } = native.run(callbacksFor(job, mip, work));
  const status = work.done ? 'iteration limit' : STATUS_NAMES[modelStatus];

  const held = native.info.get('primal_solution_status') === SOLUTION_FEASIBLE;
  const optimalLp = !mip && status === 'optimal';
  const solution = held ? native.getSolution() : null;
  const withBasis = optimalLp && native.info.get('basis_validity') === BASIS_VALID;
  const basis = withBasis ? native.getBasis() : null;
  return {
    status,
    values: solution?.colValue ?? null,
    duals: optimalLp && solution !== null ? { rows: solution.rowDual, columns: solution.colDual } : null,
    basis: basis === null ? null : { columns: basis.colStatus, rows: basis.rowStatus },
    bound: mip ? Number(native.info.get('mip_dual_bound')) : null,
    nodes: mip ? Math.max(0, Number(native.info.get('mip_node_count'))) : 0,
    iterations: Math.max(0, Number(native.info.get('simplex_iteration_count'))),
    milliseconds: native.getRunTime() * 1000,
  };
}

type Callbacks = NonNullable<Parameters<HighsModel['run']>[0]>;

/** Simplex iterations that a MIP may make, and whether it has. */
interface Work {
  readonly most: number;
  done: boolean;
}

/** None when nobody listens: each event costs a little. */
function callbacksFor(job: Job, mip: boolean, work: Work): Callbacks | undefined {
  const { signal, onProgress } = job;
  if (signal === undefined && work.most >= MOST && (onProgress === undefined || !mip)) return undefined;
  const stop = (event: InterruptEvent): undefined => {
    if (signal?.aborted === true) event.interrupt();
    else if (Number(event.data.mip_total_lp_iterations ?? 0) >= work.most) {
      work.done = true;
      event.interrupt();
    }
    return undefined;
  };
  const { simplexInterrupt, ipmInterrupt, mipInterrupt, mipImprovingSolution, mipLogging } =
    job.highs.constants.callbackType;
  const always = { [simplexInterrupt]: stop, [ipmInterrupt]: stop, [mipInterrupt]: stop };
  if (onProgress === undefined || !mip) return always;
  let said = '';
  const tell = ({ data }: { readonly data: ProgressData }): undefined => {
    const progress = {
      objective: finiteOrNull(data.mip_primal_bound),
      bound: finiteOrNull(data.mip_dual_bound),
      nodes: Number(data.mip_node_count ?? 0),
    };
    const news = JSON.stringify(progress);
    if (news !== said) onProgress(progress);
    said = news;
    return undefined;
  };
  return {
    ...always,
    [mipImprovingSolution]: tell,
    [mipLogging]: tell,
    [mipInterrupt]: (event: InterruptEvent): undefined => {
      tell(event);
      stop(event);
      return undefined;
    },
  };
}

interface InterruptEvent {
  readonly data: ProgressData;
  interrupt(): void;
}

interface ProgressData {
  readonly mip_primal_bound?: number;
  readonly mip_dual_bound?: number;
  readonly mip_node_count?: bigint;
  readonly mip_total_lp_iterations?: bigint;
}

function finiteOrNull(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
