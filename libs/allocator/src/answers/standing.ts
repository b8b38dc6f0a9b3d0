import { type Plan } from '@heli/contracts';
import { type Facts } from '../plan/facts.js';
import { type Season } from '../season/season.js';
import { orderOf, type SumTier, type TierOrder } from '../tiers/index.js';
import { decidedPlanOf, type DecidedPlan, loadsOf } from './decided-plan.js';

/** A plan that stands, and what it is worth activity by activity. */
export interface Standing {
  readonly season: Season;
  readonly plan: Plan;
  readonly order: TierOrder;
  readonly decided: DecidedPlan;
  /** Minutes of service of each volunteer, by position. */
  readonly loads: Float64Array;
  /** Points of each tier but fairness, by position of the activity. */
  readonly points: ReadonlyMap<SumTier, Float64Array>;
}

/** The sums among the tiers, the most important first. */
const sumsOf = (order: TierOrder): readonly SumTier[] => [...order.before, ...order.after];

/** Largest load as a share of what was offered, at least 0. */
export function highestShare(season: Season, loads: Float64Array): number {
  let most = 0;
  season.volunteers.forEach(({ index, offeredMinutes }) => {
    most = Math.max(most, (loads[index] ?? 0) / offeredMinutes);
  });
  return most;
}

/** Points of a tier that a plan makes, by position of the activity. */
export function pointsByActivity(season: Season, facts: Facts, tier: SumTier): Float64Array {
  const points = new Float64Array(season.activities.length);
  for (const [id, held] of facts.held)
    points[season.position.activity.get(id) ?? -1] = tier.measure({
      ...facts,
      held: new Map([[id, held]]),
      assignments: facts.inActivity.get(id) ?? [],
    });
  return points;
}

export function standingOf(season: Season, facts: Facts): Standing {
  const order = orderOf(season.problem.objective.tiers);
  const decided = decidedPlanOf(season, facts.plan);
  const points = new Map(sumsOf(order).map((tier) => [tier, pointsByActivity(season, facts, tier)]));
  return { season, plan: facts.plan, order, decided, loads: loadsOf(season, decided), points };
}

/** Points of a tier over some activities, as they stand. */
export function pointsOver(standing: Standing, tier: SumTier, activities: Iterable<number>): number {
  const byActivity = standing.points.get(tier);
  let sum = 0;
  for (const activity of activities) sum += byActivity?.[activity] ?? 0;
  return sum;
}
