import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { LessThan, MoreThan } from 'typeorm';
import { keepPlan, lockPlaces } from './duty-locks.js';
import { DutyStore } from './duty-store.js';
import { Duty } from './duty.entity.js';
import { Vacancies } from './vacancies.js';

/** Offers that end in one go: a bound on the work of one job. */
const AT_ONCE = 1_000;

/** Offers that nobody answers come to an end. */
@Injectable()
export class Offers {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: DutyStore,
    private readonly vacancies: Vacancies,
  ) {}

  /**
   * Ends offers whose time is over, each in a transaction of its own. Of what has begun, attendance tells the rest.
   * @returns how many ended
   */
  async expire(now = new Date()): Promise<number> {
    const over = await this.transactions.manager.find(Duty, {
      select: { id: true, seasonId: true, activityId: true },
      where: { state: 'offered', respondBy: LessThan(now), startAt: MoreThan(now) },
      order: { respondBy: 'ASC', id: 'ASC' },
      take: AT_ONCE,
    });
    let ended = 0;
    for (const { id, seasonId, activityId } of over) {
      const isOver = await this.transactions.run(async (manager) => {
        await keepPlan(manager, seasonId);
        await lockPlaces(manager, activityId);
        const duty = await this.store.lock(manager, id);
        // They may have answered, or been asked anew, while this one waited.
        if (duty.state !== 'offered' || duty.respondBy === null || duty.respondBy >= now) return false;
        await this.store.step(manager, duty, 'expire', { now });
        await this.vacancies.open(manager, duty, 'expired', now);
        return true;
      });
      if (isOver) ended += 1;
    }
    return ended;
  }
}
