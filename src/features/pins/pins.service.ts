import { Injectable } from '@nestjs/common';
import { type PinCreate, type PinQuery, pinWhole } from '@heli/contracts';
import { type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { notFound } from '../../errors/index.js';
import { type IfMatchVersions } from '../../http/etag.js';
import { type Page } from '../../http/pages.js';
import { narrowBy, PoolService } from '../pools/index.js';
import { Season } from '../seasons/index.js';
import { SeasonPin } from './pin.entity.js';
import { PinStore, type PinValue } from './pin.store.js';

type Asked = PinQuery & { seasonId: string };

/** Decisions that a council took before the computation. They are taken and taken back, never edited. */
@Injectable()
export class PinsService extends PoolService<SeasonPin, PinValue, Asked> {
  constructor(transactions: Transactions, audit: AuditService) {
    super(new PinStore(), pinWhole, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<SeasonPin>, asked: Asked): void {
    narrowBy(query, 'seasonId', asked.seasonId);
    narrowBy(query, 'activityId', asked.activityId);
  }

  async listIn(seasonId: string, query: PinQuery): Promise<Page<object>> {
    const known = await this.transactions.manager.existsBy(Season, { id: seasonId });
    if (!known) throw notFound('Season', seasonId);
    return this.list({ ...query, seasonId });
  }

  async getIn(seasonId: string, id: string): Promise<object> {
    await this.assertIn(seasonId, id);
    return this.get(id);
  }

  async createIn(seasonId: string, body: PinCreate): Promise<object> {
    const known = await this.transactions.manager.existsBy(Season, { id: seasonId });
    if (!known) throw notFound('Season', seasonId);
    return this.create({ ...body, seasonId });
  }

  async removeIn(seasonId: string, id: string, ifMatch: IfMatchVersions): Promise<void> {
    await this.assertIn(seasonId, id);
    await this.remove(id, ifMatch);
  }

  private async assertIn(seasonId: string, id: string): Promise<void> {
    const known = await this.transactions.manager.existsBy(SeasonPin, { id, seasonId });
    if (!known) throw notFound('Pin', id);
  }
}
