import { type WaitingQuery, type WaitingView } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { type Page, paginate } from '../../http/index.js';
import { narrowToReach } from '../pools/index.js';
import { DUTIES_IN_REACH } from './duties.service.js';
import { lockPlaces } from './duty-locks.js';
import { Waiting } from './wait-list.entity.js';
import { WaitList } from './wait-list.js';

@Injectable()
export class WaitListService {
  constructor(
    private readonly transactions: Transactions,
    private readonly waitList: WaitList,
  ) {}

  async list({
    seasonId,
    activityId,
    volunteerId,
    state,
    ...page
  }: WaitingQuery): Promise<Page<WaitingView>> {
    const { manager } = this.transactions;
    const query = manager.createQueryBuilder(Waiting, 'held');
    narrowToReach(query, DUTIES_IN_REACH);
    const filters = { seasonId, activityId, volunteerId, state };
    for (const [column, value] of Object.entries(filters))
      if (value !== undefined) query.andWhere(`held.${column} = :${column}`, { [column]: value });
    const found = await paginate(query, page, [
      { property: 'createdAt', direction: 'ASC' },
      { property: 'id', direction: 'ASC' },
    ]);
    return { ...found, items: await this.waitList.views(manager, found.items) };
  }

  /** @throws AppError STATE_CONFLICT where a place was offered or taken: that is answered, not left */
  cancel(id: string): Promise<void> {
    return this.transactions.run(async (manager) => {
      const entry = await manager.findOneBy(Waiting, { id });
      if (entry === null) throw notFound('Waiting', id);
      await lockPlaces(manager, entry.activityId);
      const now = await manager.findOneByOrFail(Waiting, { id });
      if (now.state === 'offered' || now.state === 'taken')
        throw new AppError('STATE_CONFLICT', `Entry ${id} of the wait-list is ${now.state}`, {
          detail: 'waiting_over',
        });
      if (now.state === 'waiting') await this.waitList.set(manager, now, 'cancelled');
    });
  }
}
