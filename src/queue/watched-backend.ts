import { Logger } from '@nestjs/common';
import { isConnectionLoss, messageOf } from '../errors/index.js';
import { type JobHandler, type QueueBackend } from './backend.js';
import { type FailedJobs } from './failed-jobs.js';
import { isNewerJob } from './job-format.js';
import { QUEUES } from './jobs.js';

/** Who asks for an errand does it itself where nobody else can: it is never lost. */
const WATCHED: ReadonlySet<string> = new Set([
  QUEUES.allocation,
  QUEUES.questions,
  QUEUES.upkeep,
  QUEUES.notices,
]);

/** The same queues; a job that its handler could not carry out is written into the book of failed work. */
export function watched(backend: QueueBackend, book: FailedJobs): QueueBackend {
  const logger = new Logger('Queue');
  const handlerOf =
    (queue: string, handler: JobHandler): JobHandler =>
    async (data, job) => {
      try {
        await handler(data, job);
      } catch (error) {
        if (job.mayBeHandedBack && isNewerJob(error)) {
          logger.debug(`${queue}: ${job.id} is handed back: ${messageOf(error)}`);
          throw error;
        }
        // A database that is away takes no entry, and the sweep queues the job again once it is back.
        if (!isConnectionLoss(error))
          await book
            .record({
              kind: 'job',
              queue,
              name: job.name,
              subject: job.id,
              payload: typeof data === 'object' && data !== null ? data : {},
              error,
            })
            .catch((late: unknown) =>
              logger.error(
                `${queue}: the failure of ${job.id} could not be written down: ${messageOf(late)}`,
              ),
            );
        throw error;
      }
    };
  return {
    ...backend,
    openWorker: (queue, handler, settings) =>
      backend.openWorker(queue, WATCHED.has(queue) ? handlerOf(queue, handler) : handler, settings),
  };
}
