import { busyTimesQuery, type BusyTimesQuery, busyTimesReport, type BusyTimesReport } from '@heli/contracts';
import { Controller, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { type Request } from 'express';
import { idParameter, nameSchemas, Operation } from '../../http/index.js';
import { BusyTimesService } from './busy-times.service.js';

nameSchemas({ BusyTimesReport: busyTimesReport });

@ApiTags('volunteers')
@Controller('api/v1/volunteers/:id/busy-times')
export class BusyTimesController {
  constructor(private readonly busyTimes: BusyTimesService) {}

  @Post()
  @HttpCode(200)
  @ApiConsumes('text/calendar')
  @ApiBody({ schema: { type: 'string' } })
  @Operation(
    'importBusyTimes',
    "Make the busy times of a volunteer's own calendar (RFC 5545) unavailable, in place of those imported before",
    { 200: busyTimesReport },
  )
  import(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: busyTimesQuery }) query: BusyTimesQuery,
    @Req() request: Request,
  ): Promise<BusyTimesReport> {
    const body: unknown = request.body;
    return this.busyTimes.import(id, query, Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  }
}
