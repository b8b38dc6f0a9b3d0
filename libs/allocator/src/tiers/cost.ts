import { type ProblemActivity, type ProblemVenue } from '@heli/contracts';
import { nth } from '../season/season.js';
import { pointsArray, type SumTier } from './tier.js';

/** Fen that an activity has to be given where it takes place, the venue aside: the least of each budget line. */
export const leastBudget = ({ budget }: Pick<ProblemActivity, 'budget'>): number =>
  budget.reduce((sum, { minFen }) => sum + minFen, 0);

const priceOf = (venue: Pick<ProblemVenue, 'costFen'> | null): number => venue?.costFen ?? 0;

/**
 * Money, as minus one point a fen: what the activities that take place have to be paid, which is the least amounts of
 * their budget lines and the prices of their bookings. Where cost is an aim nothing is given out beyond that
 * (`fundPlan`), so it is what the plan spends.
 */
export const cost: SumTier = {
  name: 'cost',
  points(model) {
    const { season } = model;
    const points = pointsArray(model);
    for (const activity of season.activities)
      for (const { start, column } of model.startsOf(activity.index)) {
        points[column] = (points[column] ?? 0) - leastBudget(activity.raw);
        for (const option of model.optionsAt(activity.index, start))
          if (option.venue >= 0)
            points[option.column] =
              (points[option.column] ?? 0) - priceOf(nth(season.venues, option.venue).raw);
      }
    return points;
  },
  measure: (facts) =>
    [...facts.held.values()].reduce(
      (sum, { activity, venue }) => sum - leastBudget(activity) - priceOf(venue),
      0,
    ),
};
