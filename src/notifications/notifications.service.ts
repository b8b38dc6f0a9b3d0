import { type NotificationQuery } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/index.js';
import { Transactions } from '../database/index.js';
import { AppError, notFound } from '../errors/index.js';
import { currentContext } from '../http/context.js';
import { type Page, paginate } from '../http/pages.js';
import { translate } from '../i18n/index.js';
import { JobQueues } from '../queue/index.js';
import { Notification } from './notification.entity.js';
import { PARAMETERS } from './templates/index.js';

/** What operators do with the outbox. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly queues: JobQueues,
  ) {}

  list({ state, channel, recipient, ...page }: NotificationQuery): Promise<Page<Notification>> {
    const query = this.transactions.manager.createQueryBuilder(Notification, 'notification');
    if (state !== undefined) query.andWhere('notification.state = :state', { state });
    if (channel !== undefined) query.andWhere('notification.channel = :channel', { channel });
    if (recipient !== undefined) query.andWhere('notification.recipient = :recipient', { recipient });
    return paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  /** Sends again what was given up, with all its attempts before it, under the same id. */
  retry(id: string): Promise<Notification> {
    return this.transactions.run(async (manager) => {
      const repository = manager.getRepository(Notification);
      const notification = await repository.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (notification === null) throw notFound('Notification', id);
      assertRepeatable(notification);
      await manager.query(
        `UPDATE notifications SET state = 'queued', attempts = 0, not_before = now() WHERE id = $1`,
        [id],
      );
      await this.audit.record({
        action: 'notification.retried',
        entityType: 'notification',
        entityId: id,
        before: { state: notification.state, attempts: notification.attempts, error: notification.error },
        after: { state: 'queued' },
      });
      await this.transactions.afterCommit(() => this.queues.enqueueDispatch());
      return repository.findOneByOrFail({ id });
    });
  }
}

function assertRepeatable({ id, state, template, parameters }: Notification): void {
  const word = translate(currentContext().language, `notificationStates.${state}`);
  if (state !== 'given-up')
    throw new AppError(
      'STATE_CONFLICT',
      `Notification ${id} is ${state}; only one that was given up is tried again`,
      {
        detail: 'notification_not_given_up',
        params: { id, state: word },
      },
    );
  if (!PARAMETERS[template].safeParse(parameters).success)
    throw new AppError('STATE_CONFLICT', `What notification ${id} was to say is not kept any more`, {
      detail: 'notification_forgotten',
      params: { id },
    });
}
