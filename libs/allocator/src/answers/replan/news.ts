import { parseInstant } from '@heli/calendar';
import { type Engagement, type PersonChange, type Plan } from '@heli/contracts';

/** What everybody is told by a plan of the activities that start before a moment: the letter of each person. */
function lettersOf(plan: Plan, until: number): Map<string, Map<string, Engagement>> {
  const heldAt = new Map(plan.scheduled.map((entry) => [entry.activityId, entry]));
  const letters = new Map<string, Map<string, Engagement>>();
  for (const { activityId, roleId, volunteerId } of plan.assignments) {
    const held = heldAt.get(activityId);
    if (!held) continue;
    const moment = parseInstant(held.start);
    if (moment >= until) continue;
    const { start, venueId } = held;
    const letter = letters.get(volunteerId) ?? new Map<string, Engagement>();
    letter.set(JSON.stringify([activityId, roleId, moment, venueId]), { activityId, roleId, start, venueId });
    letters.set(volunteerId, letter);
  }
  return letters;
}

/**
 * Who hears something new when one plan takes the place of another. A person changes if their letter does: an engagement
 * (activity, role, time, venue) that they were told no longer holds, or one is in it that they were not told. Only what
 * starts before `until` is in a letter. Each person counts once; whoever declined is one of them.
 * @param until epoch minutes, the end of the published window; Infinity for the whole season
 */
export function peopleWithNews(before: Plan, after: Plan, until: number): PersonChange[] {
  const was = lettersOf(before, until);
  const now = lettersOf(after, until);
  const only = (letter: Map<string, Engagement> | undefined, other: Map<string, Engagement> | undefined) =>
    [...(letter ?? [])].flatMap(([key, engagement]) => (other?.has(key) === true ? [] : [engagement]));
  return [...new Set([...was.keys(), ...now.keys()])].sort().flatMap((volunteerId) => {
    const noLonger = only(was.get(volunteerId), now.get(volunteerId));
    const newly = only(now.get(volunteerId), was.get(volunteerId));
    return noLonger.length + newly.length > 0 ? [{ volunteerId, noLonger, newly }] : [];
  });
}

/** Activities of the published window that take place at another time or venue, newly, or no longer; by id. */
export function activitiesMoved(before: Plan, after: Plan, until: number): string[] {
  const placesOf = (plan: Plan): Map<string, string> =>
    new Map(
      plan.scheduled.flatMap(({ activityId, start, venueId }) => {
        const moment = parseInstant(start);
        return moment < until ? [[activityId, JSON.stringify([moment, venueId])] as const] : [];
      }),
    );
  const was = placesOf(before);
  const now = placesOf(after);
  return [...new Set([...was.keys(), ...now.keys()])].filter((id) => was.get(id) !== now.get(id)).sort();
}
