import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  DelayedError,
  type IQueueBackend,
  type Job,
  type JobsOptions,
  type Queue as BullQueue,
  runMigrations,
  withBackend,
} from 'bullmq';
import pg from 'pg';
import { isError, messageOf } from '../errors/index.js';
import { isNewerJob } from './job-format.js';

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

/** The last of the numbers by which stores put jobs in order; a lower one is taken first. */
const LAST_PRIORITY = 2_097_152;

/** Turns begin with 1; jobs without one come before all that have one. */
export const priorityOf = (turn: number): number => Math.min(Math.max(1, turn), LAST_PRIORITY);

/** A job of a flow, in its queue. */
export interface FlowPart {
  readonly queue: string;
  readonly name: string;
  readonly id: string;
  readonly data: object;
  /** Children with a lower one are taken first; left out: as they came. */
  readonly turn?: number;
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
  /** Jobs of newer releases: left out, they are offered again every five seconds for a quarter of an hour. */
  readonly handBack?: HandBack;
}

export interface HandBack {
  /** After which a job is offered again. */
  readonly pauseMs: number;
  /** One that was handed back so often fails: mostly the release that wrote it was taken back. */
  readonly most: number;
}

/** A job as its queue knows it. */
export interface TakenJob {
  readonly id: string;
  readonly name: string;
  /** Whether it is handed back where this release cannot read it; false: it was, too often. */
  readonly mayBeHandedBack: boolean;
}

/** One that throws `NewerJobError` has the job handed back, for a worker of another release. */
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

const HAND_BACK: HandBack = { pauseMs: 5_000, most: 180 };
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
            children: children.map(({ queue, name, id, data, turn }) => ({
              queueName: queue,
              name,
              data,
              opts: {
                ...{ jobId: id, ...once, attempts: CHILD_ATTEMPTS, ignoreDependencyOnFailure: true },
                ...(turn === undefined ? {} : { priority: priorityOf(turn) }),
              },
            })),
          });
        },
        close: () => producer.close(),
      };
    },
    openWorker: (name, handler, { concurrency, lockMs, handBack = HAND_BACK }) => {
      const complain = quietly(name);
      const worker = new Worker<object>(
        name,
        (job: Job<object>, token) => taken(job, token, handler, handBack),
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

/** Works on a job, or hands it back. */
async function taken(
  job: Job<object>,
  token: string | undefined,
  handler: JobHandler,
  { pauseMs, most }: HandBack,
): Promise<void> {
  // Workers that died with it count as well: they are few beside those that hand it back.
  const mayBeHandedBack = job.attemptsStarted <= most;
  try {
    await handler(job.data, { id: job.id ?? '', name: job.name, mayBeHandedBack });
  } catch (error) {
    if (!isNewerJob(error) || !mayBeHandedBack) throw error;
    await job.moveToDelayed(Date.now() + pauseMs, token);
    throw new DelayedError();
  }
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
