import {
  type Fault,
  type Plan,
  type PlanDocument,
  type PortfolioAnswer,
  portfolioAsk,
  type PortfolioAskInput,
  type PortfolioStep,
  type Problem,
} from '@heli/contracts';
import { type CancelSignal, type Solver } from '@heli/lp';
import { allocate } from '../../allocate.js';
import { type Allocation } from '../../api.js';
import { planOfDocument } from '../../plan/of-document.js';
import { validate } from '../../validate.js';
import { verifyPlan } from '../../verify.js';
import { isExpired, type Means } from '../means.js';
import { Frame, portfolioFaults } from './frame.js';
import { compareGoals, type Found, Frontier, type Proof } from './frontier.js';
import { guess } from './minima.js';
import { reachOf } from './reach.js';
import { HUNDRED_YUAN_FEN, StepBook } from './step.js';
import { decideWhole, sceneOf, worthOf } from './whole.js';

export interface PortfolioOptions {
  readonly solver: Solver;
  /** Milliseconds for all budgets together; default: none. */
  readonly timeMs?: number;
  readonly signal?: CancelSignal;
  readonly clock: { readonly now: () => number };
  /** A budget for which a whole plan is made: with all aims, as a document for the problem with this budget. */
  readonly chosenFen?: number;
  /** A budget was dealt with. */
  readonly onBudget?: (done: number, of: number) => void;
}

export interface Chosen {
  readonly problem: Problem;
  readonly document: PlanDocument;
}

export type Portfolio =
  | { readonly kind: 'portfolio'; readonly answer: PortfolioAnswer; readonly chosen: Chosen | null }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

const DEFAULT_STEPS = 5;

/**
 * Which activities to hold as more may be spent: for each budget the best plan in the minima, then in the aims before
 * fairness, and what is proven of it. Budgets are solved from the largest down, each as an allocation with a spending
 * limit more; what one of them proves or finds serves the others (`Frontier`), so that a larger budget never gives less.
 */
export async function portfolio(
  problem: Problem,
  asked: PortfolioAskInput,
  options: PortfolioOptions,
): Promise<Portfolio> {
  const ask = portfolioAsk.parse(asked);
  const faults = [...validate(problem), ...portfolioFaults(problem, ask)];
  if (faults.length > 0) return { kind: 'refused', faults };
  const work = new Work(new Frame(problem, ask), options);
  const refused = await work.solve(Infinity, 2 + (ask.budgetsFen?.length ?? DEFAULT_STEPS));
  if (refused) return { kind: 'refused', faults: refused };
  const budgets = ask.budgetsFen ? [...new Set(ask.budgetsFen)].sort((a, b) => a - b) : work.usualBudgets();
  const impossible = await work.solveAll(budgets);
  const steps: PortfolioStep[] = [];
  const book = new StepBook(work.frame, work.frontier);
  for (const budgetFen of budgets) {
    const found = work.frontier.best(budgetFen);
    if (!found) {
      steps.push({ kind: 'impossible', budgetFen, faults: [...(impossible.get(budgetFen) ?? [])] });
      continue;
    }
    const reach = await work.reach(budgetFen, found);
    steps.push(book.step(budgetFen, found, reach));
  }
  const chosen = options.chosenFen === undefined ? null : await work.whole(options.chosenFen);
  const { least, scope } = work.frame;
  return {
    kind: 'portfolio',
    answer: {
      ...scope,
      limitId: work.frame.limitId,
      least: least.map((each) => ({ ...each, exist: work.frame.membersOf(each).length })),
      steps,
    },
    chosen,
  };
}

class Work {
  readonly frontier = new Frontier();
  private readonly deadline: number;

  constructor(
    readonly frame: Frame,
    private readonly options: PortfolioOptions,
  ) {
    this.deadline = options.timeMs === undefined ? Infinity : options.clock.now() + options.timeMs;
  }

  private means(share = 1): Means {
    const { solver, signal, clock } = this.options;
    const now = clock.now();
    const deadline = now + Math.max(0, this.deadline - now) / share;
    return { solver, signal, now: clock.now, deadline, nodesPerModel: undefined };
  }

  /** Five amounts from nothing to what the best plan without a budget spends, in whole yuan. */
  usualBudgets(): number[] {
    const most = this.frontier.best(Infinity)?.spentFen ?? 0;
    const steps = Array.from({ length: DEFAULT_STEPS }, (_, at) => (most * at) / (DEFAULT_STEPS - 1));
    return [...new Set(steps.map((fen) => Math.ceil(fen / 100) * 100))];
  }

  /** All budgets, then each with ¥100 more. */
  async solveAll(budgets: readonly number[]): Promise<Map<number, readonly Fault[]>> {
    const impossible = new Map<number, readonly Fault[]>();
    const more = budgets.map((fen) => fen + HUNDRED_YUAN_FEN);
    const all = [...[...budgets].reverse(), ...more.filter((fen) => !budgets.includes(fen)).reverse()];
    for (const [at, budgetFen] of all.entries()) {
      const isExtra = at >= budgets.length;
      if (isExtra && isExpired(this.means())) break;
      if (!this.frontier.isCovered(budgetFen)) {
        const faults = await this.solve(budgetFen, all.length - at);
        if (faults) impossible.set(budgetFen, faults);
      }
      this.options.onBudget?.(at + 1, all.length);
    }
    return impossible;
  }

