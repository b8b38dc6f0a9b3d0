import { type DynamicModule, Global, Module } from '@nestjs/common';
import { type HeliConfig } from '../config/index.js';
import { postgresQueues, type QueueBackend, redisQueues } from './backend.js';
import { FailedJobs } from './failed-jobs.js';
import { JobQueues, QUEUE_BACKEND } from './job-queues.js';
import { UpkeepTasks } from './upkeep-tasks.js';
import { watched } from './watched-backend.js';

/** Redis when the settings name one, else the service's own PostgreSQL. */
export const chooseQueues = (config: Pick<HeliConfig, 'redisUrl'>, databaseUrl: string): QueueBackend =>
  config.redisUrl === null ? postgresQueues(databaseUrl) : redisQueues(config.redisUrl);

@Global()
@Module({})
export class QueueModule {
  static register(backend: QueueBackend): DynamicModule {
    return {
      module: QueueModule,
      providers: [
        FailedJobs,
        {
          provide: QUEUE_BACKEND,
          useFactory: (book: FailedJobs) => watched(backend, book),
          inject: [FailedJobs],
        },
        JobQueues,
        UpkeepTasks,
      ],
      exports: [QUEUE_BACKEND, JobQueues, UpkeepTasks, FailedJobs],
    };
  }
}
