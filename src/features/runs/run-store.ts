import {
  FINAL_RUN_STATES,
  type Progress,
  type RunFailure,
  type RunRequest,
  type RunState,
} from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { newId, Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { RunProblem } from './run-problem.entity.js';
import { AllocationRun } from './run.entity.js';

/** A worker's right to write to a run, until another worker takes the run up. */
export interface Lease {
  readonly runId: string;
  readonly owner: string;
  readonly attempt: number;
}

/** Another worker has the run now, or it ended: whatever this one still holds must be thrown away. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

type Final = Extract<RunState, 'succeeded' | 'cancelled' | 'refused' | 'failed'>;

export interface Ending {
  readonly state: Final;
  readonly planId?: string;
  readonly failure?: RunFailure;
}

/** A run that was committed, but may be in no queue. */
export interface DueRun {
  readonly id: string;
  readonly attempt: number;
}

/** The state machine of runs. Every step is one statement, so that two workers can never both take it. */
@Injectable()
export class RunStore {
  constructor(private readonly transactions: Transactions) {}

  async create(seasonId: string, request: RunRequest): Promise<AllocationRun> {
    return this.transactions.run(async (manager) => {
      const repository = manager.getRepository(AllocationRun);
      const id = newId();
      await repository.insert({ id, seasonId, request, state: 'queued' });
      return repository.findOneByOrFail({ id });
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

  /** Takes a run that waits, or that its worker has lost. Undefined: it is in good hands, or over. */
  async claim(runId: string, owner: string, leaseMs: number): Promise<Lease | undefined> {
    const rows = await this.rows<{ attempt: number }>(
      `UPDATE allocation_runs
          SET state = 'running', attempt = attempt + 1, lease_owner = $2, sequence = sequence + 1,
              lease_until = now() + $3 * interval '1 millisecond', started_at = coalesce(started_at, now())
        WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND lease_until < now()))
    RETURNING attempt`,
      [runId, owner, leaseMs],
    );
    return rows[0] && { runId, owner, attempt: rows[0].attempt };
  }

  /** Keeps the lease and tells how far the work is. Returns whether somebody wants it to end. */
  async renew(lease: Lease, leaseMs: number, progress: Progress | null): Promise<{ cancel: boolean }> {
    const rows = await this.rows<{ cancel: boolean }>(
      `UPDATE allocation_runs
          SET lease_until = now() + $4 * interval '1 millisecond',
              sequence = sequence + CASE WHEN $5::jsonb IS NULL THEN 0 ELSE 1 END,
              progress = coalesce($5::jsonb, progress)
        WHERE id = $1 AND lease_owner = $2 AND attempt = $3 AND state = 'running'
    RETURNING cancel_requested_at IS NOT NULL AS cancel`,
      [lease.runId, lease.owner, lease.attempt, leaseMs, progress === null ? null : JSON.stringify(progress)],
    );
    return held(rows);
  }

  /** Gives an unfinished run back at once, for another worker. */
  async release(lease: Lease): Promise<void> {
    await this.rows(
      `UPDATE allocation_runs
          SET state = 'queued', lease_owner = NULL, lease_until = NULL, sequence = sequence + 1
        WHERE id = $1 AND lease_owner = $2 AND attempt = $3 AND state = 'running'
    RETURNING id`,
      [lease.runId, lease.owner, lease.attempt],
    );
  }

  /** The last step, inside the transaction that stores the result. Throws, and so undoes all of it, when the lease is lost. */
  async finish(manager: EntityManager, lease: Lease, ending: Ending): Promise<void> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `UPDATE allocation_runs
          SET state = $4, plan_id = $5, failure = $6::jsonb, finished_at = now(), sequence = sequence + 1,
              lease_owner = NULL, lease_until = NULL
        WHERE id = $1 AND lease_owner = $2 AND attempt = $3 AND state = 'running'
    RETURNING id`,
      [
        lease.runId,
        lease.owner,
        lease.attempt,
        ending.state,
        ending.planId ?? null,
        ending.failure === undefined ? null : JSON.stringify(ending.failure),
      ],
    );
    held(rows);
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

  /** Runs that wait for longer than it takes to queue them, and runs whose worker fell silent. */
  due(waitingMs: number): Promise<DueRun[]> {
    return this.rows<DueRun>(
      `SELECT id, attempt FROM allocation_runs
        WHERE (state = 'queued' AND created_at < now() - $1 * interval '1 millisecond')
           OR (state = 'running' AND lease_until < now())
        ORDER BY created_at LIMIT 1000`,
      [waitingMs],
    );
  }

  async problemOf(runId: string): Promise<Buffer | null> {
    const stored = await this.transactions.manager.findOneBy(RunProblem, { runId });
    return stored?.gzip ?? null;
  }

  /** Keeps the problem for all later attempts; the first to be stored stays. */
  async keepProblem(lease: Lease, gzip: Buffer): Promise<Buffer> {
    await this.rows(
      `INSERT INTO run_problems (run_id, gzip) VALUES ($1, $2) ON CONFLICT (run_id) DO NOTHING RETURNING run_id`,
      [lease.runId, gzip],
    );
    return (await this.problemOf(lease.runId)) ?? gzip;
  }

  async noteProblemHash(lease: Lease, sha256: string): Promise<void> {
    held(
      await this.rows(
        `UPDATE allocation_runs SET problem_sha256 = $4, sequence = sequence + 1
          WHERE id = $1 AND lease_owner = $2 AND attempt = $3 AND state = 'running' RETURNING id`,
        [lease.runId, lease.owner, lease.attempt, sha256],
      ),
    );
  }

  /** The run remains, and tells that its plan is gone. */
  async forgetPlan(manager: EntityManager, planId: string): Promise<void> {
    await manager.update(AllocationRun, { planId }, { planId: null });
  }

  /** Rows that a statement returns; TypeORM wraps those of UPDATE and DELETE in a pair with their number. */
  private async rows<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    const result = await this.transactions.manager.query<T[] | [T[], number]>(sql, parameters);
    const [first] = result;
    return Array.isArray(first) ? first : (result as T[]);
  }
}

function held<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new LeaseLostError('Another worker has taken the run, or it has ended');
  return row;
}
