import { type INestApplication } from '@nestjs/common';
import { dataset, type Dataset, type MessageView, type PlanDocument } from '@heli/contracts';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../../src/app.js';
import { PlansService } from '../../../src/features/plans/index.js';
import { startTestApp, type TestApp, testConfig } from '../../support/app.js';
import { RunClient } from '../../support/run-client.js';
import { riverSeason, storeSeason } from '../../support/season.js';

interface Told {
  readonly recipient: string;
  readonly template: string;
  readonly event: string;
}

interface Page {
  readonly items: MessageView[];
}

/** Nobody is told of what is over: the season lies ahead of whoever runs this. */
const ahead = (season: Dataset): Dataset =>
  dataset.parse(JSON.parse(JSON.stringify(season).replaceAll('"2013-', '"2093-')));

describe('a plan that is published', () => {
  let api: TestApp;
  let worker: INestApplication;
  let seasonId: string;

  beforeAll(async () => {
    api = await startTestApp();
    worker = await createApp({ config: testConfig(), databaseUrl: api.database.url, role: 'worker' });
    seasonId = await storeSeason(api.app.get(DataSource), ahead(riverSeason('told')));
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
  });

  const draft = async (): Promise<string> => {
    const client = new RunClient(api.server);
    return String((await client.untilOver((await client.start(seasonId)).id)).planId);
  };
  const publish = (planId: string) => new RunClient(api.server).publish(planId);
  const document = (planId: string): Promise<PlanDocument> => api.app.get(PlansService).document(planId);
  const told = (): Promise<Told[]> =>
    api.app
      .get(DataSource)
      .query(
        `SELECT recipient, template, event_key AS event FROM notifications WHERE template IN ('offer', 'change', 'cancellation') ORDER BY 1, 3`,
      );

  it('is told to everybody who has a part in it, once; nobody hears of a draft, nor of the same plan again', async () => {
    const first = await draft();
    expect(await told()).toEqual([]);
    await publish(first);
    const { assignments } = await document(first);
    const people = (notices: readonly Told[]): string[] =>
      notices.flatMap(({ recipient }) => (recipient.startsWith('volunteer:') ? [recipient] : [])).sort();
    const afterFirst = await told();
    expect(people(afterFirst)).toEqual(
      assignments.map(({ volunteerId }) => `volunteer:${volunteerId}`).sort(),
    );
    expect(new Set(afterFirst.map(({ template }) => template))).toEqual(new Set(['offer']));

    await request(api.server)
      .post(`/api/v1/plans/${first}/publish`)
      .set('if-match', '*')
      .send({ resolution: { number: '2013-1' } })
      .expect(409);
    const again = await draft();
    await publish(again);
    expect((await document(again)).assignments).toEqual(assignments);
    expect(await told()).toEqual(afterFirst);
  });

  it('is told of the activity to whoever looks after it: who was told, not what', async () => {
    const people = (await told()).filter(({ recipient }) => recipient.startsWith('volunteer:'));
    const [{ recipient } = { recipient: '' }] = people;
    const { assignments } = await document(await draft());
    const volunteerId = recipient.slice('volunteer:'.length);
    const { activityId } = assignments.find((one) => one.volunteerId === volunteerId) ?? { activityId: '' };
    const messages = async (path: string): Promise<MessageView[]> =>
      ((await request(api.server).get(`/api/v1/${path}/messages?limit=200`).expect(200)).body as Page).items;
    const ofActivity = await messages(`activities/${activityId}`);
    expect(
      ofActivity.flatMap((one) => (one.audience === 'volunteer' ? [one.recipientId] : [])).sort(),
    ).toEqual(assignments.flatMap((one) => (one.activityId === activityId ? [one.volunteerId] : [])).sort());
    expect(ofActivity[0]).not.toHaveProperty('parameters');
    expect(await messages(`volunteers/${volunteerId}`)).toEqual(
      expect.arrayContaining(ofActivity.filter((one) => one.recipientId === volunteerId)),
    );
  });
});
