import {
  type ActivityKind,
  type AvailabilityWindow,
  type Pin,
  type Problem,
  PROBLEM_FORMAT,
  type ProblemActivity,
  type ProblemCommunity,
  type ProblemDonation,
  type ProblemEquipment,
  type ProblemGroup,
  type ProblemVenue,
  type ProblemVolunteer,
  type WorkLimits,
} from '@heli/contracts';
import { type DataSource, type EntityManager } from 'typeorm';
import { notFound } from '../../errors/index.js';
import { pinOf, SeasonPin } from '../pins/index.js';
import { given, utc, utcOrNull } from '../pools/index.js';
import { SeasonStore } from '../seasons/index.js';

/**
 * The problem that a season poses as its tables stand at one moment: what lies or serves in its communities, and what
 * its activities and pins name. Lists are in the order of ids by code point, so that the same season gives the same
 * problem, and the same SHA-256, on every machine. Names of volunteers do not travel.
 */
export function loadProblem(dataSource: DataSource, seasonId: string): Promise<Problem> {
  // All statements see the season as it was at the first.
  return dataSource.transaction('REPEATABLE READ', (manager) => loadProblemWith(manager, seasonId));
}

async function loadProblemWith(manager: EntityManager, seasonId: string): Promise<Problem> {
  const store = new SeasonStore();
  const [season] = await store.values(manager, await store.rows(manager, [seasonId]));
  if (!season) throw notFound('Season', seasonId);
  const scope: Scope = { manager, seasonId, communityIds: season.communityIds };
  const activities = await loadActivities(scope);
  const pins = await loadPins(scope);
  const volunteers = await loadVolunteers(scope, activities);
  const groups = await loadGroups(scope);
  const venues = await loadVenues(scope);
  const equipment = await loadEquipment(scope);
  const groupIds = new Set(groups.map(({ id }) => id));
  const donations = await loadDonations(scope, season.start, season.end, groupIds);
  const homes = [volunteers, groups, venues, equipment].flatMap((list: readonly { communityId: string }[]) =>
    list.map(({ communityId }) => communityId),
  );
  const limited = (season.policy.spendingLimits ?? []).flatMap(({ communityIds }) => communityIds);
  const communities = await loadCommunities(manager, new Set([...season.communityIds, ...homes, ...limited]));
  const known = new Set(communities.map(({ id }) => id));
  const withinKnown = <T extends { servesCommunityIds: string[] }>(one: T): T => ({
    ...one,
    servesCommunityIds: one.servesCommunityIds.filter((id) => known.has(id)),
  });
  return {
    format: PROBLEM_FORMAT,
    name: season.name,
    horizon: { start: season.start, end: season.end },
    calendar: season.calendar,
    policy: season.policy,
    objective: season.objective,
    communities,
    skills: await loadSkills(manager, namedSkills(volunteers, activities, season.policy.leaderSkillId)),
    volunteers: volunteers.map((one) => withinKnown(withWishesFor(one, groupIds))),
    groups: groups.map(withinKnown),
    venues: venues.map(withinKnown),
    equipment: equipment.map(withinKnown),
    donations,
    activities,
    pins,
  };
}

/** What is loaded, and from where. */
interface Scope {
  readonly manager: EntityManager;
  readonly seasonId: string;
  readonly communityIds: readonly string[];
}

/** Rows that lie in one of the communities `$1`, or serve one. */
const inCommunities = (links: string, owner: string): string =>
  `(held.community_id = ANY($1) OR EXISTS (
     SELECT 1 FROM ${links} link WHERE link.${owner} = held.id AND link.community_id = ANY($1)))`;

/** A list of ids of each owner, in order. */
const idsOf = (links: string, owner: string, linked: string, where = 'true'): string =>
  `LEFT JOIN (
     SELECT ${owner} AS owner, array_agg(${linked} ORDER BY ${linked} COLLATE "C") AS ids
     FROM ${links} WHERE ${where} GROUP BY ${owner}) ${links}_list ON ${links}_list.owner = held.id`;

const idList = (links: string, name: string): string => `coalesce(${links}_list.ids, '{}') AS "${name}"`;

async function loadCommunities(
  manager: EntityManager,
  ids: ReadonlySet<string>,
): Promise<ProblemCommunity[]> {
  const rows = await manager.query<
    {
      id: string;
      name: string;
      regionCode: string | null;
      timeZone: string;
      latitude: number | null;
      longitude: number | null;
      countsReliability: boolean | null;
    }[]
  >(
    `SELECT id, name, region_code AS "regionCode", time_zone AS "timeZone", latitude, longitude,
            counts_reliability AS "countsReliability"
     FROM communities WHERE id = ANY($1) ORDER BY id COLLATE "C"`,
    [[...ids]],
  );
  return rows.map(({ id, name, regionCode, timeZone, latitude, longitude, countsReliability }) => ({
    id,
    name,
    ...given('regionCode', regionCode),
    timeZone,
    ...(latitude === null || longitude === null ? {} : { location: { latitude, longitude } }),
    ...(countsReliability === true ? { countsReliability } : {}),
  }));
}

