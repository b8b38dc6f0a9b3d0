import { Injectable } from '@nestjs/common';
import { rowsOf, Transactions } from '../../database/index.js';
import { type Schedule } from './changes.js';

/** Injection token of `PublishedPlans`. */
export const PUBLISHED_PLANS = Symbol('PublishedPlans');

/** Whose plans people act on. */
export interface PublishedPlans {
  ids(): Promise<string[]>;
  /** What the plans hold together, of what begins in `[from, until)`, epoch milliseconds. */
  upcoming(ids: readonly string[], from: number, until: number): Promise<Schedule>;
}

/**
 * The plans whose state is `published`, read from their rows: a reminder needs a few hours of a season, not its document.
 * By SQL, so that the feature of plans can use this one to announce them.
 */
@Injectable()
export class StoredPublishedPlans implements PublishedPlans {
  constructor(private readonly transactions: Transactions) {}

  async ids(): Promise<string[]> {
    const plans = await this.rows<{ id: string }>(`SELECT id FROM plans WHERE state = 'published'`, []);
    return plans.map(({ id }) => id);
  }

  async upcoming(ids: readonly string[], from: number, until: number): Promise<Schedule> {
    const span = [ids, new Date(from), new Date(until)];
    const held = `FROM scheduled_activities held
                  WHERE held.plan_id = ANY($1) AND held.start_at >= $2 AND held.start_at < $3`;
    const scheduled = await this.rows<{ activityId: string; start: Date; end: Date; venueId: string | null }>(
      `SELECT held.activity_id AS "activityId", held.start_at AS start, held.end_at AS "end",
              (SELECT venue_id FROM venue_bookings booking
                WHERE booking.plan_id = held.plan_id AND booking.activity_id = held.activity_id) AS "venueId"
         ${held} ORDER BY held.start_at, held.activity_id`,
      span,
    );
    const parts = (columns: string, table: string): string =>
      `SELECT activity_id AS "activityId", ${columns} FROM ${table} part
        WHERE (plan_id, activity_id) IN (SELECT held.plan_id, held.activity_id ${held})
        ORDER BY activity_id, id`;
    return {
      scheduled: scheduled.map(({ start, end, ...activity }) => ({
        ...activity,
        start: start.toISOString(),
        end: end.toISOString(),
      })),
      assignments: await this.rows(
        parts('role_id AS "roleId", volunteer_id AS "volunteerId"', 'assignments'),
        span,
      ),
      groupEngagements: await this.rows(
        parts('demand_id AS "demandId", group_id AS "groupId"', 'group_engagements'),
        span,
      ),
    };
  }

  private rows<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    return rowsOf<T>(this.transactions.manager, sql, parameters);
  }
}
