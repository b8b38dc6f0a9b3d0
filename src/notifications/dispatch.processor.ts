import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { type JobWorker, noticeJob, QUEUE_BACKEND, type QueueBackend, QUEUES } from '../queue/index.js';
import { CHANNELS, type Channels } from './channels/index.js';
import { Dispatcher } from './dispatcher.js';

/** Takes requests to send from the queue. */
@Injectable()
export class DispatchProcessor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private worker: JobWorker | undefined;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
    @Inject(CHANNELS) private readonly channels: Channels,
    private readonly dispatcher: Dispatcher,
  ) {}

  onApplicationBootstrap(): void {
    this.worker = this.backend.openWorker(
      QUEUES.notices,
      (data) => {
        noticeJob.read(data);
        return this.dispatcher.dispatchDue();
      },
      { concurrency: 1, lockMs: this.config.leaseMs },
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.dispatcher.stop();
    await this.worker?.close();
    for (const channel of Object.values(this.channels)) await channel.close?.();
  }
}