function loadSkills(manager: EntityManager, ids: ReadonlySet<string>): Promise<Problem['skills']> {
  return manager.query<Problem['skills']>(
    `SELECT id, name, needs_qualification AS "needsQualification"
     FROM skills WHERE id = ANY($1) ORDER BY id COLLATE "C"`,
    [[...ids]],
  );
}

function namedSkills(
  volunteers: readonly ProblemVolunteer[],
  activities: readonly ProblemActivity[],
  leaderSkillId: string | undefined,
): Set<string> {
  const named = new Set<string>(leaderSkillId === undefined ? [] : [leaderSkillId]);
  for (const { skillIds, qualifications } of volunteers) {
    for (const id of skillIds) named.add(id);
    for (const { skillId } of qualifications) named.add(skillId);
  }
  for (const { roles } of activities)
    for (const { skillIds } of roles) for (const id of skillIds) named.add(id);
  return named;
}

interface VolunteerRow {
  readonly id: string;
  readonly communityId: string;
  readonly servesCommunityIds: string[];
  readonly ageClass: ProblemVolunteer['ageClass'];
  readonly guardianConsent: boolean;
  readonly skillIds: string[];
  readonly qualifications: ProblemVolunteer['qualifications'] | null;
  readonly availability: AvailabilityWindow[];
  readonly limits: WorkLimits;
  readonly minRestMinutes: number | null;
  readonly offeredMinutes: number | null;
  readonly wishedKinds: ActivityKind[];
  readonly wishes: { activityId: string; avoid: boolean }[] | null;
  readonly hostGroupIds: string[];
  readonly servedSeriesIds: string[];
  readonly reliability: number | null;
}

async function loadVolunteers(
  { manager, seasonId, communityIds }: Scope,
  activities: readonly ProblemActivity[],
): Promise<ProblemVolunteer[]> {
  const rows = await manager.query<VolunteerRow[]>(
    `SELECT held.id, held.community_id AS "communityId", ${idList('volunteer_communities', 'servesCommunityIds')},
            held.age_class AS "ageClass", held.guardian_consent AS "guardianConsent",
            ${idList('volunteer_skills', 'skillIds')}, proofs.list AS qualifications,
            held.availability, held.limits, held.min_rest_minutes AS "minRestMinutes",
            held.offered_minutes AS "offeredMinutes", held.wished_kinds AS "wishedKinds", wishes.list AS wishes,
            ${idList('volunteer_group_wishes', 'hostGroupIds')},
            ${idList('volunteer_served_series', 'servedSeriesIds')},
            CASE WHEN own.counts_reliability THEN held.reliability END AS reliability
     FROM volunteers held JOIN communities own ON own.id = held.community_id
     ${idsOf('volunteer_communities', 'volunteer_id', 'community_id')}
     ${idsOf('volunteer_skills', 'volunteer_id', 'skill_id')}
     ${idsOf('volunteer_group_wishes', 'volunteer_id', 'group_id')}
     ${idsOf('volunteer_served_series', 'volunteer_id', 'series_id')}
     LEFT JOIN (
       SELECT volunteer_id AS owner, jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
         'skillId', skill_id, 'validFrom', valid_from, 'validUntil', valid_until)) ORDER BY place) AS list
       FROM volunteer_qualifications GROUP BY volunteer_id) proofs ON proofs.owner = held.id
     LEFT JOIN (
       SELECT wish.volunteer_id AS owner, jsonb_agg(jsonb_build_object(
         'activityId', wish.activity_id, 'avoid', wish.avoid) ORDER BY wish.activity_id COLLATE "C") AS list
       FROM volunteer_activity_wishes wish JOIN activities ON activities.id = wish.activity_id
       WHERE activities.season_id = $2 GROUP BY wish.volunteer_id) wishes ON wishes.owner = held.id
     WHERE ${inCommunities('volunteer_communities', 'volunteer_id')}
        OR held.id IN (SELECT volunteer_id FROM season_pins WHERE season_id = $2)
     ORDER BY held.id COLLATE "C"`,
    [communityIds, seasonId],
  );
  const seriesIds = new Set(activities.map((activity) => activity.seriesId));
  return rows.map((row) => {
    const wished = (avoid: boolean) =>
      (row.wishes ?? []).filter((wish) => wish.avoid === avoid).map(({ activityId }) => activityId);
    const wishes = {
      kinds: row.wishedKinds,
      activityIds: wished(false),
      hostGroupIds: row.hostGroupIds,
      avoidActivityIds: wished(true),
    };
    return {
      id: row.id,
      communityId: row.communityId,
      servesCommunityIds: row.servesCommunityIds,
      ageClass: row.ageClass,
      guardianConsent: row.guardianConsent,
      skillIds: row.skillIds,
      qualifications: row.qualifications ?? [],
      availability: row.availability,
      limits: row.limits,
      ...given('minRestMinutes', row.minRestMinutes),
      ...given('offeredMinutes', row.offeredMinutes),
      ...(Object.values(wishes).every((list) => list.length === 0) ? {} : { wishes }),
      servedSeriesIds: row.servedSeriesIds.filter((id) => seriesIds.has(id)),
      ...given('reliability', row.reliability),
    };
  });
}

