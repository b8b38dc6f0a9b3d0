import { gunzipSync, gzipSync } from 'node:zlib';
import { type INestApplication } from '@nestjs/common';
import { type PlanDocument } from '@heli/contracts';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../src/app.js';
import { StoredPlan } from '../../src/features/plans/index.js';
import { startTestApp, type TestApp, testConfig } from '../support/app.js';
import { RunClient } from '../support/run-client.js';
import { riverSeason, storeSeason } from '../support/season.js';

describe('publishing a plan', () => {
  let api: TestApp;
  let worker: INestApplication;
  let planId: string;

  beforeAll(async () => {
    api = await startTestApp();
    worker = await createApp({ config: testConfig(), databaseUrl: api.database.url, role: 'worker' });
    const seasonId = await storeSeason(api.app.get(DataSource), riverSeason('publish'));
    const client = new RunClient(api.server);
    const run = await client.untilOver((await client.start(seasonId)).id);
    planId = String(run.planId);
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
  });

  const publish = () =>
    request(api.server)
      .post(`/api/v1/plans/${planId}/publish`)
      .set({ 'if-match': '"1"', 'accept-language': 'en' });
  const plans = () => api.app.get(DataSource).getRepository(StoredPlan);
  const documentGzip = async (): Promise<Buffer> =>
    (await plans().findOneOrFail({ where: { id: planId }, select: { id: true, documentGzip: true } }))
      .documentGzip;

  /** Behind the back of the service, so without a new version. */
  const store = (gzip: Buffer) =>
    api.app.get(DataSource).query('UPDATE plans SET document_gzip = $2 WHERE id = $1', [planId, gzip]);

  it('is refused when what is stored is not what was sealed, and names the broken rule', async () => {
    const sealed = await documentGzip();
    const document = JSON.parse(gunzipSync(sealed).toString('utf8')) as PlanDocument;
    const tampered = { ...document, assignments: document.assignments.slice(1) };
    await store(gzipSync(JSON.stringify(tampered)));
    const refused = await publish();
    expect([refused.status, refused.body.code]).toEqual([422, 'RULE_BROKEN']);
    expect(refused.body.errors.map(({ code }: { code: string }) => code)).toContain('sealed');
    expect((await plans().findOneByOrFail({ id: planId })).state).toBe('draft');
    await store(sealed);
  });

  it('answers other requests meanwhile, and makes the draft the plan of its season', async () => {
    const [published, health] = await Promise.all([publish(), request(api.server).get('/health/live')]);
    expect([health.status, published.status]).toEqual([200, 200]);
    expect(published.body).toMatchObject({ id: planId, state: 'published' });
    expect(published.headers.etag).toBe('"2"');
    const discarded = await request(api.server).delete(`/api/v1/plans/${planId}`).set('if-match', '*');
    expect([discarded.status, discarded.body.code]).toEqual([409, 'STATE_CONFLICT']);
  });
});
