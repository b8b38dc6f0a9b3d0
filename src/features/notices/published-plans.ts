import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { Assignment, GroupEngagement, ScheduledActivity, StoredPlan, VenueBooking } from '../plans/index.js';
import { type Schedule } from './changes.js';

/** Injection token of `PublishedPlans`. */
export const PUBLISHED_PLANS = Symbol('PublishedPlans');

/** Whose plans people act on. */
export interface PublishedPlans {
  ids(): Promise<string[]>;
  /** What the plans hold together, of what begins in `[from, until)`, epoch milliseconds. */
  upcoming(ids: readonly string[], from: number, until: number): Promise<Schedule>;
}

/** The plans whose state is `published`, read from their rows: a reminder needs a few hours of a season, not its document. */
@Injectable()
export class StoredPublishedPlans implements PublishedPlans {
  constructor(private readonly transactions: Transactions) {}

  async ids(): Promise<string[]> {
    const plans = await this.transactions.manager.find(StoredPlan, {
      where: { state: 'published' },
      select: { id: true },
    });
    return plans.map(({ id }) => id);
  }

  async upcoming(ids: readonly string[], from: number, until: number): Promise<Schedule> {
    if (ids.length === 0) return { scheduled: [], assignments: [], groupEngagements: [] };
    const { manager } = this.transactions;
    const scheduled = await manager
      .createQueryBuilder(ScheduledActivity, 'scheduled')
      .where('scheduled.planId IN (:...ids)', { ids })
      .andWhere('scheduled.startAt >= :from AND scheduled.startAt < :until', {
        from: new Date(from),
        until: new Date(until),
      })
      .orderBy('scheduled.startAt')
      .getMany();
    const activityIds = scheduled.map(({ activityId }) => activityId);
    if (activityIds.length === 0) return { scheduled: [], assignments: [], groupEngagements: [] };
    const where = 'part.planId IN (:...ids) AND part.activityId IN (:...activityIds)';
    const parameters = { ids, activityIds };
    const [bookings, assignments, groupEngagements] = await Promise.all([
      manager.createQueryBuilder(VenueBooking, 'part').where(where, parameters).getMany(),
      manager.createQueryBuilder(Assignment, 'part').where(where, parameters).getMany(),
      manager.createQueryBuilder(GroupEngagement, 'part').where(where, parameters).getMany(),
    ]);
    const venues = new Map(bookings.map(({ activityId, venueId }) => [activityId, venueId]));
    return {
      scheduled: scheduled.map(({ activityId, startAt, endAt }) => ({
        activityId,
        start: startAt.toISOString(),
        end: endAt.toISOString(),
        venueId: venues.get(activityId) ?? null,
      })),
      assignments,
      groupEngagements,
    };
  }
}
