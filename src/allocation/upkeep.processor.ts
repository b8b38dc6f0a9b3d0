import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Transactions } from '../database/index.js';
import { BookingClock, SeasonProposals } from '../features/bookings/index.js';
import { NoticePlanner } from '../features/notices/index.js';
import { QuestionStore } from '../features/questions/index.js';
import { RunStore } from '../features/runs/index.js';
import { IdempotencyKey } from '../http/index.js';
import { NotificationStore } from '../notifications/index.js';
import {
  JobQueues,
  type JobWorker,
  QUEUE_BACKEND,
  type QueueBackend,
  QUEUES,
  upkeepJob,
} from '../queue/index.js';

/** A run or question that is committed is usually queued within milliseconds. */
const WAITING_MS = 5_000;
const ANSWERS_KEPT = '2 days';
const QUESTIONS_KEPT = '30 days';
/** Longer than anybody asks what a message said; that it was sent is kept. */
const NOTICES_KEPT = '90 days';
const LOCK_MS = 30_000;

/** Small regular tasks. */
@Injectable()
export class UpkeepProcessor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: JobWorker | undefined;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    private readonly queues: JobQueues,
    private readonly runs: RunStore,
    private readonly questions: QuestionStore,
    private readonly notifications: NotificationStore,
    private readonly planner: NoticePlanner,
    private readonly bookings: BookingClock,
    private readonly proposals: SeasonProposals,
    private readonly transactions: Transactions,
  ) {}

  onApplicationBootstrap(): void {
    this.worker = this.backend.openWorker(QUEUES.upkeep, (data) => this.work(data), {
      concurrency: 1,
      lockMs: LOCK_MS,
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker?.close();
  }

  private async work(data: unknown): Promise<void> {
    const { task } = upkeepJob.parse(data);
    switch (task) {
      case 'sweep-runs':
        return this.sweepRuns();
      case 'clear-old-answers':
        return this.clearOldAnswers();
      case 'plan-notices':
        return this.planNotices();
      case 'release-bookings':
        return this.releaseBookings();
    }
  }

  /** Queues again what was committed and never queued, and what a killed worker left. */
  private async sweepRuns(): Promise<void> {
    for (const run of await this.runs.due(WAITING_MS)) await this.queues.enqueueRun(run.id, run.attempt);
    for (const question of await this.questions.due(WAITING_MS))
      await this.queues.enqueueQuestion(question.id, question.attempt);
    await this.proposals.sweep();
  }

  /** Venues that nobody answers for in time. */
  private async releaseBookings(): Promise<void> {
    await this.bookings.remind();
    await this.bookings.releaseOverdue();
  }

  /** Reminders, alerts and digests that have come due. */
  private async planNotices(): Promise<void> {
    await this.planner.plan();
  }

  /** Answers of old requests and questions may speak of people; nobody repeats a request after days, or reads an answer after weeks. */
  private async clearOldAnswers(): Promise<void> {
    await this.transactions.manager
      .createQueryBuilder()
      .delete()
      .from(IdempotencyKey)
      .where(`created_at < now() - interval '${ANSWERS_KEPT}'`)
      .execute();
    await this.questions.forget(QUESTIONS_KEPT);
    await this.notifications.forget(NOTICES_KEPT);
    await this.planner.forgetGone();
  }
}
