import { type ActivityRead, type CommunityRead, type PlanView, type VenueRead } from '@heli/contracts';
import { useSearchParams } from 'react-router';
import { naturalPlan } from './natural-plan';
import { useAll, useRead } from './queries';

/** The plan that a page speaks of: that of the address (`?plan=`), else the published one, else the latest. */
export function usePlanChoice(seasonId: string | null) {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('plan');
  const path = seasonId === null ? null : `/seasons/${encodeURIComponent(seasonId)}/plans`;
  const listed = useRead<{ readonly items: readonly PlanView[] }>(path, { limit: 50 });
  const plans = listed.data?.items ?? [];
  const known = asked === null ? undefined : plans.find(({ id }) => id === asked);
  const older = useRead<PlanView>(
    asked !== null && listed.data !== undefined && known === undefined
      ? `/plans/${encodeURIComponent(asked)}`
      : null,
  );
  const natural = naturalPlan(plans);
  const plan = asked === null ? (natural ?? null) : (known ?? older.data ?? null);
  const choose = (id: string | null) =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        if (id === null || id === natural?.id) next.delete('plan');
        else next.set('plan', id);
        return next;
      },
      { replace: true },
    );
  const error = listed.error ?? older.error;
  return {
    plan,
    plans,
    choose,
    error,
    refetch: listed.error === null ? older.refetch : listed.refetch,
    loading: error === null && (listed.data === undefined || (asked !== null && plan === null)),
  };
}

/** All activities of a season, all communities and venues in reach: a few requests of 200 each, then kept. */
export function useSeasonThings(seasonId: string | null) {
  const activities = useAll<ActivityRead>(seasonId === null ? null : '/activities', { seasonId });
  const communities = useAll<CommunityRead>('/communities');
  const venues = useAll<VenueRead>('/venues');
  return { activities, communities, venues };
}
