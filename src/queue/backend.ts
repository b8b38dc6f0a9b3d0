import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type Job,
  type JobsOptions,
  type Queue as BullQueue,
  runMigrations,
  withBackend,
} from 'bullmq';
import pg from 'pg';
import { isError, messageOf } from '../errors/index.js';

/** States of a job in which it is still there; what is over is taken away. */
export const JOB_STATES = [
  'waiting',
  'prioritized',
  'delayed',
  'waiting-children',
  'active',
  'failed',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Where jobs are put. */
export interface JobQueue {
  /** A job whose id is already there is not added again. */
  add(name: string, data: object, options: JobsOptions): Promise<void>;
  /** False: somebody works on the job. True: nobody will any more. */
  remove(jobId: string): Promise<boolean>;
  /** Jobs by state. */
  counts(): Promise<Readonly<Record<JobState, number>>>;
  /** Takes the queue away with all that is in it. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** A job of a flow, in its queue. */
export interface FlowPart {
  readonly queue: string;
  readonly name: string;
  readonly id: string;
  readonly data: object;
}

/** Where flows are put: a job that is taken up once its children are over, each of them done, failed or removed. */
export interface JobFlows {
  add(parent: FlowPart, children: readonly FlowPart[]): Promise<void>;
  close(): Promise<void>;
}

/** Something that takes jobs and works on them until it is closed. */
export interface JobWorker {
  /** Takes no further job, waits for those in hand. */
  close(): Promise<void>;
}

export interface WorkerSettings {
  readonly concurrency: number;
  /** A job whose worker is silent for so long is given to another one. */
  readonly lockMs: number;
}

/** A job as its queue knows it. */
export interface TakenJob {
  readonly id: string;
  readonly name: string;
}

export type JobHandler = (data: unknown, job: TakenJob) => Promise<void>;

/** A queue without the walls around it. */
export interface BareQueue {
  readonly queue: BullQueue;
  close(): Promise<void>;
}

/** One place to keep jobs: PostgreSQL or Redis, with the same behaviour. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  /** Makes ready what queues need; must be done before the first is opened. */
  prepare(): Promise<void>;
  openQueue(name: string): JobQueue;
  /** The queue as BullMQ has it, for a board to look into. */
  openBare(name: string): BareQueue;
  openFlows(): JobFlows;
  openWorker(name: string, handler: JobHandler, settings: WorkerSettings): JobWorker;
}

/** A child that so many workers gave up is left to its parent. */
const CHILD_ATTEMPTS = 5;
/** A worker whose store is away asks again only after this time; BullMQ alone would ask without pause. */
const RETRY_MS = 500;
/** The same complaint is logged at most this often. */
const QUIET_MS = 10_000;

/** Jobs in the `bullmq` schema of the service's own database. */
export function postgresQueues(databaseUrl: string): QueueBackend {
  // Queues are quiet: few connections do. One more per worker listens.
  const connection = {
    connectionString: databaseUrl,
    max: 3,
    application_name: 'heli-queue',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  };
  return {
    kind: 'postgres',
    prepare: () => migrateQueues(databaseUrl),
    ...openers(createPostgresBackend, connection),
  };
}

/** Jobs in Redis. */
export function redisQueues(redisUrl: string): QueueBackend {
  const connection = { url: redisUrl, maxRetriesPerRequest: null };
  return { kind: 'redis', prepare: () => Promise.resolve(), ...openers(createRedisBackend, connection) };
}

async function migrateQueues(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}

function openers<B extends IQueueBackend, C>(
  factory: BackendFactory<B, C>,
  connection: C,
): Pick<QueueBackend, 'openQueue' | 'openBare' | 'openFlows' | 'openWorker'> {
  const { Queue, FlowProducer, Worker } = withBackend<B, C>((name, options, details) =>
    withPauseOnFailure(factory(name, options, details)),
  );
  return {
    openQueue: (name) => {
      const queue = new Queue<object>(name, { connection });
      queue.on('error', quietly(name));
      return {
        add: async (jobName, data, options) => {
          await queue.add(jobName, data, options);
        },
        // A job that is gone is removed to Redis and was never there to PostgreSQL: the same to us.
        remove: async (jobId) =>
          (await queue.remove(jobId)) === 1 || (await queue.getJob(jobId)) === undefined,
        counts: async () => {
          const counted = await queue.getJobCounts(...JOB_STATES);
          return Object.fromEntries(JOB_STATES.map((state) => [state, counted[state] ?? 0])) as Record<
            JobState,
            number
          >;
        },
        clear: () => queue.obliterate({ force: true }),
        close: () => queue.close(),
      };
    },
    openBare: (name) => {
      const queue = new Queue(name, { connection });
      queue.on('error', quietly(name));
      return { queue: queue as unknown as BullQueue, close: () => queue.close() };
    },
    openFlows: () => {
      const producer = new FlowProducer({ connection });
      producer.on('error', quietly('flows'));
      const once = { removeOnComplete: true, removeOnFail: true };
      return {
        add: async (parent, children) => {
          await producer.add({
            queueName: parent.queue,
            name: parent.name,
            data: parent.data,
            opts: { jobId: parent.id, ...once },
            children: children.map(({ queue, name, id, data }) => ({
              queueName: queue,
              name,
              data,
              opts: { jobId: id, ...once, attempts: CHILD_ATTEMPTS, ignoreDependencyOnFailure: true },
            })),
          });
        },
        close: () => producer.close(),
      };
    },
    openWorker: (name, handler, { concurrency, lockMs }) => {
      const complain = quietly(name);
      const worker = new Worker<object>(
        name,
        (job: Job<object>) => handler(job.data, { id: job.id ?? '', name: job.name }),
        {
          connection,
          concurrency,
          lockDuration: lockMs,
          stalledInterval: lockMs,
          // Losing a worker is nothing the job is to blame for; the run's row counts its attempts.
          maxStalledCount: 1000,
          runRetryDelay: RETRY_MS,
          autorun: false,
        },
      );
      worker.on('error', complain);
      const closing = new AbortController();
      const supervise = async (): Promise<void> => {
        while (!closing.signal.aborted) {
          await worker.run().catch(complain);
          // Closing cuts the pause short, which is all that can go wrong with it.
          await sleep(RETRY_MS, undefined, { signal: closing.signal }).catch(() => undefined);
        }
      };
      const supervised = supervise();
      return {
        close: async () => {
          closing.abort();
          await worker.close();
          await supervised;
        },
      };
    },
  };
}

/** BullMQ asks again at once when the store fails in a way it does not know, e.g. while PostgreSQL restarts. */
function withPauseOnFailure<B extends IQueueBackend>(backend: B): B {
  const moveToActive = backend.moveToActive.bind(backend);
  backend.moveToActive = (...args) =>
    moveToActive(...args).catch(async (error: unknown) => {
      await sleep(RETRY_MS);
      throw error;
    });
  return backend;
}

function quietly(queue: string): (error: unknown) => void {
  const logger = new Logger('Queue');
  const last = new Map<string, number>();
  return (error) => {
    const sentence = isError(error) && error.message === '' ? error.name : messageOf(error);
    const now = Date.now();
    if (now - (last.get(sentence) ?? -Infinity) < QUIET_MS) return;
    last.set(sentence, now);
    logger.warn(`${queue}: ${sentence}`);
  };
}
