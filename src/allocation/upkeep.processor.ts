import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { Transactions } from '../database/index.js';
import { Offers, PlaceFiller, SwapStore } from '../features/duties/index.js';
import { BookingClock, SeasonProposals } from '../features/bookings/index.js';
import { GiftsService } from '../features/ledger/index.js';
import { NoticePlanner } from '../features/notices/index.js';
import { QuestionStore } from '../features/questions/index.js';
import { RunStore } from '../features/runs/index.js';
import { IdempotencyKey } from '../http/index.js';
import { NotificationStore } from '../notifications/index.js';
import {
  FailedJobs,
  JobQueues,
  type JobWorker,
  QUEUE_BACKEND,
  type QueueBackend,
  QUEUES,
  upkeepJob,
  UpkeepTasks,
} from '../queue/index.js';

/** A run or question that is committed is usually queued within milliseconds. */
const WAITING_MS = 5_000;
const ANSWERS_KEPT = '2 days';
const QUESTIONS_KEPT = '30 days';
/** Longer than anybody asks what a message said; that it was sent is kept. */
const NOTICES_KEPT = '90 days';
const FAILED_JOBS_KEPT = '90 days';
const LOCK_MS = 30_000;

/** Takes the jobs of upkeep, and does what belongs to runs, answers and notices; the rest is registered by features. */
@Injectable()
export class UpkeepProcessor implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: JobWorker | undefined;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    private readonly queues: JobQueues,
    private readonly tasks: UpkeepTasks,
    private readonly runs: RunStore,
    private readonly questions: QuestionStore,
    private readonly notifications: NotificationStore,
    private readonly planner: NoticePlanner,
    private readonly offers: Offers,
    private readonly filler: PlaceFiller,
    private readonly swaps: SwapStore,
    private readonly bookings: BookingClock,
    private readonly proposals: SeasonProposals,
    private readonly gifts: GiftsService,
    private readonly failedJobs: FailedJobs,
    private readonly transactions: Transactions,
  ) {}

  onModuleInit(): void {
    this.tasks.register(
      'sweep-runs',
      () => this.sweepRuns(),
      () => this.proposals.sweep(),
      // Searches whose answer has come, and places that became free while another such job was at work.
      () => this.filler.run(),
    );
    this.tasks.register(
      'release-bookings',
      (now) => this.bookings.remind(now),
      (now) => this.bookings.releaseOverdue(now),
    );
    this.tasks.register(
      'expire-offers',
      () => this.offers.expire(),
      (now) => this.swaps.expire(now),
      () => this.filler.run(),
    );
    this.tasks.register('fill-places', () => this.filler.run());
    this.tasks.register('expire-gifts', (now) => this.gifts.expireGifts(now));
    this.tasks.register('plan-notices', (now) => this.planner.plan(now.getTime()));
    this.tasks.register(
      'clear-old-answers',
      () => this.clearOldAnswers(),
      () => this.questions.forget(QUESTIONS_KEPT),
      () => this.notifications.forget(NOTICES_KEPT),
      () => this.planner.forgetGone(),
      () => this.failedJobs.forget(FAILED_JOBS_KEPT),
    );
  }

  onApplicationBootstrap(): void {
    this.worker = this.backend.openWorker(
      QUEUES.upkeep,
      (data) => this.tasks.carryOut(upkeepJob.read(data).task),
      { concurrency: 1, lockMs: LOCK_MS },
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker?.close();
  }

  /** Queues again what was committed and never queued, and what a killed worker left. */
  private async sweepRuns(): Promise<void> {
    for (const run of await this.runs.due(WAITING_MS)) await this.queues.enqueueRun(run);
    for (const question of await this.questions.due(WAITING_MS))
      await this.queues.enqueueQuestion(question.id, question.attempt);
  }

  /** Answers of old requests and questions may speak of people; nobody repeats a request after days, or reads an answer after weeks. */
  private async clearOldAnswers(): Promise<void> {
    await this.transactions.manager
      .createQueryBuilder()
      .delete()
      .from(IdempotencyKey)
      .where(`created_at < now() - interval '${ANSWERS_KEPT}'`)
      .execute();
  }
}
