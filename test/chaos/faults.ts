import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Random } from '@heli/generator';
import { postgresQueues, QUEUES, redisQueues } from '../../src/queue/index.js';
import { type Part } from './part.js';
import { type Weather } from './proxy.js';
import { LEASE_MS, type Stand } from './stand.js';
import { type Scene, untouchedDuty } from './traffic.js';

export interface Fault {
  readonly name: string;
  /** What it is, for people. */
  readonly about: string;
  /** Why it cannot be had on this machine; null: it can. */
  readonly missing?: (stand: Stand) => string | null;
  /** Lets it happen, and does what an orchestrator or an operator would do about it. */
  readonly strike: (stand: Stand, scene: Scene) => Promise<void>;
}

const HOUR_MS = 3_600_000;
/** Longer than any offer of a round stands. */
const AHEAD_MS = 24 * 7 * HOUR_MS;
const noRedis = (stand: Stand): string | null => (stand.redis ? null : 'redis-server is not installed');

/** Away for as long as starting a container takes. */
const pause = (random: Random): Promise<void> => sleep(random.int(0, 800));

async function killed(part: Part, random: Random): Promise<void> {
  await part.kill();
  await pause(random);
  part.start();
}

function redisOf({ redis }: Stand): Part {
  if (redis === undefined) throw new Error('there is no Redis');
  return redis;
}

/** A line in bad weather for a while. */
async function badWeather(
  line: 'front' | 'database' | 'queue',
  weather: Weather,
  forMs: number,
  stand: Stand,
): Promise<void> {
  stand.lines[line]?.turn(weather);
  await sleep(forMs);
  stand.lines[line]?.clear();
}

