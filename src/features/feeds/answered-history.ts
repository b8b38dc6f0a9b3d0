import { type EntityManager } from 'typeorm';
import { rowsOf } from '../../database/index.js';
import { type Entry, type Version } from './events.js';

/** What one plan held when it was published. */
export interface PublishedVersion extends Version {
  readonly planId: string;
}

interface Counted {
  readonly activityId: string;
  readonly roleId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly counted: boolean;
  /** Epoch minutes. */
  readonly start: number;
  readonly end: number;
}

/**
 * What a volunteer's calendar held after every plan and every answer: a place that was given back is gone, one that was
 * taken beside the plan is there. Plans of before there were answers are as they were published.
 * @param seasons versions of the plans by season, in order
 */
export async function withAnswers(
  manager: EntityManager,
  volunteerId: string,
  seasons: ReadonlyMap<string, readonly PublishedVersion[]>,
): Promise<Version[][]> {
  const changes = await changesOf(manager, volunteerId);
  const venues = await venuesOf(manager, changes);
  return [...seasons].map(([seasonId, plans]) => {
    const ofSeason = changes.get(seasonId) ?? [];
    const moments = new Set([
      ...plans.map(({ publishedAt }) => publishedAt),
      ...ofSeason.map(({ at }) => at),
    ]);
    const sorted = [...moments].sort((a, b) => a - b);
    return sorted.map((moment): Version => {
      const plan = plans.findLast(({ publishedAt }) => publishedAt <= moment);
      const last = new Map(
        ofSeason
          .filter(({ at }) => at <= moment)
          .map((change) => [[change.activityId, change.roleId].join('\u0000'), change]),
      );
      const answered = [...last.values()];
      const known = new Set(answered.map(({ activityId }) => activityId));
      const own = new Map<string, Entry>();
      for (const { activityId, roleId, counted, start, end } of answered)
        if (counted && !own.has(activityId))
          own.set(activityId, {
            ...{ activityId, roleId, start, end },
            venueId: venues.get([plan?.planId ?? '', activityId].join('\u0000')) ?? null,
          });
      const unasked = (plan?.entries ?? []).filter(({ activityId }) => !known.has(activityId));
      return { publishedAt: moment, entries: [...unasked, ...own.values()] };
    });
  });
}

/** In order of time, by season. */
async function changesOf(manager: EntityManager, volunteerId: string): Promise<Map<string, Counted[]>> {
  const rows = await rowsOf<{
    seasonId: string;
    activityId: string;
    roleId: string;
    at: Date;
    counted: boolean;
    start: Date;
    end: Date;
  }>(
    manager,
    `SELECT duty.season_id AS "seasonId", duty.activity_id AS "activityId", duty.role_id AS "roleId",
            greatest(change.at, plan.published_at) AS at, change.counted, change.start_at AS start, change.end_at AS "end"
       FROM duty_changes change
       JOIN duties duty ON duty.id = change.duty_id
       LEFT JOIN plans plan ON plan.id = change.plan_id
      WHERE duty.volunteer_id = $1 ORDER BY change.id`,
    [volunteerId],
  );
  const seasons = new Map<string, Counted[]>();
  for (const { seasonId, at, start, end, ...change } of rows) {
    const list = seasons.get(seasonId) ?? [];
    list.push({ ...change, at: at.getTime(), start: start.getTime() / 60_000, end: end.getTime() / 60_000 });
    seasons.set(seasonId, list);
  }
  return seasons;
}

/** Bookings of published plans for the activities of the changes, by plan and activity. */
async function venuesOf(
  manager: EntityManager,
  changes: ReadonlyMap<string, readonly Counted[]>,
): Promise<Map<string, string>> {
  const activityIds = [...changes.values()].flat().map(({ activityId }) => activityId);
  const rows = await rowsOf<{ planId: string; activityId: string; venueId: string }>(
    manager,
    `SELECT booking.plan_id AS "planId", booking.activity_id AS "activityId", booking.venue_id AS "venueId"
       FROM venue_bookings booking JOIN plans plan ON plan.id = booking.plan_id AND plan.published_at IS NOT NULL
      WHERE booking.activity_id = ANY($1)`,
    [[...new Set(activityIds)]],
  );
  return new Map(
    rows.map(({ planId, activityId, venueId }) => [[planId, activityId].join('\u0000'), venueId]),
  );
}
