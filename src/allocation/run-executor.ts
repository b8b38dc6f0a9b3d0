import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Allocation, type AllocationLimits } from '@heli/allocator';
import { type Progress, type RunFailure, type RunRequest } from '@heli/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { LeaseLostError, type RowLease, Transactions } from '../database/index.js';
import { AppError, isConnectionLoss, isError, messageOf } from '../errors/index.js';
import { preparePlan, writePlan } from '../features/plans/index.js';
import { type Ending, ErrandStore, RunStore } from '../features/runs/index.js';
import { Meters, type SolveOutcome } from '../metrics/index.js';
import { FailedJobs, JobQueues, QUEUE_BACKEND, type QueueBackend, QUEUES } from '../queue/index.js';
import { type HelperTerms, type Solving, startSolving } from '../solving/index.js';
import { TRACING, type Tracing } from '../tracing/index.js';
import { continueTrace, currentContext, withContext } from '../http/context.js';
import { deferred } from './deferred.js';
import { ErrandOffice } from './errands/errand-office.js';
import { RunsInHand } from './errands/runs-in-hand.js';
import { withinGrace } from './grace.js';
import { LeaseKeeper } from './lease-keeper.js';
import { RunTrace } from './run-trace.js';
import { whileDatabaseReturns } from './patience.js';
import { PROBLEM_LOADER, type ProblemLoader } from '../features/problems/index.js';

const compress = promisify(gzip);

/** How long a finished computation waits for a database that is away before it gives its result up. */
const DATABASE_PATIENCE_MS = 120_000;
/** How much longer than a lease it may take until no helper holds anything of a run that is over. */
const CLEARING_MS = 5_000;
/** A run that kills every worker must not go round for ever. */
const MOST_ATTEMPTS = 10;

interface InHand {
  readonly lease: RowLease;
  solving: Solving | undefined;
  trace: RunTrace | undefined;
  handBack: boolean;
  cancelled: boolean;
  readonly done: Promise<unknown>;
}

/** Works on runs: takes the lease, reads the pools, solves in a thread, stores plan and end in one transaction. */
@Injectable()
export class RunExecutor {
  private readonly logger = new Logger(RunExecutor.name);
  private readonly owner = `${hostname()}:${process.pid}:${randomUUID()}`;
  private readonly inHand = new Set<InHand>();
  private closing = false;

  constructor(
    private readonly store: RunStore,
    private readonly transactions: Transactions,
    @Inject(PROBLEM_LOADER) private readonly loader: ProblemLoader,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
    @Inject(QUEUE_BACKEND) private readonly queues: QueueBackend,
    private readonly jobs: JobQueues,
    private readonly errands: ErrandStore,
    private readonly runsInHand: RunsInHand,
    private readonly failedJobs: FailedJobs,
    private readonly meters: Meters,
    @Inject(TRACING) private readonly tracing: Tracing,
  ) {}

  /** Takes up a run and brings it to its end. Does nothing when another worker has it, or when it is over. */
  execute(runId: string): Promise<void> {
    // A context of its own: what is logged of the run belongs to its trace.
    return withContext({ ...currentContext() }, () => this.takeUp(runId));
  }

  private async takeUp(runId: string): Promise<void> {
    // The sweep queues it again for another worker.
    if (this.ends()) return;
    const lease = await whileDatabaseReturns(DATABASE_PATIENCE_MS, () =>
      this.store.claim(runId, this.owner, this.config.leaseMs),
    );
    if (lease === undefined) return;
    // The process began to end while the lease was on its way.
    if (this.ends()) return this.giveBack(lease);
    const finished = deferred<undefined>();
    const work: InHand = {
      lease,
      solving: undefined,
      trace: undefined,
      handBack: false,
      cancelled: false,
      done: finished.promise,
    };
    this.inHand.add(work);
    const begun = performance.now();
    let outcome: SolveOutcome = 'lost';
    try {
      outcome = await this.runsInHand.during(() => this.carryOut(work));
    } catch (error) {
      if (error instanceof LeaseLostError) this.logger.warn(`Run ${runId} was taken over or ended elsewhere`);
      else if (work.handBack || isConnectionLoss(error)) await this.giveBack(lease);
      else {
        await this.fail(lease, error);
        outcome = 'failed';
      }
    } finally {
      work.trace?.end(outcome);
      this.meters.solved(outcome, (performance.now() - begun) / 1000);
      await this.callNext(runId);
      this.inHand.delete(work);
      finished.resolve(undefined);
    }
  }

