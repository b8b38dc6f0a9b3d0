import { type CancelSignal, type Limits, type Solver } from '@heli/lp';

/** What a question may use. */
export interface Means {
  readonly solver: Solver;
  readonly signal: CancelSignal | undefined;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  /** Moment on that clock at which to make do with what there is; Infinity for none. */
  readonly deadline: number;
  readonly nodesPerModel: number | undefined;
}

/** Longest time for one model, milliseconds. */
const PATIENCE_MS = 10_000;

export const isExpired = (means: Means): boolean =>
  means.signal?.aborted === true || means.now() >= means.deadline;

export function limitsOf(means: Means): Limits {
  return {
    timeMs: Math.max(1, Math.min(PATIENCE_MS, means.deadline - means.now())),
    ...(means.nodesPerModel === undefined ? {} : { nodes: means.nodesPerModel }),
  };
}
