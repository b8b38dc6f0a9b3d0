import {
  type ActivityRead,
  type EquipmentRead,
  type GroupRead,
  type SkillRead,
  type VenueRead,
  type VolunteerRead,
} from '@heli/contracts';
import { useMemo } from 'react';
import { useAll, useByIds, useSeasonThings } from '~/api';
import { DEFAULT_ZONE } from '../format';

/** What things are called, by id; an id that is not known is shown as it is. */
export interface Names {
  readonly activity: (id: string) => string;
  readonly activityOf: (id: string) => ActivityRead | undefined;
  readonly role: (activityId: string, roleId: string) => string;
  readonly community: (id: string) => string;
  readonly venue: (id: string) => string;
  readonly venueOf: (id: string) => VenueRead | undefined;
  readonly skill: (id: string) => string;
  readonly person: (id: string) => string;
  readonly group: (id: string) => string;
  readonly equipment: (id: string) => string;
  /** Zone of the community of an activity. */
  readonly zoneOf: (activityId: string) => string;
}

const byId = <T extends { readonly id: string }>(list: readonly T[] | undefined): ReadonlyMap<string, T> =>
  new Map((list ?? []).map((one) => [one.id, one]));

/** Names of a season's things, and of the people, groups and equipment that an answer speaks of. */
export function useNames(
  seasonId: string | null,
  of: {
    readonly people?: readonly string[];
    readonly groups?: readonly string[];
    readonly equipment?: readonly string[];
  } = {},
): Names {
  const { activities, communities, venues } = useSeasonThings(seasonId);
  const skills = useAll<SkillRead>('/skills');
  const people = useByIds<VolunteerRead>('/volunteers', of.people ?? []);
  const groups = useByIds<GroupRead>('/groups', of.groups ?? []);
  const equipment = useByIds<EquipmentRead>('/equipment', of.equipment ?? []);
  return useMemo(() => {
    const activityById = byId(activities.data);
    const communityById = byId(communities.data);
    const venueById = byId(venues.data);
    const skillById = byId(skills.data);
    return {
      activity: (id) => activityById.get(id)?.title ?? id,
      activityOf: (id) => activityById.get(id),
      role: (activityId, roleId) =>
        activityById.get(activityId)?.roles.find((one) => one.id === roleId)?.name ?? roleId,
      community: (id) => communityById.get(id)?.name ?? id,
      venue: (id) => venueById.get(id)?.name ?? id,
      venueOf: (id) => venueById.get(id),
      skill: (id) => skillById.get(id)?.name ?? id,
      person: (id) => people.data?.get(id)?.name ?? id,
      group: (id) => groups.data?.get(id)?.name ?? id,
      equipment: (id) => equipment.data?.get(id)?.name ?? id,
      zoneOf: (id) => communityById.get(activityById.get(id)?.communityId ?? '')?.timeZone ?? DEFAULT_ZONE,
    };
  }, [activities.data, communities.data, venues.data, skills.data, people.data, groups.data, equipment.data]);
}
