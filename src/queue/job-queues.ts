import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type JobQueue, type QueueBackend } from './backend.js';
import { inTime } from './in-time.js';
import { type AllocationJob, type NoticeJob, type QuestionJob, QUEUES, type UpkeepJob } from './jobs.js';

/** Injection token of the chosen backend. */
export const QUEUE_BACKEND = Symbol('QueueBackend');

/** Puts jobs into the queues. */
@Injectable()
export class JobQueues implements OnModuleInit, OnApplicationShutdown {
  private allocation: JobQueue;
  private questions: JobQueue;
  private upkeep: JobQueue;
  private notices: JobQueue;

  constructor(@Inject(QUEUE_BACKEND) private readonly backend: QueueBackend) {}

  async onModuleInit(): Promise<void> {
    await this.backend.prepare();
    this.allocation = this.backend.openQueue(QUEUES.allocation);
    this.questions = this.backend.openQueue(QUEUES.questions);
    this.upkeep = this.backend.openQueue(QUEUES.upkeep);
    this.notices = this.backend.openQueue(QUEUES.notices);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(
      [this.allocation, this.questions, this.upkeep, this.notices].map((queue) => queue.close()),
    );
  }

  /** Asks a worker to take up a run. The same run and attempt are queued once, however often this is called. */
  async enqueueRun(runId: string, attempt: number): Promise<void> {
    const job: AllocationJob = { v: 1, runId };
    await this.put(this.allocation, 'allocate', job, `run-${runId}-${attempt}`);
  }

  /** Asks a worker to answer a question; as `enqueueRun`. */
  async enqueueQuestion(questionId: string, attempt: number): Promise<void> {
    const job: QuestionJob = { v: 1, questionId };
    await this.put(this.questions, 'answer', job, `question-${questionId}-${attempt}`);
  }

  /** Asks a worker for some upkeep; while one such job waits, no second is added. */
  async enqueueUpkeep(task: UpkeepJob['task']): Promise<void> {
    const job: UpkeepJob = { v: 1, task };
    await this.put(this.upkeep, task, job, task);
  }

  /** Asks a worker to send what is due; while one such job waits, no second is added. */
  async enqueueDispatch(): Promise<void> {
    const job: NoticeJob = { v: 1, task: 'dispatch' };
    await this.put(this.notices, job.task, job, job.task);
  }

  /** A store that does not answer must not hold up a request: what was not queued is found by the sweep. */
  private async put(queue: JobQueue, name: string, data: object, jobId: string): Promise<void> {
    const added = queue.add(name, data, { jobId, removeOnComplete: true, removeOnFail: true });
    await inTime(added, 'The queue does not answer');
  }
}
