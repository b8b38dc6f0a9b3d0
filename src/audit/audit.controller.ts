import {
  type AuditEntryView,
  auditEntryView,
  auditPage,
  auditQuery,
  type AuditQuery,
  HISTORY_TYPES,
  historyKind,
  type HistoryKind,
  historyQuery,
  type HistoryQuery,
} from '@heli/contracts';
import { Controller, Get, Module, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transactions } from '../database/transactions.js';
import { nameSchemas, Operation } from '../http/openapi/index.js';
import { type Page, paginate } from '../http/pages.js';
import { idParameter } from '../http/schema.pipe.js';
import { AuditEntry } from './audit-entry.entity.js';

nameSchemas({ AuditEntry: auditEntryView, AuditPage: auditPage });

/** The book of changes, for reading alone. */
@ApiTags('audit')
@Controller('api/v1')
export class AuditController {
  constructor(private readonly transactions: Transactions) {}

  @Get('audit-entries')
  @Operation('listAuditEntries', 'Read the book of changes, newest first', { 200: auditPage })
  all(@Query({ schema: auditQuery }) query: AuditQuery): Promise<Page<AuditEntryView>> {
    return this.page(query);
  }

  @Get('history/:kind/:id')
  @Operation('getHistory', 'What happened to one thing, newest first', { 200: auditPage })
  history(
    @Param('kind', { schema: historyKind }) kind: HistoryKind,
    @Param('id', { schema: idParameter }) entityId: string,
    @Query({ schema: historyQuery }) query: HistoryQuery,
  ): Promise<Page<AuditEntryView>> {
    return this.page({ ...query, entityType: HISTORY_TYPES[kind], entityId });
  }

  private async page({ from, until, ...asked }: AuditQuery): Promise<Page<AuditEntryView>> {
    const { entityType, entityId, action, actor, ...page } = asked;
    const query = this.transactions.manager.createQueryBuilder(AuditEntry, 'entry');
    for (const [column, value] of Object.entries({ entityType, entityId, action, actor }))
      if (value !== undefined) query.andWhere(`entry.${column} = :${column}`, { [column]: value });
    if (from !== undefined) query.andWhere('entry.at >= :from', { from: new Date(from) });
    if (until !== undefined) query.andWhere('entry.at < :until', { until: new Date(until) });
    const found = await paginate(query, page, [{ property: 'id', direction: 'DESC' }]);
    return { ...found, items: found.items.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })) };
  }
}

@Module({ controllers: [AuditController] })
export class AuditApiModule {}