  /** Runs of the same communities that had to wait for this one. */
  private async callNext(runId: string): Promise<void> {
    try {
      for (const run of await this.store.nextAfter(runId)) await this.jobs.enqueueRun(run);
    } catch (error) {
      this.logger.debug(`What waited for run ${runId} is left to the sweep: ${messageOf(error)}`);
    }
  }

  /** Before the process ends: what finishes within the time of grace finishes here, the rest is given back for another worker. */
  async windUp(): Promise<void> {
    this.closing = true;
    const work = [...this.inHand];
    const all = Promise.all(work.map(({ done }) => done));
    await withinGrace(all, this.config.shutdownGraceMs);
    for (const unfinished of this.inHand) {
      unfinished.handBack = true;
      await unfinished.solving?.kill();
    }
    await all;
  }

  private ends(): boolean {
    return this.closing;
  }

  private async carryOut(work: InHand): Promise<SolveOutcome> {
    const { lease } = work;
    if (lease.attempt > MOST_ATTEMPTS) {
      throw new AppError('INTERNAL', `The run was lost ${MOST_ATTEMPTS} times, so it is not tried again`);
    }
    const lost = deferred<never>();
    // Nobody may be waiting for it any more when it happens.
    lost.promise.catch(() => undefined);
    const { leaseMs } = this.config;
    const renew = (progress: Progress | null) => this.store.renew(lease, leaseMs, progress);
    const keeper = new LeaseKeeper(`Run ${lease.id}`, renew, leaseMs, {
      cancelWanted: () => {
        work.cancelled = true;
        work.solving?.cancel();
      },
      lost: () => lost.reject(new LeaseLostError('Another worker has taken the run, or it has ended')),
    });
    keeper.start();
    let office: ErrandOffice | undefined;
    try {
      const run = await whileDatabaseReturns(DATABASE_PATIENCE_MS, () => this.store.get(lease.id));
      const trace = new RunTrace(this.tracing, { ...lease, traceParent: run.traceParent });
      work.trace = trace;
      continueTrace(trace.traceParent ?? run.traceParent);
      const problemGzip = await whileDatabaseReturns(DATABASE_PATIENCE_MS, () =>
        this.problemOf(lease, run.seasonId, run.request.objective),
      );
      if (work.handBack) throw new Error('The process ends before the computation began');
      if (this.config.solverHelpers > 0)
        office = new ErrandOffice(this.queues, this.errands, lease, trace.traceParent);
      const solving = startSolving(
        {
          problem: { gzip: problemGzip },
          solver: 'highs',
          limits: limitsOf(run.request, this.config.runTimeLimitMs),
          stepDelayMs: this.config.testStepDelayMs,
          ...(this.config.solverThreads === null ? {} : { threads: this.config.solverThreads }),
          ...(office === undefined ? {} : { helpers: { terms: this.helperTerms(), reach: office } }),
        },
        {
          prepared: (hash) => {
            this.store.noteProblemHash(lease, hash).catch((error: unknown) => {
              // The plan carries the same hash; the row is only told early.
              this.logger.warn(`Run ${lease.id}: ${messageOf(error)}`);
            });
          },
          progress: (progress) => {
            keeper.report(progress);
            trace.progress(progress);
          },
          ...(this.tracing.on ? { solved: (model) => trace.solved(model) } : {}),
        },
        this.config.threads,
      );
      work.solving = solving;
      if (work.cancelled || run.cancelRequestedAt !== null) solving.cancel();
      const result = await Promise.race([solving.result, lost.promise]);
      return await this.conclude(lease, run.seasonId, result, problemGzip);
    } finally {
      await keeper.stop();
      await work.solving?.kill();
      // A process that ends leaves the rest to the next attempt; the lock of a helper that died lasts for a lease.
      await office?.close(work.handBack ? 0 : this.config.leaseMs + CLEARING_MS);
    }
  }

