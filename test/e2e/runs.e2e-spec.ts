import { setTimeout as sleep } from 'node:timers/promises';
import { verifyDocument } from '@heli/allocator';
import { planDocument, problem } from '@heli/contracts';
import { generateDataset } from '@heli/generator';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../../src/audit/index.js';
import { Assignment, StoredPlan } from '../../src/features/plans/index.js';
import { AllocationRun } from '../../src/features/runs/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { hasRedis, type ServiceProcess, startRedis, startWorkerProcess } from '../support/processes.js';
import { RunClient } from '../support/run-client.js';
import { riverSeason, storeSeason } from '../support/season.js';

const LEASE_MS = 1_500;
const STEP_MS = 400;

const backends = [{ queue: 'PostgreSQL' }, { queue: 'Redis' }];

if (!hasRedis()) {
  process.stderr.write(
    '\n*** redis-server is not installed: THE RUN IS NOT TESTED ON REDIS. Install it to test both queues. ***\n\n',
  );
}

describe.each(backends)('a run over a queue on $queue', ({ queue }) => {
  const present = queue === 'PostgreSQL' || hasRedis();
  const on = present ? it : it.skip;
  /** Read from rows and decided on rows: told on one queue alone, which is there everywhere. */
  const once = (name: string, told: () => Promise<void>): void => {
    if (queue === 'PostgreSQL') it(name, told);
  };
  let redis: { url: string; end: () => Promise<void> } | undefined;
  let api: TestApp;
  let client: RunClient;
  const workers: ServiceProcess[] = [];
  let seasons = 0;

  const settings = (): Record<string, string> => ({
    NODE_ENV: 'test',
    HELI_LEASE_MS: String(LEASE_MS),
    HELI_SHUTDOWN_GRACE_MS: '300',
    HELI_RUNS_WAITING: '2',
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
  });
  const worker = async (stepDelayMs = 0, env: Record<string, string> = {}): Promise<ServiceProcess> => {
    const started = await startWorkerProcess({
      ...settings(),
      DATABASE_URL: api.database.url,
      HELI_LOG_LEVEL: 'warn',
      HELI_TEST_STEP_DELAY_MS: String(stepDelayMs),
      ...env,
    });
    workers.push(started);
    return started;
  };
  const newSeason = (): Promise<string> =>
    storeSeason(api.app.get(DataSource), riverSeason(`${queue.toLowerCase()}-${++seasons}`));
  const plansOf = (seasonId: string) =>
    api.app.get(DataSource).getRepository(StoredPlan).countBy({ seasonId });

  beforeAll(async () => {
    if (!present) return;
    redis = queue === 'Redis' ? await startRedis() : undefined;
    api = await startTestApp({ env: settings() });
    await api.app.listen(0, '127.0.0.1');
    client = new RunClient(api.server);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((process) => process.end('SIGTERM')));
  });
  afterAll(async () => {
    if (!present) return;
    await api.close();
    await redis?.end();
  });

  on('goes from request to a verified plan that anyone can check', async () => {
    const seasonId = await newSeason();
    const answer = await request(api.server).post(`/api/v1/seasons/${seasonId}/runs`).send({ seed: 7 });
    expect(answer.status).toBe(202);
    expect(answer.headers.location).toBe(`/api/v1/runs/${answer.body.id as string}`);
    expect(answer.body.state).toBe('queued');
    await worker();
    const run = await client.untilOver(answer.body.id as string);
    expect(run).toMatchObject({ state: 'succeeded', failure: null });
    const plan = await client.plan(run.planId);
    expect(plan.state).toBe('draft');
    expect(plan.counts).toMatchObject({ scheduled: 8, dropped: 0, assignments: 24 });
    const get = async (path: string) => (await request(api.server).get(`/api/v1${path}`).expect(200)).body;
    const document = planDocument.parse(await get(`/plans/${plan.id}/document`));
    const solved = problem.parse(await get(`/runs/${run.id}/problem`));
    expect(verifyDocument(solved, document)).toEqual([]);
    expect(document.problemSha256).toBe(run.problemSha256);
    expect((await get(`/plans/${plan.id}/certificate`)).verified).toBe(true);
    expect((await get(`/plans/${plan.id}/explanations`)).open).toEqual([]);
    const rows = await api.app.get(DataSource).getRepository(Assignment).countBy({ planId: plan.id });
    expect(rows).toBe(document.assignments.length);
    expect((await get(`/plans?seasonId=${seasonId}&state=draft`)).items).toEqual([plan]);
    expect((await get(`/seasons/${seasonId}/plans?state=published`)).items).toEqual([]);
    expect((await get(`/runs?seasonId=${seasonId}&state=succeeded`)).items).toEqual([run]);
    expect((await get(`/seasons/${seasonId}/runs?state=failed`)).items).toEqual([]);
  });

  once('is told to all who watch it at once', async () => {
    await worker(STEP_MS);
    const run = await client.start(await newSeason());
    const watchers = await Promise.all([1, 2, 3].map(() => client.events(run.id)));
    const last = watchers.map((events) => events.at(-1));
    expect(last.map((event) => event?.event)).toEqual(['end', 'end', 'end']);
    expect(new Set(last.map((event) => event?.id)).size).toBe(1);
    expect(watchers.every((events) => events.some(({ data }) => data.progress !== null))).toBe(true);
  });

  once('tells watchers how far it is, and when it ends', async () => {
    await worker(STEP_MS);
    const run = await client.start(await newSeason());
    const events = await client.events(run.id);
    const names = events.map(({ event }) => event);
    expect(names.at(-1)).toBe('end');
    expect(names.slice(0, -1).every((name) => name === 'progress')).toBe(true);
    expect(events.at(-1)?.data.state).toBe('succeeded');
    expect(events.some(({ data }) => data.state === 'running' && data.progress !== null)).toBe(true);
    const ids = events.map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });

  once('goes on telling a watcher who comes back only what is new', async () => {
    await worker(STEP_MS);
    const run = await client.start(await newSeason());
    const first = await client.events(run.id, { stop: ({ data }) => data.progress !== null });
    const lastEventId = first.at(-1)?.id ?? '';
    const later = await client.events(run.id, { lastEventId });
    expect(later.every(({ id }) => Number(id) > Number(lastEventId))).toBe(true);
    expect(later.at(-1)?.event).toBe('end');
    const afterwards = await client.events(run.id, { lastEventId: later.at(-1)?.id ?? '' });
    expect(afterwards.map(({ event }) => event)).toEqual(['end']);
  });

  on('stops at once when cancelled, and keeps the best plan', async () => {
    await worker(5_000);
    const run = await client.start(await newSeason());
    await client.untilHalfWay(run.id);
    await request(api.server).delete(`/api/v1/runs/${run.id}`).expect(202);
    const asked = Date.now();
    const ended = await client.untilOver(run.id);
    // One second is the longest pause between two looks; the rest is room for a machine with other work.
    expect(Date.now() - asked).toBeLessThan(3_000);
    expect(ended.state).toBe('cancelled');
    const plan = await client.plan(ended.planId);
    expect(plan.termination).toBe('cancelled');
  });

  on('is cancelled before anybody took it up, and then never is', async () => {
    const run = await client.start(await newSeason());
    const answer = await request(api.server).delete(`/api/v1/runs/${run.id}`).expect(202);
    expect(answer.body).toMatchObject({ state: 'cancelled', planId: null });
    await request(api.server).delete(`/api/v1/runs/${run.id}`).expect(202, answer.body);
    const book = api.app.get(DataSource).getRepository(AuditEntry);
    expect(await book.countBy({ entityId: run.id, action: 'run.cancelled' })).toBe(1);
    await worker();
    await sleep(500);
    expect(await client.run(run.id)).toMatchObject({ state: 'cancelled', attempt: 0 });
  });

  on('is finished by another worker, once, when the first is killed half way', async () => {
    const seasonId = await newSeason();
    const first = await worker(1_000);
    const run = await client.start(seasonId);
    await client.untilHalfWay(run.id);
    await first.end('SIGKILL');
    await worker();
    const ended = await client.untilOver(run.id);
    expect(ended).toMatchObject({ state: 'succeeded', attempt: 2 });
    expect(await plansOf(seasonId)).toBe(1);
  });

  on('is handed back by a worker that is told to end, and finished by another', async () => {
    const seasonId = await newSeason();
    const first = await worker(3_000);
    const run = await client.start(seasonId);
    await client.untilHalfWay(run.id);
    await first.end('SIGTERM');
    expect(await client.run(run.id)).toMatchObject({ state: 'queued', attempt: 1 });
    await worker();
    expect(await client.untilOver(run.id)).toMatchObject({ state: 'succeeded', attempt: 2 });
    expect(await plansOf(seasonId)).toBe(1);
  });

  on('stores nothing of a worker that came back from a long pause', async () => {
    const seasonId = await newSeason();
    const first = await worker(1_000);
    const run = await client.start(seasonId);
    await client.untilHalfWay(run.id);
    process.kill(first.pid, 'SIGSTOP');
    await worker();
    const ended = await client.untilOver(run.id);
    process.kill(first.pid, 'SIGCONT');
    await sleep(2_500);
    expect(await client.run(run.id)).toEqual(ended);
    expect(await plansOf(seasonId)).toBe(1);
  });

  on('of one season, twice at once: two plans, of which one at a time is published', async () => {
    const seasonId = await newSeason();
    await worker(STEP_MS);
    await worker(STEP_MS);
    const runs = await Promise.all([client.start(seasonId), client.start(seasonId)]);
    const ended = await Promise.all(runs.map(({ id }) => client.untilOver(id)));
    expect(ended.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
    const [first, second] = await Promise.all(ended.map(({ planId }) => client.plan(planId)));
    if (first === undefined || second === undefined) throw new Error('two plans are expected');
    expect(first.id).not.toBe(second.id);
    const send = (id: string, step: string, etag: string, body: object = {}) =>
      request(api.server).post(`/api/v1/plans/${id}/${step}`).set('if-match', etag).send(body);
    const decided = { resolution: { number: '2013-1', decidedOn: '2013-02-20' } };
    for (const { id } of [first, second]) await send(id, 'review', '"1"').expect(200);
    expect((await send(first.id, 'publish', '"9"', decided)).status).toBe(412);
    expect((await request(api.server).post(`/api/v1/plans/${first.id}/publish`).send(decided)).status).toBe(
      428,
    );
    expect((await send(first.id, 'publish', '"2"', decided)).body).toMatchObject({
      state: 'published',
      version: 3,
    });
    expect((await send(second.id, 'publish', '"2"', decided)).body).toMatchObject({ state: 'published' });
    expect((await client.plan(first.id)).state).toBe('superseded');
    expect((await send(first.id, 'publish', '"4"', decided)).body.code).toBe('STATE_CONFLICT');
    const { body } = await request(api.server)
      .get(`/api/v1/plans/${second.id}/diff?against=${first.id}`)
      .expect(200);
    expect(body).toMatchObject({ sameProblem: true, activities: { added: [], dropped: [] } });
  });

  on('takes turns with runs of other communities, of which each may have so many waiting', async () => {
    const [many, few] = [await newSeason(), await newSeason()];
    const first = [await client.start(many), await client.start(many)];
    const refused = await request(api.server).post(`/api/v1/seasons/${many}/runs`).send({});
    expect([refused.status, refused.body.code]).toEqual([429, 'RUNS_WAITING']);
    expect(refused.body.detail).toContain('已有 2 个排期计算在排队，最多允许 2 个');
    expect(refused.headers['retry-after']).toBe('30');
    const other = await client.start(few);
    await worker();
    const ended = await Promise.all([...first, other].map(({ id }) => client.untilOver(id)));
    const begun = ended.sort((a, b) => String(a.startedAt).localeCompare(String(b.startedAt)));
    expect(begun.map(({ id }) => id)).toEqual([first[0], other, first[1]].map((run) => run?.id));
    expect((await client.start(many)).state).toBe('queued');
  });

  once('ends before a big one of other communities that came first, and has a second waiting', async () => {
    const big = generateDataset({ seed: 2013, volunteers: 200, activities: 60, communities: 2, weeks: 6 });
    const bigSeason = await storeSeason(api.app.get(DataSource), big);
    const runs = [await client.start(bigSeason), await client.start(bigSeason)];
    await worker(STEP_MS, { HELI_WORKER_CONCURRENCY: '2', HELI_RUNS_AT_A_TIME: '1' });
    await client.untilHalfWay(String(runs[0]?.id));
    const small = await client.start(await newSeason());
    expect((await client.untilOver(small.id)).state).toBe('succeeded');
    const [first, second] = await Promise.all(runs.map(({ id }) => client.run(id)));
    expect([first?.state, second?.state, second?.attempt]).toEqual(['running', 'queued', 0]);
    // The second begins as soon as the first has ended.
    await request(api.server)
      .delete(`/api/v1/runs/${String(first?.id)}`)
      .expect(202);
    await client.untilHalfWay(String(second?.id));
    await request(api.server)
      .delete(`/api/v1/runs/${String(second?.id)}`)
      .expect(202);
    expect((await client.untilOver(String(second?.id))).state).toBe('cancelled');
  });

  once('is published by one of two councillors who decide at the same moment', async () => {
    const seasonId = await newSeason();
    await worker();
    const runs = await Promise.all([client.start(seasonId), client.start(seasonId)]);
    const ended = await Promise.all(runs.map(({ id }) => client.untilOver(id)));
    const step = (planId: string | null, name: string, etag: string, body: object) =>
      request(api.server)
        .post(`/api/v1/plans/${String(planId)}/${name}`)
        .set('if-match', etag)
        .send(body);
    for (const { planId } of ended) await step(planId, 'review', '"1"', {}).expect(200);
    const decided = { resolution: { number: '2013-1', decidedOn: '2013-02-20' } };
    const answers = await Promise.all(
      ended.flatMap(({ planId }) => [1, 2].map(() => step(planId, 'publish', '"2"', decided))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 412, 412]);
    const states = await api.app.get(DataSource).getRepository(StoredPlan).findBy({ seasonId });
    expect(states.map(({ state }) => state).sort()).toEqual(['published', 'superseded']);
  });

  once('is started once by a request that is sent four times at once', async () => {
    const seasonId = await newSeason();
    await worker();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() =>
        request(api.server)
          .post(`/api/v1/seasons/${seasonId}/runs`)
          .set('idempotency-key', `spring-${queue}`)
          .send({ seed: 1 }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(new Set(answers.map(({ body }) => body.id as string)).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    const ended = await client.untilOver(answers[0]?.body.id as string);
    expect(ended.state).toBe('succeeded');
    expect(await api.app.get(DataSource).getRepository(AllocationRun).countBy({ seasonId })).toBe(1);
    expect(await plansOf(seasonId)).toBe(1);
  });

  on('that was committed but never queued is found by the sweep', async () => {
    const seasonId = await newSeason();
    await api.app
      .get(DataSource)
      .getRepository(AllocationRun)
      .insert({
        id: `lost-${seasonId}`,
        seasonId,
        state: 'queued',
        request: { limits: {}, gap: 0.001, seed: 0 },
        createdAt: new Date(Date.now() - 60_000),
      });
    await worker();
    expect(await client.untilOver(`lost-${seasonId}`)).toMatchObject({ state: 'succeeded' });
  });
});
