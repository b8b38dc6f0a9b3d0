import { Injectable } from '@nestjs/common';
import { type SeasonQuery, seasonSchemas } from '@heli/contracts';
import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBySearch, PoolService } from '../pools/index.js';
import { type Season } from './season.entity.js';
import { SeasonStore, type SeasonValue } from './season.store.js';

@Injectable()
export class SeasonsService extends PoolService<Season, SeasonValue, SeasonQuery> {
  protected override readonly sortProperties = { start: 'startsAt' };

  constructor(transactions: Transactions, audit: AuditService) {
    super(new SeasonStore(), seasonSchemas.create, transactions, audit);
  }

  protected override async read(manager: EntityManager, rows: readonly Season[]): Promise<object[]> {
    const shown = await super.read(manager, rows);
    return rows.map(({ predecessorId }, index) => ({ ...shown[index], predecessorId }));
  }

  protected narrow(query: SelectQueryBuilder<Season>, asked: SeasonQuery): void {
    narrowBySearch(query, asked.q);
    if (asked.communityId !== undefined) {
      query.andWhere(
        'EXISTS (SELECT 1 FROM season_communities link WHERE link.season_id = held.id AND link.community_id = :communityId)',
        { communityId: asked.communityId },
      );
    }
  }
}
