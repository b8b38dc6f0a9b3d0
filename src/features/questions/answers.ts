import { type Answered, type QuestionKind, type QuestionOf } from '@heli/contracts';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { Answering } from '../../solving/index.js';
import { AskedPlans } from './asked-plans.js';

/** Whoever waits may hold a connection to the database, of which there are ten by default. */
const MOST_WAITING = 8;

/** Answers at once, in a thread of this process. */
@Injectable()
export class Answers implements OnApplicationShutdown {
  private readonly answering: Answering;

  constructor(
    private readonly plans: AskedPlans,
    private readonly transactions: Transactions,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {
    this.answering = new Answering({
      mostWaiting: MOST_WAITING,
      threads: config.threads,
      stepDelayMs: config.testStepDelayMs,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.answering.close();
  }

  async to<K extends QuestionKind>(
    planId: string,
    question: QuestionOf<K>,
    signal: AbortSignal,
  ): Promise<Answered<K>> {
    const { answerTimeLimitMs } = this.config;
    const timeMs = Math.min(question.timeMs ?? answerTimeLimitMs, answerTimeLimitMs);
    const replied = await this.plans.ask(this.answering, planId, question, timeMs, signal);
    if (replied.toStore === undefined) return replied.answered;
    return this.transactions.run(async () => {
      const answered = await this.plans.keep(replied);
      // Nobody would hear of the plan.
      if (signal.aborted) throw new AppError('QUESTION_CANCELLED', 'The answer is no longer wanted');
      return answered;
    });
  }
}
