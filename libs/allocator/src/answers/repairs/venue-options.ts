import { type Change } from '@heli/contracts';
import {
  nth,
  type SeasonActivity,
  type SeasonStart,
  type SeasonVenue,
  statusOver,
} from '../../season/season.js';
import { canPay, VENUE_PURPOSE } from '../../rules/budget-covered.js';
import { pinsOf } from '../../rules/pins.js';
import { isBooked } from './needs.js';
import { type Option, windowFor } from './option.js';
import { type Site } from './place.js';

/** Venues of each kind of near miss that are tried. */
const FEW = 2;

/** Ways to a venue at a time: those that miss one thing only, the nearest first. */
export function venueOptions(site: Site, activity: SeasonActivity, start: SeasonStart): Option[] {
  const { season } = site.workbench;
  const byKind = new Map<string, Option[]>();
  for (const venue of season.venues) {
    const option = nearMiss(site, activity, start, venue);
    if (option) byKind.set(option.kind, [...(byKind.get(option.kind) ?? []), option]);
  }
  return [...byKind.values()].flatMap((list) => list.sort((a, b) => a.distance - b.distance).slice(0, FEW));
}

function nearMiss(
  { workbench, occupied }: Site,
  activity: SeasonActivity,
  start: SeasonStart,
  venue: SeasonVenue,
): Option | null {
  const { season } = workbench;
  const demand = activity.raw.venue;
  if (!demand || isBooked(occupied, venue, start)) return null;
  const { raw } = venue;
  const forbidden = pinsOf(season.problem.pins, activity.raw.id).some(
    (pin) => pin.type === 'forbid-venue' && pin.venueId === raw.id,
  );
  if (forbidden || !canPay(season, activity, start, VENUE_PURPOSE, raw.costFen)) return null;
  const misses: Option[] = [];
  const miss = (kind: Option['kind'], change: Change, distance: number): void => {
    misses.push({ kind, changes: [change], decision: [], distance });
  };
  const activityId = activity.raw.id;
  const serves = venue.serves.has(activity.community);
  if (demand.venueIds && !demand.venueIds.includes(raw.id)) {
    if (!serves) return null;
    miss('less-venue', { type: 'ease-venue', activityId, anyVenue: true }, 0);
  } else if (!demand.venueIds && !serves) {
    const way = season.travelMinutes(
      season.position.community.get(raw.communityId) ?? -1,
      activity.community,
    );
    miss(
      'lend-venue',
      { type: 'share-venue', venueId: raw.id, communityId: activity.raw.communityId },
      way * 1_000 + Math.max(0, activity.raw.expectedAttendance - raw.capacity),
    );
  }
  const features = demand.features.filter((feature) => raw.features.includes(feature));
  const lacking = demand.features.length - features.length;
  const seats = Math.max(0, demand.minCapacity - raw.capacity);
  if (seats > 0 || lacking > 0)
    miss(
      'less-venue',
      {
        type: 'ease-venue',
        activityId,
        ...(seats > 0 ? { minCapacity: raw.capacity } : {}),
        ...(lacking > 0 ? { features } : {}),
      },
      lacking * 10_000 + seats,
    );
  if (statusOver(venue.segments, start) === null) {
    const open = venue.segments.reduce(
      (sum, segment) =>
        sum + Math.max(0, Math.min(start.end, segment.end) - Math.max(start.start, segment.start)),
      0,
    );
    const community = season.position.community.get(raw.communityId) ?? -1;
    const window = windowFor(season, community, nth([start], 0));
    miss(
      'open-venue',
      { type: 'open-venue', venueId: raw.id, windows: [window] },
      start.end - start.start - open,
    );
  }
  return misses.length === 1 ? nth(misses, 0) : null;
}
