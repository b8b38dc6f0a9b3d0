import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunView } from '@heli/contracts';
import { type DataSource } from 'typeorm';
import { type EmbeddedServer, makeDataSource, startEmbedded } from '../../src/database/index.js';
import { ENTITIES } from '../../src/entities.js';
import { StoredPlan } from '../../src/features/plans/index.js';
import {
  BUILT,
  hasRedis,
  type ServiceProcess,
  startApiProcess,
  startRedis,
  startWorkerProcess,
} from '../support/processes.js';
import { riverSeason, storeSeason } from '../support/season.js';

const PATIENCE_MS = 120_000;
const TEST_MS = 180_000;

const addressOf = (process: ServiceProcess): string =>
  /listens on (\S+)/.exec(process.output())?.[1] ?? 'nowhere';

/** The service as people start it: `npm start`, or API and workers apart, on the database that comes with it. */
describe('processes of the service on the embedded database', () => {
  let dataDir = '';
  let processes: ServiceProcess[] = [];
  let database: EmbeddedServer | undefined;
  let source: DataSource | undefined;
  let seasons = 0;

  const env = (more: Record<string, string> = {}): Record<string, string> => ({
    NODE_ENV: 'test',
    HELI_DATA_DIR: dataDir,
    HELI_PORT: '0',
    HELI_LOG_LEVEL: 'warn',
    HELI_LEASE_MS: '3000',
    HELI_SHUTDOWN_GRACE_MS: '500',
    ...more,
  });
  const keep = async (starting: Promise<ServiceProcess>): Promise<ServiceProcess> => {
    const process = await starting;
    processes.push(process);
    return process;
  };
  /** Attaches to the database that the processes use, and fills it. */
  const seed = async () => {
    const embedded = await startEmbedded({ dataDir });
    database = embedded;
    source = await makeDataSource(embedded.url, ENTITIES, 2).initialize();
    const seasonId = await storeSeason(source, riverSeason(`spring-${++seasons}`));
    const plans = source.getRepository(StoredPlan);
    return { embedded, seasonId, plans: () => plans.countBy({ seasonId }) };
  };
  const startRun = async (api: string, seasonId: string): Promise<string> => {
    const answer = await fetch(`${api}/api/v1/seasons/${seasonId}/runs`, { method: 'POST' });
    return ((await answer.json()) as RunView).id;
  };
  /** While the database is away, the API says 503; that is waited out. */
  const until = async (api: string, id: string, wished: (run: RunView) => boolean): Promise<RunView> => {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await fetch(`${api}/api/v1/runs/${id}`);
      const run = (await answer.json()) as RunView;
      if (answer.status === 200 && wished(run)) return run;
      if (answer.status !== 200) expect(answer.status).toBe(503);
      if (Date.now() > end) throw new Error(`The run stayed at ${JSON.stringify(run)}`);
      await sleep(100);
    }
  };

  /** A folder in which there is nothing yet; a case that asks for none goes on with what the last one left. */
  const newFolder = async (): Promise<void> => {
    await clear();
    dataDir = await mkdtemp(join(tmpdir(), 'heli-processes-'));
    await chmod(dataDir, 0o755);
  };
  const clear = async (): Promise<void> => {
    await database?.remove();
    database = undefined;
    if (dataDir !== '') await rm(dataDir, { recursive: true, force: true });
  };

  beforeEach(async () => {
    if (dataDir === '') await newFolder();
  });
  afterEach(async () => {
    await source?.destroy();
    source = undefined;
    await Promise.all(processes.map((process) => process.end('SIGTERM')));
    processes = [];
    await database?.stop();
  });
  afterAll(clear);

  it('plans a season in one process, and says where everything is', async () => {
    await newFolder();
    const service = await keep(startApiProcess(env(), 'all', BUILT));
    const { embedded, seasonId } = await seed();
    const api = addressOf(service);
    expect(api).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(service.output()).toContain(embedded.cluster);
    const run = await until(
      api,
      await startRun(api, seasonId),
      ({ state }) => state !== 'queued' && state !== 'running',
    );
    expect(run).toMatchObject({ state: 'succeeded', attempt: 1 });
    expect(await service.end('SIGTERM')).toBe(0);
  });

  it('plans a season with API and worker apart: the second attaches to the database of the first', async () => {
    await newFolder();
    const [api, worker] = await Promise.all([
      keep(startApiProcess(env(), 'api', BUILT)),
      keep(startWorkerProcess(env(), BUILT)),
    ]);
    const { embedded, seasonId } = await seed();
    expect(embedded.owner).toBe(false);
    const id = await startRun(addressOf(api), seasonId);
    const run = await until(addressOf(api), id, ({ finishedAt }) => finishedAt !== null);
    expect(run.state).toBe('succeeded');
    expect(await worker.end('SIGTERM')).toBe(0);
    expect((await fetch(`${addressOf(api)}/health/ready`)).status).toBe(200);
  });

  it('takes a free port when the usual one is taken, and prints it', async () => {
    const first = await keep(startApiProcess(env(), 'api'));
    const port = new URL(addressOf(first)).port;
    const second = await keep(startApiProcess(env({ HELI_PORT: port }), 'api'));
    await seed();
    expect(second.output()).toContain(`Port ${port} is taken`);
    // A port that is taken is no failure, and a log that calls it one frightens people.
    expect(second.output()).not.toContain('EADDRINUSE');
    expect(addressOf(second)).not.toBe(addressOf(first));
    expect((await fetch(`${addressOf(second)}/health/ready`)).status).toBe(200);
  });

  describe.each([{ queue: 'PostgreSQL' }, { queue: 'Redis' }])('with a queue on $queue', ({ queue }) => {
    const on = queue === 'PostgreSQL' || hasRedis() ? it.each : it.skip.each;
    let redis: Awaited<ReturnType<typeof startRedis>> | undefined;
    beforeAll(async () => {
      if (queue === 'Redis' && hasRedis()) redis = await startRedis();
    });
    afterAll(async () => {
      await redis?.end();
    });

    on(['SIGINT', 'SIGKILL'] as const)(
      'finishes a run once when the database is restarted half way (%s)',
      async (signal) => {
        const queueEnv = redis === undefined ? {} : { REDIS_URL: redis.url };
        const api = await keep(startApiProcess(env(queueEnv), 'api'));
        await keep(startWorkerProcess(env({ ...queueEnv, HELI_TEST_STEP_DELAY_MS: '700' })));
        const { embedded, seasonId, plans } = await seed();
        const id = await startRun(addressOf(api), seasonId);
        await until(addressOf(api), id, ({ state, progress }) => state === 'running' && progress !== null);
        const lock = await readFile(join(embedded.cluster, 'postmaster.pid'), 'utf8');
        process.kill(Number(lock.split('\n')[0]), signal);
        const run = await until(addressOf(api), id, ({ finishedAt }) => finishedAt !== null);
        expect(run.state).toBe('succeeded');
        expect(await plans()).toBe(1);
      },
      TEST_MS,
    );
  });
});
