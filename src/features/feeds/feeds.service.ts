import { createHash, randomBytes } from 'node:crypto';
import { type CalendarLinkCreate, type CalendarLinkQuery, type FeedScope } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityTarget, IsNull } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { newId, Transactions, type VersionedEntity } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { type Page, paginate } from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { Community } from '../communities/index.js';
import { GrassrootsGroup } from '../groups/index.js';
import { Venue } from '../venues/index.js';
import { Volunteer } from '../volunteers/index.js';
import { CalendarLink } from './calendar-link.entity.js';
import { calendarText, type Feed } from './calendar.js';
import { feedEvents } from './events.js';
import { publishedHistory } from './history.js';

const SECRET_BYTES = 32;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

type Owner = VersionedEntity & { readonly name: string | null };

const OWNERS: Readonly<Record<FeedScope, readonly [type: string, entity: EntityTarget<Owner>]>> = {
  volunteer: ['Volunteer', Volunteer],
  group: ['GrassrootsGroup', GrassrootsGroup],
  venue: ['Venue', Venue],
  community: ['Community', Community],
};

/** Secret links to calendars, and the calendars. */
@Injectable()
export class FeedsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
  ) {}

  /** The secret is told once; only its hash is kept. */
  create({ scope, scopeId, language }: CalendarLinkCreate & { scope: FeedScope; scopeId: string }): Promise<{
    link: CalendarLink;
    secret: string;
  }> {
    return this.transactions.run(async (manager) => {
      await this.ownerOf(scope, scopeId);
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      const repository = manager.getRepository(CalendarLink);
      const id = newId();
      await repository.insert({
        id,
        secretSha256: sha256(secret),
        scope,
        scopeId,
        language,
        revokedAt: null,
      });
      await this.audit.record({
        action: 'calendar-link.created',
        entityType: 'calendar-link',
        entityId: id,
        after: { scope, scopeId, language },
      });
      return { link: await repository.findOneByOrFail({ id }), secret };
    });
  }

  list(scope: FeedScope, scopeId: string, page: CalendarLinkQuery): Promise<Page<CalendarLink>> {
    const query = this.transactions.manager
      .createQueryBuilder(CalendarLink, 'link')
      .where('link.scope = :scope AND link.scopeId = :scopeId', { scope, scopeId });
    return paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  /** Nobody reads by it any more. A link that was revoked before stays so. */
  revoke(scope: FeedScope, scopeId: string, id: string): Promise<void> {
    return this.transactions.run(async (manager) => {
      const repository = manager.getRepository(CalendarLink);
      const link = await repository.findOne({
        where: { id, scope, scopeId },
        lock: { mode: 'pessimistic_write' },
      });
      if (link === null) throw notFound('CalendarLink', id);
      if (link.revokedAt !== null) return;
      await repository.update(id, { revokedAt: new Date() });
      await this.audit.record({
        action: 'calendar-link.revoked',
        entityType: 'calendar-link',
        entityId: id,
        before: { scope, scopeId },
        after: { revoked: true },
      });
    });
  }

  /** A wrong secret, a revoked link and an owner who is gone are all the same to whoever asks. */
  async calendar(secret: string): Promise<string> {
    const { manager } = this.transactions;
    const link = await manager.findOneBy(CalendarLink, {
      secretSha256: sha256(secret),
      revokedAt: IsNull(),
    });
    if (link === null) throw notFound('CalendarLink', '…');
    const { scope, scopeId, language } = link;
    const owner = await this.ownerOf(scope, scopeId);
    const { seasons, activities, venues } = await publishedHistory(manager, scope, scopeId);
    const events = seasons
      .flatMap((versions) => feedEvents(versions, (activityId) => activities.get(activityId)))
      .flatMap((event): Feed['events'][number][] => {
        const known = activities.get(event.entry.activityId);
        if (known === undefined) return [];
        const { title, kind, community, zone, roles } = known;
        const { venueId, roleId } = event.entry;
        const venue = venueId === null ? null : (venues.get(venueId) ?? null);
        const role = roleId === null ? null : (roles.find(({ id }) => id === roleId)?.name ?? roleId);
        return [{ event, words: { title, kind, community, zone, venue, role } }];
      });
    const name = translate(language, `feeds.names.${scope}`, { name: owner.name ?? scopeId });
    return calendarText({ scope: `${scope}:${scopeId}`, name, language, events });
  }

  private async ownerOf(scope: FeedScope, id: string): Promise<Owner> {
    const [type, entity] = OWNERS[scope];
    const owner = await this.transactions.manager.findOneBy(entity, { id });
    if (owner === null) throw notFound(type, id);
    return owner;
  }
}
