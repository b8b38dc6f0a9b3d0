import { Injectable } from '@nestjs/common';
import { type CommunityQuery, communitySchemas } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBySearch, PoolService } from '../pools/index.js';
import { type Community } from './community.entity.js';
import { CommunityStore, type CommunityValue } from './community.store.js';

@Injectable()
export class CommunitiesService extends PoolService<Community, CommunityValue, CommunityQuery> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new CommunityStore(), communitySchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<Community>, asked: CommunityQuery): void {
    narrowBySearch(query, asked.q);
  }
}
