import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { AuditService } from '../audit/index.js';
import { rowsOf, Transactions } from '../database/index.js';
import { Notification } from './notification.entity.js';
import { NotificationPreference } from './preference.entity.js';
import { SECRET_TEMPLATES } from './templates/index.js';

/** A notification, and how its recipient wants to be told now. */
export interface Claimed {
  readonly notification: Notification;
  /** Undefined: nobody ever said. */
  readonly preference: NotificationPreference | undefined;
}

const FREE = 'lease_owner = NULL, lease_until = NULL';

/** The state machine of notifications. Every step is one statement that only its lease holder can take. */
@Injectable()
export class NotificationStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /** Takes what is due, for `leaseMs`; two dispatchers never get the same. */
  async claim(owner: string, leaseMs: number, most: number): Promise<Claimed[]> {
    const { manager } = this.transactions;
    const taken = await rowsOf<{ id: string }>(
      manager,
      `UPDATE notifications SET lease_owner = $1, lease_until = now() + $2 * interval '1 millisecond'
        WHERE id IN (SELECT id FROM notifications
                      WHERE state IN ('queued','failed') AND not_before <= now()
                        AND (lease_until IS NULL OR lease_until < now())
                      ORDER BY not_before, id LIMIT $3 FOR UPDATE SKIP LOCKED)
    RETURNING id`,
      [owner, leaseMs, most],
    );
    if (taken.length === 0) return [];
    const rows = await manager.find(Notification, {
      where: { id: In(taken.map(({ id }) => id)) },
      order: { notBefore: 'ASC', id: 'ASC' },
    });
    const held = await manager.findBy(NotificationPreference, {
      id: In(rows.map(({ recipient }) => recipient)),
    });
    const preferences = new Map(held.map((preference) => [preference.id, preference]));
    return rows.map((notification) => ({
      notification,
      preference: preferences.get(notification.recipient),
    }));
  }

  /** Right before it is sent. False: the lease is lost, and whoever has it sends it. */
  async begin(id: string, owner: string, leaseMs: number): Promise<boolean> {
    return this.step(
      id,
      owner,
      `state = 'sending', attempts = attempts + 1, lease_until = now() + $3 * interval '1 millisecond'`,
      `state IN ('queued','failed') AND lease_until > now()`,
      [leaseMs],
    );
  }

  async markSent({ id, template }: Notification, owner: string): Promise<boolean> {
    return this.step(
      id,
      owner,
      `state = 'sent', sent_at = now(), error = NULL, ${FREE}${wiping(template)}`,
      SENDING,
    );
  }

  /** Another attempt follows after the delay. */
  async markFailed(id: string, owner: string, error: string, delayMs: number): Promise<boolean> {
    return this.step(
      id,
      owner,
      `state = 'failed', error = $3, not_before = now() + $4 * interval '1 millisecond', ${FREE}`,
      SENDING,
      [error, delayMs],
    );
  }

  /** Not now: it is due again at the instant. */
  async postpone(id: string, owner: string, until: Date): Promise<boolean> {
    return this.step(id, owner, `not_before = $3, ${FREE}`, `state IN ('queued','failed')`, [until]);
  }

  /** Gives back what was claimed and not begun. */
  async release(owner: string): Promise<void> {
    await this.transactions.manager.query(
      `UPDATE notifications SET ${FREE} WHERE lease_owner = $1 AND state IN ('queued','failed')`,
      [owner],
    );
  }

  /** Nobody tries any more; operators see it. */
  async giveUp(
    notification: Notification,
    owner: string,
    error: string,
    attempts = notification.attempts,
  ): Promise<boolean> {
    const { id, template } = notification;
    return this.transactions.run(async () => {
      const held = await this.step(
        id,
        owner,
        `state = 'given-up', error = $3, ${FREE}${wiping(template)}`,
        `state IN ('queued','failed','sending')`,
        [error],
      );
      if (held) await this.recordGivenUp(notification, error, attempts);
      return held;
    });
  }

  /**
   * What was being sent when its dispatcher died. Nobody knows whether it arrived: it is sent again where the receiver
   * can tell a repetition, and else given up for an operator to decide.
   * @param repeatable names of the channels whose receivers can tell
   */
  async recover(repeatable: readonly string[], mostAttempts: number): Promise<void> {
    await this.transactions.run(async (manager) => {
      const lost = await manager
        .createQueryBuilder(Notification, 'lost')
        .where(`lost.state = 'sending' AND lost.leaseUntil < now()`)
        .orderBy('lost.id')
        .limit(200)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany();
      for (const notification of lost) {
        const again = repeatable.includes(notification.channel) && notification.attempts < mostAttempts;
        const error = again
          ? 'WORKER_LOST The worker was lost while it was sent; it is sent again under the same id'
          : 'OUTCOME_UNKNOWN The worker was lost while it was sent; it may have arrived, and is not sent again by itself';
        await manager.query(
          `UPDATE notifications SET state = $2, error = $3, not_before = now(), ${FREE} WHERE id = $1`,
          [notification.id, again ? 'failed' : 'given-up', error],
        );
        if (!again) await this.recordGivenUp(notification, error, notification.attempts);
      }
    });
  }

  /** Forgets the contents of what is long over: they may speak of people. `age` is an interval of PostgreSQL. */
  async forget(age: string): Promise<void> {
    await this.transactions.manager.query(
      `UPDATE notifications SET parameters = '{}'
        WHERE state IN ('sent','given-up') AND parameters <> '{}' AND created_at < now() - $1::interval`,
      [age],
    );
  }

  private recordGivenUp(
    { id, channel, template, eventKey }: Notification,
    error: string,
    attempts: number,
  ): Promise<void> {
    return this.audit.record({
      action: 'notification.given-up',
      entityType: 'notification',
      entityId: id,
      after: { state: 'given-up', eventKey, channel, template, attempts, error },
    });
  }

  /** @param set its parameters begin with `$3` */
  private async step(
    id: string,
    owner: string,
    set: string,
    condition: string,
    parameters: readonly unknown[] = [],
  ): Promise<boolean> {
    const rows = await rowsOf<{ id: string }>(
      this.transactions.manager,
      `UPDATE notifications SET ${set} WHERE id = $1 AND lease_owner = $2 AND ${condition} RETURNING id`,
      [id, owner, ...parameters],
    );
    return rows.length > 0;
  }
}

const SENDING = `state = 'sending'`;

/** What a secret said is forgotten once it is over with. */
const wiping = (template: Notification['template']): string =>
  SECRET_TEMPLATES.includes(template) ? `, parameters = '{}'` : '';
