import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { type QuestionKind } from '@heli/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { LeaseLostError, type RowLease, Transactions } from '../database/index.js';
import { AppError, isConnectionLoss, isError, messageOf } from '../errors/index.js';
import { AskedPlans, type QuestionEnding, QuestionStore, type Replied } from '../features/questions/index.js';
import { FailedJobs, QUEUES } from '../queue/index.js';
import { Answering } from '../solving/index.js';
import { deferred } from './deferred.js';
import { withinGrace } from './grace.js';
import { LeaseKeeper } from './lease-keeper.js';
import { whileDatabaseReturns } from './patience.js';

/** How long an answer waits for a database that is away before it is given up. */
const DATABASE_PATIENCE_MS = 120_000;
/** A question that kills every worker must not go round for ever. */
const MOST_ATTEMPTS = 5;

interface InHand {
  readonly lease: RowLease;
  /** Why the work ends without an answer; undefined while it goes on. */
  reason: 'cancelled' | 'lost' | 'closing' | undefined;
  readonly stop: AbortController;
  readonly done: Promise<unknown>;
}

/** Works on questions: takes the lease, has the plan answered in a thread, stores answer and end in one statement. */
@Injectable()
export class QuestionExecutor {
  private readonly logger = new Logger(QuestionExecutor.name);
  private readonly owner = `${hostname()}:${process.pid}:${randomUUID()}`;
  private readonly answering: Answering;
  private readonly inHand = new Set<InHand>();
  private closing = false;

  constructor(
    private readonly store: QuestionStore,
    private readonly plans: AskedPlans,
    private readonly transactions: Transactions,
    private readonly failedJobs: FailedJobs,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {
    this.answering = new Answering({
      // The queue hands out one at a time.
      mostWaiting: 0,
      threads: config.threads,
      stepDelayMs: config.testStepDelayMs,
    });
  }

  /** Takes up a question and brings it to its end. Does nothing when another worker has it, or when it is over. */
  async execute(questionId: string): Promise<void> {
    // The sweep queues it again for another worker.
    if (this.ends()) return;
    const lease = await whileDatabaseReturns(DATABASE_PATIENCE_MS, () =>
      this.store.claim(questionId, this.owner, this.config.leaseMs),
    );
    if (lease === undefined) return;
    // The process began to end while the lease was on its way.
    if (this.ends()) return this.giveBack(lease);
    const finished = deferred<undefined>();
    const work: InHand = { lease, reason: undefined, stop: new AbortController(), done: finished.promise };
    this.inHand.add(work);
    try {
      await this.tell(work, await this.answer(work));
    } catch (error) {
      await this.settle(work, error);
    } finally {
      this.inHand.delete(work);
      finished.resolve(undefined);
    }
  }

  /** Before the process ends: what is answered within the time of grace is stored, the rest is given back for another worker. */
  async windUp(): Promise<void> {
    this.closing = true;
    const all = Promise.all([...this.inHand].map(({ done }) => done));
    await withinGrace(all, this.config.shutdownGraceMs);
    for (const unfinished of this.inHand) stop(unfinished, 'closing');
    await this.answering.close();
    await all;
  }

  private ends(): boolean {
    return this.closing;
  }

  private async answer(work: InHand): Promise<Replied<QuestionKind>> {
    const { lease, stop: stopper } = work;
    if (lease.attempt > MOST_ATTEMPTS)
      throw new AppError(
        'INTERNAL',
        `The question was lost ${MOST_ATTEMPTS} times, so it is not tried again`,
      );
    const keeper = new LeaseKeeper(
      `Question ${lease.id}`,
      () => this.store.renew(lease, this.config.leaseMs),
      this.config.leaseMs,
      { cancelWanted: () => stop(work, 'cancelled'), lost: () => stop(work, 'lost') },
    );
    keeper.start();
    try {
      const { planId, question, cancelRequestedAt } = await whileDatabaseReturns(DATABASE_PATIENCE_MS, () =>
        this.store.get(lease.id),
      );
      if (cancelRequestedAt !== null) stop(work, 'cancelled');
      return await this.plans.ask<QuestionKind>(
        this.answering,
        planId,
        question,
        question.timeMs ?? this.config.runTimeLimitMs,
        stopper.signal,
      );
    } finally {
      await keeper.stop();
    }
  }

  /** What the answer proposes is stored in the transaction that ends the question: another attempt finds both or neither. */
  private async tell(work: InHand, replied: Replied<QuestionKind>): Promise<void> {
    const { answered, toStore } = replied;
    if (toStore === undefined) return this.conclude(work, { state: 'answered', answer: answered.answer });
    await whileDatabaseReturns(DATABASE_PATIENCE_MS, () =>
      this.transactions.run(async () => {
        const { answer } = await this.plans.keep(replied);
        await this.store.finish(work.lease, { state: 'answered', answer });
      }),
    );
  }

  /** What becomes of a question that has no answer. */
  private async settle(work: InHand, error: unknown): Promise<void> {
    const { lease, reason } = work;
    if (reason === 'lost' || error instanceof LeaseLostError)
      this.logger.warn(`Question ${lease.id} was taken over or ended elsewhere`);
    else if (reason === 'closing' || isConnectionLoss(error)) await this.giveBack(lease);
    else if (reason === 'cancelled') await this.conclude(work, { state: 'cancelled' });
    else {
      const ending = this.failed(lease, error);
      await this.conclude(work, ending, ending.state === 'failed' ? error : undefined);
    }
  }

  private failed({ id }: RowLease, error: unknown): QuestionEnding {
    if (error instanceof AppError && error.code === 'QUESTION_REFUSED')
      return {
        state: 'refused',
        failure: { code: error.code, detail: error.message, faults: [...error.faults] },
      };
    this.logger.error(`Question ${id} failed: ${messageOf(error)}`, isError(error) ? error.stack : undefined);
    return {
      state: 'failed',
      failure:
        error instanceof AppError
          ? { code: error.code, detail: error.message }
          : { code: 'INTERNAL', detail: 'The computation broke down; the log tells more' },
    };
  }

  /** @param error why it failed, for an operator to see */
  private async conclude({ lease }: InHand, ending: QuestionEnding, error?: unknown): Promise<void> {
    try {
      await whileDatabaseReturns(DATABASE_PATIENCE_MS, () =>
        this.transactions.run(async () => {
          await this.store.finish(lease, ending);
          const job = {
            kind: 'question',
            queue: QUEUES.questions,
            name: 'answer',
            subject: lease.id,
          } as const;
          if (error !== undefined) await this.failedJobs.record({ ...job, error });
        }),
      );
    } catch (late) {
      if (late instanceof LeaseLostError)
        this.logger.warn(`Question ${lease.id} was taken over or ended elsewhere`);
      // The lease runs out, and another worker takes the question up.
      else this.logger.error(`Question ${lease.id} could not be ended: ${messageOf(late)}`);
    }
  }

  private async giveBack(lease: RowLease): Promise<void> {
    try {
      await whileDatabaseReturns(this.config.shutdownGraceMs, () => this.store.release(lease));
    } catch (error) {
      // The lease runs out by itself.
      this.logger.warn(`Question ${lease.id} could not be given back: ${messageOf(error)}`);
    }
  }
}

/** The first reason counts. */
function stop(work: InHand, reason: NonNullable<InHand['reason']>): void {
  work.reason ??= reason;
  work.stop.abort();
}
