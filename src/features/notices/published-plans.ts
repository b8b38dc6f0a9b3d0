import { STANDING_DUTY_STATES } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
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
 * A schedule of a season with those who are counted on now in place of those whom its plan names: without who gave their
 * place back, and with whoever took one since.
 */
export async function living(
  manager: EntityManager,
  seasonId: string,
  schedule: Schedule,
): Promise<Schedule> {
  const assignments = await rowsOf<Schedule['assignments'][number]>(
    manager,
    `SELECT activity_id AS "activityId", role_id AS "roleId", volunteer_id AS "volunteerId"
       FROM duties WHERE season_id = $1 AND state = ANY($2) ORDER BY activity_id, id`,
    [seasonId, STANDING_DUTY_STATES],
  );
  return { ...schedule, assignments };
}

/**
 * The plans whose state is `published`, read from their rows: a reminder needs a few hours of a season, not its document.
 * Who serves is read from the duties: the plan's own names are those of the day when it was published.
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
        `SELECT duty.activity_id AS "activityId", duty.role_id AS "roleId", duty.volunteer_id AS "volunteerId"
           FROM duties duty JOIN plans plan ON plan.season_id = duty.season_id AND plan.id = ANY($1)
          WHERE duty.start_at >= $2 AND duty.start_at < $3 AND duty.state = ANY($4)
          ORDER BY duty.activity_id, duty.id`,
        [...span, STANDING_DUTY_STATES],
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
