import { Injectable } from '@nestjs/common';
import { type ActivityQuery, activitySchemas } from '@heli/contracts';
import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { narrowBy, narrowBySearch, PoolService } from '../pools/index.js';
import { Activity } from './activity.entity.js';
import { ActivityStore, type ActivityValue } from './activity.store.js';

@Injectable()
export class ActivitiesService extends PoolService<Activity, ActivityValue, ActivityQuery> {
  protected override readonly sort = [
    { property: 'firstCandidate', direction: 'ASC' },
    { property: 'id', direction: 'ASC' },
  ] as const;

  constructor(transactions: Transactions, audit: AuditService) {
    super(new ActivityStore(), activitySchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<Activity>, asked: ActivityQuery): void {
    narrowBySearch(query, asked.q, 'title');
    narrowBy(query, 'seasonId', asked.seasonId);
    narrowBy(query, 'communityId', asked.communityId);
    narrowBy(query, 'seriesId', asked.seriesId);
    narrowBy(query, 'kind', asked.kind);
    if (asked.skillId !== undefined) {
      query.andWhere(
        'EXISTS (SELECT 1 FROM activity_skills link WHERE link.activity_id = held.id AND link.skill_id = :skillId)',
        { skillId: asked.skillId },
      );
    }
  }

  /** What was changed on its own is no longer changed with its series. */
  protected override async change(
    manager: EntityManager,
    before: ActivityValue,
    after: ActivityValue,
  ): Promise<void> {
    await super.change(manager, before, after);
    if (after.seriesId !== undefined) await manager.update(Activity, { id: after.id }, { detached: true });
  }
}
