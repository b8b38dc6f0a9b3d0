import { type Certificate, type Fault, type OpenPlace, type Plan, type Progress } from '@heli/contracts';
import { type Widest } from '../model/too-wide.js';
import { type Proven } from '../proven.js';
import { type Outcome } from '../solve/approach.js';
import { type FairnessProof } from '../solve/fairness.js';
import { type Section } from './separate.js';

/** Bounds on the work on a season, wherever it is done. */
export interface PlanningTerms {
  /** Until the time is up, milliseconds from now; Infinity for no such limit. */
  readonly leftMs: number;
  readonly nodesPerBlock: number | undefined;
  readonly gap: number;
  /** Decisions that a model may have. */
  readonly columns: number;
}

/** How it went with the aims before fairness; or why no plan can be made. */
export type Served =
  /** With the activity that has the most decisions, by its position in the whole problem. */
  | { readonly kind: 'served'; readonly size: Certificate['size']; readonly widest: Widest }
  /** Decisions about these activities, taken before, cannot all stand. */
  | { readonly kind: 'contradict'; readonly activityIds: readonly string[] }
  | { readonly kind: 'too-wide'; readonly fault: Fault };

/** What was decided and proven of a section. */
export interface SectionPlan {
  readonly plan: Plan;
  /** Places that stay open, and why. */
  readonly open: readonly OpenPlace[];
  /** Aims before and after fairness; fairness is told by itself. */
  readonly before: readonly Proven[];
  readonly after: readonly Proven[];
  readonly blocks: Certificate['blocks'];
  readonly broughtBack: readonly string[];
  /** Work on an aim was ended because its time was up. */
  readonly hurried: boolean;
}

/** Of an aim after fairness while it is worked on: what is held and proven, and whether more could be made of it. */
export interface Refined {
  readonly held: Outcome;
  readonly open: boolean;
}

/**
 * Plans one section, step by step, for two things belong to the season as a whole: fairness, of which the most loaded
 * person anywhere decides, and how near to its bound a plan has to be: one section that is nearer makes up for another.
 */
export interface SectionPlanner {
  serve(): Promise<Served>;
  /** Null where fairness is no aim. */
  fair(): Promise<FairnessProof | null>;
  /**
   * Begins with an aim after fairness. It stays open while it is further from its bound than was asked.
   * @param share that everybody may carry, now that the others are known too; null where fairness is no aim
   */
  refine(aim: number, share: number | null): Promise<Refined>;
  /** Goes on with an aim that is open. */
  nearer(): Promise<Refined>;
  finish(): Promise<SectionPlan>;
}

/** Where sections are planned: each in a thread of its own, say. What comes out does not depend on it. */
export type SectionPlanners = (
  sections: readonly Section[],
  terms: PlanningTerms,
  report: (section: number, progress: Progress) => void,
) => readonly SectionPlanner[];
