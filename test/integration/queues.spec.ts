import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  type HandBack,
  type JobHandler,
  type JobWorker,
  jobFormat,
  postgresQueues,
  type QueueBackend,
  redisQueues,
} from '../../src/queue/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { hasRedis, startRedis } from '../support/processes.js';

const SOON: HandBack = { pauseMs: 50, most: 1000 };

/** What the release of today reads, and the next one, which also wants to know why. */
const today = jobFormat(z.strictObject({ v: z.literal(1), runId: z.string() }));
const tomorrow = today.next(
  z.strictObject({ v: z.literal(2), runId: z.string(), why: z.string() }),
  ({ runId }) => ({ v: 2, runId, why: 'not told' }),
);

describe.each([{ store: 'PostgreSQL' }, { store: 'Redis' }])('queues on $store', ({ store }) => {
  const on = store === 'PostgreSQL' || hasRedis() ? it : it.skip;
  let database: TestDatabase | undefined;
  let redis: Awaited<ReturnType<typeof startRedis>> | undefined;
  let backend: QueueBackend;
  const workers: JobWorker[] = [];

  const work = (queue: string, handler: JobHandler, handBack = SOON): void => {
    workers.push(backend.openWorker(queue, handler, { concurrency: 1, lockMs: 30_000, handBack }));
  };
  const until = async (wished: () => boolean | Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await wished()); tries++) {
      if (tries > 1000) throw new Error('It did not come to that');
      await sleep(20);
    }
  };

  beforeAll(async () => {
    if (store === 'PostgreSQL') {
      database = await createTestDatabase();
      backend = postgresQueues(database.url);
    } else if (hasRedis()) {
      redis = await startRedis();
      backend = redisQueues(redis.url);
    } else return;
    await backend.prepare();
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
  });
  afterAll(async () => {
    await redis?.end();
    await database?.drop();
  });

  on('let workers of two releases work side by side: each reads what it can, and fails nothing', async () => {
    const queue = backend.openQueue('rolling-upgrade');
    const told: string[] = [];
    let handedBack = 0;
    work('rolling-upgrade', (data) => {
      try {
        told.push(`today ${today.read(data).runId}`);
        return Promise.resolve();
      } catch (error) {
        handedBack += 1;
        throw error;
      }
    });
    await queue.add('allocate', { v: 2, runId: 'new', why: 'a late gift' }, { jobId: 'new' });
    // Nobody is there yet who could read it.
    await until(() => handedBack > 1);
    await queue.add('allocate', { v: 1, runId: 'old' }, { jobId: 'old' });
    await until(() => told.includes('today old'));
    expect((await queue.counts()).failed).toBe(0);
    work('rolling-upgrade', (data) => {
      const { runId, why } = tomorrow.read(data);
      told.push(`tomorrow ${runId}: ${why}`);
      return Promise.resolve();
    });
    await until(() => told.includes('tomorrow new: a late gift'));
    // The older one goes; what it still wrote is read.
    await workers.shift()?.close();
    await queue.add('allocate', { v: 1, runId: 'last' }, { jobId: 'last' });
    await until(() => told.includes('tomorrow last: not told'));
    expect(told).toHaveLength(3);
    await queue.close();
  });

  on('give up a job of a release that was taken back, and at once one that is not what it says', async () => {
    const queue = backend.openQueue('taken-back');
    const tries: string[] = [];
    work(
      'taken-back',
      (data, { id, mayBeHandedBack }) => {
        tries.push(`${id} ${mayBeHandedBack}`);
        today.read(data);
        return Promise.resolve();
      },
      { pauseMs: 20, most: 2 },
    );
    await queue.add('allocate', { v: 2, runId: 'new', why: 'a late gift' }, { jobId: 'new' });
    await queue.add('allocate', { v: 1, run: 'nameless' }, { jobId: 'broken' });
    await until(async () => (await queue.counts()).failed === 2);
    expect(tries.filter((line) => line.startsWith('new'))).toEqual(['new true', 'new true', 'new false']);
    expect(tries.filter((line) => line.startsWith('broken'))).toEqual(['broken true']);
    await queue.close();
  });

  on('take models of a small run between those of a big one that came first', async () => {
    const flows = backend.openFlows();
    const models = (run: string, count: number) =>
      Array.from({ length: count }, (_, place) => ({
        ...{ queue: 'models', name: 'errand', id: `${run}-${place}`, data: { v: 1 }, turn: place + 1 },
      }));
    const parent = (run: string) => ({ queue: `round-${run}`, name: 'round', id: run, data: { v: 1 } });
    await flows.add(parent('big'), models('big', 60));
    await flows.add(parent('small'), models('small', 3));
    const order: string[] = [];
    work('models', (_data, { id }) => {
      order.push(id);
      return Promise.resolve();
    });
    await until(() => order.length === 63);
    expect(order.slice(0, 6)).toEqual(['big-0', 'small-0', 'big-1', 'small-1', 'big-2', 'small-2']);
    await flows.close();
  });
});