/** Wishes for groups that are not in this season mean nothing here. */
function withWishesFor(volunteer: ProblemVolunteer, groupIds: ReadonlySet<string>): ProblemVolunteer {
  const { wishes } = volunteer;
  if (wishes === undefined) return volunteer;
  return {
    ...volunteer,
    wishes: { ...wishes, hostGroupIds: wishes.hostGroupIds.filter((id) => groupIds.has(id)) },
  };
}

async function loadGroups({ manager, seasonId, communityIds }: Scope): Promise<ProblemGroup[]> {
  const rows = await manager.query<
    (Omit<ProblemGroup, 'activitiesPerWeek'> & { activitiesPerWeek: number | null })[]
  >(
    `SELECT held.id, held.name, held.community_id AS "communityId",
            ${idList('group_communities', 'servesCommunityIds')},
            held.tags, held.availability, held.activities_per_week AS "activitiesPerWeek"
     FROM grassroots_groups held
     ${idsOf('group_communities', 'group_id', 'community_id')}
     WHERE ${inCommunities('group_communities', 'group_id')}
        OR held.id IN (SELECT host_group_id FROM activities WHERE season_id = $2)
        OR held.id IN (SELECT link.group_id FROM activity_groups link
                       JOIN activities ON activities.id = link.activity_id WHERE activities.season_id = $2)
        OR held.id IN (SELECT group_id FROM season_pins WHERE season_id = $2)
     ORDER BY held.id COLLATE "C"`,
    [communityIds, seasonId],
  );
  return rows.map(({ activitiesPerWeek, ...row }) => ({
    ...row,
    ...given('activitiesPerWeek', activitiesPerWeek),
  }));
}

async function loadVenues({ manager, seasonId, communityIds }: Scope): Promise<ProblemVenue[]> {
  const rows = await manager.query<(Omit<ProblemVenue, 'costFen'> & { costFen: string })[]>(
    `SELECT held.id, held.name, held.community_id AS "communityId",
            ${idList('venue_communities', 'servesCommunityIds')},
            held.capacity, held.features, held.opening, held.buffer_before_minutes AS "bufferBeforeMinutes",
            held.buffer_after_minutes AS "bufferAfterMinutes", held.cost_fen AS "costFen",
            held.needs_confirmation AS "needsConfirmation"
     FROM venues held
     ${idsOf('venue_communities', 'venue_id', 'community_id')}
     WHERE ${inCommunities('venue_communities', 'venue_id')}
        OR held.id IN (SELECT link.venue_id FROM activity_venues link
                       JOIN activities ON activities.id = link.activity_id WHERE activities.season_id = $2)
        OR held.id IN (SELECT venue_id FROM season_pins WHERE season_id = $2)
     ORDER BY held.id COLLATE "C"`,
    [communityIds, seasonId],
  );
  return rows.map((row) => ({ ...row, costFen: Number(row.costFen) }));
}

function loadEquipment({ manager, communityIds }: Scope): Promise<ProblemEquipment[]> {
  return manager.query<ProblemEquipment[]>(
    `SELECT held.id, held.name, held.type, held.quantity, held.community_id AS "communityId",
            ${idList('equipment_communities', 'servesCommunityIds')},
            held.turnaround_minutes AS "turnaroundMinutes"
     FROM equipment_items held
     ${idsOf('equipment_communities', 'equipment_id', 'community_id')}
     WHERE ${inCommunities('equipment_communities', 'equipment_id')}
     ORDER BY held.id COLLATE "C"`,
    [communityIds],
  );
}

interface DonationRow {
  readonly id: string;
  readonly name: string | null;
  readonly amountFen: string;
  readonly kinds: ActivityKind[];
  readonly purposes: string[];
  readonly communityIds: string[];
  readonly hostGroupIds: string[];
  readonly availableFrom: Date | null;
  readonly expiresAt: Date | null;
}

/**
 * Gifts for this season, and gifts for any season that reach it in time and place, less what is over (returned, expired,
 * lapsed) and what other seasons have of them: by their published plans or by the ledger, whichever is more.
 */
