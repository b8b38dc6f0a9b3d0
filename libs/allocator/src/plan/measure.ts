import { type Plan, type Problem, type TierName } from '@heli/contracts';
import { measureFairness, orderOf } from '../tiers/index.js';
import { factsOf } from './facts.js';

/** Value of each tier of a plan, from the problem alone, in the problem's order. Points; for fairness a share. */
export function measurePlan(problem: Problem, plan: Plan): { tier: TierName; value: number }[] {
  const facts = factsOf(problem, plan);
  const { before, after } = orderOf(problem.objective.tiers);
  const sums = new Map([...before, ...after].map((tier) => [tier.name as TierName, tier]));
  return problem.objective.tiers.map((tier) => ({
    tier,
    value: tier === 'fairness' ? measureFairness(facts) : (sums.get(tier)?.measure(facts) ?? 0),
  }));
}
