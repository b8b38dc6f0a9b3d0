import { type Allocation, type AllocationLimits } from '@heli/allocator';
import { type Problem, type ProblemChange, type Progress, type Violation } from '@heli/contracts';
import { type HelperCall, type HelperTerms } from './helpers.js';
import { type SolvedModel } from './observed-solver.js';

export type SolverName = 'highs' | 'js-lp';

/** A problem as its owner has it: as a value, or heli-problem/1 as JSON compressed by gzip, which the thread unpacks and checks. */
export type ProblemSource = { readonly value: Problem } | { readonly gzip: Uint8Array };

/** What a solving thread is given. */
export interface SolveTask {
  readonly problem: ProblemSource;
  readonly solver: SolverName;
  readonly limits: AllocationLimits;
  /** Threads that solve side by side beside the one that leads; 1: it solves itself. */
  readonly threads: number;
  /** Other worker processes help: their terms; null: none do. */
  readonly helpers: HelperTerms | null;
  /** Whether each model that was solved is told. */
  readonly observed: boolean;
  /** One Int32: anything but 0 means that the work is no longer wanted. */
  readonly cancel: SharedArrayBuffer;
  /** Tests only: wait at each step, so that a run can be met half way. */
  readonly stepDelayMs: number;
}

export type SolveMessage =
  | { readonly type: 'prepared'; readonly problemSha256: string }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'done'; readonly allocation: Allocation }
  | { readonly type: 'solved'; readonly model: SolvedModel }
  | HelperCall
  /** The engine made a plan that the independent check does not accept: a fault of ours, never handed on. */
  | { readonly type: 'unsound'; readonly violations: readonly Violation[] };

/** What a verifying thread is given: heli-problem/1 and heli-plan/1 as JSON, compressed by gzip. */
export interface VerifyTask {
  readonly problemGzip: Uint8Array;
  readonly planGzip: Uint8Array;
  /** The season as it now stands; left out: nothing is said about it. */
  readonly currentGzip?: Uint8Array;
}

/** What a verifying thread answers. */
export interface Verdict {
  /** Of the plan against the problem that it was made for. */
  readonly violations: readonly Violation[];
  readonly current: Currency | null;
}

/** How a plan stands to the season as it is now. */
export interface Currency {
  readonly problemSha256: string;
  readonly changes: readonly ProblemChange[];
  /** Rules that the plan would break now. */
  readonly violations: readonly Violation[];
}
