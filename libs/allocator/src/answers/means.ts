import { type CancelSignal, type Limits, type Solver } from '@heli/lp';
import { limitsOfModel, type Patience } from '../patience.js';

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

/** How long for one model of a question. */
const PATIENCE: Patience = { ms: 10_000, iterations: 20_000 };

/** Until the time is up, milliseconds; Infinity where there is no such limit. */
const left = ({ deadline, now }: Means): number => (deadline === Infinity ? Infinity : deadline - now());

export const isExpired = (means: Means): boolean => means.signal?.aborted === true || left(means) <= 0;

/** @param patience another one than that of a question's usual models */
export const limitsOf = (means: Means, patience = PATIENCE): Limits =>
  limitsOfModel(patience, means.nodesPerModel, left(means));
