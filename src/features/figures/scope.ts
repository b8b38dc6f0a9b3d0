import { type FiguresQuery, type SeasonFigures, STANDING_DUTY_STATES } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { notFound } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';

/** What figures are made of: activities of one season in these communities, as one plan has them. */
export interface Scope {
  readonly seasonId: string;
  readonly communities: readonly { readonly id: string; readonly name: string }[];
  readonly plan: SeasonFigures['plan'];
  /** `$1` season, `$2` communities, `$3` plan: whatever the statements below ask for. */
  readonly parameters: readonly [string, readonly string[], string | null];
}

/** Communities that plan in the season or have activities in it, as far as the caller reaches. */
export async function scopeOf(
  manager: EntityManager,
  seasonId: string,
  { communityId }: FiguresQuery,
): Promise<Scope> {
  const { reach } = currentContext();
  const all = await manager.query<{ id: string; name: string }[]>(
    `SELECT id, name FROM communities
      WHERE id IN (SELECT community_id FROM season_communities WHERE season_id = $1
                   UNION SELECT community_id FROM activities WHERE season_id = $1) ORDER BY name, id`,
    [seasonId],
  );
  const reached = all.filter(({ id }) => reach === 'everything' || reach.communities.has(id));
  const communities = reached.filter(({ id }) => communityId === undefined || id === communityId);
  if (communityId !== undefined && communities.length === 0) throw notFound('Community', communityId);
  const [plan = null] = await manager.query<NonNullable<SeasonFigures['plan']>[]>(
    `SELECT id, state FROM plans WHERE season_id = $1 AND state <> 'superseded'
      ORDER BY state = 'published' DESC, created_at DESC, id LIMIT 1`,
    [seasonId],
  );
  return {
    seasonId,
    communities,
    plan,
    parameters: [seasonId, communities.map(({ id }) => id), plan?.id ?? null],
  };
}

/** `scope`: the activities, with the times that the plan gives them. */
export const ACTIVITIES = `scope AS (
    SELECT wanted.id, wanted.community_id, wanted.kind, wanted.roles, wanted.expected_attendance, wanted.first_candidate,
           community.time_zone, held.start_at, held.end_at
      FROM activities wanted JOIN communities community ON community.id = wanted.community_id
      LEFT JOIN scheduled_activities held ON held.plan_id = $3 AND held.activity_id = wanted.id
     WHERE wanted.season_id = $1 AND wanted.community_id = ANY($2))`;

const STANDING = STANDING_DUTY_STATES.map((state) => `'${state}'`).join(',');

/**
 * `standing`: who has a place, with the minutes that it takes. Of a published plan by what people answered since, of
 * another one as it proposes.
 */
export const placesOf = ({ plan }: Scope): string =>
  plan?.state === 'published'
    ? `standing AS (
    SELECT activity_id, role_id, volunteer_id, extract(epoch FROM end_at - start_at)::int / 60 AS minutes
      FROM duties WHERE season_id = $1 AND state IN (${STANDING}) AND $3::text IS NOT NULL)`
    : `standing AS (
    SELECT part.activity_id, part.role_id, part.volunteer_id,
           extract(epoch FROM held.end_at - held.start_at)::int / 60 AS minutes
      FROM assignments part JOIN scheduled_activities held USING (plan_id, activity_id)
     WHERE part.plan_id = $3 AND $1::text IS NOT NULL)`;

/** Volunteers who live in the communities or serve them. */
export const inCommunities = (person: string): string =>
  `(${person}.community_id = ANY($2) OR EXISTS (SELECT 1 FROM volunteer_communities serves
     WHERE serves.volunteer_id = ${person}.id AND serves.community_id = ANY($2)))`;
