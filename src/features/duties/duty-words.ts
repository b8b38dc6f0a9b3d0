import { type RoleDemand } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { rowsOf } from '../../database/index.js';
import { type Occasion } from '../../notifications/index.js';
import { type Duty } from './duty.entity.js';

/** What messages and pages say of a place. */
export interface PlaceWords {
  readonly activity: string;
  readonly communityId: string;
  readonly community: string;
  readonly zone: string;
  readonly role: string;
  readonly occasion: Occasion;
}

/** A place of an activity, at its time. */
export type PlaceOf = Pick<Duty, 'activityId' | 'roleId' | 'startAt' | 'endAt'>;

/** As the pools and the published plan have it now; null where the activity is gone. */
export async function wordsOf(
  manager: EntityManager,
  { activityId, roleId, startAt, endAt }: PlaceOf,
): Promise<PlaceWords | null> {
  const [row] = await rowsOf<{
    title: string;
    roles: RoleDemand[];
    communityId: string;
    community: string;
    zone: string;
    venue: string | null;
  }>(
    manager,
    `SELECT activity.title, activity.roles, community.id AS "communityId", community.name AS community,
            community.time_zone AS zone,
            (SELECT venue.name FROM venue_bookings booking
               JOIN plans plan ON plan.id = booking.plan_id AND plan.state = 'published'
               JOIN venues venue ON venue.id = booking.venue_id
              WHERE booking.activity_id = activity.id) AS venue
       FROM activities activity JOIN communities community ON community.id = activity.community_id
      WHERE activity.id = $1`,
    [activityId],
  );
  if (row === undefined) return null;
  const { title, roles, communityId, community, zone, venue } = row;
  return {
    activity: title,
    communityId,
    community,
    zone,
    role: roles.find(({ id }) => id === roleId)?.name ?? roleId,
    occasion: { start: startAt.toISOString(), end: endAt.toISOString(), venue },
  };
}
