import { Injectable } from '@nestjs/common';
import { type DonationQuery, donationSchemas } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBy, narrowBySearch, PoolService } from '../pools/index.js';
import { type Donation } from './donation.entity.js';
import { DonationStore, type DonationValue } from './donation.store.js';

@Injectable()
export class DonationsService extends PoolService<Donation, DonationValue, DonationQuery> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new DonationStore(), donationSchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<Donation>, asked: DonationQuery): void {
    narrowBySearch(query, asked.q);
    narrowBy(query, 'donorUnitId', asked.donorUnitId);
    narrowBy(query, 'seasonId', asked.seasonId);
    if (asked.communityId !== undefined) {
      query.andWhere(
        `(NOT EXISTS (SELECT 1 FROM donation_communities link WHERE link.donation_id = held.id)
          OR EXISTS (SELECT 1 FROM donation_communities link
                     WHERE link.donation_id = held.id AND link.community_id = :communityId))`,
        { communityId: asked.communityId },
      );
    }
    // A gift without named kinds pays for all of them.
    if (asked.kind !== undefined) {
      query.andWhere("(held.kinds = '{}' OR :kind = ANY(held.kinds))", { kind: asked.kind });
    }
  }
}
