import {
  type Certificate,
  type Change,
  type Difference,
  type Fault,
  type Plan,
  type PlanDocument,
  type Problem,
  type TierChange,
  type Violation,
} from '@heli/contracts';
import { type CancelSignal, type Solver } from '@heli/lp';
import { type Facts, factsOf } from '../plan/facts.js';
import { measureFacts } from '../plan/measure.js';
import { planOfDocument } from '../plan/of-document.js';
import { limitsOfMoney } from '../patience.js';
import { ProblemHashes } from '../plan/seal.js';
import { compileSeason, type Season } from '../season/season.js';
import { senseOf, stated } from '../tiers/index.js';
import { fundsOf, partsOf, planOf } from './carry-out.js';
import { changeFaults } from './change-faults.js';
import { changedProblem, onlyRestrict } from './change-problem.js';
import { differenceOf } from './difference.js';
import { Ledger } from './ledger.js';
import { type Means } from './means.js';
import { type Asked } from './asked.js';
import { type Found, Question, type QuestionOutcome } from './question.js';
import { recompile } from './recompile.js';
import { SeasonBounds } from './season-bounds.js';
import { SAME_SHARE } from './share.js';
import { ShareProof } from './share-proof.js';
import { type Standing, standingOf } from './standing.js';
import { touchedBy } from './touched.js';
import { violationsIn } from '../verify.js';

/** Bounds on the work of one question. */
export interface QuestionLimits {
  /** Milliseconds for one question; default: none. */
  readonly timeMs?: number;
  /** Branch-and-bound nodes a model: a limit by work. Without a time the answer is then the same on every machine. */
  readonly nodesPerModel?: number;
  /** Columns of the widest set of activities that is decided as one; default 6,000. */
  readonly widest?: number;
}

export interface WorkbenchOptions {
  readonly solver: Solver;
  readonly limits?: QuestionLimits;
  readonly signal?: CancelSignal;
  /** Milliseconds of a monotonic clock; `libs` has no clock of its own. */
  readonly clock: { readonly now: () => number };
}

/** The plan cannot be asked about. */
export class WorkbenchRefused extends Error {
  constructor(
    readonly code: 'PLAN_OF_ANOTHER_PROBLEM' | 'PLAN_BREAKS_RULES' | 'PLAN_WORTH_DIFFERS',
    message: string,
    readonly violations: readonly Violation[] = [],
  ) {
    super(message);
    this.name = 'WorkbenchRefused';
  }
}

/** An answer that the engine itself cannot stand by: a fault of the engine, never of the question. */
export class AnswerUnsound extends Error {
  readonly code = 'ANSWER_UNSOUND';
}

/** What was found, before it is written down: cheap to make by the hundred. */
export interface Probe {
  readonly asked: Asked;
  readonly outcome: QuestionOutcome;
}

export interface Possible {
  readonly kind: 'possible';
  readonly tiers: readonly TierChange[];
  readonly exact: boolean;
  readonly levelsKept: boolean;
  readonly difference: Difference;
  /** The whole plan with this change, verified against the changed problem. */
  readonly plan: Plan;
  readonly problem: Problem;
}

const WIDEST = 6_000;

/** A stored plan with its season compiled, ready to be asked many questions. Holds nothing that a question changes but what it learns. */
export class Workbench {
  readonly ledger: Ledger;
  readonly shares: ShareProof;

  constructor(
    readonly standing: Standing,
    readonly certificate: Certificate,
    private readonly options: WorkbenchOptions,
    private readonly hashes = new ProblemHashes(),
  ) {
    this.ledger = new Ledger(standing, this.widest);
    this.shares = new ShareProof(standing, this.ledger);
  }

  get season(): Season {
    return this.standing.season;
  }
  get problem(): Problem {
    return this.standing.season.problem;
  }
  get widest(): number {
    return this.options.limits?.widest ?? WIDEST;
  }

  /** Milliseconds of the clock that it was given. */
  now(): number {
    return this.options.clock.now();
  }
  /**
   * Moment, on the clock, at which something of many steps makes do with what there is.
   * @param usualMs where no time is given; with a limit by work there is none then
   */
  momentAfter(timeMs: number | undefined, usualMs = Infinity): number {
    const byWork = this.options.limits?.nodesPerModel !== undefined;
    const left = timeMs ?? (byWork ? Infinity : usualMs);
    return left === Infinity ? Infinity : this.now() + left;
  }
  /** The work is no longer wanted. */
  get isStopped(): boolean {
    return this.options.signal?.aborted === true;
  }

