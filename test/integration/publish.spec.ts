import { gunzipSync, gzipSync } from 'node:zlib';
import { type PlanChanges, type PlanDocument, type ResolutionView } from '@heli/contracts';
import { type INestApplication } from '@nestjs/common';
import request, { type Test } from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { AuditEntry } from '../../src/audit/index.js';
import { StoredPlan } from '../../src/features/plans/index.js';
import { startTestApp, type TestApp, testConfig } from '../support/app.js';
import { RunClient } from '../support/run-client.js';
import { riverSeason, storeSeason } from '../support/season.js';

const SEASON = 'publish';
const DECIDED = { resolution: { number: '2013-4', decidedOn: '2013-02-20', title: '春季活动安排' } };

describe('the life of a plan', () => {
  let api: TestApp;
  let worker: INestApplication;
  let client: RunClient;
  let planId: string;

  beforeAll(async () => {
    api = await startTestApp();
    worker = await createApp({ config: testConfig(), databaseUrl: api.database.url, role: 'worker' });
    await storeSeason(api.app.get(DataSource), riverSeason(SEASON));
    client = new RunClient(api.server);
    planId = await draft();
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
  });

  const draft = async (): Promise<string> =>
    String((await client.untilOver((await client.start(SEASON)).id)).planId);
  const get = (path: string): Test => request(api.server).get(`/api/v1/${path}`).set('accept-language', 'en');
  const send = (path: string, body: object = {}, etag = '*'): Test =>
    request(api.server).post(`/api/v1/${path}`).set({ 'if-match': etag, 'accept-language': 'en' }).send(body);
  const publish = (id: string, body: object = DECIDED): Test => send(`plans/${id}/publish`, body);
  const changes = async (id: string): Promise<PlanChanges> =>
    (await get(`plans/${id}/changes`).expect(200)).body as PlanChanges;
  const stateOf = async (id: string) => (await client.plan(id)).state;
  const plans = () => api.app.get(DataSource).getRepository(StoredPlan);
  const documentGzip = async (): Promise<Buffer> =>
    (await plans().findOneOrFail({ where: { id: planId }, select: { id: true, documentGzip: true } }))
      .documentGzip;
  /** Behind the back of the service, so without a new version. */
  const store = (gzip: Buffer) =>
    api.app.get(DataSource).query('UPDATE plans SET document_gzip = $2 WHERE id = $1', [planId, gzip]);
  const change = (pool: string, id: string, body: object): Test =>
    request(api.server).patch(`/api/v1/${pool}/${id}`).set('if-match', '*').send(body);

  it('is looked through before it is put to the council; a review is taken back with a reason', async () => {
    const early = await publish(planId).expect(409);
    expect([early.body.code, early.body.detail]).toEqual([
      'STATE_CONFLICT',
      `Plan "${planId}" is a draft; only a reviewed plan can be published or returned`,
    ]);
    const reviewed = await send(`plans/${planId}/review`, { note: '已核对场地' }).expect(200);
    expect(reviewed.body).toMatchObject({ state: 'reviewed', reviewNote: '已核对场地', version: 2 });
    await send(`plans/${planId}/return`, {}).expect(400);
    await send(`plans/${planId}/return`, { reason: '少一位领队' }, '"1"').expect(412);
    expect((await send(`plans/${planId}/return`, { reason: '少一位领队' }).expect(200)).body).toMatchObject({
      state: 'draft',
      reviewedAt: null,
    });
    await send(`plans/${planId}/review`).expect(200);
  });

  it('needs a resolution, with its day where it is not kept yet', async () => {
    expect((await publish(planId, {})).status).toBe(400);
    const nameless = await publish(planId, { resolution: { number: '2013-4' } }).expect(400);
    expect(nameless.body.errors).toMatchObject([
      { pointer: '/resolution/decidedOn', code: 'resolution_day_needed' },
    ]);
    expect(await stateOf(planId)).toBe('reviewed');
    expect((await get(`seasons/${SEASON}/resolutions`)).body.items).toEqual([]);
  });

  it('is refused when what is stored is not what was sealed, and names the broken rule', async () => {
    const sealed = await documentGzip();
    const document = JSON.parse(gunzipSync(sealed).toString('utf8')) as PlanDocument;
    const tampered = { ...document, assignments: document.assignments.slice(1) };
    await store(gzipSync(JSON.stringify(tampered)));
    const refused = await publish(planId);
    expect([refused.status, refused.body.code]).toEqual([422, 'RULE_BROKEN']);
    expect(refused.body.errors.map(({ code }: { code: string }) => code)).toContain('sealed');
    expect((await get(`plans/${planId}/verification`).expect(200)).body).toMatchObject({ verified: false });
    expect(await stateOf(planId)).toBe('reviewed');
    await store(sealed);
  });

  it('is refused when the pools were changed since, with what changed', async () => {
    expect(await changes(planId)).toMatchObject({ total: 0, changes: [], brokenRules: [] });
    const [first] = (await client.plan(planId).then(() => document())).assignments;
    if (first === undefined) throw new Error('somebody is assigned');
    await change('volunteers', first.volunteerId, { availability: [] }).expect(200);
    await change('venues', `${SEASON}-room`, { name: '大会议室' }).expect(200);
    const refused = await publish(planId).expect(409);
    expect(refused.body).toMatchObject({
      code: 'PLAN_STALE',
      errors: [
        {
          code: 'volunteer-changed',
          message: `Volunteer ${first.volunteerId} changed: availability`,
        },
        { code: 'venue-changed', message: `Venue ${SEASON}-room changed: name` },
      ],
    });
    // Whoever accepts the changes is told that the plan does not bear them.
    const { currentSha256, brokenRules } = await changes(planId);
    expect(brokenRules.map(({ rule }) => rule)).toContain('volunteer-available');
    const broken = await publish(planId, { ...DECIDED, acceptChanges: currentSha256 }).expect(422);
    expect(broken.body.code).toBe('RULE_BROKEN');
    expect(await stateOf(planId)).toBe('reviewed');
    await change('volunteers', first.volunteerId, { availability: ALWAYS }).expect(200);
  });

  const ALWAYS = [
    {
      type: 'dated',
      start: '2013-03-01T00:00:00+08:00',
      end: '2013-04-01T00:00:00+08:00',
      status: 'available',
    },
  ];
  const document = async (): Promise<PlanDocument> =>
    (await get(`plans/${planId}/document`).expect(200)).body as PlanDocument;

  it('is published with changes that the council accepts and the plan bears, and only with just these', async () => {
    const { currentSha256, total, brokenRules } = await changes(planId);
    expect([total, brokenRules]).toEqual([2, []]);
    expect((await publish(planId, { ...DECIDED, acceptChanges: '0'.repeat(64) })).body.code).toBe(
      'PLAN_STALE',
    );
    const [published, health] = await Promise.all([
      publish(planId, { ...DECIDED, acceptChanges: currentSha256 }),
      request(api.server).get('/health/live'),
    ]);
    expect([health.status, published.status]).toEqual([200, 200]);
    expect(published.body).toMatchObject({
      id: planId,
      state: 'published',
      resolution: { number: '2013-4', decidedOn: '2013-02-20' },
      ruleSet: { number: 1 },
    });
    const entry = await api.app
      .get(DataSource)
      .getRepository(AuditEntry)
      .findOneByOrFail({ action: 'plan.published', entityId: planId });
    expect(entry.after).toMatchObject({ resolution: '2013-4', acceptedChanges: 2 });
    const { body: history } = await get(`history/plan/${planId}`).expect(200);
    expect(history.items.map(({ action }: { action: string }) => action)).toEqual([
      'plan.published',
      'plan.reviewed',
      'plan.returned',
      'plan.reviewed',
    ]);
    const { body: book } = await get('audit-entries?action=resolution.recorded&limit=1').expect(200);
    expect(book.items).toMatchObject([{ actor: 'operator', after: { number: '2013-4' } }]);
    const discarded = await request(api.server).delete(`/api/v1/plans/${planId}`).set('if-match', '*');
    expect([discarded.status, discarded.body.code]).toEqual([409, 'STATE_CONFLICT']);
  });

  it('is verified again by whoever doubts it', async () => {
    const { body } = await get(`plans/${planId}/verification`).expect(200);
    expect(body).toMatchObject({ planId, verified: true, violations: [] });
    expect(body.seal).toBe((await document()).certificate.seal.plan);
  });

  it('is bound to the rules and weights that it was made under: other weights are a further version', async () => {
    const { body: kept } = await get(`seasons/${SEASON}`).expect(200);
    const weights = { ...kept.objective.weights, wish: 9 };
    await change('seasons', SEASON, { objective: { ...kept.objective, weights } }).expect(200);
    const next = await draft();
    const again = await draft();
    const views = await Promise.all([next, again].map((id) => client.plan(id)));
    expect(views.map(({ ruleSet }) => ruleSet?.number)).toEqual([2, 2]);
    const { body: versions } = await get(`seasons/${SEASON}/rule-sets`).expect(200);
    expect(
      versions.items.map((one: { number: number; objective: { weights: { wish: number } } }) => [
        one.number,
        one.objective.weights.wish,
      ]),
    ).toEqual([
      [2, 9],
      [1, kept.objective.weights.wish],
    ]);
    expect(versions.items[0].resolution).toBeNull();
    expect(versions.items[1].resolution).toMatchObject({ number: '2013-4' });

    // The council adopts the weights by themselves, and then publishes under another number.
    const adoption = { resolution: { number: '2013-5', decidedOn: '2013-02-27' } };
    const adopted = await send(`rule-sets/${String(views[0]?.ruleSet?.id)}/adoption`, adoption).expect(200);
    expect(adopted.body.resolution).toMatchObject({ number: '2013-5' });
    const other = { resolution: { number: '2013-6', decidedOn: '2013-02-28' } };
    await send(`rule-sets/${String(views[0]?.ruleSet?.id)}/adoption`, other).expect(409);
    await client.publish(next, '2013-4');
    expect(await stateOf(planId)).toBe('superseded');
    const { body: list } = await get(`seasons/${SEASON}/resolutions`).expect(200);
    expect(
      (list.items as ResolutionView[]).map(({ number, planIds, ruleSetIds }) => [
        number,
        planIds.length,
        ruleSetIds.length,
      ]),
    ).toEqual([
      ['2013-5', 0, 1],
      ['2013-4', 2, 1],
    ]);
    await send(`seasons/${SEASON}/resolutions`, { number: '2013-4', decidedOn: '2013-03-01' }).expect(409);
  });
});
