import { type ActivityKind, type FeedScope, type RoleDemand } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { rowsOf } from '../../database/index.js';
import { type PublishedVersion, withAnswers } from './answered-history.js';
import { type Version } from './events.js';

/** What the pools know of an activity. */
export interface KnownActivity {
  readonly id: string;
  readonly title: string;
  readonly kind: ActivityKind;
  readonly seriesId: string | null;
  readonly community: string;
  readonly zone: string;
  readonly roles: readonly RoleDemand[];
}

/** All that was ever published for a calendar: seasons apart, versions in order. */
export interface PublishedHistory {
  readonly seasons: readonly (readonly Version[])[];
  readonly activities: ReadonlyMap<string, KnownActivity>;
  /** Names by id. */
  readonly venues: ReadonlyMap<string, string>;
}

/** What belongs to a calendar; `$1` is the id of its owner. */
const BELONGS: Readonly<Record<FeedScope, string>> = {
  volunteer: `JOIN assignments part ON part.plan_id = held.plan_id AND part.activity_id = held.activity_id AND part.volunteer_id = $1`,
  group: `JOIN group_engagements part ON part.plan_id = held.plan_id AND part.activity_id = held.activity_id AND part.group_id = $1`,
  venue: `JOIN venue_bookings part ON part.plan_id = held.plan_id AND part.activity_id = held.activity_id AND part.venue_id = $1`,
  community: `JOIN activities part ON part.id = held.activity_id AND part.community_id = $1`,
};

interface PublishedRow {
  readonly planId: string;
  readonly activityId: string;
  readonly start: Date;
  readonly end: Date;
  readonly venueId: string | null;
  readonly roleId: string | null;
}

export async function publishedHistory(
  manager: EntityManager,
  scope: FeedScope,
  scopeId: string,
): Promise<PublishedHistory> {
  const plans = await rowsOf<{ id: string; seasonId: string; publishedAt: Date }>(
    manager,
    `SELECT id, season_id AS "seasonId", published_at AS "publishedAt" FROM plans
      WHERE published_at IS NOT NULL ORDER BY season_id, published_at, id`,
    [],
  );
  // Who has two roles in one activity has one event of it.
  const rows = await rowsOf<PublishedRow>(
    manager,
    `SELECT DISTINCT ON (held.plan_id, held.activity_id)
            held.plan_id AS "planId", held.activity_id AS "activityId", held.start_at AS start, held.end_at AS "end",
            booking.venue_id AS "venueId", ${scope === 'volunteer' ? 'part.role_id' : 'NULL'} AS "roleId"
       FROM scheduled_activities held
       JOIN plans plan ON plan.id = held.plan_id AND plan.published_at IS NOT NULL
       ${BELONGS[scope]}
       LEFT JOIN venue_bookings booking ON booking.plan_id = held.plan_id AND booking.activity_id = held.activity_id
      ORDER BY held.plan_id, held.activity_id${scope === 'volunteer' ? ', part.role_id' : ''}`,
    [scopeId],
  );
  const entries = new Map<string, PublishedRow[]>();
  for (const row of rows) {
    const list = entries.get(row.planId) ?? [];
    list.push(row);
    entries.set(row.planId, list);
  }
  const seasons = new Map<string, PublishedVersion[]>();
  for (const { id, seasonId, publishedAt } of plans) {
    const versions = seasons.get(seasonId) ?? [];
    versions.push({
      planId: id,
      publishedAt: publishedAt.getTime(),
      entries: (entries.get(id) ?? []).map(({ activityId, start, end, venueId, roleId }) => ({
        activityId,
        start: start.getTime() / 60_000,
        end: end.getTime() / 60_000,
        venueId,
        roleId,
      })),
    });
    seasons.set(seasonId, versions);
  }
  const living = scope === 'volunteer' ? await withAnswers(manager, scopeId, seasons) : [...seasons.values()];
  const held = living.flatMap((versions) => versions.flatMap(({ entries }) => entries));
  const activities = await knownActivities(manager, [...new Set(held.map(({ activityId }) => activityId))]);
  const venues = await rowsOf<{ id: string; name: string }>(
    manager,
    `SELECT id, name FROM venues WHERE id = ANY($1)`,
    [[...new Set(held.flatMap(({ venueId }) => venueId ?? []))]],
  );
  return {
    seasons: living,
    activities: new Map(activities.map((activity) => [activity.id, activity])),
    venues: new Map(venues.map(({ id, name }) => [id, name])),
  };
}

const knownActivities = (manager: EntityManager, ids: string[]): Promise<KnownActivity[]> =>
  rowsOf<KnownActivity>(
    manager,
    `SELECT activity.id, activity.title, activity.kind, activity.series_id AS "seriesId", activity.roles,
            community.name AS community, community.time_zone AS zone
       FROM activities activity JOIN communities community ON community.id = activity.community_id
      WHERE activity.id = ANY($1)`,
    [ids],
  );
