import { type ActivityCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { lockUntilCommit } from '../../database/advisory-lock.js';
import { type Language, translate } from '../../i18n/index.js';
import { Community } from '../communities/index.js';
import {
  type ColumnsOf,
  given,
  type Keeping,
  linkedIds,
  linkTable,
  PoolStore,
  type Reference,
  referencesIn,
  utc,
  type ValueFault,
} from '../pools/index.js';
import { Season } from '../seasons/index.js';
import {
  Activity,
  ActivityGroup,
  ActivityPredecessor,
  ActivitySeries,
  ActivitySkill,
  ActivityVenue,
} from './activity.entity.js';
import { demandReferences, namedGroups, namedSkills, namedVenues } from './demand-references.js';
import { onCycles } from './cycles.js';

export type ActivityValue = ActivityCreate & { id: string };

const MINUTE = 60_000;

interface SeasonFrame {
  readonly start: number;
  readonly end: number;
  readonly communityIds: ReadonlySet<string>;
  readonly hasLeaderSkill: boolean;
}

export class ActivityStore extends PoolStore<Activity, ActivityValue> {
  readonly type = 'Activity';
  readonly entity = Activity;
  protected override readonly links = [
    linkTable<ActivityValue, ActivityPredecessor>(
      ActivityPredecessor,
      'activityId',
      ({ id, predecessorIds }) => predecessorIds.map((predecessorId) => ({ activityId: id, predecessorId })),
    ),
    linkTable<ActivityValue, ActivitySkill>(ActivitySkill, 'activityId', (value) =>
      namedSkills(value).map((skillId) => ({ activityId: value.id, skillId })),
    ),
    linkTable<ActivityValue, ActivityVenue>(ActivityVenue, 'activityId', (value) =>
      namedVenues(value).map((venueId) => ({ activityId: value.id, venueId })),
    ),
    linkTable<ActivityValue, ActivityGroup>(ActivityGroup, 'activityId', (value) =>
      namedGroups(value).map((groupId) => ({ activityId: value.id, groupId })),
    ),
  ];

  protected override readonly inArea = {
    shared: 'held.community_id = ANY(:reachCommunities) OR held.organization_id = ANY(:reachOrganizations)',
  };

  /** One that an organization answers for is that organization's; its neighbours in the community read it. */
  protected override readonly ownersSql = `SELECT jsonb_strip_nulls(jsonb_build_object(
       'communities', jsonb_build_array(community_id),
       'organizations', CASE WHEN organization_id IS NOT NULL THEN jsonb_build_array(organization_id) END)) AS owners
     FROM activities WHERE id = $1`;

  override keepingsOf(_manager: EntityManager, values: readonly ActivityValue[]): Promise<Keeping[]> {
    return Promise.resolve(
      values.map(({ communityId, organizationId, seasonId }) => ({
        owners: {
          communities: [communityId],
          ...(organizationId === undefined ? {} : { organizations: [organizationId] }),
        },
        season: seasonId,
      })),
    );
  }

  protected columns(value: ActivityValue): Omit<ColumnsOf<Activity>, 'occurrenceStart' | 'detached'> {
    const candidateStarts = value.candidateStarts
      .map((start) => new Date(start))
      .sort((a, b) => a.getTime() - b.getTime());
    const [firstCandidate] = candidateStarts;
    if (!firstCandidate) throw new Error(`Activity ${value.id} has no candidate start`);
    return {
      id: value.id,
      seasonId: value.seasonId,
      organizationId: value.organizationId ?? null,
      title: value.title,
      kind: value.kind,
      communityId: value.communityId,
      seriesId: value.seriesId ?? null,
      hostGroupId: value.hostGroupId ?? null,
      priority: value.priority,
      durationMinutes: value.durationMinutes,
      candidateStarts,
      firstCandidate,
      expectedAttendance: value.expectedAttendance,
      roles: value.roles,
      venue: value.venue ?? null,
      equipment: value.equipment,
      groups: value.groups,
      budget: value.budget,
      allowHolidays: value.allowHolidays ?? null,
    };
  }

  async values(manager: EntityManager, rows: readonly Activity[]): Promise<ActivityValue[]> {
    const ids = rows.map(({ id }) => id);
    const predecessorIds = await linkedIds(manager, ActivityPredecessor, 'activityId', 'predecessorId', ids);
    return rows.map((row) => ({
      id: row.id,
      seasonId: row.seasonId,
      ...given('organizationId', row.organizationId),
      title: row.title,
      kind: row.kind,
      communityId: row.communityId,
      ...given('seriesId', row.seriesId),
      ...given('hostGroupId', row.hostGroupId),
      priority: row.priority,
      durationMinutes: row.durationMinutes,
      candidateStarts: row.candidateStarts.map(utc),
      expectedAttendance: row.expectedAttendance,
      roles: row.roles,
      ...given('venue', row.venue),
      equipment: row.equipment,
      groups: row.groups,
      budget: row.budget,
      predecessorIds: predecessorIds(row.id),
      ...given('allowHolidays', row.allowHolidays),
    }));
  }

  references(value: ActivityValue): Reference[] {
    return [
      { path: ['seasonId'], entity: Season, id: value.seasonId },
      { path: ['communityId'], entity: Community, id: value.communityId },
      ...referencesIn(['seriesId'], ActivitySeries, value.seriesId),
      ...referencesIn(['predecessorIds'], Activity, value.predecessorIds),
      ...demandReferences(value),
    ];
  }

  override async check(
    manager: EntityManager,
    values: readonly ActivityValue[],
    language: Language,
  ): Promise<ValueFault[]> {
    const frames = await seasonFrames(manager, new Set(values.map(({ seasonId }) => seasonId)));
    const faults = values.flatMap((value, index) => outsideSeason(value, index, frames, language));
    faults.push(...(await brokenOrder(manager, values, language)));
    return faults.sort((a, b) => a.index - b.index);
  }
}

async function seasonFrames(
  manager: EntityManager,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, SeasonFrame>> {
  const rows = await manager.query<
    { id: string; start: Date; end: Date; communityIds: string[]; hasLeaderSkill: boolean }[]
  >(
    `SELECT season.id, season.starts_at AS start, season.ends_at AS "end",
            season.leader_skill_id IS NOT NULL AS "hasLeaderSkill",
            array_agg(link.community_id) AS "communityIds"
     FROM seasons season JOIN season_communities link ON link.season_id = season.id
     WHERE season.id = ANY($1) GROUP BY season.id`,
    [[...ids]],
  );
  return new Map(
    rows.map(({ id, start, end, communityIds, hasLeaderSkill }) => [
      id,
      { start: start.getTime(), end: end.getTime(), communityIds: new Set(communityIds), hasLeaderSkill },
    ]),
  );
}

/** Candidates lie in the season with their whole length, and the community is one of those that plan together. */
function outsideSeason(
  value: ActivityValue,
  index: number,
  frames: ReadonlyMap<string, SeasonFrame>,
  language: Language,
): ValueFault[] {
  const season = frames.get(value.seasonId);
  if (!season) return [];
  const faults: ValueFault[] = [];
  value.candidateStarts.forEach((text, place) => {
    const start = Date.parse(text);
    if (start >= season.start && start + value.durationMinutes * MINUTE <= season.end) return;
    const message = translate(language, 'pools.faults.outside_season', {
      start: utc(new Date(season.start)),
      end: utc(new Date(season.end)),
    });
    faults.push({ index, path: ['candidateStarts', place], code: 'outside_season', message });
  });
  if (!season.communityIds.has(value.communityId)) {
    const message = translate(language, 'pools.faults.not_in_season', { id: value.communityId });
    faults.push({ index, path: ['communityId'], code: 'not_in_season', message });
  }
  value.roles.forEach(({ leader }, place) => {
    if (!leader || season.hasLeaderSkill) return;
    const message = translate(language, 'pools.faults.no_leader_skill');
    faults.push({ index, path: ['roles', place, 'leader'], code: 'no_leader_skill', message });
  });
  return faults;
}

/** Predecessors and series belong to the same season, and nothing comes before itself by any way round. */
async function brokenOrder(
  manager: EntityManager,
  values: readonly ActivityValue[],
  language: Language,
): Promise<ValueFault[]> {
  const faults: ValueFault[] = [];
  const seasonOf = await seasonsOfNamed(manager, values);
  values.forEach((value, index) => {
    const foreign = (path: (string | number)[], name: string) => {
      if (seasonOf(name) === value.seasonId) return;
      const message = translate(language, 'pools.faults.other_season', { id: name });
      faults.push({ index, path, code: 'other_season', message });
    };
    value.predecessorIds.forEach((id, place) => foreign(['predecessorIds', place], id));
    if (value.seriesId !== undefined) foreign(['seriesId'], value.seriesId);
  });
  const withOrder = values.filter(({ predecessorIds }) => predecessorIds.length > 0);
  if (withOrder.length === 0) return faults;
  const seasonIds = new Set(withOrder.map(({ seasonId }) => seasonId));
  // Two changes at the same moment could close a circle of which each sees only its own half.
  for (const id of [...seasonIds].sort()) await lockUntilCommit(manager, `activity-order:${id}`);
  const edges = await heldOrder(manager, seasonIds);
  for (const { id, predecessorIds } of values) edges.set(id, predecessorIds);
  const circular = onCycles(edges);
  values.forEach(({ id }, index) => {
    if (!circular.has(id)) return;
    const message = translate(language, 'pools.faults.circular');
    faults.push({ index, path: ['predecessorIds'], code: 'circular', message });
  });
  return faults;
}

async function seasonsOfNamed(
  manager: EntityManager,
  values: readonly ActivityValue[],
): Promise<(id: string) => string | undefined> {
  const ids = values.flatMap(({ predecessorIds, seriesId }) => [
    ...predecessorIds,
    ...(seriesId ? [seriesId] : []),
  ]);
  const rows =
    ids.length === 0
      ? []
      : await manager.query<{ id: string; seasonId: string }[]>(
          `SELECT id, season_id AS "seasonId" FROM activities WHERE id = ANY($1)
           UNION ALL SELECT id, season_id FROM activity_series WHERE id = ANY($1)`,
          [ids],
        );
  const seasonOf = new Map(rows.map(({ id, seasonId }) => [id, seasonId]));
  for (const { id, seasonId } of values) seasonOf.set(id, seasonId);
  return (id) => seasonOf.get(id);
}

async function heldOrder(
  manager: EntityManager,
  seasonIds: ReadonlySet<string>,
): Promise<Map<string, readonly string[]>> {
  const rows = await manager.query<{ id: string; predecessorIds: string[] }[]>(
    `SELECT link.activity_id AS id, array_agg(link.predecessor_id) AS "predecessorIds"
     FROM activity_predecessors link JOIN activities ON activities.id = link.activity_id
     WHERE activities.season_id = ANY($1) GROUP BY link.activity_id`,
    [[...seasonIds]],
  );
  return new Map(rows.map(({ id, predecessorIds }) => [id, predecessorIds]));
}
