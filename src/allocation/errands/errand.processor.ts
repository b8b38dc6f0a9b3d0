import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { messageOf } from '../../errors/index.js';
import { ErrandStore } from '../../features/runs/index.js';
import { errandJob, type JobWorker, QUEUE_BACKEND, type QueueBackend, QUEUES } from '../../queue/index.js';
import {
  createSolverPool,
  packAnswer,
  type SolverPool,
  unpackQuestion,
  usefulThreads,
} from '../../solving/index.js';
import { TRACING, type Tracing } from '../../tracing/index.js';
import { RunsInHand } from './runs-in-hand.js';

/** A run that ended, or was cancelled, is noticed within this time. */
const LOOK_EVERY_MS = 500;
/** Threads without work keep the memory of the largest model they had; after so long they are let go. */
const IDLE_MS = 30_000;

/** Helps other worker processes: takes models of their runs while this process leads none. */
@Injectable()
export class ErrandProcessor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ErrandProcessor.name);
  private readonly threads: number;
  private worker: JobWorker | undefined;
  private turning: Promise<void> = Promise.resolve();
  private pool: Promise<SolverPool> | undefined;
  private atWork = 0;
  private idle: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
    private readonly store: ErrandStore,
    private readonly runs: RunsInHand,
    @Inject(TRACING) private readonly tracing: Tracing,
  ) {
    this.threads = config.solverThreads ?? usefulThreads();
  }

  onApplicationBootstrap(): void {
    if (this.config.solverHelpers === 0) return;
    this.runs.watch(() => this.turn());
    this.turn();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    this.turn();
    await this.turning;
    clearTimeout(this.idle);
    await this.letGo();
  }

  /** Opens or closes the queue, as the process is free or not. What is in hand is finished. */
  private turn(): void {
    this.turning = this.turning.then(async () => {
      const wanted = !this.closing && !this.runs.any;
      if (wanted && this.worker === undefined) {
        this.worker = this.backend.openWorker(
          QUEUES.errands,
          (data) => this.run(errandJob.read(data).errandId),
          { concurrency: this.threads, lockMs: this.config.leaseMs },
        );
      } else if (!wanted && this.worker !== undefined) {
        const { worker } = this;
        this.worker = undefined;
        await worker.close();
      }
    });
  }

  /** Solves a model that is still wanted; an answer that cannot be had is left to the asker, who has the same engine. */
  private async run(errandId: string): Promise<void> {
    const asked = await this.store.question(errandId);
    if (asked === undefined) return;
    const span = this.tracing.open('errand', { kind: 'consumer', parent: asked.traceParent });
    this.logger.debug(`Errand ${errandId} taken up`);
    const signal = { aborted: false };
    const looking = setInterval(() => void this.look(errandId, signal), LOOK_EVERY_MS);
    this.atWork += 1;
    clearTimeout(this.idle);
    try {
      const answer = await this.answer(asked.question, signal);
      if (this.closing && signal.aborted) throw new Error('The process ends: the errand is for another one');
      if (answer === undefined || signal.aborted) this.logger.debug(`Errand ${errandId} dropped`);
      else {
        await this.store.answer(errandId, answer);
        this.logger.debug(`Errand ${errandId} answered`);
      }
    } finally {
      span.add({ 'heli.errand.dropped': signal.aborted });
      span.end();
      clearInterval(looking);
      this.atWork -= 1;
      if (this.atWork === 0) this.idle = setTimeout(() => void this.letGo(), IDLE_MS);
    }
  }

  private async answer(bytes: Uint8Array, signal: { aborted: boolean }): Promise<Uint8Array | undefined> {
    const question = await unpackQuestion(bytes);
    const pool = await this.engine();
    if (question.solver !== pool.name || question.version !== pool.version) return undefined;
    for (let left = this.config.testStepDelayMs; left > 0 && !signal.aborted; left -= LOOK_EVERY_MS)
      await sleep(Math.min(left, LOOK_EVERY_MS));
    const { model, limits, relaxed, presolve, interior, near, start, basis } = question;
    const solution = await pool.solve(model, limits, signal, {
      relaxed,
      interior,
      near,
      ...(presolve === null ? {} : { presolve }),
      ...(start ? { start } : {}),
      ...(basis ? { basis } : {}),
    });
    return packAnswer(solution);
  }

  private engine(): Promise<SolverPool> {
    this.pool ??= createSolverPool('highs', this.threads, this.config.threads);
    return this.pool;
  }

  private async look(errandId: string, signal: { aborted: boolean }): Promise<void> {
    if (this.closing) signal.aborted = true;
    if (signal.aborted) return;
    try {
      signal.aborted = !(await this.store.isWanted(errandId));
    } catch (error) {
      // It is asked again soon; an answer that nobody wants does no harm.
      this.logger.debug(`Errand ${errandId}: ${messageOf(error)}`);
    }
  }

  private async letGo(): Promise<void> {
    const { pool } = this;
    if (pool === undefined || this.atWork > 0) return;
    this.pool = undefined;
    try {
      await (await pool).close();
    } catch (error) {
      this.logger.debug(`Solver threads did not start: ${messageOf(error)}`);
    }
  }
}