async function loadDonations(
  { manager, seasonId, communityIds }: Scope,
  start: string,
  end: string,
  groupIds: ReadonlySet<string>,
): Promise<ProblemDonation[]> {
  const rows = await manager.query<DonationRow[]>(
    `SELECT held.id, held.name, held.kinds, held.purposes,
            greatest(held.amount_fen - coalesce(gone.over, 0)
                     - greatest(coalesce(spent.fen, 0), coalesce(gone.elsewhere, 0)), 0) AS "amountFen",
            ${idList('donation_communities', 'communityIds')}, ${idList('donation_groups', 'hostGroupIds')},
            held.available_from AS "availableFrom", held.expires_at AS "expiresAt"
     FROM donations held
     ${idsOf('donation_communities', 'donation_id', 'community_id')}
     ${idsOf('donation_groups', 'donation_id', 'group_id')}
     LEFT JOIN (
       SELECT part.donation_id AS owner, sum(part.amount_fen) AS fen
       FROM fund_allocations part JOIN plans ON plans.id = part.plan_id
       WHERE plans.state = 'published' AND plans.season_id <> $1 GROUP BY part.donation_id) spent
       ON spent.owner = held.id
     LEFT JOIN (
       SELECT part.donation_id AS owner,
              sum(part.balance_fen) FILTER (WHERE part.account IN ('returned', 'expired', 'lapsed')) AS over,
              sum(part.balance_fen) FILTER (WHERE activities.season_id <> $1) AS elsewhere
       FROM ledger_accounts part LEFT JOIN activities ON activities.id = part.activity_id
       GROUP BY part.donation_id) gone
       ON gone.owner = held.id
     WHERE (held.season_id = $1 OR (held.season_id IS NULL
            AND (held.available_from IS NULL OR held.available_from < $3)
            AND (held.expires_at IS NULL OR held.expires_at > $2)))
     ORDER BY held.id COLLATE "C"`,
    [seasonId, start, end],
  );
  const inSeason = new Set(communityIds);
  return rows.flatMap((row) => {
    const earmark = {
      kinds: row.kinds,
      communityIds: row.communityIds.filter((id) => inSeason.has(id)),
      hostGroupIds: row.hostGroupIds.filter((id) => groupIds.has(id)),
      purposes: row.purposes,
    };
    // An empty list allows all: a mark that names only others must not turn into one that names nobody.
    const misses =
      (row.communityIds.length > 0 && earmark.communityIds.length === 0) ||
      (row.hostGroupIds.length > 0 && earmark.hostGroupIds.length === 0);
    if (misses) return [];
    return [
      {
        id: row.id,
        ...given('name', row.name),
        amountFen: Number(row.amountFen),
        earmark,
        ...given('availableFrom', utcOrNull(row.availableFrom)),
        ...given('expiresAt', utcOrNull(row.expiresAt)),
      },
    ];
  });
}

type ActivityRow = Omit<
  ProblemActivity,
  'candidateStarts' | 'seriesId' | 'hostGroupId' | 'venue' | 'allowHolidays'
> & {
  readonly candidateStarts: Date[];
  readonly seriesId: string | null;
  readonly hostGroupId: string | null;
  readonly venue: NonNullable<ProblemActivity['venue']> | null;
  readonly allowHolidays: boolean | null;
};

async function loadActivities({ manager, seasonId }: Scope): Promise<ProblemActivity[]> {
  const rows = await manager.query<ActivityRow[]>(
    `SELECT held.id, held.title, held.kind, held.community_id AS "communityId", held.series_id AS "seriesId",
            held.host_group_id AS "hostGroupId", held.priority, held.duration_minutes AS "durationMinutes",
            held.candidate_starts AS "candidateStarts", held.expected_attendance AS "expectedAttendance",
            held.roles, held.venue, held.equipment, held.groups, held.budget,
            ${idList('activity_predecessors', 'predecessorIds')}, held.allow_holidays AS "allowHolidays"
     FROM activities held
     ${idsOf('activity_predecessors', 'activity_id', 'predecessor_id')}
     WHERE held.season_id = $1 ORDER BY held.id COLLATE "C"`,
    [seasonId],
  );
  return rows.map(({ candidateStarts, seriesId, hostGroupId, venue, allowHolidays, ...row }) => ({
    ...row,
    candidateStarts: candidateStarts.map(utc),
    ...given('seriesId', seriesId),
    ...given('hostGroupId', hostGroupId),
    ...given('venue', venue),
    ...given('allowHolidays', allowHolidays),
  }));
}

async function loadPins({ manager, seasonId }: Scope): Promise<Pin[]> {
  const rows = await manager
    .createQueryBuilder(SeasonPin, 'pin')
    .where('pin.seasonId = :seasonId', { seasonId })
    .orderBy('pin.id COLLATE "C"')
    .getMany();
  return rows.map(pinOf);
}
