import { type Pin } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { lockUntilCommit, newId } from '../../database/index.js';
import { DEFAULT_LANGUAGE, translate } from '../../i18n/index.js';
import { Outbox } from '../../notifications/index.js';
import { pinOf, PinStore, SeasonPin } from '../pins/index.js';
import { utc } from '../pools/index.js';
import { BookingRequest } from './booking-request.entity.js';
import { newsOfBookings, releaseNotices } from './booking-notices.js';
import { pinsAgainst } from './lost-bookings.js';
import { SeasonProposals } from './season-proposals.js';

/** How a venue is lost. */
export interface Loss {
  /** `closed`: the opening of the venue says so, so that no decision has to. */
  readonly why: 'declined' | 'no-answer' | 'closed';
  readonly reason: string | null;
}

/** Longest reason of a pin. */
const PIN_REASON = 200;

/**
 * What follows when venues of the published plan are lost: a decision that no plan takes the venue then, an entry in the
 * book of changes, word to those who plan, and a proposal of a plan without them. In the caller's transaction, which holds
 * the lock of the season's plan.
 */
@Injectable()
export class BookingLosses {
  private readonly pins = new PinStore();

  constructor(
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
    private readonly proposals: SeasonProposals,
  ) {}

  /** @param rows of one season, `asked` or `confirmed` */
  async lose(
    manager: EntityManager,
    rows: readonly BookingRequest[],
    { why, reason }: Loss,
    now: Date,
  ): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    const state = why === 'no-answer' ? 'released' : 'declined';
    for (const row of rows) {
      const before = row.state;
      row.pinId = why === 'closed' ? null : await this.forbid(manager, row, reason, why);
      Object.assign(row, { state, reason, answeredAt: why === 'no-answer' ? null : now });
      await this.audit.record({
        action: `booking.${state}`,
        entityType: 'booking',
        entityId: row.id,
        before: { state: before },
        after: { state, why, pinId: row.pinId, reason },
        personal: ['reason'],
      });
    }
    await manager.getRepository(BookingRequest).save([...rows]);
    await this.outbox.add(manager, [
      ...(await newsOfBookings(manager, rows, why, now)),
      ...(why === 'no-answer' ? await releaseNotices(manager, rows) : []),
    ]);
    await this.proposals.renew(manager, first.seasonId, now);
  }

  /** A closure that took the venues away is no more: what was declined by it stays so by decisions. */
  async keep(manager: EntityManager, rows: readonly BookingRequest[], now: Date): Promise<void> {
    for (const row of rows) row.pinId = await this.forbid(manager, row, row.reason, 'declined');
    await manager.getRepository(BookingRequest).save([...rows]);
    for (const seasonId of new Set(rows.map((row) => row.seasonId)))
      await this.proposals.renew(manager, seasonId, now);
  }

  /** The venue can be had after all. */
  async regain(manager: EntityManager, row: BookingRequest, now: Date): Promise<void> {
    const { pinId } = row;
    row.pinId = null;
    await manager.getRepository(BookingRequest).save(row);
    const pin = pinId === null ? null : await manager.findOneBy(SeasonPin, { id: pinId });
    if (pin !== null) {
      await manager.delete(SeasonPin, { id: pin.id });
      await this.recordPin('deleted', pin.id, pinOf(pin), null);
    }
    await this.outbox.add(manager, await newsOfBookings(manager, [row], 'confirmed', now));
    await this.proposals.renew(manager, row.seasonId, now);
  }

  /**
   * Writes the decision, unless one that says so stands. A decision to hold the activity just there and then loses its
   * venue; that it is held stays.
   * @returns the id of the pin that is the booking's own; null: somebody else's says it
   */
  private async forbid(
    manager: EntityManager,
    row: BookingRequest,
    reason: string | null,
    why: 'declined' | 'no-answer',
  ): Promise<string | null> {
    const { seasonId, activityId, venueId, startAt } = row;
    await lockUntilCommit(manager, `pins-of:${activityId}`);
    if ((await pinsAgainst(manager, row)).length > 0) return row.pinId;
    const opposite = await manager.findBy(SeasonPin, { type: 'hold-activity', activityId, venueId });
    for (const held of opposite) {
      if (held.start?.getTime() !== startAt.getTime()) continue;
      const before = pinOf(held);
      held.venueId = null;
      await manager.getRepository(SeasonPin).save(held);
      await this.recordPin('changed', held.id, before, pinOf(held));
    }
    const pin: Pin = { type: 'forbid-venue', activityId, venueId, start: utc(startAt) };
    const id = newId();
    const said = reason ?? translate(DEFAULT_LANGUAGE, `bookings.pinReasons.${why}`);
    await this.pins.insert(manager, [{ id, seasonId, pin, reason: said.slice(0, PIN_REASON) }]);
    await this.recordPin('created', id, null, pin);
    return id;
  }

  private recordPin(verb: string, entityId: string, before: Pin | null, after: Pin | null): Promise<void> {
    return this.audit.record({
      action: `pin.${verb}`,
      entityType: 'Pin',
      entityId,
      before: before === null ? null : { pin: before },
      after: after === null ? null : { pin: after },
    });
  }
}
