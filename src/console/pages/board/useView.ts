import { type SeasonRead } from '@heli/contracts';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useNow } from '~/ui/useNow';
import { NARROW } from './byDay';
import { firstDate, windowOf, type Zoom, ZOOMS } from './days';
import { type Filter } from './model';

export type Grouping = 'community' | 'venue';
const KEPT = 'heli.board.zoom';

/** How somebody looks at the board: kept in the address, so that it can be passed on. */
export function useView(season: SeasonRead, zone: string) {
  const [parameters, setParameters] = useSearchParams();
  const now = useNow();
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const kept = localStorage.getItem(KEPT);
  const zoomAsked = parameters.get('zoom') ?? kept;
  const zoom: Zoom = ZOOMS.find((one) => one === zoomAsked) ?? 'week';
  const dateAsked = parameters.get('date');
  const date =
    dateAsked !== null && /^\d{4}-\d{2}-\d{2}$/.test(dateAsked) && !Number.isNaN(Date.parse(dateAsked))
      ? dateAsked
      : firstDate(season, now, zone);
  const filter = useMemo<Filter>(
    () => ({
      kinds: parameters.getAll('kind'),
      communities: parameters.getAll('community'),
      gapsOnly: parameters.get('gaps') === '1',
      text: parameters.get('q') ?? '',
    }),
    [parameters],
  );
  const shownAs = parameters.get('view');
  const set = (changes: Readonly<Record<string, string | readonly string[] | null>>) => {
    if (typeof changes.zoom === 'string') localStorage.setItem(KEPT, changes.zoom);
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          next.delete(name);
          for (const one of value === null ? [] : [value].flat()) if (one !== '') next.append(name, one);
        }
        return next;
      },
      { replace: true },
    );
  };
  return {
    narrow,
    zoom,
    date,
    window: windowOf(zoom, date, season, zone),
    filter,
    grouping: parameters.get('by') === 'venue' ? 'venue' : 'community',
    view: shownAs === 'agenda' || (shownAs === null && narrow) ? ('agenda' as const) : ('timeline' as const),
    activityId: parameters.get('activity'),
    set,
  };
}

export type View = ReturnType<typeof useView>;
