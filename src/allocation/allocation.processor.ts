import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { allocationJob, type JobWorker, QUEUE_BACKEND, type QueueBackend, QUEUES } from '../queue/index.js';
import { RunExecutor } from './run-executor.js';

/** Takes runs from the queue. */
@Injectable()
export class AllocationProcessor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: JobWorker | undefined;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
    private readonly executor: RunExecutor,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.workerConcurrency === 0) return;
    this.worker = this.backend.openWorker(
      QUEUES.allocation,
      (data) => this.executor.execute(allocationJob.read(data).runId),
      { concurrency: this.config.workerConcurrency, lockMs: this.config.leaseMs },
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    // The worker takes no more and waits for its jobs, which the executor brings to an end meanwhile.
    await Promise.all([this.worker?.close(), this.executor.windUp()]);
  }
}
