import { type FailedJobClosing, type FailedJobQuery } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { QuestionStore } from '../../features/questions/index.js';
import { RunsService, RunStore } from '../../features/runs/index.js';
import { type Page, paginate } from '../../http/index.js';
import { FailedJob, JobQueues, UPKEEP_TASKS } from '../../queue/index.js';

/** What operators do with work that failed. */
@Injectable()
export class FailedJobsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    private readonly queues: JobQueues,
    private readonly runs: RunsService,
    private readonly runStore: RunStore,
    private readonly questions: QuestionStore,
  ) {}

  /** Last failed first. */
  list({ kind, state, ...page }: FailedJobQuery): Promise<Page<FailedJob>> {
    const query = this.transactions.manager
      .createQueryBuilder(FailedJob, 'job')
      .where(`job.closed_at IS ${state === 'open' ? '' : 'NOT '}NULL`);
    if (kind !== undefined) query.andWhere('job.kind = :kind', { kind });
    return paginate(query, page, [
      { property: 'failedAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  /** Has the same work done once more. A run or question begins anew under an id of its own; the failed one stays as it is. */
  retry(id: string): Promise<FailedJob> {
    return this.close(id, 'retried', async (job) => {
      switch (job.kind) {
        case 'run': {
          const { seasonId, request } = await this.runStore.get(job.subject);
          return (await this.runs.start(seasonId, request)).id;
        }
        case 'question': {
          const question = await this.questions.again(job.subject);
          await this.transactions.afterCommit(() =>
            this.queues.enqueueQuestion(question.id, question.attempt),
          );
          return question.id;
        }
        case 'upkeep': {
          const task = UPKEEP_TASKS.find((known) => known === job.subject);
          if (task === undefined) throw notFound('UpkeepTask', job.subject);
          await this.transactions.afterCommit(() => this.queues.enqueueUpkeep(task));
          return null;
        }
        case 'job':
          await this.transactions.afterCommit(() => this.queues.enqueueAgain(job));
          return null;
      }
    });
  }

  /** Nobody needs to look at it any more. */
  setAside(id: string): Promise<FailedJob> {
    return this.close(id, 'set-aside', () => Promise.resolve(null));
  }

  private close(
    id: string,
    closedBy: FailedJobClosing,
    work: (job: FailedJob) => Promise<string | null>,
  ): Promise<FailedJob> {
    return this.transactions.run(async (manager) => {
      const job = await this.openOne(manager, id);
      const retriedAs = await work(job);
      const repository = manager.getRepository(FailedJob);
      await repository.update(id, { closedAt: new Date(), closedBy, retriedAs });
      const { kind, queue, subject, code, times } = job;
      await this.audit.record({
        action: closedBy === 'retried' ? 'failed-job.retried' : 'failed-job.set-aside',
        entityType: 'failed-job',
        entityId: id,
        before: { kind, queue, subject, code, times },
        after: { closedBy, retriedAs },
      });
      return repository.findOneByOrFail({ id });
    });
  }

  private async openOne(manager: EntityManager, id: string): Promise<FailedJob> {
    const job = await manager.findOne(FailedJob, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (job === null) throw notFound('FailedJob', id);
    if (job.closedAt === null) return job;
    throw new AppError('STATE_CONFLICT', `Failed job ${id} is closed already`, {
      detail: 'failed_job_closed',
      params: { id },
    });
  }
}
