import { AHEAD, type Check, COMMUNITY, NOW, ZONE } from './check.js';

/** People of the community and those who serve it, by skill, with the days on which the skill counts. */
const SKILLED = `
  SELECT has.volunteer_id, has.skill_id,
         CASE WHEN skill.needs_qualification THEN coalesce(proof.since, 'infinity') ELSE '-infinity' END AS since,
         CASE WHEN skill.needs_qualification THEN coalesce(proof.until, '-infinity') ELSE 'infinity' END AS until
  FROM volunteer_skills has
  JOIN skills skill ON skill.id = has.skill_id
  LEFT JOIN (
    SELECT volunteer_id, skill_id, min(coalesce(valid_from, '-infinity')) AS since,
           max(coalesce(valid_until, 'infinity')) AS until
    FROM volunteer_qualifications GROUP BY volunteer_id, skill_id) proof
    ON proof.volunteer_id = has.volunteer_id AND proof.skill_id = has.skill_id
  WHERE has.volunteer_id IN (
    SELECT id FROM volunteers WHERE community_id = ${COMMUNITY}
    UNION SELECT volunteer_id FROM volunteer_communities WHERE community_id = ${COMMUNITY})`;

/** First by what skills are asked for together, of which there are few, then by who has them all. */
const NOBODY_QUALIFIED = `
  WITH asked AS MATERIALIZED (
    SELECT held.id, first.day AS first_day, last.day AS last_day,
           ARRAY(SELECT DISTINCT jsonb_array_elements_text(role -> 'skillIds') ORDER BY 1) AS skills
    FROM activities held
    CROSS JOIN LATERAL jsonb_array_elements(held.roles) AS role
    CROSS JOIN LATERAL (SELECT (min(start) AT TIME ZONE ${ZONE})::date AS day
      FROM unnest(held.candidate_starts) AS start WHERE start > ${NOW}) first
    CROSS JOIN LATERAL (SELECT (max(start) AT TIME ZONE ${ZONE})::date AS day
      FROM unnest(held.candidate_starts) AS start) last
    WHERE ${AHEAD} AND (role ->> 'target')::int > 0),
  skilled AS MATERIALIZED (${SKILLED}),
  able AS MATERIALIZED (
    SELECT sets.skills, skilled.volunteer_id, max(skilled.since) AS since, min(skilled.until) AS until
    FROM (SELECT DISTINCT skills FROM asked WHERE cardinality(skills) > 0) sets
    JOIN skilled ON skilled.skill_id = ANY(sets.skills)
    GROUP BY sets.skills, skilled.volunteer_id
    HAVING count(*) = cardinality(sets.skills))
  SELECT DISTINCT asked.id FROM asked
  WHERE cardinality(asked.skills) > 0 AND NOT EXISTS (
    SELECT 1 FROM able WHERE able.skills = asked.skills
      AND able.since <= asked.last_day AND able.until >= asked.first_day)`;

/** In a season that is not over, and nobody holds it: what a published plan has is no fault. */
const STARTS_OVER = `
  SELECT held.id FROM activities held JOIN seasons season ON season.id = held.season_id
  WHERE held.community_id = ${COMMUNITY} AND season.ends_at > ${NOW}
    AND NOT EXISTS (SELECT 1 FROM unnest(held.candidate_starts) AS start WHERE start > ${NOW})
    AND NOT EXISTS (SELECT 1 FROM scheduled_activities kept JOIN plans plan ON plan.id = kept.plan_id
      WHERE kept.activity_id = held.id AND plan.state = 'published')`;

/**
 * By days: whether some venue that fits is open at all on the day of a start. First by season, day and venue, then by
 * activity. A day is closed where no window covers any of it, or a dated closure all of it.
 */
