import {
  problem,
  runQuery,
  type RunQuery,
  type RunRequest,
  runRequest,
  pageOf,
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
import { idParameter, nameSchemas, Operation, type Page } from '../../http/index.js';
import { RunEvents } from './run-events.js';
import { RunExistsGuard } from './run-exists.guard.js';
import { runViewOf } from './run-view.js';
import { RunsService } from './runs.service.js';

const runPage = pageOf(runView);

nameSchemas({ Run: runView, RunPage: runPage, RunRequest: runRequest, Problem: problem });

@ApiTags('runs')
@Controller('api/v1')
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly events: RunEvents,
  ) {}

  @Post('seasons/:seasonId/runs')
  @HttpCode(202)
  @Operation('startRun', 'Start a computation for a season; the answer comes before the work', {
    202: runView,
  })
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
  @Operation('listRunsOfSeason', 'List the runs of a season, newest first', { 200: runPage })
  async list(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Query({ schema: runsOfSeasonQuery }) query: RunQuery,
  ): Promise<Page<RunView>> {
    return this.pageOf({ ...query, seasonId });
  }

  @Get('runs')
  @Operation('listRuns', 'List runs, newest first', { 200: runPage })
  async listAll(@Query({ schema: runQuery }) query: RunQuery): Promise<Page<RunView>> {
    return this.pageOf(query);
  }

  @Get('runs/:id')
  @Operation('getRun', 'Read a run: its state, and how far it is', { 200: runView })
  async one(@Param('id', { schema: idParameter }) id: string): Promise<RunView> {
    return runViewOf(await this.runs.get(id));
  }

  @Delete('runs/:id')
  @HttpCode(202)
  @Operation('cancelRun', 'Ask a computation to end; the best plan so far is kept', { 202: runView })
  async cancel(@Param('id', { schema: idParameter }) id: string): Promise<RunView> {
    return runViewOf(await this.runs.cancel(id));
  }

  @Sse('runs/:id/events')
  @UseGuards(RunExistsGuard)
  @Operation(
    'followRun',
    'Follow a run by server-sent events',
    { 200: { 'text/event-stream': { type: 'string' } } },
    'Events are `progress`, `heartbeat` and, last, `end`; the data of `progress` and `end` is the run as `getRun` answers it. Who comes back with `Last-Event-ID` hears only what is newer.',
  )
  follow(
    @Param('id', { schema: idParameter }) id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
  ): Promise<Observable<MessageEvent>> {
    return this.events.follow(id, /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : -1);
  }

  @Get('runs/:id/problem')
  @Operation('getRunProblem', 'The problem as it is solved: heli-problem/1', { 200: problem })
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
