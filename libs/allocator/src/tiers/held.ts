import { ColumnKind } from '../model/season-model.js';
import { nth } from '../season/season.js';
import { pointsArray, type SumTier } from './tier.js';

/** Σ priority of the activities that take place. */
export const held: SumTier = {
  name: 'held',
  points(model) {
    const points = pointsArray(model);
    model.kinds.forEach((kind, column) => {
      if (kind === ColumnKind.start)
        points[column] = nth(model.season.activities, nth(model.activityOf, column)).raw.priority;
    });
    return points;
  },
  measure: (facts) => [...facts.held.values()].reduce((sum, entry) => sum + entry.activity.priority, 0),
};
