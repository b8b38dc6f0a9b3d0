import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { JOB_STATES, type JobQueue, priorityOf, type JobState, type QueueBackend } from './backend.js';
import { type FailedJob } from './failed-job.entity.js';
import { inTime } from './in-time.js';
import { type AllocationJob, type NoticeJob, type QuestionJob, QUEUES, type UpkeepJob } from './jobs.js';

/** Injection token of the chosen backend. */
export const QUEUE_BACKEND = Symbol('QueueBackend');

/** How many jobs of a queue are in a state. */
export interface Depth {
  readonly queue: string;
  readonly state: JobState;
  readonly jobs: number;
}

/** A run that waits for a worker. */
export interface QueuedRun {
  readonly id: string;
  readonly attempt: number;
  readonly turn: number;
}

/** Puts jobs into the queues. */
@Injectable()
export class JobQueues implements OnModuleInit, OnApplicationShutdown {
  private allocation: JobQueue;
  private questions: JobQueue;
  private upkeep: JobQueue;
  private notices: JobQueue;
  private errands: JobQueue;

  constructor(@Inject(QUEUE_BACKEND) private readonly backend: QueueBackend) {}

  async onModuleInit(): Promise<void> {
    await this.backend.prepare();
    this.allocation = this.backend.openQueue(QUEUES.allocation);
    this.questions = this.backend.openQueue(QUEUES.questions);
    this.upkeep = this.backend.openQueue(QUEUES.upkeep);
    this.notices = this.backend.openQueue(QUEUES.notices);
    this.errands = this.backend.openQueue(QUEUES.errands);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(Object.values(this.all()).map((queue) => queue.close()));
  }

  private all(): Readonly<Record<keyof typeof QUEUES, JobQueue>> {
    const { allocation, questions, upkeep, errands, notices } = this;
    return { allocation, questions, upkeep, errands, notices };
  }

  /**
   * Asks a worker to take up a run; those with a lower turn come first. The same run and attempt are queued once, however
   * often this is called.
   */
  async enqueueRun({ id, attempt, turn }: QueuedRun): Promise<void> {
    const job: AllocationJob = { v: 1, runId: id };
    await this.put(this.allocation, 'allocate', job, `run-${id}-${attempt}`, turn);
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

  /** Puts a job that could not be carried out back as it was; the same failure is put back once. */
  async enqueueAgain({ id, queue, name, payload }: FailedJob): Promise<void> {
    const [known] = Object.entries(QUEUES).filter(([, inStore]) => inStore === queue);
    if (known === undefined) throw new Error(`There is no queue ${queue}`);
    await this.put(this.all()[known[0] as keyof typeof QUEUES], name, payload ?? {}, `again-${id}`);
  }

  /** @throws where the store of the queues does not answer */
  async ping(): Promise<void> {
    await this.upkeep.counts();
  }

  /** How long the queues are. */
  async depths(): Promise<Depth[]> {
    const counted = await Promise.all(
      Object.entries(this.all()).map(async ([name, queue]) => {
        const counts = await queue.counts();
        return JOB_STATES.map((state) => ({ queue: name, state, jobs: counts[state] }));
      }),
    );
    return counted.flat();
  }

  /** A store that does not answer must not hold up a request: what was not queued is found by the sweep. */
  private async put(
    queue: JobQueue,
    name: string,
    data: object,
    jobId: string,
    turn?: number,
  ): Promise<void> {
    const once = { jobId, removeOnComplete: true, removeOnFail: true };
    const added = queue.add(name, data, turn === undefined ? once : { ...once, priority: priorityOf(turn) });
    await inTime(added, 'The queue does not answer');
  }
}
