import { type Problem, type Progress, type TierName } from '@heli/contracts';
import { type CancelSignal, type Solver } from '@heli/lp';
import { openPlacesOf } from '../explain.js';
import { buildModel, type BuiltModel } from '../model/build.js';
import { SeasonTooWide, widestOf } from '../model/too-wide.js';
import { limitsOfMoney } from '../patience.js';
import { gapBetween } from '../plan/gap.js';
import { fundPlan } from '../plan/money.js';
import { Occupied } from '../plan/occupied.js';
import { readPlan } from '../plan/read.js';
import { PlanRefused } from '../plan/refused.js';
import { type Proven, provenBefore } from '../proven.js';
import { Reporter } from '../reporter.js';
import { compileSeason, nth, type Season } from '../season/season.js';
import { type Outcome } from '../solve/approach.js';
import { relativeGap, type Working } from '../solve/approaches.js';
import { type FairnessProof, FairShare } from '../solve/fairness.js';
import { Refinement, type SumProof } from '../solve/refine.js';
import { PinsContradict, serveAll } from '../solve/service.js';
import { type Effort, SeasonState } from '../solve/state.js';
import { orderOf, senseOf, stated } from '../tiers/index.js';
import {
  type PlanningTerms,
  type Refined,
  type SectionPlan,
  type SectionPlanner,
  type Served,
} from './planner.js';
import { type Section } from './separate.js';

/** What a planner works with. */
export interface Workshop {
  readonly solver: Solver;
  readonly signal: CancelSignal | undefined;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly report: (progress: Progress) => void;
}

interface Work {
  readonly state: SeasonState;
  readonly reporter: Reporter;
  readonly share: FairShare | null;
}

/** Plans a season, or a section of one, in this thread: one strong model, solved block by block, tier by tier. */
export class SeasonPlanner implements SectionPlanner {
  private readonly problem: Problem;
  private readonly deadline: number;
  private work: Work | null = null;
  private refining: { readonly tier: TierName; readonly work: Working<SumProof> } | null = null;
  private readonly after: Proven[] = [];

  constructor(
    private readonly section: Section,
    private readonly terms: PlanningTerms,
    private readonly workshop: Workshop,
  ) {
    this.problem = section.problem;
    this.deadline = workshop.now() + terms.leftMs;
  }

  async serve(): Promise<Served> {
    const { problem, section, terms } = this;
    const season = compileSeason(problem);
    const built = builtWithin(season, terms.columns);
    if (built instanceof SeasonTooWide)
      return { kind: 'too-wide', fault: built.fault(season, section.positions) };
    built.index.release();
    if (built.index.impossible.size > 0)
      return {
        kind: 'contradict',
        activityIds: [...built.index.impossible].map(
          (position) => nth(built.index.season.activities, position).raw.id,
        ),
      };
    const state = new SeasonState(built, orderOf(problem.objective.tiers), this.effort());
    const reporter = new Reporter(state, this.workshop.report);
    try {
      await serveAll(
        state,
        (tier, held) => reporter.before(tier, held),
        () => reporter.served(),
      );
    } catch (error) {
      if (!(error instanceof PinsContradict)) throw error;
      return { kind: 'contradict', activityIds: error.activityIds };
    }
    this.work = { state, reporter, share: state.tiers.fairness ? new FairShare(state) : null };
    const { columnCount, rowCount, matrix } = built.model;
    const widest = widestOf(built.index.activityOf, season.activities.length);
    return {
      kind: 'served',
      size: { columns: columnCount, rows: rowCount, entries: matrix.values.length },
      widest: { ...widest, activity: section.positions[widest.activity] ?? widest.activity },
    };
  }

  async fair(): Promise<FairnessProof | null> {
    const { reporter, share, state } = this.served();
    if (!share) return null;
    state.beginsAim(state.after.length);
    reporter.of('fairness', 'fairness');
    const proof = await share.run((held) => reporter.of('fairness', 'fairness', held));
    reporter.of('fairness', 'fairness', proof);
    return proof;
  }