  /** @returns faults where decisions that stand cost more than the budget */
  async solve(budgetFen: number, share: number): Promise<readonly Fault[] | null> {
    const { frame, frontier } = this;
    const means = this.means(share);
    const problem = frame.at(budgetFen);
    const allocation = await this.allocate(problem, means);
    if (allocation.kind === 'refused') return allocation.faults;
    const { document } = allocation;
    const plan = planOfDocument(document);
    this.note(problem, plan, [
      ...(frame.least.length === 0 ? [{ budgetFen, goal: 0, least: [], bound: 0 }] : []),
      ...document.certificate.tiers.map(({ bound }, at): Proof => ({
        budgetFen,
        goal: at + 1,
        least: [0, ...document.certificate.tiers.slice(0, at).map(({ value }) => value)],
        bound,
      })),
    ]);
    if (frame.metBy(plan.scheduled) < frame.wanted) await this.meet(problem, budgetFen, plan, means);
    frontier.close(budgetFen);
    return null;
  }

  /** A plan that does more for the minima than the one that leaves them out of account. */
  private async meet(problem: Problem, budgetFen: number, plan: Plan, means: Means): Promise<void> {
    const { frame } = this;
    const scene = sceneOf(problem, plan);
    const whole = await decideWhole(scene, frame.least, budgetFen, means);
    if (whole) {
      this.note(problem, whole.plan, whole.proofs);
      return;
    }
    const held = new Set(scene.decided.flatMap((each, activity) => (each ? [activity] : [])));
    const chosen = guess(scene.season, frame.least, held);
    const all = problem.activities.reduce((sum, { priority }) => sum + priority, 1);
    const weighted = {
      ...problem,
      activities: problem.activities.map((activity, at) =>
        chosen.has(at) ? { ...activity, priority: activity.priority + all } : activity,
      ),
    };
    const allocation = await this.allocate(weighted, means);
    if (allocation.kind === 'refused') return;
    const found = planOfDocument(allocation.document);
    if (verifyPlan(problem, found).length === 0) this.note(problem, found, []);
  }

  private note(problem: Problem, plan: Plan, proofs: readonly Proof[]): void {
    const { frame } = this;
    this.frontier.add(
      {
        plan,
        spentFen: frame.spentBy(plan.scheduled),
        values: [frame.metBy(plan.scheduled), ...worthOf(problem, plan)],
      },
      proofs,
    );
  }

  private allocate(problem: Problem, { solver, signal, now, deadline }: Means): Promise<Allocation> {
    return allocate(problem, {
      solver,
      limits: { gap: 0, ...(deadline === Infinity ? {} : { timeMs: Math.max(1, deadline - now()) }) },
      ...(signal ? { signal } : {}),
      clock: { now, cpu: () => 0 },
    });
  }

  /** Why minima are not met, where they are not. */
  async reach(
    budgetFen: number,
    { plan, values }: Found,
  ): Promise<Awaited<ReturnType<typeof reachOf>> | null> {
    const { frame } = this;
    if (frame.least.length === 0 || (values[0] ?? 0) >= frame.wanted) return null;
    const held = frame.heldOf(plan.scheduled);
    const found = await reachOf(sceneOf(frame.at(budgetFen), plan), frame.least, held, this.means());
    this.frontier.prove({ budgetFen, goal: 0, least: [], bound: found.most });
    return found;
  }

  /**
   * A plan for a budget with all aims. Where it does less for the minima or the aims before fairness than what was found
   * without the others, what is held there is decided first.
   */
  async whole(budgetFen: number): Promise<Chosen | null> {
    const { frame } = this;
    const best = this.frontier.best(budgetFen);
    if (!best) return null;
    const problem = frame.wholeAt(budgetFen);
    const worth = (document: PlanDocument): number[] => [
      frame.metBy(document.scheduled),
      ...worthOf(frame.at(budgetFen), planOfDocument(document)),
    ];
    const first = await this.allocate(problem, this.means(2));
    if (first.kind === 'plan' && compareGoals(worth(first.document), best.values) >= 0)
      return { problem, document: first.document };
    const held = new Set(
      problem.pins.flatMap((pin) => (pin.type === 'hold-activity' ? [pin.activityId] : [])),
    );
    const decided: Problem = {
      ...problem,
      pins: [
        ...problem.pins,
        ...best.plan.scheduled.flatMap(({ activityId }) =>
          held.has(activityId) ? [] : [{ type: 'hold-activity' as const, activityId }],
        ),
      ],
    };
    const second = await this.allocate(decided, this.means());
    if (second.kind === 'plan') return { problem: decided, document: second.document };
    return first.kind === 'plan' ? { problem, document: first.document } : null;
  }
}
