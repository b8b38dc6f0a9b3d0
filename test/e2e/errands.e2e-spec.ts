import { setTimeout as sleep } from 'node:timers/promises';
import { allocate, verifyDocument } from '@heli/allocator';
import { type PlanDocument, planDocument, problem } from '@heli/contracts';
import { generateDataset } from '@heli/generator';
import { Redis } from 'ioredis';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { StoredPlan } from '../../src/features/plans/index.js';
import { Errand } from '../../src/features/runs/index.js';
import { createSolverPool, type SolverPool } from '../../src/solving/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  BUILT_THREADS,
  hasRedis,
  type ServiceProcess,
  startRedis,
  startWorkerProcess,
} from '../support/processes.js';
import { RunClient } from '../support/run-client.js';
import { storeSeason } from '../support/season.js';

const PATIENCE_MS = 150_000;
const TEST_MS = 400_000;
const LEASE_MS = 3_000;
/** Longer than any of these tests waits. */
const HOLDS_ON_MS = 600_000;
const backends = [{ queue: 'PostgreSQL' }, { queue: 'Redis' }];

/** Four communities whose people also serve next door: one linear program a community at a time. */
const season = () =>
  generateDataset({
    seed: 2013,
    volunteers: 500,
    activities: 44,
    communities: 4,
    weeks: 6,
    roamingShare: 0.3,
  });

