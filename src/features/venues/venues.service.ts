import { Injectable } from '@nestjs/common';
import { type VenueQuery, venueSchemas } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBy, narrowBySearch, PoolService } from '../pools/index.js';
import { type Venue } from './venue.entity.js';
import { VenueStore, type VenueValue } from './venue.store.js';

@Injectable()
export class VenuesService extends PoolService<Venue, VenueValue, VenueQuery> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new VenueStore(), venueSchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<Venue>, asked: VenueQuery): void {
    narrowBySearch(query, asked.q);
    narrowBy(query, 'communityId', asked.communityId);
    narrowBy(query, 'ownerUnitId', asked.ownerUnitId);
    if (asked.feature !== undefined) {
      query.andWhere(':feature = ANY(held.features)', { feature: asked.feature });
    }
    if (asked.minCapacity !== undefined) {
      query.andWhere('held.capacity >= :minCapacity', { minCapacity: asked.minCapacity });
    }
  }
}
