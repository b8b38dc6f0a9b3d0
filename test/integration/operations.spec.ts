import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FailedJobView, type RunView } from '@heli/contracts';
import { type INestApplication, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import request, { type Test } from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { HealthService, type Readiness } from '../../src/operations/health/health.service.js';
import { type HealthPort, openHealthPort } from '../../src/operations/index.js';
import { QUEUE_BACKEND, type QueueBackend, QUEUES, UpkeepTasks } from '../../src/queue/index.js';
import { startTestApp, type TestApp, testConfig } from '../support/app.js';
import { RunClient } from '../support/run-client.js';
import { riverSeason, storeSeason } from '../support/season.js';
import { CLOSED, OPERATOR_KEY, PASSWORD } from '../support/two-towns.js';

const METRICS_TOKEN = 'only-for-prometheus';
const SETTINGS = { ...CLOSED, HELI_METRICS_TOKEN: METRICS_TOKEN };

/** Asks for the readiness of a process that has been told to end. */
let whileEnding: Readiness | undefined;
@Injectable()
class LastQuestion implements OnApplicationShutdown {
  constructor(private readonly modules: ModuleRef) {}
  async onApplicationShutdown(): Promise<void> {
    whileEnding = await this.modules.get(HealthService, { strict: false }).readiness();
  }
}
@Module({ providers: [LastQuestion] })
class LastQuestionModule {}

describe('whoever runs the service', () => {
  let api: TestApp;
  let worker: INestApplication;
  let port: HealthPort;
  let council: string;

  const get = (path: string, token?: string): Test => {
    const test = request(api.server).get(path);
    return token === undefined ? test : test.set('authorization', `Bearer ${token}`);
  };
  const failed = async (query = ''): Promise<FailedJobView[]> => {
    const { body } = await get(`/api/v1/operations/failed-jobs${query}`, OPERATOR_KEY).expect(200);
    return (body as { items: FailedJobView[] }).items;
  };
  const untilFailed = async (wished: (job: FailedJobView) => boolean): Promise<FailedJobView> => {
    for (let tries = 0; tries < 400; tries++) {
      const found = (await failed()).find(wished);
      if (found !== undefined) return found;
      await sleep(50);
    }
    throw new Error(`No such failed job: ${JSON.stringify(await failed())}`);
  };
  /** Figures of the database are kept for some seconds: asks until they tell of what was done. */
  const figuresWith = async (wished: string): Promise<string> => {
    for (let tries = 0; ; tries++) {
      const { text } = await get('/metrics', OPERATOR_KEY).expect(200);
      if (tries < 300 && !text.includes(wished)) await sleep(100);
      else {
        expect(text).toContain(wished);
        return text;
      }
    }
  };
  const close = (id: string, how: 'retry' | 'set-aside', token = OPERATOR_KEY): Test => {
    const path = `/api/v1/operations/failed-jobs/${id}`;
    const test =
      how === 'retry' ? request(api.server).post(`${path}/retry`) : request(api.server).delete(path);
    return test.set('authorization', `Bearer ${token}`).set('accept-language', 'en');
  };

  beforeAll(async () => {
    api = await startTestApp({ env: SETTINGS });
    const config = testConfig(SETTINGS);
    worker = await createApp({
      config,
      databaseUrl: api.database.url,
      role: 'worker',
      modules: [LastQuestionModule],
    });
    port = await openHealthPort(worker, config, 0);
    await storeSeason(api.app.get(DataSource), riverSeason('river'));
    const member = { login: 'li', role: 'council', password: PASSWORD };
    const post = (path: string, body: object) =>
      request(api.server).post(`/api/v1/${path}`).set('authorization', `Bearer ${OPERATOR_KEY}`).send(body);
    await post('organizations', { id: 'council', name: '理事会', communityId: 'river-wangjing' }).expect(201);
    await post('organizations/council/members', member).expect(201);
    const { body } = await post('auth/sign-in', { login: 'li', password: PASSWORD }).expect(200);
    council = (body as { accessToken: string }).accessToken;
  });
  afterAll(async () => {
    await port.close();
    await api.close();
  });

  it('is told by API and worker that they are alive and ready', async () => {
    const well = { status: 'ok', database: 'ok', queue: 'ok' };
    await get('/health/ready').expect(200, well);
    await get('/health/live').expect(200, { status: 'ok' });
    await request(port.url).get('/health/ready').expect(200, well);
    await request(port.url).get('/health/live').expect(200, { status: 'ok' });
    await request(port.url).get('/api/v1/volunteers').expect(404);
    await request(port.url).post('/health/live').expect(405);
  });

  it('reads figures that nobody else may read', async () => {
    await get('/metrics').expect(401);
    await get('/metrics', council).expect(401);
    await get('/metrics', 'another-long-token').expect(401);
    await request(port.url).get('/metrics').expect(401);
    await get('/metrics', METRICS_TOKEN)
      .expect(200)
      .expect('content-type', /^text\/plain/);
    // The token of Prometheus opens nothing else.
    await get('/api/v1/volunteers', METRICS_TOKEN).expect(401);
  });

  it('sees how long queues are, how runs go and how fast answers are, and no id, secret or name', async () => {
    const client = new RunClient(api.server, OPERATOR_KEY);
    const { id, state } = await client.untilOver((await client.start('river')).id);
    expect(state).toBe('succeeded');
    await get('/api/v1/volunteers/river-v1?count=true', OPERATOR_KEY);
    await get('/feeds/a-secret-of-somebody.ics').expect(404);
    const text = await figuresWith('heli_runs{state="succeeded"} 1\n');
    expect(text).toContain('heli_queue_jobs{queue="allocation",state="waiting"} 0\n');
    expect(text).toContain('heli_open_places 0\n');
    expect(text).toMatch(/request_duration_seconds_count\{method="GET",route="\/api\/v1\/volunteers\/:id",/);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
    expect(text).not.toMatch(new RegExp(`river|${id}|a-secret|王`));

    const ofWorker = await request(port.url).get('/metrics').set('authorization', `Bearer ${METRICS_TOKEN}`);
    expect(ofWorker.text).toContain('heli_solve_duration_seconds_count{outcome="succeeded"} 1\n');
    expect(ofWorker.text).toMatch(/^heli_last_gap 0/m);
    expect(ofWorker.text).toContain('role="worker"');

    // The runbook and its alarms speak of what there is, and of all of it.
    const there = new Set(
      [...`${text}${ofWorker.text}`.matchAll(/^# HELP (heli_\w+)/gm)].map(([, name]) => name),
    );
    const runbook = readFileSync('docs/operations.md', 'utf8').match(/\bheli_[a-z_]+/g) ?? [];
    const told = new Set(runbook.map((name) => name.replace(/_(?:bucket|count|sum)$/, '')));
    expect([...told].sort()).toEqual([...there].sort());
  });

  it('finds a run that no worker survived, and has it computed once more', async () => {
    const client = new RunClient(api.server, OPERATOR_KEY);
    await api.app.get(DataSource).query(
      `INSERT INTO allocation_runs (id, season_id, kind, state, request, attempt, created_at)
       SELECT 'unlucky', season_id, kind, 'queued', request, 10, now() - interval '1 hour' FROM allocation_runs LIMIT 1`,
    );
    await worker.get(UpkeepTasks).carryOut('sweep-runs');
    const job = await untilFailed(({ subject }) => subject === 'unlucky');
    expect(job).toMatchObject({ kind: 'run', code: 'INTERNAL', times: 1, closedAt: null });

    await close(job.id, 'retry', council).expect(403);
    const { body } = await close(job.id, 'retry').expect(202);
    const { retriedAs, closedBy } = body as FailedJobView;
    expect(closedBy).toBe('retried');
    const run: RunView = await client.untilOver(String(retriedAs));
    expect([run.state, run.seasonId]).toEqual(['succeeded', 'river']);
    expect((await client.run('unlucky')).state).toBe('failed');

    const again = await close(job.id, 'retry').expect(409);
    expect((again.body as { detail: string }).detail).toContain('is closed already');
    expect((await failed('?state=closed')).map(({ id }) => id)).toEqual([job.id]);
  });

  it('finds a job that no release can read, and puts it aside', async () => {
    const backend = api.app.get<QueueBackend>(QUEUE_BACKEND);
    const queue = backend.openQueue(QUEUES.questions);
    await queue.add('answer', { v: 1, question: 'one' }, { jobId: 'from-nowhere' });
    await queue.close();
    const isIt = ({ subject }: FailedJobView) => subject.includes('from-nowhere');
    const first = await untilFailed(isIt);
    expect(first).toMatchObject({ kind: 'job', queue: 'heli-questions', code: 'JOB_UNREADABLE' });
    await close(first.id, 'retry').expect(202);
    const second = await untilFailed(({ subject }) => subject === `again-${first.id}`);
    await close(second.id, 'set-aside').expect(200);
    expect(await failed('?kind=job')).toEqual([]);
  });

  it('sees a task of the schedule that fails as one matter, until it goes well again', async () => {
    const tasks = worker.get(UpkeepTasks);
    let broken = true;
    tasks.register('roll-seasons', () => {
      if (broken) throw new Error('王芳 13812345678 cannot be read');
      return Promise.resolve();
    });
    await tasks.carryOut('roll-seasons');
    await tasks.carryOut('roll-seasons');
    const open = await failed('?kind=upkeep');
    expect(open).toMatchObject([{ subject: 'roll-seasons', code: 'INTERNAL', times: 2 }]);
    expect(JSON.stringify(open)).not.toMatch(/王芳|1381/);
    broken = false;
    await tasks.carryOut('roll-seasons');
    expect(await failed('?kind=upkeep')).toEqual([]);
    expect((await failed('?kind=upkeep&state=closed'))[0]?.closedBy).toBe('recovered');
  });

  it('looks into the queues on a board that only admins of the platform see', async () => {
    const challenge = await get('/admin/queues').expect(401);
    expect(challenge.headers['www-authenticate']).toMatch(/^Basic/);
    await get('/admin/queues', council).expect(403);
    await request(api.server).get('/admin/queues').auth('anyone', 'not-the-key-at-all').expect(401);
    const page = await request(api.server).get('/admin/queues').auth('op', OPERATOR_KEY).expect(200);
    expect(page.text).toContain('Heli 合力');
    const { body } = await get('/admin/queues/api/queues', OPERATOR_KEY).expect(200);
    const { queues } = body as { queues: { name: string; readOnlyMode: boolean }[] };
    expect(queues.map(({ name }) => name).sort()).toEqual(Object.values(QUEUES).sort());
    expect(queues.every(({ readOnlyMode }) => readOnlyMode)).toBe(true);
  });

  it('hears from a process that is about to end that it is not ready any more', async () => {
    await worker.close();
    expect(whileEnding?.status).toBe('shutting-down');
  });
});
