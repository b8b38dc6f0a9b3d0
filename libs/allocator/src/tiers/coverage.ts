import { nth } from '../season/season.js';
import { attendancePoints, pointsArray, type SumTier } from './tier.js';

/** Places filled up to the target (times the role's weight) and expected attendance seated. */
export const coverage: SumTier = {
  name: 'coverage',
  points(model) {
    const { season } = model;
    const { place } = season.problem.objective.weights;
    const points = pointsArray(model);
    for (const activity of season.activities)
      for (const { start } of model.startsOf(activity.index)) {
        model.filledAt(activity.index, start).forEach((column, role) => {
          points[column] = place * nth(activity.roles, role).raw.weight;
        });
        for (const option of model.optionsAt(activity.index, start))
          if (option.venue >= 0)
            points[option.column] =
              (points[option.column] ?? 0) +
              attendancePoints(
                season.problem,
                activity.raw.expectedAttendance,
                nth(season.venues, option.venue).raw.capacity,
              );
      }
    return points;
  },
  measure(facts) {
    const { place } = facts.problem.objective.weights;
    let sum = 0;
    for (const held of facts.held.values()) {
      const people = facts.inActivity.get(held.activity.id) ?? [];
      for (const role of held.activity.roles) {
        const filled = people.filter((person) => person.role === role).length;
        sum += place * role.weight * Math.min(role.target, filled);
      }
      if (held.venue)
        sum += attendancePoints(facts.problem, held.activity.expectedAttendance, held.venue.capacity);
    }
    return sum;
  },
};
