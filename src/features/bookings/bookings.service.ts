import { type BookingDetail, type BookingQuery, type BookingView } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan, MoreThan, Not } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { lockUntilCommit, Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { assertVersion, type IfMatchVersions, type Page, paginate } from '../../http/index.js';
import { lockSeasonPlan, StoredPlan } from '../plans/index.js';
import { homeOrServed, narrowToReach } from '../pools/index.js';
import { Venue } from '../venues/index.js';
import { BookingLosses } from './booking-losses.js';
import { BookingRequest } from './booking-request.entity.js';
import { blockedTime, bookingViews, proposalViewOf } from './booking-views.js';
import { closuresIn, isLost } from './lost-bookings.js';
import { SeasonProposal } from './season-proposal.entity.js';

const DAY = 24 * 60 * 60 * 1000;

/** A booking is whose its venue is. */
const inArea = {
  shared: `EXISTS (SELECT 1 FROM venues held
    WHERE held.id = booking.venue_id AND (${homeOrServed('venue_communities', 'venue_id')}))`,
  own: {
    partner: `EXISTS (SELECT 1 FROM venues held
      WHERE held.id = booking.venue_id AND held.owner_unit_id = :reachPartner)`,
  },
};

/** What owners of venues answer to the published plan. An answer that was given already is given again without effect. */
@Injectable()
export class BookingsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly losses: BookingLosses,
  ) {}

  async list({ state, from, until, ...asked }: BookingQuery): Promise<Page<BookingView>> {
    const { manager } = this.transactions;
    const query = manager.createQueryBuilder(BookingRequest, 'booking');
    narrowToReach(query, inArea);
    for (const key of ['seasonId', 'venueId', 'activityId'] as const)
      if (asked[key] !== undefined) query.andWhere(`booking.${key} = :${key}`, { [key]: asked[key] });
    if (state !== undefined) query.andWhere('booking.state = ANY(:states)', { states: [state].flat() });
    if (from !== undefined) query.andWhere('booking.endAt > :from', { from });
    if (until !== undefined) query.andWhere('booking.startAt < :until', { until });
    const page = await paginate(query, asked, [
      { property: 'startAt', direction: 'ASC' },
      { property: 'id', direction: 'ASC' },
    ]);
    return { ...page, items: await bookingViews(manager, page.items) };
  }

  /** With the plan that is proposed in its place, where the published one has lost it. */
  async get(id: string): Promise<BookingDetail> {
    const { manager } = this.transactions;
    const row = await this.row(manager, id);
    const [view] = await bookingViews(manager, [row]);
    if (view === undefined) throw notFound('Booking', id);
    const { seasonId, planId } = row;
    const proposal = isLost(row.state) ? await manager.findOneBy(SeasonProposal, { seasonId, planId }) : null;
    return { ...view, proposal: proposal && proposalViewOf(proposal) };
  }

  /**
   * The venue can be had. Also after it was declined or let go, as long as the published plan still holds it then.
   * @throws AppError STATE_CONFLICT where it is over, taken by another booking, or closed
   */
  confirm(id: string, ifMatch: IfMatchVersions, now = new Date()): Promise<BookingDetail> {
    return this.answer(id, now, async (manager, row) => {
      if (row.state === 'confirmed') return;
      assertVersion(row, ifMatch);
      assertOpen(row, now);
      await assertFree(manager, row);
      const before = row.state;
      Object.assign(row, { state: 'confirmed', answeredAt: now, reason: null });
      await this.audit.record({
        action: 'booking.confirmed',
        entityType: 'booking',
        entityId: id,
        before: { state: before },
        after: { state: 'confirmed' },
      });
      if (isLost(before)) await this.losses.regain(manager, row, now);
      else await manager.getRepository(BookingRequest).save(row);
    });
  }

  /**
   * The venue cannot be had, also where it was confirmed: no plan takes it then, and one without it is proposed.
   * @throws AppError STATE_CONFLICT where it is over
   */
  decline(
    id: string,
    ifMatch: IfMatchVersions,
    reason: string | null,
    now = new Date(),
  ): Promise<BookingDetail> {
    return this.answer(id, now, async (manager, row) => {
      if (row.state === 'declined') return;
      assertVersion(row, ifMatch);
      assertOpen(row, now);
      if (row.state !== 'released') {
        await this.losses.lose(manager, [row], { why: 'declined', reason }, now);
        return;
      }
      // Nobody counts on it any more; this only says why.
      Object.assign(row, { state: 'declined', answeredAt: now, reason });
      await manager.getRepository(BookingRequest).save(row);
      await this.audit.record({
        action: 'booking.declined',
        entityType: 'booking',
        entityId: id,
        before: { state: 'released' },
        after: { state: 'declined', reason },
        personal: ['reason'],
      });
    });
  }

  private answer(
    id: string,
    now: Date,
    work: (manager: EntityManager, row: BookingRequest) => Promise<void>,
  ): Promise<BookingDetail> {
    return this.transactions.run(async (manager) => {
      await lockSeasonPlan(manager, (await this.row(manager, id)).seasonId);
      const row = await this.row(manager, id, true);
      if (isLost(row.state) && row.startAt > now) await assertStillPlanned(manager, row);
      await work(manager, row);
      return this.get(id);
    });
  }

  private async row(manager: EntityManager, id: string, locked = false): Promise<BookingRequest> {
    const row = await manager.findOne(BookingRequest, {
      where: { id },
      ...(locked ? { lock: { mode: 'pessimistic_write' as const } } : {}),
    });
    if (row === null) throw notFound('Booking', id);
    return row;
  }
}

const refused = (detail: string, message: string, params: Record<string, string> = {}): AppError =>
  new AppError('STATE_CONFLICT', message, { detail, params });

function assertOpen({ id, state, startAt }: BookingRequest, now: Date): void {
  if (state === 'withdrawn') throw refused('booking_withdrawn', `Booking ${id} is not needed any more`);
  if (startAt <= now) throw refused('booking_begun', `Booking ${id} has begun`);
}

async function assertStillPlanned(manager: EntityManager, { id, planId }: BookingRequest): Promise<void> {
  if (await manager.existsBy(StoredPlan, { id: planId, state: 'published' })) return;
  throw refused('booking_withdrawn', `The published plan does without booking ${id}`);
}

/** Nobody else was promised the venue for that time, in this season or another, and it is not closed. */
async function assertFree(manager: EntityManager, row: BookingRequest): Promise<void> {
  const { id, venueId } = row;
  await lockUntilCommit(manager, `venue-bookings:${venueId}`);
  const venue = await manager.findOneBy(Venue, { id: venueId });
  if (venue === null) throw notFound('Venue', venueId);
  const [closure] = closuresIn(venue.opening, row);
  if (closure !== undefined)
    throw refused('booking_closed', `Venue ${venueId} is closed then`, {
      start: closure.start,
      end: closure.end,
    });
  const own = blockedTime(row, venue);
  const others = await manager.findBy(BookingRequest, {
    id: Not(id),
    venueId,
    state: 'confirmed',
    startAt: LessThan(new Date(own.until + DAY)),
    endAt: MoreThan(new Date(own.from - DAY)),
  });
  const taken = others.find((other) => {
    const { from, until } = blockedTime(other, venue);
    return from < own.until && own.from < until;
  });
  if (taken !== undefined)
    throw refused('booking_taken', `Venue ${venueId} is taken by booking ${taken.id}`, { id: taken.id });
}