const NO_VENUE_OPEN = `
  WITH asked AS MATERIALIZED (
    SELECT held.id, held.season_id, held.venue, days.day
    FROM activities held
    CROSS JOIN LATERAL (SELECT DISTINCT (start AT TIME ZONE ${ZONE})::date AS day
      FROM unnest(held.candidate_starts) AS start WHERE start > ${NOW}) days
    WHERE ${AHEAD} AND held.venue IS NOT NULL AND jsonb_typeof(held.venue) = 'object'),
  serving AS MATERIALIZED (
    SELECT venue.id, venue.capacity, venue.features, venue.opening, true AS home FROM venues venue
    WHERE venue.community_id = ${COMMUNITY}
       OR venue.id IN (SELECT venue_id FROM venue_communities WHERE community_id = ${COMMUNITY})
    UNION ALL
    SELECT venue.id, venue.capacity, venue.features, venue.opening, false FROM venues venue
    WHERE venue.id IN (SELECT jsonb_array_elements_text(asked.venue -> 'venueIds') FROM asked
        WHERE jsonb_typeof(asked.venue -> 'venueIds') = 'array')
      AND venue.community_id <> ${COMMUNITY}
      AND venue.id NOT IN (SELECT venue_id FROM venue_communities WHERE community_id = ${COMMUNITY})),
  days AS MATERIALIZED (
    SELECT one.season_id, one.day, one.day::timestamp AT TIME ZONE ${ZONE} AS begins,
           (one.day + 1)::timestamp AT TIME ZONE ${ZONE} AS ends,
           NOT season.calendar -> 'holidays' ? one.day::text
             AND (extract(isodow FROM one.day) <= 5 OR season.calendar -> 'makeUpWorkdays' ? one.day::text) AS worked
    FROM (SELECT DISTINCT season_id, day FROM asked) one JOIN seasons season ON season.id = one.season_id),
  windows AS MATERIALIZED (
    SELECT serving.id AS venue_id, one ->> 'type' AS type,
           coalesce(one ->> 'status', 'available') = 'unavailable' AS closed,
           one -> 'weekdays' AS weekdays, one ->> 'days' AS kind_of_day,
           coalesce((one ->> 'validFrom')::date, '-infinity') AS since,
           coalesce((one ->> 'validUntil')::date, 'infinity') AS until,
           (one ->> 'start')::timestamptz AS start_at, (one ->> 'end')::timestamptz AS end_at
    FROM serving CROSS JOIN LATERAL jsonb_array_elements(serving.opening) AS one),
  open AS MATERIALIZED (
    SELECT DISTINCT days.season_id, days.day, windows.venue_id
    FROM days JOIN windows ON NOT windows.closed AND CASE
      WHEN windows.type = 'dated' THEN windows.start_at < days.ends AND windows.end_at > days.begins
      ELSE days.day BETWEEN windows.since AND windows.until AND (
        (windows.weekdays IS NOT NULL AND windows.weekdays @> to_jsonb(extract(isodow FROM days.day)::int))
        OR (windows.weekdays IS NULL AND windows.kind_of_day = CASE WHEN days.worked THEN 'workdays' ELSE 'rest-days' END))
      END
    EXCEPT
    SELECT days.season_id, days.day, windows.venue_id
    FROM days JOIN windows ON windows.closed AND windows.type = 'dated'
      AND windows.start_at <= days.begins AND windows.end_at >= days.ends),
  served AS MATERIALIZED (
    SELECT DISTINCT asked.id FROM asked
    JOIN open ON open.season_id = asked.season_id AND open.day = asked.day
    JOIN serving ON serving.id = open.venue_id
      AND serving.capacity >= coalesce((asked.venue ->> 'minCapacity')::int, 0)
      AND serving.features @> ARRAY(SELECT jsonb_array_elements_text(coalesce(asked.venue -> 'features', '[]')))
      AND CASE WHEN jsonb_typeof(asked.venue -> 'venueIds') = 'array'
        THEN asked.venue -> 'venueIds' ? serving.id ELSE serving.home END)
  SELECT DISTINCT asked.id FROM asked WHERE asked.id NOT IN (SELECT id FROM served)`;

/** About what is planned. */
export const ACTIVITY_CHECKS: readonly Check[] = [
  { code: 'activity-nobody-qualified', severity: 'error', kind: 'activities', sql: NOBODY_QUALIFIED },
  { code: 'activity-starts-over', severity: 'error', kind: 'activities', sql: STARTS_OVER },
  { code: 'activity-no-venue-open', severity: 'error', kind: 'activities', sql: NO_VENUE_OPEN },
];
