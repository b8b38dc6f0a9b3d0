import { Injectable } from '@nestjs/common';
import { type GroupQuery, groupSchemas } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBy, narrowBySearch, PoolService } from '../pools/index.js';
import { type GrassrootsGroup } from './group.entity.js';
import { GroupStore, type GroupValue } from './group.store.js';

@Injectable()
export class GroupsService extends PoolService<GrassrootsGroup, GroupValue, GroupQuery> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new GroupStore(), groupSchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<GrassrootsGroup>, asked: GroupQuery): void {
    narrowBySearch(query, asked.q);
    narrowBy(query, 'communityId', asked.communityId);
    if (asked.tag !== undefined) query.andWhere(':tag = ANY(held.tags)', { tag: asked.tag });
  }
}
