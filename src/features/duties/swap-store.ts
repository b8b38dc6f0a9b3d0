import { type SwapState } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { SwapRequest } from './swap.entity.js';

/** Requests to take over a place, each step with its entry in the book of changes. */
@Injectable()
export class SwapStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /** With its duty. @throws AppError NOT_FOUND */
  async get(manager: EntityManager, id: string): Promise<SwapRequest> {
    const swap = await manager.findOne(SwapRequest, { where: { id }, relations: { duty: true } });
    if (swap === null) throw notFound('SwapRequest', id);
    return swap;
  }

  async set(manager: EntityManager, swap: SwapRequest, state: SwapState): Promise<void> {
    const before = swap.state;
    swap.state = state;
    await manager.save(swap);
    await this.record(swap, before);
  }

  record({ id, state, dutyId, activityId }: SwapRequest, before: SwapState | null): Promise<void> {
    return this.audit.record({
      action: `swap.${state}`,
      entityType: 'SwapRequest',
      entityId: id,
      before: before === null ? null : { state: before },
      after: { state, dutyId, activityId },
    });
  }

  /** Ends what nobody has answered in time, and what is about a place that was given up otherwise. */
  async expire(now = new Date()): Promise<void> {
    await this.transactions.run(async (manager) => {
      const over = await manager
        .createQueryBuilder(SwapRequest, 'swap')
        .where(`swap.state = 'asked'`)
        .andWhere(
          `(swap.respond_by < :now OR EXISTS (
             SELECT 1 FROM duties given WHERE given.id = swap.duty_id AND given.state NOT IN ('offered','accepted')))`,
          { now },
        )
        .setLock('pessimistic_write')
        .getMany();
      for (const swap of over) await this.set(manager, swap, 'ended');
    });
  }
}
