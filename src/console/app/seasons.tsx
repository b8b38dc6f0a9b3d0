import { type SeasonRead } from '@heli/contracts';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { useAll } from '../api';

const KEPT = 'heli.season';

/** All seasons in reach, the latest first. */
export function useSeasons() {
  const found = useAll<SeasonRead>('/seasons');
  const seasons = [...(found.data ?? [])].sort((a, b) => b.start.localeCompare(a.start));
  return { ...found, seasons };
}

/** The season that runs now, else the next one, else the latest. */
function natural(seasons: readonly SeasonRead[], now: string): SeasonRead | undefined {
  const running = seasons.find(({ start, end }) => start <= now && now < end);
  return running ?? seasons.filter(({ start }) => start > now).at(-1) ?? seasons[0];
}

/** The season of the address; else that of the last visit, else the natural one. Null while unknown or where there is none. */
export function useSeason(): {
  readonly season: SeasonRead | null;
  readonly loading: boolean;
  readonly none: boolean;
} {
  const { seasonId } = useParams();
  const { seasons, isLoading, data } = useSeasons();
  const kept = localStorage.getItem(KEPT);
  const find = (id: string | null | undefined) => seasons.find((one) => one.id === id);
  const season =
    seasonId === undefined
      ? (find(kept) ?? natural(seasons, new Date().toISOString()) ?? null)
      : (find(seasonId) ?? null);
  useEffect(() => {
    if (season !== null) localStorage.setItem(KEPT, season.id);
  }, [season]);
  return { season, loading: isLoading, none: data !== undefined && season === null };
}
