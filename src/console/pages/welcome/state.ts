import { type SeasonRead } from '@heli/contracts';
import { type Page, useRead } from '~/api';
import { useSeason } from '~/app/seasons';

export interface Step {
  readonly key:
    'communities' | 'season' | 'venues' | 'volunteers' | 'donations' | 'activities' | 'plan' | 'published';
  /** How many there are; null: not known yet. */
  readonly count: number | null;
  readonly done: boolean;
  /** Where it is looked after; null: not yet. */
  readonly to: string | null;
}

/** How many there are; null: not known, or nothing to ask. */
function useTotal(path: string | null, query: Readonly<Record<string, string>> = {}): number | null {
  const { data } = useRead<Page<unknown>>(path, { limit: 1, count: true, ...query });
  return data?.total ?? null;
}

/** What there is already, in the order in which things are needed. */
export function useSteps(enabled: boolean): {
  readonly steps: readonly Step[];
  readonly known: boolean;
  readonly season: SeasonRead | null;
} {
  const { season, loading } = useSeason();
  const inSeason = season === null ? null : `/seasons/${encodeURIComponent(season.id)}`;
  const of = (path: string | null) => (enabled ? path : null);
  const plansPath = inSeason === null ? null : `${inSeason}/plans`;
  const communities = useTotal(of('/communities'));
  const seasons = useTotal(of('/seasons'));
  const venues = useTotal(of('/venues'));
  const volunteers = useTotal(of('/volunteers'));
  const donations = useTotal(of('/donations'));
  const activities = useTotal(of(season === null ? null : '/activities'), { seasonId: season?.id ?? '' });
  const plans = useTotal(of(plansPath));
  const published = useTotal(of(plansPath), { state: 'published' });
  const here = (page: string) => (inSeason === null ? null : `${inSeason}/${page}`);
  const step = (key: Step['key'], count: number | null, to: string | null): Step => ({
    key,
    count,
    done: (count ?? 0) > 0,
    to,
  });
  const none = season === null && !loading ? 0 : null;
  return {
    season,
    known: communities !== null && seasons !== null,
    steps: [
      step('communities', communities, '/pools/communities'),
      step('season', seasons, here('board')),
      step('venues', venues, '/pools/venues'),
      step('volunteers', volunteers, '/pools/volunteers'),
      step('donations', donations, '/pools/donations'),
      step('activities', activities ?? none, here('board')),
      step('plan', plans ?? none, here('runs')),
      step('published', published ?? none, here('runs')),
    ],
  };
}
