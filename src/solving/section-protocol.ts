import {
  type FairnessProof,
  type PlanningTerms,
  type Refined,
  type Section,
  type SectionPlan,
  type Served,
} from '@heli/allocator';
import { type Progress } from '@heli/contracts';
import { type SolvedModel } from './observed-solver.js';
import { type SolverName } from './protocol.js';

/** What a thread that plans sections is started with. */
export interface SectionThreadTask {
  readonly solver: SolverName;
  readonly terms: PlanningTerms;
  /** End of the time, milliseconds of the epoch: threads have clocks of their own. Infinity for none. */
  readonly endsAt: number;
  /** One Int32: anything but 0 means that the work is no longer wanted; null: nobody can say so. */
  readonly cancel: SharedArrayBuffer | null;
  readonly observed: boolean;
}

/** One step of one section; the thread that served it has its season in memory. */
export type SectionStep =
  | { readonly type: 'serve'; readonly section: number; readonly of: Section }
  | { readonly type: 'fair'; readonly section: number }
  | {
      readonly type: 'refine';
      readonly section: number;
      readonly aim: number;
      readonly share: number | null;
    }
  | { readonly type: 'nearer' | 'finish'; readonly section: number };

export type SectionAnswer =
  | { readonly type: 'serve'; readonly served: Served }
  | { readonly type: 'fair'; readonly proof: FairnessProof | null }
  | { readonly type: 'refine'; readonly refined: Refined }
  | { readonly type: 'finish'; readonly plan: SectionPlan };

export type SectionMessage =
  | { readonly type: 'progress'; readonly section: number; readonly progress: Progress }
  | { readonly type: 'solved'; readonly model: SolvedModel }
  | { readonly type: 'done'; readonly section: number; readonly answer: SectionAnswer }
  | { readonly type: 'failed'; readonly section: number; readonly message: string };
