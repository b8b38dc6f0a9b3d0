import { type ChannelChoice } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { newId, rowsOf, Transactions } from '../database/index.js';
import { DEFAULT_LANGUAGE } from '../i18n/index.js';
import { JobQueues } from '../queue/index.js';
import { type Notice } from './notice.js';
import { NotificationPreference } from './preference.entity.js';
import { PARAMETERS } from './templates/index.js';

/** Who never said how to be told is told in the file of the data folder. */
export const DEFAULT_CHANNELS: readonly ChannelChoice[] = [{ channel: 'file' }];

const AT_ONCE = 500;

/** Where changes leave what people have to be told of them. */
@Injectable()
export class Outbox {
  constructor(
    private readonly transactions: Transactions,
    private readonly queues: JobQueues,
  ) {}

  /**
   * Writes notices in the caller's transaction: they are sent if, and only if, it is committed. One row a notice and
   * channel of its recipient; what was written before is left as it is.
   * @returns how many rows are new
   */
  async add(manager: EntityManager, notices: readonly Notice[]): Promise<number> {
    let added = 0;
    for (let from = 0; from < notices.length; from += AT_ONCE)
      added += await this.addSome(manager, notices.slice(from, from + AT_ONCE));
    if (added > 0) await this.transactions.afterCommit(() => this.queues.enqueueDispatch());
    return added;
  }

  /** Forgets how somebody is told, and what they were told: for whoever is erased. That they were told stays. */
  async forget(manager: EntityManager, recipient: string): Promise<void> {
    await manager.delete(NotificationPreference, { id: recipient });
    await manager.query(
      `UPDATE notifications SET parameters = '{}',
              state = CASE WHEN state IN ('queued','failed') THEN 'given-up' ELSE state END,
              error = CASE WHEN state IN ('queued','failed') THEN 'FORGOTTEN The recipient was erased' ELSE error END
        WHERE recipient = $1`,
      [recipient],
    );
  }

  private async addSome(manager: EntityManager, notices: readonly Notice[]): Promise<number> {
    const recipients = [...new Set(notices.map(({ recipient }) => recipient))];
    const held = await manager.findBy(NotificationPreference, { id: In(recipients) });
    const preferences = new Map(held.map((preference) => [preference.id, preference]));
    const rows = notices.flatMap((notice) => {
      const preference = preferences.get(notice.recipient);
      const parameters = PARAMETERS[notice.template].parse(notice.parameters);
      return (preference?.channels ?? DEFAULT_CHANNELS).map(({ channel }) => ({
        id: newId(),
        event_key: notice.eventKey,
        recipient: notice.recipient,
        channel,
        language: preference?.language ?? DEFAULT_LANGUAGE,
        template: notice.template,
        parameters,
        zone: notice.zone,
        urgent: notice.urgent ?? false,
        not_before: notice.notBefore ?? null,
        not_after: notice.notAfter ?? null,
      }));
    });
    const written = await rowsOf<{ id: string }>(
      manager,
      `INSERT INTO notifications
              (id, event_key, recipient, channel, language, template, parameters, zone, urgent, state, not_before, not_after)
       SELECT id, event_key, recipient, channel, language, template, parameters, zone, urgent, 'queued',
              coalesce(not_before, now()), not_after
         FROM jsonb_to_recordset($1::jsonb)
           AS row (id text, event_key text, recipient text, channel text, language text, template text,
                   parameters jsonb, zone text, urgent boolean, not_before timestamptz, not_after timestamptz)
       ON CONFLICT (event_key, recipient, channel) DO NOTHING
       RETURNING id`,
      [JSON.stringify(rows)],
    );
    return written.length;
  }
}
