import { type INestApplication } from '@nestjs/common';
import { verifyDocument } from '@heli/allocator';
import {
  type AssignmentView,
  type Change,
  CHANGES_FORMAT,
  planDocument,
  type PlanDocument,
  problem,
  type Problem,
} from '@heli/contracts';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { AuditEntry } from '../../src/audit/index.js';
import { StoredPlan } from '../../src/features/plans/index.js';
import { PoolMarks } from '../../src/features/problems/index.js';
import { Proposals } from '../../src/features/questions/index.js';
import { startTestApp, type TestApp, testConfig } from '../support/app.js';
import { RunClient } from '../support/run-client.js';
import { riverSeason, storeSeason } from '../support/season.js';

/** A published season is asked about: somebody declines, a council wonders. */
describe('questions that are answered at once', () => {
  let api: TestApp;
  let planId: string;
  let solved: Problem;
  const river = 'answers-river-1';

  beforeAll(async () => {
    api = await startTestApp();
    const worker: INestApplication = await createApp({
      config: testConfig(),
      databaseUrl: api.database.url,
      role: 'worker',
    });
    const seasonId = await storeSeason(api.app.get(DataSource), riverSeason('answers'));
    const client = new RunClient(api.server);
    const run = await client.untilOver((await client.start(seasonId)).id);
    planId = String(run.planId);
    solved = (await get(`/runs/${run.id}/problem`).expect(200)).body as Problem;
    await worker.close();
  });
  afterAll(() => api.close());

  const get = (path: string) => request(api.server).get(`/api/v1${path}`).set('accept-language', 'en');
  const whatIf = (changes: readonly Change[], plan = planId) =>
    request(api.server)
      .post(`/api/v1/plans/${plan}/what-if`)
      .set('accept-language', 'en')
      .send({ format: CHANGES_FORMAT, changes });
  const patrol = async (): Promise<AssignmentView[]> =>
    (await get(`/plans/${planId}/assignments?activityId=${river}&count=true`).expect(200)).body
      .items as AssignmentView[];
  const faultsOf = ({
    body,
  }: {
    body: { errors: { code: string; pointer: string; parameter?: string }[] };
  }) => body.errors.map(({ code, pointer, parameter }) => [code, parameter ?? pointer]);

  it('names who could step in for somebody who declines, with the price of each', async () => {
    const [declining, ...others] = await patrol();
    expect(others).toHaveLength(3);
    const { body } = await get(`/assignments/${String(declining?.id)}/recommendations`).expect(200);
    expect(body).toMatchObject({ planId, answer: { activityId: river, roleId: 'patrol' } });
    const serving = new Set((await patrol()).map(({ volunteerId }) => volunteerId));
    const idle = solved.volunteers.map(({ id }) => id).filter((id) => !serving.has(id));
    const candidates = body.answer.candidates as { volunteerId: string; exact: boolean; tiers: object[] }[];
    expect(candidates.map(({ volunteerId }) => volunteerId).sort()).toEqual(idle.sort());
    expect(candidates[0]?.tiers[0]).toMatchObject({ tier: 'held', change: 0 });
  });

  it('seeks somebody beside the person when nobody declines, of which a full role has no use', async () => {
    const [one] = await patrol();
    const { body } = await get(`/assignments/${String(one?.id)}/recommendations?declined=false`).expect(200);
    const named = (body.answer.candidates as { volunteerId: string }[]).map(({ volunteerId }) => volunteerId);
    expect(named).not.toContain(one?.volunteerId);
  });

  it('answers the same for a place that is named by activity and role', async () => {
    const [declining] = await patrol();
    const place = `activityId=${river}&roleId=patrol&declined=${String(declining?.volunteerId)}`;
    const named = await get(`/plans/${planId}/recommendations?${place}`).expect(200);
    const ofAssignment = await get(`/assignments/${String(declining?.id)}/recommendations`).expect(200);
    expect(named.body).toEqual(ofAssignment.body);
    const few = await get(`/plans/${planId}/recommendations?${place}&max=1`).expect(200);
    expect(few.body.answer).toMatchObject({ eligible: 2, candidates: [expect.anything()] });
  });

  it('tells all that is wrong with a place at once, in the language of whoever asks', async () => {
    const refused = await get(
      `/plans/${planId}/recommendations?activityId=nothing&roleId=patrol&declined=nobody&declined=no-one`,
    ).expect(422);
    expect(refused.body.code).toBe('QUESTION_REFUSED');
    expect(faultsOf(refused)).toEqual([
      ['ACTIVITY_UNKNOWN', 'activityId'],
      ['UNKNOWN_ID', 'declined'],
      ['UNKNOWN_ID', 'declined'],
    ]);
    const role = await get(`/plans/${planId}/recommendations?activityId=${river}&roleId=cook`)
      .set('accept-language', 'zh')
      .expect(422);
    expect(faultsOf(role)).toEqual([['ROLE_UNKNOWN', 'roleId']]);
    expect(role.body.errors[0].message).toBe('该活动没有这个编号的岗位');
    await get(`/plans/${planId}/recommendations?roleId=patrol&colour=red`).expect(400);
  });

  it('prices what would be otherwise', async () => {
    const [one] = await patrol();
    const { body } = await whatIf([
      { type: 'forbid-volunteer', activityId: river, volunteerId: String(one?.volunteerId) },
    ]).expect(200);
    expect(body).toMatchObject({ planId, answer: { kind: 'possible', exact: true } });
    expect(body.answer.difference.assignments.removed).toContainEqual({
      activityId: river,
      roleId: 'patrol',
      volunteerId: one?.volunteerId,
    });
  });

  it('names the rules that leave no such plan', async () => {
    const away = solved.volunteers
      .slice(0, 5)
      .map(({ id }): Change => ({ type: 'forbid-volunteer', activityId: river, volunteerId: id }));
    const start = String(solved.activities.find(({ id }) => id === river)?.candidateStarts[0]);
    const { body } = await whatIf([...away, { type: 'hold-activity', activityId: river, start }]).expect(200);
    expect(body.answer).toMatchObject({ kind: 'impossible', irreducible: true });
    const rules = (body.answer.because as { rule: string; activityIds: string[] }[]).map(({ rule }) => rule);
    expect(rules).toContain('role-limits');
  });

  it('refuses changes that name what the problem does not know, each with its pointer', async () => {
    const refused = await whatIf([
      { type: 'hold-activity', activityId: 'nothing' },
      { type: 'free-volunteer', volunteerId: 'nobody', windows: [everyDay] },
    ]);
    expect([refused.status, refused.body.code]).toEqual([422, 'QUESTION_REFUSED']);
    expect(faultsOf(refused)).toEqual(
      expect.arrayContaining([
        ['UNKNOWN_ID', '/changes/0/activityId'],
        ['UNKNOWN_ID', '/changes/1/volunteerId'],
      ]),
    );
    await request(api.server)
      .post(`/api/v1/plans/${planId}/what-if`)
      .send({ format: CHANGES_FORMAT, changes: [{ type: 'wish' }] })
      .expect(400);
  });
  const everyDay = {
    type: 'weekly' as const,
    weekdays: [1],
    from: '08:00',
    to: '21:00',
    status: 'available' as const,
  };

  it('plans again with the fewest people who hear something new, and leaves the plan as it is', async () => {
    const [one] = await patrol();
    const before = (await get(`/plans/${planId}`)).body;
    const ask = (query = '') =>
      request(api.server)
        .post(`/api/v1/plans/${planId}/replan${query}`)
        .send({
          format: CHANGES_FORMAT,
          changes: [{ type: 'forbid-volunteer', activityId: river, volunteerId: one?.volunteerId }],
        });
    const { body } = await ask().expect(200);
    expect(body.answer).toMatchObject({ kind: 'possible', fewerIsImpossible: true });
    const told = (body.answer.people as { volunteerId: string }[]).map(({ volunteerId }) => volunteerId);
    expect(told).toContain(one?.volunteerId);
    expect(body.answer.fewestPeople).toBe(told.length);
    expect((await get(`/plans/${planId}`)).body).toEqual(before);
    const windows = '?frozenUntil=2013-03-20T00:00:00Z&publishedUntil=2013-03-10T00:00:00Z';
    expect((await ask(windows)).body).toMatchObject({
      code: 'QUESTION_REFUSED',
      errors: [{ pointer: '/publishedUntil', code: 'WINDOWS_REVERSED' }],
    });
  });

  const replanSaving = (volunteerId: string, key: string) =>
    request(api.server)
      .post(`/api/v1/plans/${planId}/replan?save=true`)
      .set('idempotency-key', key)
      .send({
        format: CHANGES_FORMAT,
        changes: [{ type: 'forbid-volunteer', activityId: river, volunteerId }],
      });
  const plansOfSeason = async (): Promise<string[]> => {
    const { seasonId } = (await get(`/plans/${planId}`)).body as { seasonId: string };
    const { body } = await get(`/plans?seasonId=${seasonId}`).expect(200);
    return (body.items as { id: string }[]).map(({ id }) => id);
  };

  it('stores a new plan as a draft where that is asked for, once for a repeated request', async () => {
    const [one] = await patrol();
    const declining = String(one?.volunteerId);
    const first = await replanSaving(declining, 'replan-1').expect(200);
    const saved = String(first.body.answer.savedPlanId);
    const plan = (await get(`/plans/${saved}`).expect(200)).body;
    expect(plan).toMatchObject({ state: 'draft', counts: { dropped: 0 } });
    const run = (await get(`/runs/${String(plan.runId)}`).expect(200)).body;
    expect(run).toMatchObject({ kind: 'replan', state: 'succeeded', planId: saved });
    const [document, season] = await Promise.all([
      get(`/plans/${saved}/document`).expect(200),
      get(`/runs/${String(plan.runId)}/problem`).expect(200),
    ]);
    expect(verifyDocument(problem.parse(season.body), planDocument.parse(document.body))).toEqual([]);
    const who = (document.body as PlanDocument).assignments.filter(({ activityId }) => activityId === river);
    expect(who.map(({ volunteerId }) => volunteerId)).not.toContain(declining);
    const audited = await api.app.get(DataSource).getRepository(AuditEntry).findBy({ entityId: saved });
    expect(audited.map(({ action, after }) => [action, after?.insteadOf])).toEqual([
      ['plan.proposed', planId],
    ]);

    const again = await replanSaving(declining, 'replan-1').expect(200);
    expect(again.body).toEqual(first.body);
    expect((await plansOfSeason()).sort()).toEqual([planId, saved].sort());
    const { body } = await get(`/plans/${saved}/stand-by?activityId=${river}`).expect(200);
    expect(body).toMatchObject({ planId: saved });
  });

  it('stores nothing where the pools were changed while it was made', async () => {
    const before = await plansOfSeason();
    const proposals = api.app.get(Proposals, { strict: false });
    const marks = api.app.get(PoolMarks, { strict: false });
    const since = await marks.take();
    await request(api.server)
      .post('/api/v1/communities')
      .send({ name: '安华社区', regionCode: '110105' })
      .expect(201);
    const plan = await api.app.get(DataSource).getRepository(StoredPlan).findOneByOrFail({ id: planId });
    const document = planDocument.parse((await get(`/plans/${planId}/document`).expect(200)).body);
    const proposal = { problemGzip: gzipSync(JSON.stringify(solved)), document, open: [] };
    await expect(proposals.store({ proposal, plan, since })).rejects.toMatchObject({
      code: 'SEASON_CHANGED',
      status: 409,
    });
    expect(await plansOfSeason()).toEqual(before);
    const kept = await proposals.store({ proposal, plan, since: await marks.take() });
    expect(await plansOfSeason()).toContain(kept);
  });

  it('has an ordered reserve for a role, and none for what does not take place', async () => {
    const { body } = await get(`/plans/${planId}/stand-by?activityId=${river}`).expect(200);
    const [place, ...others] = body.answer.places as {
      roleId: string;
      reserves: { volunteerId: string }[];
    }[];
    expect([place?.roleId, others]).toEqual(['patrol', []]);
    const serving = (await patrol()).map(({ volunteerId }) => volunteerId);
    expect(place?.reserves).toHaveLength(2);
    expect(place?.reserves.filter(({ volunteerId }) => serving.includes(volunteerId))).toEqual([]);
    const unknown = await get(`/plans/${planId}/stand-by?activityId=nothing&activityId=${river}`).expect(422);
    expect(faultsOf(unknown)).toEqual([['ACTIVITY_UNKNOWN', 'activityId']]);
  });

  it('finds nothing to mend and nobody to recruit where nothing is open', async () => {
    const full = await get(`/plans/${planId}/repairs?activityId=${river}`).expect(422);
    expect(faultsOf(full)).toEqual([['NOTHING_OPEN', 'activityId']]);
    const { body } = await get(`/plans/${planId}/recruitment`).expect(200);
    expect(body.answer.scarce).toEqual([]);
  });

  it('knows no plan and no assignment that is not there', async () => {
    const unknown = await Promise.all([
      get('/plans/none/recommendations?activityId=a&roleId=b'),
      get('/assignments/none/recommendations'),
      get('/plans/none/assignments'),
      whatIf([{ type: 'forbid-volunteer', activityId: 'a', volunteerId: 'b' }], 'none'),
    ]);
    expect(unknown.map(({ status, body }) => [status, body.code])).toEqual(
      unknown.map(() => [404, 'NOT_FOUND']),
    );
  });

  it('gives a repeated request with its key the first answer', async () => {
    const [one] = await patrol();
    const ask = () =>
      whatIf([{ type: 'forbid-volunteer', activityId: river, volunteerId: String(one?.volunteerId) }]).set(
        'idempotency-key',
        'why-not-me',
      );
    const [first, second] = [await ask(), await ask()];
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });
});

describe('questions that come faster than they are answered', () => {
  it('are refused where too many wait, and those that waited are answered', async () => {
    const api = await startTestApp({ env: { HELI_TEST_STEP_DELAY_MS: '400' } });
    const worker = await createApp({ config: testConfig(), databaseUrl: api.database.url, role: 'worker' });
    try {
      const seasonId = await storeSeason(api.app.get(DataSource), riverSeason('busy'));
      const client = new RunClient(api.server);
      const { planId } = await client.untilOver((await client.start(seasonId)).id);
      const place = 'activityId=busy-river-1&roleId=patrol';
      const answers = await Promise.all(
        Array.from({ length: 12 }, () =>
          request(api.server).get(`/api/v1/plans/${String(planId)}/recommendations?${place}`),
        ),
      );
      const busy = answers.filter(({ status }) => status === 503);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
      expect(busy.map(({ body }) => body.code)).toEqual(busy.map(() => 'QUESTIONS_BUSY'));
      expect(busy.every(({ headers }) => headers['retry-after'] !== undefined)).toBe(true);
    } finally {
      await worker.close();
      await api.close();
    }
  });
});
