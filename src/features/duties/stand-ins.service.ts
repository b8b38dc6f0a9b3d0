import { type SearchQuery, type SearchView } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { type Page, paginate } from '../../http/index.js';
import { narrowToSeasonsInReach } from '../pools/index.js';
import { lockPlaces } from './duty-locks.js';
import { type PlaceKey, Places } from './places.js';
import { StandInSearch } from './stand-in-search.entity.js';
import { StandIns } from './stand-ins.js';

@Injectable()
export class StandInsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly standIns: StandIns,
    private readonly places: Places,
  ) {}

  async list({ seasonId, activityId, state, ...page }: SearchQuery): Promise<Page<SearchView>> {
    const query = this.transactions.manager.createQueryBuilder(StandInSearch, 'search');
    narrowToSeasonsInReach(query, 'search.season_id');
    for (const [column, value] of Object.entries({ seasonId, activityId, state }))
      if (value !== undefined) query.andWhere(`search.${column} = :${column}`, { [column]: value });
    const found = await paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
    return { ...found, items: found.items.map(searchViewOf) };
  }

  /** @throws AppError NOT_FOUND, STATE_CONFLICT where no place is open */
  start(key: PlaceKey, now = new Date()): Promise<SearchView> {
    return this.transactions.run(async (manager) => {
      await lockPlaces(manager, key.activityId);
      await this.places.get(manager, key);
      const search = await this.standIns.begin(manager, key, now);
      if (search !== null) return searchViewOf(search);
      throw new AppError('STATE_CONFLICT', `No place of ${key.roleId} in ${key.activityId} is open`, {
        detail: 'no_open_place',
      });
    });
  }
}

const searchViewOf = (search: StandInSearch): SearchView => {
  const { id, version, seasonId, planId, activityId, roleId, startAt, endAt, state, stage } = search;
  return {
    ...{ id, version, seasonId, planId, activityId, roleId, state, stage },
    ...{ start: startAt.toISOString(), end: endAt.toISOString(), createdAt: search.createdAt.toISOString() },
    ...{ candidates: search.candidates, asked: search.position },
  };
};
