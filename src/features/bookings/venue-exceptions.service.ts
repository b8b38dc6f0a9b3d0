import { createHash } from 'node:crypto';
import {
  type AvailabilityWindow,
  type BookingState,
  type BookingView,
  STANDING_BOOKING_STATES,
  type VenueException,
  type VenueExceptionCreate,
  type VenueExceptionStored,
} from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, LessThan, MoreThan } from 'typeorm';
import { Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { lockSeasonPlan } from '../plans/index.js';
import { utc } from '../pools/index.js';
import { Venue, VenuesService } from '../venues/index.js';
import { BookingLosses } from './booking-losses.js';
import { BookingRequest } from './booking-request.entity.js';
import { bookingViews } from './booking-views.js';
import { closuresIn } from './lost-bookings.js';
import { VenueExceptionReason } from './venue-exception.entity.js';

type DatedWindow = Extract<AvailabilityWindow, { type: 'dated' }>;
type Span = Pick<VenueException, 'start' | 'end' | 'open'>;

/** The same span has the same id, whatever offset its instants are written with. */
const idOf = ({ start, end, open }: Span): string =>
  createHash('sha256')
    .update(`${Date.parse(start)} ${Date.parse(end)} ${open}`)
    .digest('hex')
    .slice(0, 16);

const spanOf = ({ start, end, status }: DatedWindow): Span => ({
  start,
  end,
  open: status !== 'unavailable',
});

const datedIn = (opening: Venue['opening']): DatedWindow[] =>
  opening.flatMap((window) => (window.type === 'dated' ? [window] : []));

const utcSpan = ({ start, end, open }: Span): Span => ({
  start: utc(new Date(start)),
  end: utc(new Date(end)),
  open,
});

/**
 * When a venue is open or closed for once: the dated windows of its opening, each with a reason. What closes takes the
 * bookings of published plans in its time away; bookings elsewhere in its buffers stay.
 */
@Injectable()
export class VenueExceptionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly venues: VenuesService,
    private readonly losses: BookingLosses,
  ) {}

  /** By their start. */
  async list(venueId: string): Promise<VenueException[]> {
    const { manager } = this.transactions;
    const venue = await venueOf(manager, venueId);
    const reasons = await manager.findBy(VenueExceptionReason, { venueId });
    const reasonOf = new Map(reasons.map(({ exceptionId, reason }) => [exceptionId, reason]));
    return datedIn(venue.opening)
      .map(spanOf)
      .map((span) => ({ id: idOf(span), ...utcSpan(span), reason: reasonOf.get(idOf(span)) ?? null }))
      .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
  }

  /** @param dryRun tells what it would do, and stores nothing */
  add(
    venueId: string,
    { reason, ...span }: VenueExceptionCreate,
    dryRun: boolean,
    now = new Date(),
  ): Promise<VenueExceptionStored> {
    const exception = { id: idOf(span), ...utcSpan(span), reason: reason ?? null };
    return this.transactions.run(async (manager) => {
      await venueOf(manager, venueId);
      if (dryRun) {
        const rows = span.open ? [] : await bookingsIn(manager, venueId, span, now, STANDING_BOOKING_STATES);
        return { stored: false, exception, affected: await bookingViews(manager, rows) };
      }
      const rows = span.open ? [] : await lockedIn(manager, venueId, span, now, STANDING_BOOKING_STATES);
      await this.write(manager, venueId, exception);
      const affected = await this.close(manager, rows, exception.reason, now);
      return { stored: true, exception, affected };
    });
  }

  /** What was declined by it stays so until it is confirmed. */
  remove(venueId: string, exceptionId: string, now = new Date()): Promise<void> {
    return this.transactions.run(async (manager) => {
      const span = datedIn((await venueOf(manager, venueId)).opening)
        .map(spanOf)
        .find((one) => idOf(one) === exceptionId);
      if (span === undefined) throw notFound('VenueException', exceptionId);
      const rows = await lockedIn(manager, venueId, span, now, ['declined']);
      const { opening } = await venueOf(manager, venueId, true);
      const left = opening.filter((one) => one.type !== 'dated' || idOf(spanOf(one)) !== exceptionId);
      await this.venues.patch(venueId, '*', { opening: left });
      await manager.delete(VenueExceptionReason, { venueId, exceptionId });
      await this.losses.keep(
        manager,
        rows.filter((row) => row.pinId === null && closuresIn(left, row).length === 0),
        now,
      );
    });
  }

  /** A span that is there already stays as it is; what is said of it is the newest reason. */
  private async write(
    manager: EntityManager,
    venueId: string,
    { id: exceptionId, start, end, open, reason }: VenueException,
  ): Promise<void> {
    const { opening } = await venueOf(manager, venueId, true);
    if (!datedIn(opening).some((window) => idOf(spanOf(window)) === exceptionId)) {
      const window = { type: 'dated', start, end, status: open ? 'available' : 'unavailable' } as const;
      await this.venues.patch(venueId, '*', { opening: [...opening, window] });
    }
    if (reason !== null)
      await manager.upsert(VenueExceptionReason, { venueId, exceptionId, reason }, [
        'venueId',
        'exceptionId',
      ]);
  }

  private async close(
    manager: EntityManager,
    rows: readonly BookingRequest[],
    reason: string | null,
    now: Date,
  ): Promise<BookingView[]> {
    for (const seasonId of new Set(rows.map((row) => row.seasonId)))
      await this.losses.lose(
        manager,
        rows.filter((row) => row.seasonId === seasonId),
        { why: 'closed', reason },
        now,
      );
    return bookingViews(manager, rows);
  }
}

async function venueOf(manager: EntityManager, id: string, locked = false): Promise<Venue> {
  const venue = await manager.findOne(Venue, {
    where: { id },
    ...(locked ? { lock: { mode: 'pessimistic_write' as const } } : {}),
  });
  if (venue === null) throw notFound('Venue', id);
  return venue;
}

/** Bookings that are still to come and meet the span, by their start. */
async function bookingsIn(
  manager: EntityManager,
  venueId: string,
  { start, end }: Span,
  now: Date,
  states: readonly BookingState[],
): Promise<BookingRequest[]> {
  const rows = await manager.find(BookingRequest, {
    where: {
      venueId,
      state: In([...states]),
      endAt: MoreThan(new Date(start)),
      startAt: LessThan(new Date(end)),
    },
    order: { startAt: 'ASC', id: 'ASC' },
  });
  return rows.filter(({ startAt }) => startAt > now);
}

/** The same, with the locks of their seasons' plans: nobody else answers for them, or publishes, until the transaction ends. */
async function lockedIn(...asked: Parameters<typeof bookingsIn>): Promise<BookingRequest[]> {
  const [manager] = asked;
  const locked = new Set<string>();
  for (;;) {
    const rows = await bookingsIn(...asked);
    const open = new Set(rows.map(({ seasonId }) => seasonId).filter((id) => !locked.has(id)));
    if (open.size === 0) return rows;
    // In one order, so that nobody waits for somebody who waits.
    for (const seasonId of [...open].sort()) {
      await lockSeasonPlan(manager, seasonId);
      locked.add(seasonId);
    }
  }
}