const KILLS: readonly Fault[] = [
  {
    name: 'kill-api',
    about: 'kill -9 of the API',
    strike: (stand, { random }) => killed(stand.api, random),
  },
  {
    name: 'kill-worker',
    about: 'kill -9 of a worker',
    strike: (stand, { random }) => killed(random.pick(stand.workers), random),
  },
  {
    name: 'kill-redis',
    about: 'kill -9 of Redis, which reads its file again',
    missing: noRedis,
    strike: (stand, { random }) => killed(redisOf(stand), random),
  },
  {
    name: 'lose-redis',
    about: 'kill -9 of Redis, which comes back empty',
    missing: noRedis,
    strike: async (stand, { random }) => {
      const redis = redisOf(stand);
      await redis.kill();
      for (const file of ['appendonlydir', 'dump.rdb'])
        await rm(join(stand.folder, 'redis', file), { recursive: true, force: true });
      await pause(random);
      redis.start();
    },
  },
  {
    name: 'kill-database',
    about: 'kill -9 of the postmaster, then crash recovery',
    strike: (stand, { random }) => stand.restartDatabase(() => pause(random)),
  },
  {
    name: 'kill-backend',
    about: 'kill -9 of one process of PostgreSQL, which restarts all of them',
    strike: async (stand, { random }) => {
      const rows = await stand.postgres.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'heli' AND pid <> pg_backend_pid()`,
      );
      process.kill(random.pick(rows).pid, 'SIGKILL');
      await stand.databaseUp();
    },
  },
  {
    name: 'power-cut',
    about: 'kill -9 of everything at once',
    strike: async (stand, { random }) => {
      stand.postgres.signalAll('SIGKILL');
      await Promise.all(stand.parts.map((part) => part.kill()));
      await pause(random);
      await stand.databaseUp();
      for (const part of stand.parts) part.start();
    },
  },
];

/** Stopped in the middle of an instruction for longer than a lease, and going on as if nothing had been. */
const FREEZES: readonly Fault[] = [
  {
    name: 'freeze-worker',
    about: `a worker stands still (SIGSTOP) for longer than its lease, and goes on`,
    strike: async (stand, { random }) => {
      const worker = random.pick(stand.workers);
      worker.freeze();
      await sleep(2 * LEASE_MS);
      worker.thaw();
    },
  },
  {
    name: 'freeze-database',
    about: 'PostgreSQL stands still for some seconds',
    strike: async (stand) => {
      stand.postgres.signalAll('SIGSTOP');
      await sleep(1.5 * LEASE_MS);
      stand.postgres.signalAll('SIGCONT');
    },
  },
  {
    name: 'freeze-redis',
    about: 'Redis stands still for longer than a job is locked',
    missing: noRedis,
    strike: async (stand) => {
      redisOf(stand).freeze();
      await sleep(1.5 * LEASE_MS);
      redisOf(stand).thaw();
    },
  },
];

const LINES: readonly Fault[] = [
  {
    name: 'cut-requests',
    about: 'connections of callers break in the middle of a request',
    strike: (stand, { random }) =>
      badWeather('front', { kind: 'cut-request', afterBytes: random.int(40, 600) }, 1_000, stand),
  },
  {
    name: 'cut-answers',
    about: 'connections of callers break in the middle of an answer: the work is done, nobody hears of it',
    strike: (stand, { random }) =>
      badWeather('front', { kind: 'cut-answer', afterBytes: random.int(0, 300) }, 1_000, stand),
  },
  {
    name: 'slow-callers',
    about: 'every piece between callers and API is 150 ms late',
    strike: (stand) => badWeather('front', { kind: 'slow', delayMs: 150 }, 1_500, stand),
  },
  {
    name: 'cut-database',
    about: 'all connections to PostgreSQL break, some in the middle of a statement or of its result',
    strike: async (stand, { random }) => {
      for (let time = 0; time < 4; time++) {
        stand.lines.database.cut();
        await sleep(random.int(20, 250));
      }
      await badWeather('database', { kind: 'cut-answer', afterBytes: random.int(500, 20_000) }, 500, stand);
    },
  },
  {
    name: 'half-open-database',
    about: 'connections to PostgreSQL hang with nobody at the other end, until the system gives them up',
    strike: (stand) => badWeather('database', { kind: 'half-open' }, 1.5 * LEASE_MS, stand),
  },
  {
    name: 'slow-database',
    about: 'every piece to and from PostgreSQL is 60 ms late',
    strike: (stand) => badWeather('database', { kind: 'slow', delayMs: 60 }, 2_500, stand),
  },
  {
    name: 'cut-queue',
    about: 'connections to Redis break again and again',
    missing: noRedis,
    strike: async (stand, { random }) => {
      for (let time = 0; time < 6; time++) {
        stand.lines.queue?.cut();
        await sleep(random.int(20, 250));
      }
      await badWeather('queue', { kind: 'cut-answer', afterBytes: random.int(100, 5_000) }, 500, stand);
    },
  },
  {
    name: 'half-open-queue',
    about: 'connections to Redis hang with nobody at the other end',
    missing: noRedis,
    strike: (stand) => badWeather('queue', { kind: 'half-open' }, 1.5 * LEASE_MS, stand),
  },
];

const OTHERS: readonly Fault[] = [
  {
    name: 'disk-full',
    about:
      'the disk of the database is full for some seconds; PostgreSQL is started again until there is room',
    missing: ({ disk }) => (disk.means === null ? 'neither a small disk nor prlimit can be had' : null),
    strike: async (stand, { random }) => {
      stand.disk.fill(stand.postgres);
      await sleep(random.int(1_000, 2_500));
      stand.disk.clear(stand.postgres);
      await stand.databaseUp();
    },
  },
  {
    name: 'clock-steps',
    about:
      'the clocks of API and workers jump, each by its own, workers by up to a week ahead, and come back',
    strike: async (stand, { journal, random }) => {
      for (let step = 0; step < 3; step++) {
        await stand.setClock(stand.api, random.int(-24 * HOUR_MS, 24 * HOUR_MS));
        for (const worker of stand.workers)
          await stand.setClock(worker, random.chance(0.5) ? AHEAD_MS : -24 * HOUR_MS);
        await sleep(300);
        await journal.ask('upkeep/expire-offers', { method: 'POST' });
        await sleep(300);
      }
      for (const part of [stand.api, ...stand.workers]) await stand.setClock(part, 0);
    },
  },
  {
    name: 'duplicates',
    about: 'requests, links and jobs are delivered twice, at the same moment and later',
    strike: async (stand, scene) => {
      const { journal, random } = scene;
      for (const entry of random.sample(
        journal.entries.filter(({ acknowledged }) => acknowledged !== undefined),
        20,
      ))
        await Promise.all([journal.deliver(entry), journal.deliver(entry)]);
      await Promise.all([answerLinkTwice(scene, stand), jobsTwice(stand)]);
    },
  },
];

export const FAULTS: readonly Fault[] = [...KILLS, ...FREEZES, ...LINES, ...OTHERS];

/** The link of an offer is followed twice at the same moment: one of both finds it answered already. */
async function answerLinkTwice(scene: Scene, { database }: Stand): Promise<void> {
  const duty = await untouchedDuty(scene);
  if (duty === undefined) return;
  scene.touched.add(duty.id);
  const [row] = await database.query<{ link: string }[]>(
    `SELECT parameters->>'link' AS link FROM notifications
      WHERE recipient = $1 AND parameters ? 'link' AND (parameters->>'start')::timestamptz = $2 LIMIT 1`,
    [`volunteer:${duty.volunteerId}`, duty.start],
  );
  if (row === undefined) return;
  const follow = (): Promise<unknown> =>
    scene.journal.ask(new URL(row.link).pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ answer: 'accept' }),
    });
  await Promise.all([follow(), follow()]);
}

/** Jobs of runs that are under way, and of some that are over, once more under other names; and upkeep twice at once. */
async function jobsTwice(stand: Stand): Promise<void> {
  const runs = await stand.database.query<{ id: string }[]>(
    'SELECT id FROM allocation_runs ORDER BY created_at DESC LIMIT 5',
  );
  const backend =
    stand.redisUrl === undefined ? postgresQueues(stand.postgres.url) : redisQueues(stand.redisUrl);
  const once = { removeOnComplete: true, removeOnFail: true };
  const [allocation, upkeep] = [backend.openQueue(QUEUES.allocation), backend.openQueue(QUEUES.upkeep)];
  try {
    for (const { id } of runs)
      for (const copy of ['a', 'b'])
        await allocation.add(
          'allocate',
          { v: 1, runId: id },
          { jobId: `again-${copy}-${id}-${Date.now()}`, ...once },
        );
    for (const task of ['sweep-runs', 'fill-places', 'expire-offers'])
      for (const copy of ['a', 'b'])
        await upkeep.add(task, { v: 1, task }, { jobId: `again-${copy}-${task}-${Date.now()}`, ...once });
  } finally {
    await Promise.all([allocation.close(), upkeep.close()]);
  }
}
