import { Injectable } from '@nestjs/common';
import { type PartnerUnitQuery, partnerUnitSchemas } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBy, narrowBySearch, PoolService } from '../pools/index.js';
import { type PartnerUnit } from './partner-unit.entity.js';
import { PartnerUnitStore, type PartnerUnitValue } from './partner-unit.store.js';

@Injectable()
export class PartnerUnitsService extends PoolService<PartnerUnit, PartnerUnitValue, PartnerUnitQuery> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new PartnerUnitStore(), partnerUnitSchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<PartnerUnit>, asked: PartnerUnitQuery): void {
    narrowBySearch(query, asked.q);
    narrowBy(query, 'communityId', asked.communityId);
    narrowBy(query, 'isUnitMember', asked.isUnitMember);
  }
}
