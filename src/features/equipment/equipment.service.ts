import { Injectable } from '@nestjs/common';
import { type EquipmentQuery, equipmentSchemas } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBy, narrowBySearch, PoolService } from '../pools/index.js';
import { type EquipmentItem } from './equipment.entity.js';
import { EquipmentStore, type EquipmentValue } from './equipment.store.js';

@Injectable()
export class EquipmentService extends PoolService<EquipmentItem, EquipmentValue, EquipmentQuery> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new EquipmentStore(), equipmentSchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<EquipmentItem>, asked: EquipmentQuery): void {
    narrowBySearch(query, asked.q);
    narrowBy(query, 'communityId', asked.communityId);
    narrowBy(query, 'ownerUnitId', asked.ownerUnitId);
    narrowBy(query, 'type', asked.type);
  }
}
