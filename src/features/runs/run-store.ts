import {
  FINAL_RUN_STATES,
  type Progress,
  type RunFailure,
  type RunRequest,
  type RunState,
} from '@heli/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { LeasedRows, newId, type RowLease, Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { type DueRun, RunShares, type ShareLimits } from './run-shares.js';
import { RunProblem } from './run-problem.entity.js';
import { AllocationRun } from './run.entity.js';

type Final = Extract<RunState, 'succeeded' | 'cancelled' | 'refused' | 'failed'>;

export interface Ending {
  readonly state: Final;
  readonly planId?: string;
  readonly failure?: RunFailure;
}

/** The state machine of runs. Every step is one statement, so that two workers can never both take it. */
@Injectable()
export class RunStore {
  private readonly leased: LeasedRows;
  private readonly shares: RunShares;

  constructor(
    private readonly transactions: Transactions,
    @Inject(HELI_CONFIG) limits: Pick<HeliConfig, keyof ShareLimits>,
  ) {
    this.shares = new RunShares(transactions, limits);
    this.leased = new LeasedRows(transactions, 'allocation_runs', 'run', 'sequence = sequence + 1');
  }

  /** @throws AppError RUNS_WAITING */
  async create(seasonId: string, request: RunRequest): Promise<AllocationRun> {
    return this.transactions.run(async (manager) => {
      const place = await this.shares.join(seasonId);
      const repository = manager.getRepository(AllocationRun);
      const id = newId();
      await repository.insert({
        ...{ id, seasonId, request, ...place, state: 'queued' },
        traceParent: currentContext().traceParent ?? null,
      });
      return repository.findOneByOrFail({ id });
    });
  }

  /** A computation that is over when it is stored, with the problem that it solved; inside the transaction that stores its plan. */
  async createEnded(
    run: Pick<
      AllocationRun,
      'id' | 'seasonId' | 'kind' | 'request' | 'problemSha256' | 'planId' | 'startedAt'
    >,
    problemGzip: Buffer,
  ): Promise<void> {
    await this.transactions.run(async (manager) => {
      const finishedAt = new Date();
      await manager.getRepository(AllocationRun).insert({ ...run, state: 'succeeded', finishedAt });
      await manager.getRepository(RunProblem).insert({ runId: run.id, gzip: problemGzip });
    });
  }

  async get(id: string): Promise<AllocationRun> {
    const run = await this.transactions.manager.findOneBy(AllocationRun, { id });
    if (run === null) throw notFound('Run', id);
    return run;
  }

  /** Those of the runs that are there, in no order. */
  many(ids: readonly string[]): Promise<AllocationRun[]> {
    return this.transactions.manager.findBy(AllocationRun, { id: In([...ids]) });
  }

  /** Takes a run that waits, or that its worker has lost. Undefined: it is in good hands, over, or its share is used up. */
  claim(runId: string, owner: string, leaseMs: number): Promise<RowLease | undefined> {
    return this.shares.within(runId, (only, parameters) =>
      this.leased.claim(runId, owner, leaseMs, only, parameters),
    );
  }

  /** Keeps the lease and tells how far the work is. Returns whether somebody wants it to end. */
  renew(lease: RowLease, leaseMs: number, progress: Progress | null): Promise<{ cancel: boolean }> {
    return this.leased.change<{ cancel: boolean }>(
      lease,
      `lease_until = now() + $4 * interval '1 millisecond',
       sequence = sequence + CASE WHEN $5::jsonb IS NULL THEN 0 ELSE 1 END,
       progress = coalesce($5::jsonb, progress)`,
      [leaseMs, progress === null ? null : JSON.stringify(progress)],
      'cancel_requested_at IS NOT NULL AS cancel',
    );
  }

  /** Gives an unfinished run back at once, for another worker. */
  release(lease: RowLease): Promise<void> {
    return this.leased.release(lease);
  }

  /** The last step, inside the transaction that stores the result. Throws, and so undoes all of it, when the lease is lost. */
  async finish(lease: RowLease, { state, planId, failure }: Ending): Promise<void> {
    await this.leased.change(
      lease,
      `state = $4, plan_id = $5, failure = $6::jsonb, finished_at = now(), sequence = sequence + 1,
       lease_owner = NULL, lease_until = NULL`,
      [state, planId ?? null, failure === undefined ? null : JSON.stringify(failure)],
    );
  }

  /**
   * A waiting run ends at once; a running one is asked to end and keeps its best plan; one that has ended, or was asked
   * before, stays as it is, and `asked` is false.
   */
  async cancel(id: string): Promise<{ run: AllocationRun; asked: boolean }> {
    return this.transactions.run(async (manager) => {
      const repository = manager.getRepository(AllocationRun);
      const run = await repository.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (run === null) throw notFound('Run', id);
      if (FINAL_RUN_STATES.includes(run.state) || run.cancelRequestedAt !== null) {
        return { run, asked: false };
      }
      const now = new Date();
      const waiting = run.state === 'queued';
      await repository.update(id, {
        cancelRequestedAt: now,
        sequence: run.sequence + 1,
        ...(waiting ? { state: 'cancelled', finishedAt: now } : {}),
      });
      return { run: await repository.findOneByOrFail({ id }), asked: true };
    });
  }

  /** Runs that may begin and wait for longer than it takes to queue them, and runs whose worker fell silent. */
  due(waitingMs: number): Promise<DueRun[]> {
    return this.shares.due(waitingMs);
  }

  /** Runs that may begin now that this one does not run any more. */
  nextAfter(runId: string): Promise<DueRun[]> {
    return this.shares.due(0, runId);
  }

  async problemOf(runId: string): Promise<Buffer | null> {
    const stored = await this.transactions.manager.findOneBy(RunProblem, { runId });
    return stored?.gzip ?? null;
  }

  /** Keeps the problem for all later attempts; the first to be stored stays. */
  async keepProblem({ id }: RowLease, gzip: Buffer): Promise<Buffer> {
    await this.transactions.manager.query(
      `INSERT INTO run_problems (run_id, gzip) VALUES ($1, $2) ON CONFLICT (run_id) DO NOTHING`,
      [id, gzip],
    );
    return (await this.problemOf(id)) ?? gzip;
  }

  async noteProblemHash(lease: RowLease, sha256: string): Promise<void> {
    await this.leased.change(lease, `problem_sha256 = $4, sequence = sequence + 1`, [sha256]);
  }

  /** The run remains, and tells that its plan is gone. */
  async forgetPlan(manager: EntityManager, planId: string): Promise<void> {
    await manager.update(AllocationRun, { planId }, { planId: null });
  }
}
