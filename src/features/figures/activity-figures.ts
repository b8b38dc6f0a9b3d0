import { type SeasonFigures } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { ACTIVITIES, inCommunities, placesOf, type Scope } from './scope.js';

/** An activity was held where somebody came, on duty or counted. The last count of an activity holds. */
const HELD = `held AS (
    SELECT activity_id FROM duties WHERE season_id = $1 AND state IN ('checked-in', 'confirmed')
    UNION SELECT last.activity_id FROM (
      SELECT DISTINCT ON (activity_id) activity_id, total FROM attendances
       WHERE activity_id IN (SELECT id FROM scope) ORDER BY activity_id, revision DESC) last WHERE last.total > 0)`;

/** One row a role: how many are wanted, planned, and there. More people than wanted fill no further place. */
const ROLES = `roles AS (
    SELECT scope.id AS activity_id, scope.kind, scope.community_id, role.target AS wanted, role."skillIds" AS skills,
           CASE WHEN scope.start_at IS NULL THEN 0 ELSE role.target END AS planned,
           CASE WHEN scope.start_at IS NULL THEN 0
                ELSE least(role.target, (SELECT count(*) FROM standing
                       WHERE standing.activity_id = scope.id AND standing.role_id = role.id)) END AS filled
      FROM scope, jsonb_to_recordset(scope.roles) AS role (id text, target int, "skillIds" jsonb))`;

const COUNTS = `count(*)::int AS activities, count(scope.start_at)::int AS scheduled, count(held.activity_id)::int AS held`;
const PLACES = `sum(roles.wanted)::int AS wanted, sum(roles.planned)::int AS planned, sum(roles.filled)::int AS filled`;

/** Activities week by week. */
export const weeksOf = (manager: EntityManager, { parameters }: Scope): Promise<SeasonFigures['weeks']> =>
  manager.query(
    `WITH ${ACTIVITIES}, ${HELD}
     SELECT to_char(date_trunc('week', coalesce(scope.start_at, scope.first_candidate) AT TIME ZONE scope.time_zone),
                    'YYYY-MM-DD') AS week, scope.kind, ${COUNTS}
       FROM scope LEFT JOIN held ON held.activity_id = scope.id GROUP BY 1, 2 ORDER BY 1, 2`,
    [...parameters],
  );

/** One row a community of the scope, also where nothing is planned. */
export async function communitiesOf(
  manager: EntityManager,
  scope: Scope,
): Promise<SeasonFigures['communities']> {
  type Row = Omit<SeasonFigures['communities'][number], 'name'>;
  const rows = await manager.query<Row[]>(
    `WITH ${ACTIVITIES}, ${HELD}, ${placesOf(scope)}, ${ROLES}, places AS (
       SELECT activity_id, ${PLACES} FROM roles GROUP BY activity_id
     ), booked AS (
       SELECT activity_id, sum(minutes)::int AS minutes FROM hour_entries WHERE season_id = $1 GROUP BY activity_id
     )
     SELECT scope.community_id AS id, ${COUNTS},
            coalesce(sum(scope.expected_attendance) FILTER (WHERE held.activity_id IS NOT NULL), 0)::int AS expected,
            coalesce(sum(places.wanted), 0)::int AS wanted, coalesce(sum(places.filled), 0)::int AS filled,
            coalesce(sum(booked.minutes), 0)::int AS minutes
       FROM scope LEFT JOIN held ON held.activity_id = scope.id LEFT JOIN places ON places.activity_id = scope.id
       LEFT JOIN booked ON booked.activity_id = scope.id
      GROUP BY scope.community_id`,
    [...scope.parameters],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const nothing = { activities: 0, scheduled: 0, held: 0, expected: 0, wanted: 0, filled: 0, minutes: 0 };
  return scope.communities.map((community) => ({ ...nothing, ...found.get(community.id), ...community }));
}

/** Confirmed minutes month by month. */
export const monthsOf = (
  manager: EntityManager,
  { parameters: [seasonId, communities] }: Scope,
): Promise<SeasonFigures['months']> =>
  manager.query(
    `SELECT to_char(entry.date, 'YYYY-MM') AS month, entry.kind, activity.community_id AS "communityId",
            sum(entry.minutes)::int AS minutes
       FROM hour_entries entry JOIN activities activity ON activity.id = entry.activity_id
      WHERE entry.season_id = $1 AND activity.community_id = ANY($2)
      GROUP BY 1, 2, 3 HAVING sum(entry.minutes) <> 0 ORDER BY 1, 2, 3`,
    [seasonId, communities],
  );

/** How well the places of each kind of activity are covered. */
export const coverageOf = (manager: EntityManager, scope: Scope): Promise<SeasonFigures['coverage']> =>
  manager.query(
    `WITH ${ACTIVITIES}, ${placesOf(scope)}, ${ROLES}
     SELECT kind, ${PLACES} FROM roles GROUP BY kind ORDER BY kind`,
    [...scope.parameters],
  );

/** The same by the skills that places ask for; a place that asks for two is counted with both. Scarcest first. */
export const skillsOf = (manager: EntityManager, scope: Scope): Promise<SeasonFigures['skills']> =>
  manager.query(
    `WITH ${ACTIVITIES}, ${placesOf(scope)}, ${ROLES}, asked AS (
       SELECT skill.id AS skill_id, ${PLACES}
         FROM roles LEFT JOIN LATERAL jsonb_array_elements_text(roles.skills) AS skill (id) ON true GROUP BY skill.id
     ), people AS (
       SELECT part.skill_id, count(*)::int AS people FROM volunteer_skills part JOIN volunteers person ON person.id = part.volunteer_id
        WHERE ${inCommunities('person')} GROUP BY part.skill_id
     )
     SELECT asked.skill_id AS "skillId", skills.name, asked.wanted, asked.planned, asked.filled,
            coalesce(people.people, 0) AS people
       FROM asked LEFT JOIN skills ON skills.id = asked.skill_id LEFT JOIN people ON people.skill_id = asked.skill_id
      ORDER BY asked.filled::float / greatest(asked.wanted, 1), asked.wanted DESC, asked.skill_id`,
    [...scope.parameters],
  );
