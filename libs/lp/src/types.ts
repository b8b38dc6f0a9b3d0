/**
 * A linear or mixed-integer program in sparse row form, never changed once built:
 * optimise `cost · x + offset` subject to `rowLower ≤ A x ≤ rowUpper`, `lower ≤ x ≤ upper`, `x_j` whole where `integer[j]` is 1.
 * Infinite limits are `±Infinity`. The matrix is CSR: the entries of row i are at `starts[i] … starts[i + 1] - 1`, each column at most once a row.
 */
export interface Model {
  readonly name: string;
  readonly sense: 'min' | 'max';
  readonly offset: number;
  readonly columnCount: number;
  readonly rowCount: number;
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly integer: Uint8Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly matrix: {
    readonly starts: Int32Array;
    readonly indices: Int32Array;
    readonly values: Float64Array;
  };
  /** Names are made only when asked for: large models are built without strings. */
  readonly columnName: (column: number) => string;
  readonly rowName: (row: number) => string;
}

export interface Limits {
  /** Wall time, milliseconds. */
  readonly timeMs?: number;
  /** Branch-and-bound nodes: a limit by work, the same on every machine. */
  readonly nodes?: number;
  /** Simplex iterations, those of all nodes together: a limit by work, for a linear program as well. */
  readonly iterations?: number;
  /** Stop when |bound - objective| ≤ relativeGap · max(1, |objective|). Default 0: prove the optimum. */
  readonly relativeGap?: number;
  readonly absoluteGap?: number;
}

/** Anything that can say that the work is no longer wanted: an `AbortSignal`, or a flag in shared memory that another thread sets while this one is busy. */
export interface CancelSignal {
  readonly aborted: boolean;
}

/** Simplex basis, to start the next, similar solve from. Opaque to callers; belongs to one backend. */
export interface Basis {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

export interface SolveOptions {
  /** A point to start from; used only if the backend can, checked by it. */
  readonly start?: Float64Array;
  readonly basis?: Basis;
  /** Called now and then during branch and bound. */
  readonly onProgress?: (progress: {
    readonly objective: number | null;
    readonly bound: number | null;
    readonly nodes: number;
  }) => void;
  /** Ignore `integer`: solve the LP relaxation. */
  readonly relaxed?: boolean;
  /** False: solve the model as it stands first, for one that is `slim` already. Default: as the backend thinks best. */
  readonly presolve?: boolean;
  /**
   * LP only: an interior-point method with crossover to a basis, where the backend has one, instead of simplex. Its work
   * hardly depends on how degenerate the program is: slower where simplex finds its way, a multiple quicker where it does not.
   */
  readonly interior?: boolean;
  /**
   * LP only: the optimum is near the basis that is given, so that what the backend would have to work out of that basis
   * before its first step costs more than the steps it spares. Left out: the way is long enough for that.
   */
  readonly near?: boolean;
}

export type Termination =
  'converged' | 'time-limit' | 'work-limit' | 'cancelled' | 'infeasible' | 'unbounded' | 'failed';

/** What we hold, apart from why it stopped. */
export type Quality = 'optimal' | 'feasible' | 'none';

export interface Solution {
  readonly termination: Termination;
  readonly quality: Quality;
  /** Present exactly when quality is not `none`; re-checked by `violations` before it leaves the backend. */
  readonly values: Float64Array | null;
  readonly objective: number | null;
  /** No feasible point is better than this; null when nothing is proven. */
  readonly bound: number | null;
  /** LP only: sensitivity of the objective to each row / column, in the sense of the model (d objective / d rhs). */
  readonly rowDuals: Float64Array | null;
  readonly reducedCosts: Float64Array | null;
  readonly basis: Basis | null;
  readonly nodes: number;
  readonly iterations: number;
  /** A sentence for the log when termination is `failed` or a point was refused. */
  readonly message: string | null;
}

/** One engine for LP and MILP. Synchronous engines block their thread: run them in a worker thread. */
export interface Solver {
  readonly name: string;
  readonly version: string;
  /** Solves that run side by side when asked for at once; left out: one. */
  readonly concurrency?: number;
  solve(model: Model, limits?: Limits, signal?: CancelSignal, options?: SolveOptions): Promise<Solution>;
  /** Left out where the engine has no use for knowing that a program grows. */
  grow?(): GrowingProgram;
}

/**
 * A linear program that is solved again and again, each time with more rows behind those that it had. The engine keeps it
 * until `end` and goes on from its last optimum; a basis is used where it has to begin anew. A model that has
 * not grown from the one before is solved as well, with nothing gained.
 */
export interface GrowingProgram {
  /** One at a time. */
  solve(model: Model, limits?: Limits, signal?: CancelSignal, options?: SolveOptions): Promise<Solution>;
  /** Lets go of it. Not while it is being solved. */
  end(): void;
}

/** A program that grows, for any engine. */
export const growing = (solver: Solver): GrowingProgram =>
  solver.grow?.() ?? {
    solve: (model, limits, signal, options) => solver.solve(model, limits, signal, options),
    end: () => undefined,
  };
