import { type SeasonModel } from '../model/season-model.js';
import { nth } from '../season/season.js';
import { type DecidedPlan } from './decided-plan.js';
import { type Goal } from './lexicographic.js';

/**
 * Stays with what is decided: of plans that are equal in every tier, the one that asks the fewest people, groups,
 * times and venues to change. Breaks ties only.
 */
export function keeping(decided: DecidedPlan): Goal {
  return {
    points(index: SeasonModel): Float64Array {
      const points = new Float64Array(index.kinds.length);
      for (const { index: activity } of index.season.activities) {
        const held = decided[activity];
        for (const { start, column } of index.startsOf(activity)) {
          const same = held?.start === start;
          points[column] = same ? 1 : 0;
          for (const option of index.optionsAt(activity, start))
            if (same && option.venue === held.venue) points[option.column] = (points[option.column] ?? 0) + 1;
          index.rolesAt(activity, start).forEach((people, role) => {
            const told = new Set(same ? nth(held.people, role) : []);
            for (const { column: person, volunteer } of people) points[person] = told.has(volunteer) ? 1 : -1;
          });
          index.demandsAt(activity, start).forEach((groups, demand) => {
            const told = new Set(same ? nth(held.groups, demand) : []);
            for (const { column: entry, group } of groups) points[entry] = told.has(group) ? 1 : -1;
          });
        }
      }
      return points;
    },
  };
}