  /** SHA-256 of a problem that has most entries in common with the workbench's. */
  hashOf(problem: Problem): string {
    return this.hashes.of(problem);
  }

  means(): Means {
    const { solver, signal, clock, limits } = this.options;
    return {
      solver,
      signal,
      now: clock.now,
      deadline: limits?.timeMs === undefined ? Infinity : clock.now() + limits.timeMs,
      nodesPerModel: limits?.nodesPerModel,
    };
  }

  faults(changes: readonly Change[]): Fault[] {
    return changeFaults(this.problem, this.changed(changes), changes);
  }

  private changed(changes: readonly Change[]): Problem {
    return changes.reduce(changedProblem, this.problem);
  }

  /** The season as the changes would have it. Only for changes without faults. */
  asked(changes: readonly Change[]): Asked {
    const changed = this.changed(changes);
    const season = recompile(this.season, changed);
    const touched = new Set<number>();
    const mustOpen = new Set<number>();
    for (const change of changes) {
      const one = touchedBy(season, this.standing.decided, change);
      for (const activity of one.touched) touched.add(activity);
      for (const activity of one.mustOpen) mustOpen.add(activity);
    }
    return {
      season,
      restricts: touched.size === 0 || onlyRestrict(this.problem, changed, changes),
      touched,
      mustOpen,
    };
  }

  /** Solves again what the changes touch; `thorough` until it is proven or as wide as it may be. */
  probe(changes: readonly Change[], thorough: boolean): Promise<Probe> {
    return this.probeAsked(this.asked(changes), thorough);
  }

  async probeAsked(asked: Asked, thorough: boolean): Promise<Probe> {
    return { asked, outcome: await this.question(asked, thorough, this.means()).run() };
  }

  /** Shares of the levels of fairness that the plan is known at, the highest first. */
  get levels(): readonly number[] {
    return this.certificate.fairnessLevels.map(({ share }) => share);
  }

  /** Bounds of the answers to a question. */
  boundsFor(asked: Asked, means: Means): SeasonBounds {
    return new SeasonBounds(this.standing, this.ledger, this.certificate, asked, means);
  }

  question(asked: Asked, thorough: boolean, means: Means): Question {
    return new Question(
      this.standing,
      this.ledger,
      this.shares,
      this.boundsFor(asked, means),
      asked,
      { widest: this.widest, thorough, levels: this.levels },
      means,
    );
  }

  /** The same plan in another season whose rules it keeps, and in which it is worth the same. */
  standOn(season: Season, facts: Facts, order = this.standing.order): Workbench {
    const standing = { ...standingOf(season, facts), order };
    return new Workbench(standing, this.certificate, this.options, this.hashes);
  }

  tierChanges({ tiers }: Found): TierChange[] {
    const known = new Map(this.certificate.tiers.map((tier) => [tier.tier, tier]));
    return tiers.map((found) => {
      const { tier } = found;
      const value = stated(tier, found.value);
      const bound = found.bound === null ? null : stated(tier, found.bound);
      const was = known.get(tier);
      const before = was?.value ?? value;
      const exact = bound !== null && Math.abs(bound - value) <= (tier === 'fairness' ? SAME_SHARE : 0);
      return {
        tier,
        sense: senseOf(tier),
        before,
        beforeBound: was?.bound ?? before,
        after: value,
        bound: exact ? value : bound,
        exact,
        change: value - before,
      };
    });
  }

  /** What an answer does otherwise, the money left out. */
  differenceOf({ asked, outcome }: { asked: Asked; outcome: Found }): Difference {
    const { before, after } = partsOf(asked.season, this.standing.plan, outcome);
    return differenceOf(before, after);
  }

