import {
  type BookingView,
  type ChinaCalendar,
  type CommunityRead,
  type PlaceView,
  type PlanDocument,
  type SeasonRead,
  type VenueRead,
} from '@heli/contracts';
import { useMemo } from 'react';
import { useAll, usePlanChoice, useRead, useSeasonThings } from '~/api';
import { DEFAULT_ZONE } from '~/ui';
import { useNow } from '~/ui/useNow';
import { type DayMark, marksOf } from './days';
import { entriesOf, type Entry, liveOf } from './model';

const NO_MARKS: ReadonlyMap<string, DayMark> = new Map();
const LIVE_MS = 60_000;

/** All that the board shows: few requests, each list read once, whatever the season's size. */
export function useBoard(season: SeasonRead) {
  const now = useNow();
  const choice = usePlanChoice(season.id);
  const { activities, communities, venues } = useSeasonThings(season.id);
  const { plan } = choice;
  const document = useRead<PlanDocument>(
    plan === null ? null : `/plans/${encodeURIComponent(plan.id)}/document`,
  );
  const lived = plan?.state === 'published';
  const places = useAll<PlaceView>(
    lived ? '/open-places' : null,
    { seasonId: season.id },
    { every: LIVE_MS },
  );
  const bookings = useAll<BookingView>(
    lived ? '/bookings' : null,
    { seasonId: season.id },
    { every: LIVE_MS },
  );
  const zone = communities.data?.find(({ id }) => id === season.communityIds[0])?.timeZone ?? DEFAULT_ZONE;
  const years = [season.start.slice(0, 4), season.end.slice(0, 4)] as const;
  const china = useRead<ChinaCalendar>('/calendars/china', { firstYear: years[0], lastYear: years[1] });
  const live = useMemo(
    () =>
      places.data === undefined || bookings.data === undefined
        ? null
        : liveOf(places.data, bookings.data, now),
    [places.data, bookings.data, now],
  );
  const ready =
    activities.data !== undefined && !choice.loading && (plan === null || document.data !== undefined);
  const entries = useMemo<readonly Entry[] | undefined>(
    () => (ready ? entriesOf(activities.data, document.data ?? null, lived ? live : null) : undefined),
    [ready, activities.data, document.data, lived, live],
  );
  const marks = useMemo(
    () => (china.data === undefined ? NO_MARKS : marksOf(china.data, season.calendar)),
    [china.data, season.calendar],
  );
  const error = choice.error ?? activities.error ?? document.error ?? communities.error ?? venues.error;
  return {
    choice,
    plan,
    document: document.data ?? null,
    zone,
    marks,
    entries,
    communities: (communities.data ?? []) as readonly CommunityRead[],
    venues: (venues.data ?? []) as readonly VenueRead[],
    asked: {
      data: entries,
      error,
      refetch: () =>
        Promise.all([choice.refetch(), activities.refetch(), plan === null ? null : document.refetch()]),
    },
  };
}

export type BoardData = ReturnType<typeof useBoard>;
