import { type PlanDocument, type ScheduledActivity } from '@heli/contracts';
import { type Party } from '../../notifications/index.js';

/** What a plan says of who and what serves when. */
export type Schedule = Pick<PlanDocument, 'scheduled' | 'assignments' | 'groupEngagements'>;

/** Something that one party has to be told of one activity. */
export interface PersonalChange {
  readonly kind: 'offer' | 'change' | 'cancellation';
  readonly party: Party;
  readonly partyId: string;
  readonly activityId: string;
  /** Null: they were not part of it, or are not any more. */
  readonly before: Part | null;
  readonly after: Part | null;
  /** Whether the activity takes place at all in the newer plan. */
  readonly held: boolean;
}

/** A party's part in an activity. */
export interface Part extends ScheduledActivity {
  /** Null for groups and venues. */
  readonly roleId: string | null;
}

interface Entry {
  readonly party: Party;
  readonly partyId: string;
  readonly part: Part;
}

/**
 * Who has to be told what when one plan takes the place of another: each party once an activity, and nobody of what stays
 * as it was. Volunteers and groups hear of what concerns them; a venue of its bookings, so that one that is left hears
 * that it is not needed, and the new one is asked.
 * @param before null: nothing was published before
 */
export function noticesOfChange(before: Schedule | null, after: Schedule): PersonalChange[] {
  const [old, now] = [before === null ? new Map<string, Entry>() : partsOf(before), partsOf(after)];
  const held = new Set(after.scheduled.map(({ activityId }) => activityId));
  const changes: PersonalChange[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [earlier, later] = [old.get(key), now.get(key)];
    const entry = later ?? earlier;
    if (entry === undefined || (earlier && later && samePart(earlier.part, later.part))) continue;
    changes.push({
      kind: later === undefined ? 'cancellation' : earlier === undefined ? 'offer' : 'change',
      party: entry.party,
      partyId: entry.partyId,
      activityId: entry.part.activityId,
      before: earlier?.part ?? null,
      after: later?.part ?? null,
      held: held.has(entry.part.activityId),
    });
  }
  return changes.sort(
    (a, b) =>
      compare(a.activityId, b.activityId) || compare(a.party, b.party) || compare(a.partyId, b.partyId),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function samePart(a: Part, b: Part): boolean {
  return (
    Date.parse(a.start) === Date.parse(b.start) &&
    Date.parse(a.end) === Date.parse(b.end) &&
    a.venueId === b.venueId &&
    a.roleId === b.roleId
  );
}

/** Every party's part in every activity. Who fills two places of one activity is told of the first. */
function partsOf({ scheduled, assignments, groupEngagements }: Schedule): Map<string, Entry> {
  const activities = new Map(scheduled.map((activity) => [activity.activityId, activity]));
  const parts = new Map<string, Entry>();
  const add = (party: Party, partyId: string, activityId: string, roleId: string | null): void => {
    const activity = activities.get(activityId);
    const key = [party, partyId, activityId].join('\u0000');
    if (activity !== undefined && !parts.has(key))
      parts.set(key, { party, partyId, part: { ...activity, roleId } });
  };
  for (const { volunteerId, activityId, roleId } of assignments)
    add('volunteer', volunteerId, activityId, roleId);
  for (const { groupId, activityId } of groupEngagements) add('group', groupId, activityId, null);
  for (const { venueId, activityId } of scheduled)
    if (venueId !== null) add('venue', venueId, activityId, null);
  return parts;
}
