import { parseInstant } from '@heli/calendar';
import { type Problem } from '@heli/contracts';
import { nth } from '../season/season.js';
import { pointsArray, type SumTier } from './tier.js';

const told = (problem: Problem): { starts: Map<string, number>; people: Set<string> } => ({
  starts: new Map(
    (problem.previous?.activities ?? []).map((entry) => [entry.activityId, parseInstant(entry.start)]),
  ),
  people: new Set(
    (problem.previous?.assignments ?? []).map((entry) => `${entry.activityId}\n${entry.volunteerId}`),
  ),
});

/**
 * Departures from what people were told, as a negative number: a person told to come who no longer comes at that time
 * counts 1, a person newly asked counts 1. Staying scores 1 and being new −1 in the model, less the number told.
 */
export const changes: SumTier = {
  name: 'changes',
  points(model) {
    const { season } = model;
    const points = pointsArray(model);
    const { starts, people } = told(season.problem);
    for (const list of model.people)
      for (const person of list) {
        const activity = nth(season.activities, person.activity);
        const key = `${activity.raw.id}\n${nth(season.volunteers, person.volunteer).raw.id}`;
        const same =
          people.has(key) && starts.get(activity.raw.id) === nth(activity.starts, person.start).start;
        points[person.column] = same ? 1 : -1;
      }
    return points;
  },
  measure(facts) {
    const { starts, people } = told(facts.problem);
    let kept = 0;
    let fresh = 0;
    for (const { held, volunteer } of facts.assignments) {
      const same =
        people.has(`${held.activity.id}\n${volunteer.id}`) && starts.get(held.activity.id) === held.start;
      if (same) kept += 1;
      else fresh += 1;
    }
    return kept - fresh;
  },
};
