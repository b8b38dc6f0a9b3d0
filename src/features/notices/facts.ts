import { type RoleDemand } from '@heli/contracts';
import { type EntityManager, In } from 'typeorm';
import { Activity } from '../activities/index.js';
import { Community } from '../communities/index.js';
import { Venue } from '../venues/index.js';

/** What messages say of an activity, beside when and where. */
export interface ActivityFacts {
  readonly title: string;
  readonly communityId: string;
  readonly community: string;
  readonly zone: string;
  readonly seasonId: string;
  readonly roles: readonly Pick<RoleDemand, 'id' | 'name' | 'target'>[];
}

export interface Facts {
  readonly activities: ReadonlyMap<string, ActivityFacts>;
  /** Names by id. */
  readonly venues: ReadonlyMap<string, string>;
}

/** As the pools have it now; what was deleted is missing. */
export async function factsOf(
  manager: EntityManager,
  activityIds: readonly string[],
  venueIds: readonly string[],
): Promise<Facts> {
  const activities = await manager.findBy(Activity, { id: In([...new Set(activityIds)]) });
  const venues = await manager.findBy(Venue, { id: In([...new Set(venueIds)]) });
  const communityIds = [...new Set(activities.map(({ communityId }) => communityId))];
  const communities = new Map(
    (await manager.findBy(Community, { id: In(communityIds) })).map((community) => [community.id, community]),
  );
  return {
    activities: new Map(
      activities.flatMap(({ id, title, communityId, seasonId, roles }) => {
        const community = communities.get(communityId);
        if (community === undefined) return [];
        const { name, timeZone: zone } = community;
        return [[id, { title, communityId, community: name, zone, seasonId, roles }] as const];
      }),
    ),
    venues: new Map(venues.map(({ id, name }) => [id, name])),
  };
}