  /** A helper that fell silent loses its errand after a lease; after two, even its successor is not waited for. */
  private helperTerms(): HelperTerms {
    const { solverHelpers, helperLeastEntries, leaseMs } = this.config;
    return { most: solverHelpers, leastEntries: helperLeastEntries, patienceMs: 2 * leaseMs };
  }

  private async problemOf(
    lease: RowLease,
    seasonId: string,
    objective: Parameters<ProblemLoader['load']>[1],
  ): Promise<Buffer> {
    const kept = await this.store.problemOf(lease.id);
    if (kept !== null) return kept;
    const problem = await this.loader.load(seasonId, objective);
    return this.store.keepProblem(lease, await compress(JSON.stringify(problem)));
  }

  private async conclude(
    lease: RowLease,
    seasonId: string,
    result: Allocation,
    problemGzip: Buffer,
  ): Promise<SolveOutcome> {
    switch (result.kind) {
      case 'plan': {
        const plan = await preparePlan({
          runId: lease.id,
          seasonId,
          document: result.document,
          open: result.open,
          problemGzip,
        });
        const { termination, gap } = result.document.certificate;
        const state = termination === 'cancelled' ? 'cancelled' : 'succeeded';
        await whileDatabaseReturns(DATABASE_PATIENCE_MS, () =>
          this.transactions.run(async (manager) => {
            await this.store.finish(lease, { state, planId: plan.id });
            await writePlan(manager, plan);
          }),
        );
        this.meters.plan(gap);
        return state;
      }
      case 'refused':
        await this.end(lease, {
          state: 'refused',
          failure: {
            code: 'PROBLEM_REFUSED',
            detail: `The season's data has ${result.faults.length} faults`,
            faults: [...result.faults],
          },
        });
        return 'refused';
    }
  }

  private async end(lease: RowLease, ending: Ending): Promise<void> {
    await whileDatabaseReturns(DATABASE_PATIENCE_MS, () => this.store.finish(lease, ending));
  }

  private async giveBack(lease: RowLease): Promise<void> {
    try {
      await whileDatabaseReturns(this.config.shutdownGraceMs, () => this.store.release(lease));
    } catch (error) {
      // The lease runs out by itself.
      this.logger.warn(`Run ${lease.id} could not be given back: ${messageOf(error)}`);
    }
  }

  private async fail(lease: RowLease, error: unknown): Promise<void> {
    this.logger.error(
      `Run ${lease.id} failed: ${messageOf(error)}`,
      isError(error) ? error.stack : undefined,
    );
    const failure: RunFailure =
      error instanceof AppError
        ? { code: error.code, detail: error.message }
        : { code: 'INTERNAL', detail: 'The computation broke down; the log tells more' };
    try {
      await whileDatabaseReturns(DATABASE_PATIENCE_MS, () =>
        this.transactions.run(async () => {
          await this.store.finish(lease, { state: 'failed', failure });
          const job = { kind: 'run', queue: QUEUES.allocation, name: 'allocate', subject: lease.id } as const;
          await this.failedJobs.record({ ...job, error });
        }),
      );
    } catch (late) {
      // The lease runs out, and the next worker meets the same fault with a database that answers.
      this.logger.error(`Run ${lease.id}: its failure could not be stored: ${messageOf(late)}`);
    }
  }
}

/** The usual time is for those who say nothing: a run that is limited by work must not depend on the clock. */
function limitsOf({ limits, gap, seed }: RunRequest, defaultTimeMs: number): AllocationLimits {
  const { timeMs, nodesPerBlock } = limits;
  if (nodesPerBlock === undefined) return { timeMs: timeMs ?? defaultTimeMs, gap, seed };
  return { nodesPerBlock, ...(timeMs === undefined ? {} : { timeMs }), gap, seed };
}
