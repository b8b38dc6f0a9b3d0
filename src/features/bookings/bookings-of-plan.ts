import { type EntityManager, In } from 'typeorm';
import { newId } from '../../database/index.js';
import { answerDeadline } from '../notices/index.js';
import { type Publication } from '../plans/index.js';
import { Venue } from '../venues/index.js';
import { BookingRequest } from './booking-request.entity.js';
import { closuresIn, isLost, pinsAgainst, placeKey } from './lost-bookings.js';

/** Hours before the start at which the last answer is expected: what is lost then can still be planned anew. */
const LAST_ANSWER = 24;

/** Until when an answer is expected, and not before it is asked for. */
export function answerUntil(start: Date, now: Date, hours: number): Date {
  const deadline = answerDeadline(start, now, { hours, beforeStartHours: LAST_ANSWER });
  return deadline < now ? now : deadline;
}

/**
 * Makes the bookings of a published plan, in its transaction. What was answered stays where activity, venue and time stay;
 * what is gone is withdrawn. What was declined is asked anew only when the decision that it left behind was taken back.
 * @param hours that owners have to answer
 */
export async function renewBookings(
  manager: EntityManager,
  { plan, document, now }: Publication,
  hours: number,
): Promise<void> {
  const repository = manager.getRepository(BookingRequest);
  const { seasonId } = plan;
  const held = new Map((await repository.findBy({ seasonId })).map((row) => [placeKey(row), row]));
  const venueIds = [...new Set(document.scheduled.flatMap(({ venueId }) => venueId ?? []))];
  const venues = new Map((await manager.findBy(Venue, { id: In(venueIds) })).map((one) => [one.id, one]));
  const kept: BookingRequest[] = [];
  for (const { activityId, venueId, start, end } of document.scheduled) {
    const venue = venueId === null ? undefined : venues.get(venueId);
    if (venue === undefined) continue;
    const place = { activityId, venueId: venue.id, startAt: new Date(start), endAt: new Date(end) };
    const earlier = held.get(placeKey(place));
    held.delete(placeKey(place));
    // Nobody is asked of what has begun.
    if (earlier === undefined && place.startAt <= now) continue;
    const row = earlier ?? repository.create({ id: newId(), seasonId, ...place, state: 'withdrawn' });
    row.planId = plan.id;
    kept.push(row);
    if (row.startAt <= now) continue;
    if (row.state === 'asked' || row.state === 'confirmed') continue;
    if (!isLost(row.state) || !(await isStillLost(manager, row, venue))) ask(row, venue, now, hours);
  }
  for (const row of held.values())
    if ((row.state === 'asked' || row.state === 'confirmed') && row.startAt > now)
      kept.push(Object.assign(row, { state: 'withdrawn', respondBy: null }));
  await repository.save(kept, { chunk: 500 });
}

const isStillLost = async (manager: EntityManager, row: BookingRequest, venue: Venue): Promise<boolean> =>
  closuresIn(venue.opening, row).length > 0 || (await pinsAgainst(manager, row)).length > 0;

function ask(row: BookingRequest, venue: Venue, now: Date, hours: number): void {
  const { needsConfirmation } = venue;
  Object.assign(row, {
    state: needsConfirmation ? 'asked' : 'confirmed',
    askedAt: now,
    respondBy: needsConfirmation ? answerUntil(row.startAt, now, hours) : null,
    answeredAt: null,
    reason: null,
    pinId: null,
  });
}
