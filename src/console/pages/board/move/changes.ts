import { type ActivityRead, type Change, type VenueRead } from '@heli/contracts';
import { type Place } from '../rows';

const serves = (venue: VenueRead, communityId: string): boolean =>
  venue.communityId === communityId || venue.servesCommunityIds.includes(communityId);

/**
 * What would have to be otherwise for an activity to take place then and there: the time among its possible times, the
 * venue among those that it may have; and that it is held so.
 */
export function moveChanges(activity: ActivityRead, place: Place, venue: VenueRead | undefined): Change[] {
  const activityId = activity.id;
  const start = new Date(place.start).toISOString();
  const changes: Change[] = [];
  if (!activity.candidateStarts.some((one) => Date.parse(one) === place.start)) {
    changes.push({ type: 'offer-start', activityId, start });
  }
  const demand = activity.venue;
  if (venue !== undefined && demand !== undefined && demand !== null) {
    const features = demand.features.filter((one) => venue.features.includes(one));
    const eased = {
      ...(demand.venueIds !== undefined && !demand.venueIds.includes(venue.id)
        ? { anyVenue: true as const }
        : {}),
      ...(demand.minCapacity > venue.capacity ? { minCapacity: venue.capacity } : {}),
      ...(features.length < demand.features.length ? { features } : {}),
    };
    if (Object.keys(eased).length > 0) changes.push({ type: 'ease-venue', activityId, ...eased });
    if (!serves(venue, activity.communityId)) {
      changes.push({ type: 'share-venue', venueId: venue.id, communityId: activity.communityId });
    }
  }
  changes.push({
    type: 'hold-activity',
    activityId,
    start,
    ...(venue === undefined ? {} : { venueId: venue.id }),
  });
  return changes;
}

export interface VenueChoice {
  readonly venue: VenueRead;
  /** It may be had without asking for less, or asking anybody. */
  readonly fits: boolean;
}

/** Venues for an activity: those that fit first, each group by name. */
export function venueChoices(activity: ActivityRead, venues: readonly VenueRead[]): VenueChoice[] {
  return venues
    .filter((venue) => serves(venue, activity.communityId))
    .map((venue) => ({
      venue,
      fits: moveChanges(activity, { activityId: activity.id, start: 0, venueId: venue.id }, venue).every(
        ({ type }) => type !== 'ease-venue',
      ),
    }))
    .sort((a, b) => Number(b.fits) - Number(a.fits) || a.venue.name.localeCompare(b.venue.name, 'zh'));
}
