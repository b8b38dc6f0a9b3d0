import { createHash } from 'node:crypto';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { z } from 'zod';
import { Operation } from '../../http/index.js';
import { FeedsService } from './feeds.service.js';

const secretParameter = z.string().min(1).max(200);

/** Calendars for programs that know nothing but an address. */
@ApiTags('calendars')
@Controller('feeds')
export class FeedsController {
  constructor(private readonly feeds: FeedsService) {}

  @Get(':secret.ics')
  @Operation('getFeed', 'The calendar behind a secret link (RFC 5545); `If-None-Match` is answered 304', {
    200: { 'text/calendar': { type: 'string' } },
  })
  async feed(
    @Param('secret', { schema: secretParameter }) secret: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const text = await this.feeds.calendar(secret);
    response.setHeader('content-type', 'text/calendar; charset=utf-8');
    response.setHeader('etag', `"${createHash('sha256').update(text).digest('base64url')}"`);
    response.setHeader('cache-control', 'private, no-cache');
    return text;
  }
}
