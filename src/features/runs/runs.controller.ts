import {
  problem,
  runQuery,
  type RunQuery,
  type RunRequest,
  runRequest,
  runsOfSeasonQuery,
  runView,
  type RunView,
} from '@heli/contracts';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  type MessageEvent,
  Param,
  Post,
  Query,
  Res,
  Sse,
  StreamableFile,
  UseGuards,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { type Observable } from 'rxjs';
import { createGunzip } from 'node:zlib';
import { Answers, idParameter, type Page, pageOf } from '../../http/index.js';
import { RunEvents } from './run-events.js';
import { RunExistsGuard } from './run-exists.guard.js';
import { runViewOf } from './run-view.js';
import { RunsService } from './runs.service.js';

@ApiTags('runs')
@Controller('api/v1')
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly events: RunEvents,
  ) {}

  /** Starts a computation for a season; the answer comes before the work. */
  @Post('seasons/:seasonId/runs')
  @HttpCode(202)
  @Answers(202, runView)
  async start(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Body({ schema: runRequest }) request: RunRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RunView> {
    const run = await this.runs.start(seasonId, request);
    response.setHeader('location', `/api/v1/runs/${run.id}`);
    return runViewOf(run);
  }

  @Get('seasons/:seasonId/runs')
  @Answers(200, pageOf(runView))
  async list(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Query({ schema: runsOfSeasonQuery }) query: RunQuery,
  ): Promise<Page<RunView>> {
    return this.pageOf({ ...query, seasonId });
  }

  /** Runs of all seasons. */
  @Get('runs')
  @Answers(200, pageOf(runView))
  async listAll(@Query({ schema: runQuery }) query: RunQuery): Promise<Page<RunView>> {
    return this.pageOf(query);
  }

  @Get('runs/:id')
  @Answers(200, runView)
  async one(@Param('id', { schema: idParameter }) id: string): Promise<RunView> {
    return runViewOf(await this.runs.get(id));
  }

  /** Asks the computation to end; the best plan so far is kept. */
  @Delete('runs/:id')
  @HttpCode(202)
  @Answers(202, runView)
  async cancel(@Param('id', { schema: idParameter }) id: string): Promise<RunView> {
    return runViewOf(await this.runs.cancel(id));
  }

  /** Server-sent events `progress`, `heartbeat` and finally `end`; their data is the run. */
  @Sse('runs/:id/events')
  @UseGuards(RunExistsGuard)
  follow(
    @Param('id', { schema: idParameter }) id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
  ): Promise<Observable<MessageEvent>> {
    return this.events.follow(id, /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : -1);
  }

  /** The problem as it is solved: heli-problem/1. */
  @Get('runs/:id/problem')
  @Answers(200, problem)
  async problem(@Param('id', { schema: idParameter }) id: string): Promise<StreamableFile> {
    const gzip = await this.runs.problem(id);
    const plain = createGunzip();
    plain.end(gzip);
    return new StreamableFile(plain, { type: 'application/json' });
  }
  private async pageOf(query: RunQuery): Promise<Page<RunView>> {
    const page = await this.runs.list(query);
    return { ...page, items: page.items.map(runViewOf) };
  }
}
