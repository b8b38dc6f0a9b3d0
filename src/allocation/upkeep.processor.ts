import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
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

/** Takes the jobs of upkeep, and does what belongs to runs, answers and notices; the rest is registered by features. */
@Injectable()
export class UpkeepProcessor implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: JobWorker | undefined;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
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
      (now) => this.offers.expire(now),
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
      async (data) => this.tasks.carryOut(upkeepJob.read(data).task, await this.clock()),
      // As long as a run's: after a killed worker the sweep must not wait longer than what it sweeps up.
      { concurrency: 1, lockMs: this.config.leaseMs },
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker?.close();
  }

  /** What is due goes by the one clock that all share: a worker whose own is ahead must not let offers expire. */
  private async clock(): Promise<Date> {
    const [row] = await this.transactions.manager.query<{ now: Date }[]>('SELECT now() AS now');
    return row?.now ?? new Date();
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
