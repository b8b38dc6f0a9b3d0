import { type MessageQuery, type MessageView, noticeAudience } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type SelectQueryBuilder } from 'typeorm';
import { rowsOf, Transactions } from '../../database/index.js';
import { currentContext, type Page, paginate } from '../../http/index.js';
import { Notification } from '../../notifications/index.js';

/** Everybody who may have been told of the activity `:about`: what they were sent is found by an index. */
const ITS_RECIPIENTS = `
  SELECT 'volunteer:' || volunteer_id FROM duties WHERE activity_id = :about
  UNION SELECT 'venue:' || venue_id FROM booking_requests WHERE activity_id = :about
  UNION SELECT 'group:' || group_id FROM group_engagements WHERE activity_id = :about
  UNION SELECT unnest(ARRAY['coordinators:' || community_id, 'council:' || community_id, 'group:' || host_group_id])
          FROM activities WHERE id = :about`;

/** Event keys that speak of the activity `:about`: by name, or by one of its duties or bookings. */
const ITS_EVENTS = `(
  (notification.event_key LIKE 'plan:%' AND right(notification.event_key, length(:about) + 1) = ':' || :about)
  OR starts_with(notification.event_key, 'reminder:' || :about || ':')
  OR starts_with(notification.event_key, 'understaffed:' || :about || ':')
  OR (split_part(notification.event_key, ':', 1) = 'duty' AND split_part(notification.event_key, ':', 2) IN (
        SELECT id::text FROM duties WHERE activity_id = :about))
  OR (split_part(notification.event_key, ':', 1) = 'booking' AND split_part(notification.event_key, ':', 2) IN (
        SELECT id::text FROM booking_requests WHERE activity_id = :about))
  OR (notification.event_key LIKE 'answer-due:booking:%' AND split_part(notification.event_key, ':', 3) IN (
        SELECT id::text FROM booking_requests WHERE activity_id = :about)))`;

interface Named {
  readonly recipient: string;
  readonly name: string | null;
  /** Where the recipient is at home. */
  readonly home: string;
}

/** Who was told of something, when and with what success; what it said stays between sender and recipient. */
@Injectable()
export class MessageHistory {
  constructor(private readonly transactions: Transactions) {}

  ofActivity(activityId: string, page: MessageQuery): Promise<Page<MessageView>> {
    return this.page(page, (query) =>
      query
        .where(`notification.recipient IN (${ITS_RECIPIENTS})`)
        .andWhere(ITS_EVENTS)
        .setParameters({ about: activityId }),
    );
  }

  ofVolunteer(volunteerId: string, page: MessageQuery): Promise<Page<MessageView>> {
    return this.page(page, (query) =>
      query.where('notification.recipient = :recipient', { recipient: `volunteer:${volunteerId}` }),
    );
  }

  private async page(
    page: MessageQuery,
    narrow: (query: SelectQueryBuilder<Notification>) => SelectQueryBuilder<Notification>,
  ): Promise<Page<MessageView>> {
    const query = narrow(this.transactions.manager.createQueryBuilder(Notification, 'notification'));
    const found = await paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
    const names = await this.names([...new Set(found.items.map(({ recipient }) => recipient))]);
    return { ...found, items: found.items.map((one) => messageOf(one, names.get(one.recipient))) };
  }

  private async names(recipients: readonly string[]): Promise<ReadonlyMap<string, Named>> {
    const rows = await rowsOf<Named>(
      this.transactions.manager,
      `SELECT 'volunteer:' || id AS recipient, name, community_id AS home FROM volunteers WHERE 'volunteer:' || id = ANY($1)
       UNION ALL SELECT 'group:' || id, name, community_id FROM grassroots_groups WHERE 'group:' || id = ANY($1)
       UNION ALL SELECT 'venue:' || id, name, community_id FROM venues WHERE 'venue:' || id = ANY($1)
       UNION ALL SELECT audience || ':' || id, name, id FROM communities,
         unnest(ARRAY['coordinators', 'council']) AS audience WHERE audience || ':' || id = ANY($1)`,
      [recipients],
    );
    return new Map(rows.map((row) => [row.recipient, row]));
  }
}

/** Whoever looks after a volunteer, and the volunteer, read the name; those of groups, halls and communities are nobody's secret. */
function nameFor(audience: MessageView['audience'], id: string, named: Named | undefined): string | null {
  if (named === undefined) return null;
  const { reach } = currentContext();
  const open = audience !== 'volunteer' || reach === 'everything' || reach.volunteer === id;
  return open || reach.communities.has(named.home) ? named.name : null;
}

function messageOf(notification: Notification, named: Named | undefined): MessageView {
  const { recipient, channel, language, template, urgent, state } = notification;
  const colon = recipient.indexOf(':');
  const audience = noticeAudience.parse(recipient.slice(0, colon));
  const recipientId = recipient.slice(colon + 1);
  return {
    id: notification.id,
    audience,
    recipientId,
    name: nameFor(audience, recipientId, named),
    ...{ channel, language, template, urgent, state },
    notBefore: notification.notBefore.toISOString(),
    sentAt: notification.sentAt?.toISOString() ?? null,
    createdAt: notification.createdAt.toISOString(),
  };
}
