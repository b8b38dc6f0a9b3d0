import {
  failedJobPage,
  failedJobQuery,
  type FailedJobQuery,
  failedJobView,
  type FailedJobView,
} from '@heli/contracts';
import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation, type Page } from '../../http/index.js';
import { type FailedJob } from '../../queue/index.js';
import { FailedJobsService } from './failed-jobs.service.js';

nameSchemas({ FailedJob: failedJobView, FailedJobPage: failedJobPage });

@ApiTags('service')
@Controller('api/v1/operations/failed-jobs')
export class FailedJobsController {
  constructor(private readonly jobs: FailedJobsService) {}

  @Get()
  @Operation('listFailedJobs', 'List work that failed, the last first', { 200: failedJobPage })
  async list(@Query({ schema: failedJobQuery }) query: FailedJobQuery): Promise<Page<FailedJobView>> {
    const page = await this.jobs.list(query);
    return { ...page, items: page.items.map(viewOf) };
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Operation('retryFailedJob', 'Have failed work done once more', { 202: failedJobView })
  async retry(@Param('id', { schema: idParameter }) id: string): Promise<FailedJobView> {
    return viewOf(await this.jobs.retry(id));
  }

  @Delete(':id')
  @Operation(
    'setFailedJobAside',
    'Put failed work aside: nobody needs to look at it any more',
    { 200: failedJobView },
    'It stays in the list of what is closed for 90 days.',
  )
  async setAside(@Param('id', { schema: idParameter }) id: string): Promise<FailedJobView> {
    return viewOf(await this.jobs.setAside(id));
  }
}

/** What the job said stays inside. */
const viewOf = ({ id, kind, queue, subject, code, times, ...job }: FailedJob): FailedJobView => ({
  ...{ id, kind, queue, subject, code, times },
  failedAt: job.failedAt.toISOString(),
  closedAt: job.closedAt?.toISOString() ?? null,
  closedBy: job.closedBy,
  retriedAs: job.retriedAs,
});
