import { type LeastHeld, type Plan, type Problem } from '@heli/contracts';
import { factsOf } from '../../plan/facts.js';
import { measureFacts } from '../../plan/measure.js';
import { compileSeason, type Season } from '../../season/season.js';
import { orderOf } from '../../tiers/index.js';
import { planOf } from '../carry-out.js';
import { decidedPlanOf, type DecidedPlan } from '../decided-plan.js';
import { keeping } from '../keep.js';
import { lexicographic } from '../lexicographic.js';
import { type Means } from '../means.js';
import { Neighbourhood } from '../neighbourhood.js';
import { paidAndChecked } from '../workbench.js';
import { widthAtMost } from '../width.js';
import { type Proof } from './frontier.js';
import { counting } from './minima.js';

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
 * @throws AnswerUnsound as `paidAndChecked`
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
  await paidAndChecked(season, stands, plan, means);
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

/** What a plan makes of the aims before fairness, in their order. */
export const worthOf = (problem: Problem, plan: Plan): number[] =>
  measureFacts(factsOf(problem, plan)).map(({ value }) => value);
