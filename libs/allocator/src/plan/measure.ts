import { type Plan, type Problem, type TierName } from '@heli/contracts';
import { measureFairness, orderOf, stated } from '../tiers/index.js';
import { type Facts, factsOf } from './facts.js';

/** Value of each tier of a plan, from the problem alone, in the problem's order. Points; for fairness a share, for cost fen. */
export const measurePlan = (problem: Problem, plan: Plan): { tier: TierName; value: number }[] =>
  measureFacts(factsOf(problem, plan));

/** As `measurePlan`, of a plan that lies beside its problem already. */
export function measureFacts(facts: Facts): { tier: TierName; value: number }[] {
  const { problem } = facts;
  const { before, after } = orderOf(problem.objective.tiers);
  const sums = new Map([...before, ...after].map((tier) => [tier.name as TierName, tier]));
  return problem.objective.tiers.map((tier) => ({
    tier,
    value: tier === 'fairness' ? measureFairness(facts) : stated(tier, sums.get(tier)?.measure(facts) ?? 0),
  }));
}
