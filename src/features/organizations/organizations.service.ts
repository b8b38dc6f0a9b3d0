import { Injectable } from '@nestjs/common';
import { type OrganizationQuery, organizationSchemas } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBy, narrowBySearch, PoolService } from '../pools/index.js';
import { type Organization } from './organization.entity.js';
import { OrganizationStore, type OrganizationValue } from './organization.store.js';

@Injectable()
export class OrganizationsService extends PoolService<Organization, OrganizationValue, OrganizationQuery> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new OrganizationStore(), organizationSchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<Organization>, asked: OrganizationQuery): void {
    narrowBySearch(query, asked.q);
    narrowBy(query, 'communityId', asked.communityId);
  }
}