  async refine(aim: number, most: number | null): Promise<Refined> {
    const { reporter, share, state } = this.served();
    await this.settle();
    if (aim === 0 && most !== null) share?.keepWithin(most);
    state.beginsAim(state.after.length - aim - 1);
    const tier = nth(state.tiers.after, aim);
    reporter.of('coupling', tier.name);
    const report = (held: Outcome): void => reporter.of('coupling', tier.name, held);
    this.refining = { tier: tier.name, work: new Refinement(state, aim).work(report) };
    return this.nearer();
  }

  async nearer(): Promise<Refined> {
    const { refining, terms } = this;
    if (!refining) throw new Error('no aim of this section is being worked on');
    const at = await refining.work.next(true);
    if (at.done) return { held: this.settled(refining.tier, at.value), open: false };
    // What is near enough is let go, whatever the others need: its programs take memory.
    if (relativeGap(at.value) > terms.gap) return { held: at.value, open: true };
    return { held: await this.settle(), open: false };
  }

  /** Ends the work on an aim where it is. */
  private async settle(): Promise<Outcome> {
    const { refining, terms } = this;
    if (!refining) return NOTHING;
    let at = await refining.work.next(false);
    // The rest of its work, if there is any, is for its own gap.
    while (!at.done) at = await refining.work.next(relativeGap(at.value) > terms.gap);
    return this.settled(refining.tier, at.value);
  }

  private settled(tier: TierName, { value, bound }: Outcome): Outcome {
    const held = { value, bound: Math.max(value, bound) };
    this.served().reporter.of('coupling', tier, held);
    this.after.push(sumTier(tier, held.value, held.bound));
    this.refining = null;
    return held;
  }

  async finish(): Promise<SectionPlan> {
    const { reporter, state } = this.served();
    await this.settle();
    reporter.say('finish');
    // What it took is let go: other sections are still to come.
    this.work = null;
    const plan = await this.funded(state);
    return {
      plan,
      open: openPlacesOf(new Occupied(state.built.index.season, plan), plan),
      before: provenBefore(state),
      after: this.after,
      blocks: state.states.map((entry) => ({
        name: entry.block.name,
        columns: entry.block.columns.length,
        rows: entry.block.rows.length,
        gap: gapBetween(state.weightedPoints(entry), Math.max(state.weightedPoints(entry), entry.bound)),
        method: entry.method,
      })),
      broughtBack: [...state.broughtBack],
      hurried: state.hurried,
    };
  }

  private served(): Work {
    if (!this.work) throw new Error('a section is served before anything else');
    return this.work;
  }

  private effort(): Effort {
    const { terms, workshop } = this;
    return {
      solver: workshop.solver,
      atOnce: workshop.solver.concurrency ?? 1,
      signal: workshop.signal,
      now: workshop.now,
      deadline: this.deadline,
      nodesPerBlock: terms.nodesPerBlock,
      gap: terms.gap,
      report: workshop.report,
    };
  }

  private async funded(state: SeasonState): Promise<SectionPlan['plan']> {
    const { index } = state.built;
    const plan = readPlan(index, state.values);
    const { solver, nodesPerBlock } = state.effort;
    const funds = await fundPlan(index.season, plan, solver, limitsOfMoney(nodesPerBlock), undefined);
    if (!funds)
      throw new PlanRefused([
        { rule: 'budget-covered', message: 'the minima of the schedule cannot be covered' },
      ]);
    return { ...plan, fundAllocations: funds };
  }
}

const NOTHING: Outcome = { value: 0, bound: 0 };

const sumTier = (tier: TierName, value: number, bound: number): Proven => ({
  tier,
  sense: senseOf(tier),
  value: stated(tier, value),
  bound: stated(tier, bound),
});

/** The model, or why it is not built. */
function builtWithin(season: Season, mostColumns: number): BuiltModel | SeasonTooWide {
  try {
    return buildModel(season, 'strong', undefined, mostColumns);
  } catch (error) {
    if (error instanceof SeasonTooWide) return error;
    throw error;
  }
}
