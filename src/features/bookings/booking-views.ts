import { type BookingView, type ProposalView } from '@heli/contracts';
import { type EntityManager, In } from 'typeorm';
import { Activity } from '../activities/index.js';
import { utc, utcOrNull } from '../pools/index.js';
import { Venue } from '../venues/index.js';
import { type BookingRequest } from './booking-request.entity.js';
import { type SeasonProposal } from './season-proposal.entity.js';

const MINUTE = 60_000;

/** Bookings as they are shown, in their order; what is not in the pools any more is named by its id. */
export async function bookingViews(
  manager: EntityManager,
  rows: readonly BookingRequest[],
): Promise<BookingView[]> {
  const [activities, venues] = await Promise.all([
    manager.findBy(Activity, { id: In([...new Set(rows.map(({ activityId }) => activityId))]) }),
    manager.findBy(Venue, { id: In([...new Set(rows.map(({ venueId }) => venueId))]) }),
  ]);
  const activityOf = new Map(activities.map((one) => [one.id, one]));
  const venueOf = new Map(venues.map((one) => [one.id, one]));
  return rows.map((row) => {
    const [activity, venue] = [activityOf.get(row.activityId), venueOf.get(row.venueId)];
    const blocked = blockedTime(row, venue);
    return {
      id: row.id,
      version: row.version,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      seasonId: row.seasonId,
      planId: row.planId,
      activityId: row.activityId,
      activityTitle: activity?.title ?? row.activityId,
      expectedAttendance: activity?.expectedAttendance ?? 0,
      venueId: row.venueId,
      venueName: venue?.name ?? row.venueId,
      start: utc(row.startAt),
      end: utc(row.endAt),
      blockedFrom: utc(new Date(blocked.from)),
      blockedUntil: utc(new Date(blocked.until)),
      state: row.state,
      askedAt: utc(row.askedAt),
      respondBy: row.state === 'asked' ? utcOrNull(row.respondBy) : null,
      answeredAt: utcOrNull(row.answeredAt),
      reason: row.reason,
    };
  });
}

/** The time that a booking takes of its venue, buffers included; epoch milliseconds, half-open. */
export const blockedTime = (
  { startAt, endAt }: Pick<BookingRequest, 'startAt' | 'endAt'>,
  venue: Pick<Venue, 'bufferBeforeMinutes' | 'bufferAfterMinutes'> | undefined,
): { from: number; until: number } => ({
  from: startAt.getTime() - (venue?.bufferBeforeMinutes ?? 0) * MINUTE,
  until: endAt.getTime() + (venue?.bufferAfterMinutes ?? 0) * MINUTE,
});

export const proposalViewOf = (row: SeasonProposal): ProposalView => ({
  state: row.state,
  planId: row.planId,
  bookings: row.bookings,
  questionId: row.questionId,
  draftPlanId: row.draftPlanId,
  people: row.people,
  attempts: row.attempts,
  failure: row.failure,
});
