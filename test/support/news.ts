import { type Plan } from '@heli/contracts';

/** What a plan says of each activity that starts before a moment, person by person: `activity role time venue`. */
function letters(plan: Plan, until: number): Map<string, string> {
  const lines = plan.assignments.flatMap(({ activityId, roleId, volunteerId }) => {
    const held = plan.scheduled.find((entry) => entry.activityId === activityId);
    if (!held || Date.parse(held.start) >= until) return [];
    const text = [activityId, roleId, Date.parse(held.start), held.venueId ?? '-'].join(' ');
    return [{ volunteerId, text }];
  });
  const people = new Set(lines.map(({ volunteerId }) => volunteerId));
  return new Map(
    [...people].map((id) => [
      id,
      lines
        .filter(({ volunteerId }) => volunteerId === id)
        .map(({ text }) => text)
        .sort()
        .join('; '),
    ]),
  );
}

/** How many people find another letter in their box. Written apart from the engine, to hold it against. */
export function lettersThatDiffer(before: Plan, after: Plan, until: number): number {
  const was = letters(before, until);
  const now = letters(after, until);
  return [...new Set([...was.keys(), ...now.keys()])].filter((id) => was.get(id) !== now.get(id)).length;
}

/** Everything that a plan says of one activity, money and equipment left out. */
export function wordsAbout(plan: Plan, activityId: string): string {
  const held = plan.scheduled.find((entry) => entry.activityId === activityId);
  return JSON.stringify([
    held ? [Date.parse(held.start), held.venueId] : null,
    plan.assignments
      .filter((entry) => entry.activityId === activityId)
      .map(({ roleId, volunteerId }) => `${roleId} ${volunteerId}`)
      .sort(),
    plan.groupEngagements
      .filter((entry) => entry.activityId === activityId)
      .map(({ demandId, groupId }) => `${demandId} ${groupId}`)
      .sort(),
  ]);
}
