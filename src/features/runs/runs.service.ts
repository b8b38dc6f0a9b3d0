import { type RunQuery, type RunRequest } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { type Page, paginate } from '../../http/index.js';
import { JobQueues } from '../../queue/index.js';
import { narrowToSeasonsInReach } from '../pools/index.js';
import { SeasonsService } from '../seasons/index.js';
import { RunStore } from './run-store.js';
import { AllocationRun } from './run.entity.js';

@Injectable()
export class RunsService {
  constructor(
    private readonly store: RunStore,
    private readonly queues: JobQueues,
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly seasons: SeasonsService,
  ) {}

  /** The row first, then the queue: what falls between the two is found by the sweep. */
  start(seasonId: string, request: RunRequest): Promise<AllocationRun> {
    return this.transactions.run(async () => {
      await this.seasons.get(seasonId);
      const run = await this.store.create(seasonId, request);
      await this.audit.record({
        action: 'run.started',
        entityType: 'run',
        entityId: run.id,
        after: { seasonId, request },
      });
      await this.transactions.afterCommit(() => this.queues.enqueueRun(run));
      return run;
    });
  }

  get(id: string): Promise<AllocationRun> {
    return this.store.get(id);
  }

  async list({ seasonId, state, ...page }: RunQuery): Promise<Page<AllocationRun>> {
    const query = this.transactions.manager.createQueryBuilder(AllocationRun, 'run');
    if (seasonId !== undefined) {
      await this.seasons.get(seasonId);
      query.andWhere('run.seasonId = :seasonId', { seasonId });
    }
    narrowToSeasonsInReach(query, 'run.season_id');
    if (state !== undefined) query.andWhere('run.state = :state', { state });
    return paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  cancel(id: string): Promise<AllocationRun> {
    return this.transactions.run(async () => {
      const { run, asked } = await this.store.cancel(id);
      if (asked) {
        await this.audit.record({
          action: 'run.cancelled',
          entityType: 'run',
          entityId: id,
          after: { state: run.state },
        });
      }
      return run;
    });
  }

  /** Compressed JSON of what the run solves. */
  async problem(id: string): Promise<Buffer> {
    await this.store.get(id);
    const gzip = await this.store.problemOf(id);
    if (gzip === null) {
      throw new AppError('STATE_CONFLICT', `Run ${id} has not read the pools yet`, {
        detail: 'problem_not_read',
        params: { id },
      });
    }
    return gzip;
  }
}
