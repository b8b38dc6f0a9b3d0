import {
  type Fault,
  type OpenPlace,
  type PlanDocument,
  type Plan,
  type Problem,
  type Progress,
  type Violation,
} from '@heli/contracts';
import { type CancelSignal, type Solver } from '@heli/lp';
import { type SectionPlanners } from './sections/planner.js';

/** Bounds on the work of one allocation. A limit that ends it early still gives a verified plan with an honest gap. */
export interface AllocationLimits {
  /** Wall time, milliseconds; default: none. */
  readonly timeMs?: number;
  /**
   * Branch-and-bound nodes a block: a limit by work. Every other patience is then counted in work too, so that without
   * `timeMs` the plan and its certificate (but for the times in it) are the same on every machine, however many threads.
   */
  readonly nodesPerBlock?: number;
  /** Stop a block once its proven gap is at most this; default 0.001. */
  readonly gap?: number;
  readonly seed?: number;
  /** Decisions that the models of a season may have together; a season with more is refused. Default 8,000,000. */
  readonly columns?: number;
  /** Activities that a section holds at least: communities that share nothing are planned by themselves; default 200. */
  readonly sectionActivities?: number;
}

export interface AllocationOptions {
  readonly solver: Solver;
  readonly limits?: AllocationLimits;
  readonly signal?: CancelSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Where sections of the season that share nothing are planned, if there are several; left out: here, one after the other. */
  readonly sections?: SectionPlanners;
  /** Milliseconds of a monotonic clock and of CPU time used; `libs` has no clock of its own. */
  readonly clock: { readonly now: () => number; readonly cpu: () => number };
}

/** Expected outcomes are returned, faults of the engine are thrown. */
export type Allocation =
  | { readonly kind: 'plan'; readonly document: PlanDocument; readonly open: readonly OpenPlace[] }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/** Lists all faults of a problem at once: unknown ids, reversed windows, pins that break a rule … Empty when it can be planned. */
export type Validate = (problem: Problem) => Fault[];

/** Plans a season. Rejects only when the solver breaks down; never returns a plan that `verifyPlan` refuses. */
export type Allocate = (problem: Problem, options: AllocationOptions) => Promise<Allocation>;

/** Checks every rule from the problem alone; knows nothing of models. Empty when the plan keeps all rules. */
export type VerifyPlan = (problem: Problem, plan: Plan) => Violation[];

/** As `VerifyPlan`, and that the seal and the hash of the problem in the certificate fit. */
export type VerifyDocument = (problem: Problem, document: PlanDocument) => Violation[];

/** Funnels for open places and dropped activities. */
export type ExplainOpen = (problem: Problem, plan: Plan) => OpenPlace[];
