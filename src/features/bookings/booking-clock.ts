import { Injectable } from '@nestjs/common';
import { type EntityManager, type FindOptionsWhere, LessThanOrEqual, MoreThan } from 'typeorm';
import { Transactions } from '../../database/index.js';
import { Outbox } from '../../notifications/index.js';
import { lockSeasonPlan } from '../plans/index.js';
import { BookingLinks } from './booking-links.js';
import { BookingLosses } from './booking-losses.js';
import { dueNotices } from './booking-notices.js';
import { BookingRequest } from './booking-request.entity.js';

/** A reminder comes so long before the answer is due, or when half of the time is over. */
const REMIND = '48 hours';

/** What time alone brings: reminders before the answer is due, and venues that are not counted on any more. */
@Injectable()
export class BookingClock {
  constructor(
    private readonly transactions: Transactions,
    private readonly links: BookingLinks,
    private readonly losses: BookingLosses,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Lets go of venues that nobody answered for in time: no plan takes them then, owners, coordinators and councils are told
   * once, and a plan without them is proposed.
   * @returns how many
   */
  async releaseOverdue(now = new Date()): Promise<number> {
    const overdue = await this.transactions.manager.findBy(BookingRequest, this.overdue(now));
    let released = 0;
    for (const seasonId of [...new Set(overdue.map((row) => row.seasonId))].sort())
      released += await this.transactions.run(async (manager) => {
        await lockSeasonPlan(manager, seasonId);
        // Somebody may have answered meanwhile.
        const rows = await locked(manager, { ...this.overdue(now), seasonId });
        await this.losses.lose(manager, rows, { why: 'no-answer', reason: null }, now);
        return rows.length;
      });
    return released;
  }

  /** Reminds owners whose answer is due soon; each request once. */
  async remind(now = new Date()): Promise<number> {
    return this.transactions.run(async (manager) => {
      const due = await manager
        .createQueryBuilder(BookingRequest, 'booking')
        .where(`booking.state = 'asked' AND booking.respondBy > :now`, { now })
        .andWhere(
          `booking.respondBy - least(interval '${REMIND}', (booking.respondBy - booking.askedAt) / 2) <= :now`,
        )
        .getMany();
      return this.outbox.add(manager, await dueNotices(manager, due, (row) => this.links.linkOf(row)));
    });
  }

  private overdue(now: Date) {
    return { state: 'asked' as const, respondBy: LessThanOrEqual(now), startAt: MoreThan(now) };
  }
}

/** Rows that nobody else changes until the transaction ends. */
function locked(manager: EntityManager, where: FindOptionsWhere<BookingRequest>): Promise<BookingRequest[]> {
  return manager.find(BookingRequest, {
    where,
    order: { startAt: 'ASC', id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
}
