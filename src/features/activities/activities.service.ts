import { Injectable } from '@nestjs/common';
import { type ActivityQuery, activitySchemas } from '@heli/contracts';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { type Change, narrowBy, narrowBySearch, PoolService } from '../pools/index.js';
import { Activity } from './activity.entity.js';
import { ActivityStore, type ActivityValue } from './activity.store.js';

@Injectable()
export class ActivitiesService extends PoolService<Activity, ActivityValue, ActivityQuery> {
  protected override readonly sort = [
    { property: 'firstCandidate', direction: 'ASC' },
    { property: 'id', direction: 'ASC' },
  ] as const;
  protected override readonly sortProperties = { start: 'firstCandidate' };
  protected override readonly fixed = ['seasonId'] as const;

  constructor(transactions: Transactions, audit: AuditService) {
    super(new ActivityStore(), activitySchemas.create, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<Activity>, asked: ActivityQuery): void {
    narrowBySearch(query, asked.q, 'title');
    narrowBy(query, 'seasonId', asked.seasonId);
    narrowBy(query, 'communityId', asked.communityId);
    narrowBy(query, 'organizationId', asked.organizationId);
    narrowBy(query, 'hostGroupId', asked.hostGroupId);
    narrowBy(query, 'seriesId', asked.seriesId);
    narrowBy(query, 'kind', asked.kind);
    if (asked.skillId !== undefined) {
      query.andWhere(
        'EXISTS (SELECT 1 FROM activity_skills link WHERE link.activity_id = held.id AND link.skill_id = :skillId)',
        { skillId: asked.skillId },
      );
    }
    if (asked.venueId !== undefined) {
      query.andWhere(
        'EXISTS (SELECT 1 FROM activity_venues link WHERE link.activity_id = held.id AND link.venue_id = :venueId)',
        { venueId: asked.venueId },
      );
    }
    if (asked.from !== undefined || asked.until !== undefined) {
      query.andWhere(
        `EXISTS (SELECT 1 FROM unnest(held.candidate_starts) AS start
          WHERE start >= coalesce(:from, '-infinity')::timestamptz AND start < coalesce(:until, 'infinity')::timestamptz)`,
        { from: asked.from ?? null, until: asked.until ?? null },
      );
    }
  }

  /** What was changed on its own is no longer changed with its series. */
  protected override async change(
    manager: EntityManager,
    changes: readonly Change<ActivityValue>[],
  ): Promise<void> {
    await super.change(manager, changes);
    const ids = changes.flatMap(({ after: { id, seriesId } }) => (seriesId === undefined ? [] : [id]));
    if (ids.length > 0) await manager.update(Activity, { id: In(ids) }, { detached: true });
  }
}
