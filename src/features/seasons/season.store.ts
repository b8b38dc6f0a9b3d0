import { type SeasonCreate } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { type Language, translate } from '../../i18n/index.js';
import { Community } from '../communities/index.js';
import {
  type ColumnsOf,
  type Keeping,
  linkedIds,
  linkTable,
  PoolStore,
  type Reference,
  referencesIn,
  utc,
  sharedSeason,
  type ValueFault,
} from '../pools/index.js';
import { Skill } from '../skills/index.js';
import { Season, SeasonCommunity } from './season.entity.js';

export type SeasonValue = SeasonCreate & { id: string };

/** Communities that plan in each of the seasons. */
export async function communitiesOfSeasons(
  manager: EntityManager,
  seasonIds: readonly string[],
): Promise<(seasonId: string) => string[]> {
  return linkedIds(manager, SeasonCommunity, 'seasonId', 'communityId', [...new Set(seasonIds)]);
}

export class SeasonStore extends PoolStore<Season, SeasonValue> {
  readonly type = 'Season';
  readonly entity = Season;
  protected override readonly links = [
    linkTable<SeasonValue, SeasonCommunity>(SeasonCommunity, 'seasonId', ({ id, communityIds }) =>
      communityIds.map((communityId) => ({ seasonId: id, communityId })),
    ),
  ];

  protected override readonly inArea = {
    shared: sharedSeason('held.id'),
  };

  protected override readonly ownersSql = `SELECT jsonb_build_object('communities',
       to_jsonb(ARRAY(SELECT community_id FROM season_communities WHERE season_id = held.id ORDER BY 1))) AS owners
     FROM seasons held WHERE held.id = $1`;

  override keepingsOf(_manager: EntityManager, values: readonly SeasonValue[]): Promise<Keeping[]> {
    return Promise.resolve(values.map(({ communityIds }) => ({ owners: { communities: communityIds } })));
  }

  protected columns(value: SeasonValue): Omit<ColumnsOf<Season>, 'datasetSha256' | 'predecessorId'> {
    const { leaderSkillId, ...policy } = value.policy;
    return {
      id: value.id,
      name: value.name,
      startsAt: new Date(value.start),
      endsAt: new Date(value.end),
      calendar: value.calendar,
      policy,
      leaderSkillId: leaderSkillId ?? null,
      objective: value.objective,
      rollsOn: value.rollsOn,
    };
  }

  async values(manager: EntityManager, rows: readonly Season[]): Promise<SeasonValue[]> {
    const ids = rows.map(({ id }) => id);
    const communityIds = await linkedIds(manager, SeasonCommunity, 'seasonId', 'communityId', ids);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      start: utc(row.startsAt),
      end: utc(row.endsAt),
      communityIds: communityIds(row.id),
      calendar: row.calendar,
      policy: {
        ...row.policy,
        ...(row.leaderSkillId === null ? {} : { leaderSkillId: row.leaderSkillId }),
      },
      objective: row.objective,
      rollsOn: row.rollsOn,
    }));
  }

  /** What is planned in a season stays inside it when its frame changes. */
  override async check(
    manager: EntityManager,
    values: readonly SeasonValue[],
    language: Language,
  ): Promise<ValueFault[]> {
    const faults: ValueFault[] = [];
    for (const [index, { id, start, end, communityIds }] of values.entries()) {
      const [outside] = await manager.query<{ early: number; late: number; elsewhere: number }[]>(
        `SELECT count(*) FILTER (WHERE first_candidate < $2)::int AS early,
                count(*) FILTER (WHERE EXISTS (
                  SELECT 1 FROM unnest(candidate_starts) AS candidate
                  WHERE candidate + duration_minutes * interval '1 minute' > $3))::int AS late,
                count(*) FILTER (WHERE NOT community_id = ANY($4))::int AS elsewhere
         FROM activities WHERE season_id = $1`,
        [id, start, end, communityIds],
      );
      const tell = (path: string, count: number | undefined) => {
        if (count === undefined || count === 0) return;
        const message = translate(language, 'pools.faults.activities_outside', { count });
        faults.push({ index, path: [path], code: 'activities_outside', message });
      };
      tell('start', outside?.early);
      tell('end', outside?.late);
      tell('communityIds', outside?.elsewhere);
    }
    return faults;
  }

  references({ communityIds, policy }: SeasonValue): Reference[] {
    return [
      ...referencesIn(['communityIds'], Community, communityIds),
      ...referencesIn(['policy', 'leaderSkillId'], Skill, policy.leaderSkillId),
      ...(policy.spendingLimits ?? []).flatMap((limit, at) =>
        referencesIn(['policy', 'spendingLimits', at, 'communityIds'], Community, limit.communityIds),
      ),
    ];
  }
}
