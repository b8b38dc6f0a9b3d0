import {
  type ActivityRead,
  type CommunityRead,
  type PlanView,
  type RunView,
  type SeasonRead,
  type VenueRead,
} from '@heli/contracts';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { useAll, useRead } from '~/api';
import { DEFAULT_ZONE } from '~/ui';

/** The season of the address. */
export function useSeasonId(): string {
  const { seasonId } = useParams();
  return seasonId ?? '';
}

export const pathOf = (seasonId: string, ...rest: readonly string[]): string =>
  ['/seasons', ...[seasonId, ...rest].map(encodeURIComponent)].join('/');

export const useSeasonRead = (seasonId: string) =>
  useRead<SeasonRead>(`/seasons/${encodeURIComponent(seasonId)}`);

export const usePlans = (seasonId: string) =>
  useAll<PlanView>(`/seasons/${encodeURIComponent(seasonId)}/plans`);

export const useRuns = (seasonId: string, every: number | false = false) =>
  useAll<RunView>(`/seasons/${encodeURIComponent(seasonId)}/runs`, {}, { every });

const byId = <T extends { readonly id: string }>(list: readonly T[] | undefined): ReadonlyMap<string, T> =>
  new Map((list ?? []).map((one) => [one.id, one]));

/** Zone in which the season's times are told: that of its first community. */
export function useZone(seasonId: string): string {
  const season = useSeasonRead(seasonId);
  const communities = useAll<CommunityRead>('/communities');
  const [first] = season.data?.communityIds ?? [];
  return byId(communities.data).get(first ?? '')?.timeZone ?? DEFAULT_ZONE;
}

/** What plans of a season speak of by id. */
export function useNames(seasonId: string) {
  const activities = useAll<ActivityRead>('/activities', { seasonId });
  const venues = useAll<VenueRead>('/venues');
  const communities = useAll<CommunityRead>('/communities');
  return useMemo(() => {
    const [activity, venue, community] = [
      byId(activities.data),
      byId(venues.data),
      byId(communities.data),
    ] as const;
    return {
      activities,
      activity,
      community,
      titleOf: (id: string): string => activity.get(id)?.title ?? id,
      venueOf: (id: string): string => venue.get(id)?.name ?? id,
      communityOf: (id: string): string => community.get(id)?.name ?? id,
    };
  }, [activities, venues.data, communities.data]);
}
export type Names = ReturnType<typeof useNames>;
