import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { type JobWorker, QUEUE_BACKEND, type QueueBackend, questionJob, QUEUES } from '../queue/index.js';
import { QuestionExecutor } from './question-executor.js';

/** Takes questions from the queue: one at a time, for a process has one answering thread for them. */
@Injectable()
export class QuestionProcessor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: JobWorker | undefined;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
    private readonly executor: QuestionExecutor,
  ) {}

  onApplicationBootstrap(): void {
    this.worker = this.backend.openWorker(
      QUEUES.questions,
      (data) => this.executor.execute(questionJob.read(data).questionId),
      { concurrency: 1, lockMs: this.config.leaseMs },
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    // The worker takes no more and waits for its job, which the executor brings to an end meanwhile.
    await Promise.all([this.worker?.close(), this.executor.windUp()]);
  }
}
