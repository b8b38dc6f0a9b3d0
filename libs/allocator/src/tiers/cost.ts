import { leastSpending } from '../rules/spending-limit.js';
import { nth } from '../season/season.js';
import { pointsArray, type SumTier } from './tier.js';

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
        points[column] = (points[column] ?? 0) - leastSpending(activity.raw, null);
        for (const option of model.optionsAt(activity.index, start))
          if (option.venue >= 0)
            points[option.column] =
              (points[option.column] ?? 0) - nth(season.venues, option.venue).raw.costFen;
      }
    return points;
  },
  measure: (facts) =>
    [...facts.held.values()].reduce((sum, { activity, venue }) => sum - leastSpending(activity, venue), 0),
};