describe.each(backends)('a run that two worker processes share over a queue on $queue', ({ queue }) => {
  const present = queue === 'PostgreSQL' || hasRedis();
  const on = present ? it : it.skip;
  let redis: { url: string; end: () => Promise<void> } | undefined;
  let api: TestApp;
  let client: RunClient;
  let pool: SolverPool;
  let seasonId: string;
  const workers: ServiceProcess[] = [];

  const settings = (): Record<string, string> => ({
    NODE_ENV: 'test',
    HELI_LEASE_MS: String(LEASE_MS),
    HELI_SHUTDOWN_GRACE_MS: '300',
    HELI_SOLVER_THREADS: '1',
    HELI_SOLVER_HELPERS: '8',
    HELI_HELPER_LEAST_ENTRIES: '1',
    // As good as none: where a slow machine reaches a share of the usual one, the plan is another.
    HELI_RUN_TIME_LIMIT_MS: String(24 * 3_600_000),
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
  });
  const worker = async (env: Record<string, string>): Promise<ServiceProcess> => {
    const started = await startWorkerProcess({
      ...settings(),
      DATABASE_URL: api.database.url,
      HELI_LOG_LEVEL: 'debug',
      ...env,
    });
    workers.push(started);
    return started;
  };
  /** Who leads goes on for the next case, unless it was killed. */
  let leading: ServiceProcess | undefined;
  const leader = async (): Promise<ServiceProcess> =>
    leading?.isRunning() === true ? leading : (leading = await worker({}));
  let helping: { readonly process: ServiceProcess; readonly delayMs: number } | undefined;
  const noHelper = async (): Promise<void> => {
    await helping?.process.end('SIGTERM');
    helping = undefined;
  };
  /** The one helper: takes no run of its own; waits before it solves. */
  const helper = async (delayMs = 0): Promise<ServiceProcess> => {
    if (helping?.delayMs === delayMs && helping.process.isRunning()) return helping.process;
    await noHelper();
    const env = { HELI_WORKER_CONCURRENCY: '0', HELI_TEST_STEP_DELAY_MS: String(delayMs) };
    helping = { process: await worker(env), delayMs };
    return helping.process;
  };
  /** Waits until the process says so, after the first `from` characters of what it said. */
  const untilSaid = async (process: ServiceProcess, words: RegExp, from = 0): Promise<void> => {
    const end = Date.now() + PATIENCE_MS;
    while (!words.test(process.output().slice(from))) {
      if (Date.now() > end) throw new Error(`Nothing like ${String(words)} in:\n${process.output()}`);
      await sleep(20);
    }
  };
  const document = async (planId: string | null): Promise<PlanDocument> =>
    planDocument.parse(
      (
        await request(api.server)
          .get(`/api/v1/plans/${String(planId)}/document`)
          .expect(200)
      ).body,
    );
  const problemOf = async (runId: string) =>
    problem.parse((await request(api.server).get(`/api/v1/runs/${runId}/problem`).expect(200)).body);
  const proven = ({
    tiers,
    fairnessLevels,
    blocks,
    rulesBroughtBack,
    seal,
  }: PlanDocument['certificate']) => ({
    ...{ tiers, fairnessLevels, blocks, rulesBroughtBack, seal },
  });
  const left = async (): Promise<string[]> => {
    const source = api.app.get(DataSource);
    const rows = (await source.getRepository(Errand).find({ select: { id: true } })).map(({ id }) => id);
    if (redis === undefined) {
      const jobs = await source.query<{ job: string }[]>(
        `SELECT queue || ' ' || id AS job FROM bullmq.job WHERE queue ~ 'round|errands'`,
      );
      return [...rows, ...jobs.map(({ job }) => job)];
    }
    const store = new Redis(redis.url);
    const keys = await store.keys('bull:heli-round-*');
    const children = await store.keys('bull:heli-errands:*');
    store.disconnect();
    return [
      ...rows,
      ...keys,
      ...children.filter((key) => !/:(meta|events|stalled-check|marker|id)$/.test(key)),
    ];
  };
  /** Of a run that is over nothing may stay, in tables or in queues. */
  const untilNothingIsLeft = async (): Promise<void> => {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = await left();
      if (found.length === 0) return;
      if (Date.now() > end) throw new Error(`These stayed: ${found.join(', ')}`);
      await sleep(100);
    }
  };

  beforeAll(async () => {
    if (!present) return;
    redis = queue === 'Redis' ? await startRedis() : undefined;
    api = await startTestApp({ env: settings() });
    await api.app.listen(0, '127.0.0.1');
    client = new RunClient(api.server);
    pool = await createSolverPool('highs', 2, BUILT_THREADS);
    seasonId = await storeSeason(api.app.get(DataSource), season());
  }, TEST_MS);
  afterAll(async () => {
    if (!present) return;
    await Promise.all(workers.map((process) => process.end('SIGTERM')));
    await pool.close();
    await api.close();
    await redis?.end();
  });

  on(
    'gives the plan and the proof that one process gives with threads of its own',
    async () => {
      const other = await helper();
      await leader();
      const run = await client.untilOver((await client.start(seasonId, { seed: 7 })).id);
      expect(run).toMatchObject({ state: 'succeeded', attempt: 1, failure: null });
      expect(other.output()).toMatch(/Errand \S+ answered/);
      const shared = await document(run.planId);
      const season = await problemOf(run.id);
      expect(verifyDocument(season, shared)).toEqual([]);
      const alone = await allocate(season, {
        solver: pool,
        limits: { gap: 0.001, seed: 7 },
        clock: { now: () => performance.now(), cpu: () => 0 },
      });
      if (alone.kind !== 'plan') throw new Error('the season has no plan at home');
      expect(proven(shared.certificate)).toEqual(proven(alone.document.certificate));
      await untilNothingIsLeft();
    },
    TEST_MS,
  );

  on(
    'ends with one verified plan when the other process is killed with models in its hands',
    async () => {
      const other = await helper(HOLDS_ON_MS);
      await leader();
      const before = await api.app.get(DataSource).getRepository(StoredPlan).countBy({ seasonId });
      const { id } = await client.start(seasonId, { seed: 7 });
      await untilSaid(other, /Errand \S+ taken up/);
      await other.end('SIGKILL');
      const run = await client.untilOver(id);
      expect(run).toMatchObject({ state: 'succeeded', attempt: 1 });
      expect(verifyDocument(await problemOf(id), await document(run.planId))).toEqual([]);
      expect(await api.app.get(DataSource).getRepository(StoredPlan).countBy({ seasonId })).toBe(before + 1);
      await untilNothingIsLeft();
    },
    TEST_MS,
  );

  on(
    'gives its models to nobody when there is nobody, and takes them all back',
    async () => {
      await noHelper();
      await leader();
      const run = await client.untilOver((await client.start(seasonId, { seed: 7 })).id);
      expect(run).toMatchObject({ state: 'succeeded', attempt: 1 });
      await untilNothingIsLeft();
    },
    TEST_MS,
  );

  on(
    'is cancelled for both: the run keeps its plan, the other process drops what it has',
    async () => {
      const other = await helper(HOLDS_ON_MS);
      const soFar = other.output().length;
      await leader();
      const { id } = await client.start(seasonId, { seed: 7 });
      await untilSaid(other, /Errand \S+ taken up/, soFar);
      await request(api.server).delete(`/api/v1/runs/${id}`).expect(202);
      const run = await client.untilOver(id);
      expect(run.state).toBe('cancelled');
      expect(verifyDocument(await problemOf(id), await document(run.planId))).toEqual([]);
      await untilSaid(other, /Errand \S+ dropped/, soFar);
      await untilNothingIsLeft();
    },
    TEST_MS,
  );

  on(
    'is finished by another leader when the first is killed with models out, and clears up after it',
    async () => {
      const other = await helper(HOLDS_ON_MS);
      const soFar = other.output().length;
      const first = await leader();
      const { id } = await client.start(seasonId, { seed: 7 });
      await untilSaid(other, /Errand \S+ taken up/, soFar);
      await first.end('SIGKILL');
      await leader();
      const run = await client.untilOver(id);
      expect(run).toMatchObject({ state: 'succeeded', attempt: 2 });
      await untilSaid(other, /Errand \S+ dropped/, soFar);
      await untilNothingIsLeft();
    },
    TEST_MS,
  );
});
