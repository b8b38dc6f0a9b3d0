import { type Change } from '@heli/contracts';
import { type EntityManager, In } from 'typeorm';
import { pinOf, SeasonPin } from '../pins/index.js';
import { utc } from '../pools/index.js';
import { Venue } from '../venues/index.js';
import { type BookingRequest } from './booking-request.entity.js';
import { closuresIn } from './lost-bookings.js';

/** More than a question takes. */
export const MOST_CHANGES = 50;

/**
 * What is otherwise than when the published plan was made, as far as lost venues go: the closures of their opening, else
 * the decisions that were left behind, and with them decisions to hold an activity that lost their venue.
 */
export async function changesOf(manager: EntityManager, lost: readonly BookingRequest[]): Promise<Change[]> {
  const found = await manager.findBy(Venue, { id: In([...new Set(lost.map(({ venueId }) => venueId))]) });
  const venues = new Map(found.map((venue) => [venue.id, venue]));
  const held = await manager.findBy(SeasonPin, {
    type: 'hold-activity',
    activityId: In(lost.map(({ activityId }) => activityId)),
  });
  const changes = lost.flatMap((row): Change[] => {
    const { activityId, venueId, startAt } = row;
    const closures = closuresIn(venues.get(venueId)?.opening ?? [], row);
    if (closures.length > 0)
      return closures.map(({ start, end }) => ({ type: 'close-venue', venueId, start, end }));
    const own = held.filter(
      (pin) =>
        pin.activityId === activityId && pin.venueId === null && pin.start?.getTime() === startAt.getTime(),
    );
    return [{ type: 'forbid-venue', activityId, venueId, start: utc(startAt) }, ...own.map(pinOf)];
  });
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}