  /**
   * Writes an answer down: pays for it, and checks it against the changed problem as any plan is checked.
   * @throws AnswerUnsound when the plan breaks a rule or is not worth what the answer says
   */
  async carryOut({ asked, outcome }: { asked: Asked; outcome: Found }): Promise<Possible> {
    const possible = await this.paidFor({ asked, outcome });
    const facts = checked(asked.season, possible.plan);
    const worth = new Map(measureFacts(facts).map(({ tier, value }) => [tier, value]));
    for (const { tier, after } of possible.tiers) {
      const value = worth.get(tier) ?? Number.NaN;
      if (!(Math.abs(value - after) <= SAME_SHARE * Math.max(1, Math.abs(value))))
        throw new AnswerUnsound(`The answer says ${after} for ${tier}; the changed plan is worth ${value}`);
    }
    return possible;
  }

  /**
   * Writes an answer down and pays for it, for a caller who checks the plan and what it is worth himself.
   * @throws AnswerUnsound when it cannot be paid
   */
  async paidFor({ asked, outcome }: { asked: Asked; outcome: Found }): Promise<Possible> {
    const { season } = asked;
    const plan = planOf(season, this.standing.plan, outcome);
    await payFor(season, this.standing.plan, plan, this.means());
    const tiers = this.tierChanges(outcome);
    return {
      kind: 'possible',
      tiers,
      exact: tiers.every(({ exact }) => exact),
      levelsKept: outcome.levelsKept,
      difference: differenceOf(this.standing.plan, plan),
      plan,
      problem: season.problem,
    };
  }
}

/**
 * Pays for the plan of an answer.
 * @param stands the plan before: what it pays for stays paid
 * @throws AnswerUnsound when it cannot be paid
 */
async function payFor(
  season: Season,
  stands: Plan,
  plan: Plan,
  { solver, nodesPerModel }: Pick<Means, 'solver' | 'nodesPerModel'>,
): Promise<void> {
  const funds = await fundsOf(season, stands, plan, solver, limitsOfMoney(nodesPerModel));
  if (!funds) throw new AnswerUnsound('The minima of the changed plan cannot be paid');
  plan.fundAllocations = funds;
}

/** Lays the plan of an answer beside its problem, and checks it against every rule. */
function checked(season: Season, plan: Plan): Facts {
  const facts = factsOf(season.problem, plan);
  const violation = violationsIn(facts)[0];
  if (violation) throw new AnswerUnsound(`The changed plan breaks ${violation.rule}: ${violation.message}`);
  return facts;
}

/**
 * Pays for the plan of an answer, lays it beside its problem, and checks it against every rule.
 * @param stands the plan before: what it pays for stays paid
 * @throws AnswerUnsound when it cannot be paid or breaks a rule
 */
export async function paidAndChecked(
  season: Season,
  stands: Plan,
  plan: Plan,
  means: Pick<Means, 'solver' | 'nodesPerModel'>,
): Promise<Facts> {
  await payFor(season, stands, plan, means);
  return checked(season, plan);
}

/**
 * Compiles the season of a stored plan and lays the plan into it.
 * @throws WorkbenchRefused when the plan was made for another problem, breaks a rule, or is not worth what its certificate says
 */
export function openWorkbench(
  problem: Problem,
  document: PlanDocument,
  options: WorkbenchOptions,
): Workbench {
  const { certificate, problemSha256: stated } = document;
  const plan = planOfDocument(document);
  const hashes = new ProblemHashes();
  const hash = hashes.of(problem);
  if (hash !== stated)
    throw new WorkbenchRefused(
      'PLAN_OF_ANOTHER_PROBLEM',
      `The plan was made for another problem (${stated}), not for this one (${hash})`,
    );
  const facts = factsOf(problem, plan);
  const violations = violationsIn(facts);
  if (violations.length > 0)
    throw new WorkbenchRefused(
      'PLAN_BREAKS_RULES',
      `The plan breaks ${violations.length} rules, the first: ${violations[0]?.message ?? ''}`,
      violations,
    );
  const worth = new Map(measureFacts(facts).map(({ tier, value }) => [tier, value]));
  for (const { tier, value } of certificate.tiers)
    if (!(Math.abs((worth.get(tier) ?? Number.NaN) - value) <= SAME_SHARE * Math.max(1, Math.abs(value))))
      throw new WorkbenchRefused(
        'PLAN_WORTH_DIFFERS',
        `The certificate states ${value} for ${tier}; the plan is worth ${worth.get(tier) ?? 'nothing'}`,
      );
  return new Workbench(standingOf(compileSeason(problem), facts), certificate, options, hashes);
}
