import { parseInstant } from '@heli/calendar';
import { type Problem } from '@heli/contracts';
import { nth } from '../season/season.js';
import { pointsArray, type SumTier } from './tier.js';

interface Told {
  readonly starts: ReadonlyMap<string, number>;
  /** By activity: who was told to come. */
  readonly people: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Plans are measured activity by activity, so what people were told is sorted once a problem. */
const known = new WeakMap<Problem, Told>();

function toldIn(problem: Problem): Told {
  let told = known.get(problem);
  if (told) return told;
  const people = new Map<string, Set<string>>();
  for (const { activityId, volunteerId } of problem.previous?.assignments ?? []) {
    const list = people.get(activityId);
    if (list) list.add(volunteerId);
    else people.set(activityId, new Set([volunteerId]));
  }
  const starts = new Map(
    (problem.previous?.activities ?? []).map((entry) => [entry.activityId, parseInstant(entry.start)]),
  );
  known.set(problem, (told = { starts, people }));
  return told;
}

/** People who were told to come to an activity: its points are never more. */
export const toldPeople = (problem: Problem, activityId: string): number =>
  toldIn(problem).people.get(activityId)?.size ?? 0;

/**
 * Departures from what people were told, as a negative number: a person told to come who no longer comes at that time
 * counts 1, a person newly asked counts 1. Staying scores 1 and being new −1 in the model, less the number told.
 */
export const changes: SumTier = {
  name: 'changes',
  points(model) {
    const { season } = model;
    const points = pointsArray(model);
    const { starts, people } = toldIn(season.problem);
    for (const list of model.people)
      for (const person of list) {
        const activity = nth(season.activities, person.activity);
        const { id } = activity.raw;
        const same =
          people.get(id)?.has(nth(season.volunteers, person.volunteer).raw.id) === true &&
          starts.get(id) === nth(activity.starts, person.start).start;
        points[person.column] = same ? 1 : -1;
      }
    return points;
  },
  measure(facts) {
    const { starts, people } = toldIn(facts.problem);
    let kept = 0;
    let fresh = 0;
    for (const { held, volunteer } of facts.assignments) {
      const { id } = held.activity;
      const same = people.get(id)?.has(volunteer.id) === true && starts.get(id) === held.start;
      if (same) kept += 1;
      else fresh += 1;
    }
    return kept - fresh;
  },
};
