import { type AvailabilityWindow, type BookingState, LOST_BOOKING_STATES } from '@heli/contracts';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { SeasonPin } from '../pins/index.js';
import { type Venue } from '../venues/index.js';
import { BookingRequest } from './booking-request.entity.js';

/** What makes a booking the same one from plan to plan. */
export const placeKey = ({
  activityId,
  venueId,
  startAt,
  endAt,
}: Pick<BookingRequest, 'activityId' | 'venueId' | 'startAt' | 'endAt'>): string =>
  [activityId, venueId, startAt.getTime(), endAt.getTime()].join('\u0000');

/** The published plan names the venue still, but may not count on it. */
export const isLost = (state: BookingState): boolean =>
  (LOST_BOOKING_STATES as readonly BookingState[]).includes(state);

/** Lost venues that a plan holds for what is still to come, the next first. */
export const lostOf = (manager: EntityManager, planId: string, now: Date): Promise<BookingRequest[]> =>
  manager.find(BookingRequest, {
    where: { planId, state: In([...LOST_BOOKING_STATES]), startAt: MoreThan(now) },
    order: { startAt: 'ASC', id: 'ASC' },
  });

/** Time of an activity at a venue. */
type Span = Pick<BookingRequest, 'startAt' | 'endAt'>;

type DatedWindow = Extract<AvailabilityWindow, { type: 'dated' }>;

/** Dated windows that close a venue for some of a time; buffers may lie in them. */
export const closuresIn = (opening: Venue['opening'], { startAt, endAt }: Span): DatedWindow[] =>
  opening.flatMap((window) =>
    window.type === 'dated' &&
    window.status === 'unavailable' &&
    Date.parse(window.start) < endAt.getTime() &&
    Date.parse(window.end) > startAt.getTime()
      ? [window]
      : [],
  );

/** Decisions that keep a venue from an activity at its time, the narrowest first. */
export async function pinsAgainst(
  manager: EntityManager,
  { activityId, venueId, startAt }: BookingRequest,
): Promise<SeasonPin[]> {
  const pins = await manager.findBy(SeasonPin, { type: 'forbid-venue', activityId, venueId });
  return pins
    .filter(({ start }) => start === null || start.getTime() === startAt.getTime())
    .sort((a, b) => Number(a.start === null) - Number(b.start === null));
}
