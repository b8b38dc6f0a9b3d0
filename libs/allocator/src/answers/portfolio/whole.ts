import { type LeastHeld, type Plan, type Problem } from '@heli/contracts';
import { factsOf } from '../../plan/facts.js';
import { measureFacts } from '../../plan/measure.js';
import { limitsOfMoney } from '../../patience.js';
import { compileSeason, type Season } from '../../season/season.js';
import { orderOf } from '../../tiers/index.js';
import { fundsOf, planOf } from '../carry-out.js';
import { decidedPlanOf, type DecidedPlan } from '../decided-plan.js';
import { keeping } from '../keep.js';
import { lexicographic } from '../lexicographic.js';
import { type Means } from '../means.js';
import { Neighbourhood } from '../neighbourhood.js';
import { AnswerUnsound } from '../workbench.js';
import { widthAtMost } from '../width.js';
import { type Proof } from './frontier.js';
import { counting } from './minima.js';
import { violationsIn } from '../../verify.js';

/** A season at a budget, and a plan that stands in it. */
export interface Scene {
  readonly problem: Problem;
  readonly season: Season;
  readonly plan: Plan;
  readonly decided: DecidedPlan;
}

export function sceneOf(problem: Problem, plan: Plan): Scene {
  const season = compileSeason(problem);
  return { problem, season, plan, decided: decidedPlanOf(season, plan) };
}

/** Columns of the widest season that is decided as one. */
const WIDEST = 6_000;

/**
 * The season in one piece, small as it is: the minima as far as they go, then the aims before fairness, each proven as far
 * as the solver gets.
 * @returns null for a season that is too wide, or where the time was up
 */
export async function decideWhole(
  { problem, season, plan: stands, decided }: Scene,
  least: readonly LeastHeld[],
  budgetFen: number,
  means: Means,
): Promise<{ readonly plan: Plan; readonly proofs: Proof[] } | null> {
  if (widthAtMost(season) > WIDEST) return null;
  const around = new Neighbourhood(season, new Set(season.activities.keys()), decided);
  const { part, goal } = counting(around.part(), least);
  const { before } = orderOf(problem.objective.tiers);
  const best = await lexicographic(part, 'residual', [goal, ...before, keeping(decided)], [], means);
  if (best.kind !== 'best') return null;
  const found = { kind: 'found', part, point: best.point, tiers: [], levelsKept: true } as const;
  const plan = planOf(season, stands, found);
  await pay(season, stands, plan, means);
  return {
    plan,
    proofs: [goal, ...before].map((_, at) => ({
      budgetFen,
      goal: at,
      least: best.values.slice(0, at),
      bound: best.bounds[at] ?? Infinity,
    })),
  };
}

/**
 * Pays for a plan and checks it against every rule.
 * @throws AnswerUnsound when it breaks one
 */
async function pay(season: Season, stands: Plan, plan: Plan, means: Means): Promise<void> {
  const money = limitsOfMoney(means.nodesPerModel);
  const funds = await fundsOf(season, stands, plan, means.solver, money);
  if (!funds) throw new AnswerUnsound('The minima of the plan for this budget cannot be paid');
  plan.fundAllocations = funds;
  const facts = factsOf(season.problem, plan);
  const violation = violationsIn(facts)[0];
  if (violation)
    throw new AnswerUnsound(`The plan for this budget breaks ${violation.rule}: ${violation.message}`);
}

/** What a plan makes of the aims before fairness, in their order. */
export const worthOf = (problem: Problem, plan: Plan): number[] =>
  measureFacts(factsOf(problem, plan)).map(({ value }) => value);
