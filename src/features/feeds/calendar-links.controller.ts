import {
  calendarLinkCreate,
  type CalendarLinkCreate,
  calendarLinkCreated,
  type CalendarLinkCreated,
  calendarLinkPage,
  calendarLinkQuery,
  type CalendarLinkQuery,
  calendarLinkView,
  type CalendarLinkView,
  feedScope,
  type FeedScope,
} from '@heli/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation, type Page, Unrepeatable } from '../../http/index.js';
import { type CalendarLink } from './calendar-link.entity.js';
import { FeedsService } from './feeds.service.js';

nameSchemas({
  CalendarLink: calendarLinkView,
  CalendarLinkPage: calendarLinkPage,
  CalendarLinkCreate: calendarLinkCreate,
  CalendarLinkCreated: calendarLinkCreated,
});

@ApiTags('calendars')
@Controller('api/v1/calendar-links')
export class CalendarLinksController {
  constructor(private readonly feeds: FeedsService) {}

  @Post(':kind/:id')
  @Unrepeatable()
  @Operation(
    'createCalendarLink',
    'Make a secret link to the calendar of a volunteer, group, venue or community',
    {
      201: calendarLinkCreated,
    },
  )
  async create(
    @Param('kind', { schema: feedScope }) scope: FeedScope,
    @Param('id', { schema: idParameter }) scopeId: string,
    @Body({ schema: calendarLinkCreate }) { language }: CalendarLinkCreate,
  ): Promise<CalendarLinkCreated> {
    const { link, secret } = await this.feeds.create({ scope, scopeId, language });
    return { ...calendarLinkViewOf(link), path: `/feeds/${secret}.ics` };
  }

  @Get(':kind/:id')
  @Operation('listCalendarLinks', 'List the links to a calendar, newest first; never their secrets', {
    200: calendarLinkPage,
  })
  async list(
    @Param('kind', { schema: feedScope }) scope: FeedScope,
    @Param('id', { schema: idParameter }) scopeId: string,
    @Query({ schema: calendarLinkQuery }) query: CalendarLinkQuery,
  ): Promise<Page<CalendarLinkView>> {
    const page = await this.feeds.list(scope, scopeId, query);
    return { ...page, items: page.items.map(calendarLinkViewOf) };
  }

  @Delete(':kind/:id/:linkId')
  @HttpCode(204)
  @Operation('revokeCalendarLink', 'Revoke a link: nobody reads by it any more', { 204: null })
  revoke(
    @Param('kind', { schema: feedScope }) scope: FeedScope,
    @Param('id', { schema: idParameter }) scopeId: string,
    @Param('linkId', { schema: idParameter }) id: string,
  ): Promise<void> {
    return this.feeds.revoke(scope, scopeId, id);
  }
}

const calendarLinkViewOf = ({
  id,
  scope,
  scopeId,
  language,
  createdAt,
  revokedAt,
}: CalendarLink): CalendarLinkView => ({
  id,
  scope,
  scopeId,
  language,
  createdAt: createdAt.toISOString(),
  revokedAt: revokedAt?.toISOString() ?? null,
});
