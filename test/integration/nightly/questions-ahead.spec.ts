import { type QuestionView } from '@heli/contracts';
import { type INestApplication } from '@nestjs/common';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../../src/app.js';
import { QuestionsAhead } from '../../../src/features/questions/index.js';
import { UpkeepTasks } from '../../../src/queue/index.js';
import { startTestApp, type TestApp, testConfig } from '../../support/app.js';
import { RunClient } from '../../support/run-client.js';
import { riverSeason, storeSeason } from '../../support/season.js';

const at = (text: string): Date => new Date(`${text}:00+08:00`);

describe('questions of the morning', () => {
  let api: TestApp;
  let worker: INestApplication;
  let ahead: QuestionsAhead;
  let planId: string;

  beforeAll(async () => {
    api = await startTestApp();
    worker = await createApp({ config: testConfig(), databaseUrl: api.database.url, role: 'worker' });
    ahead = worker.get(QuestionsAhead, { strict: false });
    const dataSource = api.app.get(DataSource);
    const river = riverSeason('river');
    // More people than the season has, at the patrols alone.
    river.activities.forEach(({ roles }) =>
      roles.forEach((role) => (role.target = role.id === 'patrol' ? 9 : 1)),
    );
    await storeSeason(dataSource, river);
    planId = await planned('river');
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
  });

  const planned = async (seasonId: string): Promise<string> => {
    const client = new RunClient(api.server);
    return String((await client.untilOver((await client.start(seasonId)).id)).planId);
  };
  const questions = async (): Promise<QuestionView[]> => {
    const { body } = await request(api.server).get(`/api/v1/plans/${planId}/questions?limit=100`).expect(200);
    return (body as { items: QuestionView[] }).items;
  };
  const offers = (offeredMinutes: number) =>
    request(api.server)
      .patch('/api/v1/volunteers/river-v1')
      .set('if-match', '*')
      .send({ offeredMinutes })
      .expect(200);

  it('are not asked about a draft', async () => {
    expect(await ahead.ask(at('2013-03-02T12:00'))).toBe(0);
  });

  it('are asked once a night about a published plan with open places, and answered by the morning', async () => {
    await new RunClient(api.server).publish(planId);
    expect(await ahead.ask(at('2013-03-05T02:59'))).toBe(0);
    const asked = await Promise.all([ahead.ask(at('2013-03-05T03:00')), ahead.ask(at('2013-03-05T03:00'))]);
    expect(asked[0] + asked[1]).toBe(2);
    expect(await ahead.ask(at('2013-03-05T09:00'))).toBe(0);
    const all = await questions();
    expect(all.map(({ kind, origin }) => [kind, origin]).sort()).toEqual([
      ['explain-all', 'nightly'],
      ['stand-by', 'nightly'],
    ]);
    const standBy = all.find(({ kind }) => kind === 'stand-by');
    // What began before is over.
    expect((standBy?.question as { activityIds: string[] }).activityIds).toEqual(
      ['reading-1', 'river-1', 'reading-2', 'river-2', 'reading-3', 'river-3', 'reading-4', 'river-4'].map(
        (name) => `river-${name}`,
      ),
    );
    for (const { id } of all) {
      const answered = await untilOver(id);
      expect([answered.state, answered.failure]).toEqual(['answered', null]);
    }
  });

  const untilOver = async (id: string): Promise<QuestionView> => {
    for (;;) {
      const { body } = await request(api.server).get(`/api/v1/questions/${id}`).expect(200);
      const view = body as QuestionView;
      if (view.finishedAt !== null) return view;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('are not asked again while nothing changes', async () => {
    expect(await ahead.ask(at('2013-03-06T03:22'))).toBe(0);
  });

  it('are asked again the night after the pools were changed', async () => {
    await offers(600);
    expect(await ahead.ask(at('2013-03-05T23:22'))).toBe(0);
    expect(await ahead.ask(at('2013-03-06T03:22'))).toBe(2);
    expect(await ahead.ask(at('2013-03-07T03:22'))).toBe(0);
  });

  it('are asked again where somebody gave a place back', async () => {
    await api.app.get(DataSource).query(
      `UPDATE duties SET state = 'declined', updated_at = now() + interval '1 second'
          WHERE id = (SELECT id FROM duties WHERE activity_id = 'river-reading-4' ORDER BY id LIMIT 1)`,
    );
    expect(await ahead.ask(at('2013-03-08T03:22'))).toBe(2);
  });

  it('are no longer asked when nothing is open any more, or the season is over', async () => {
    await offers(900);
    // The last patrol is on the morning of 30 March.
    expect(await ahead.ask(at('2013-03-31T03:22'))).toBe(0);
    expect(await ahead.ask(at('2013-04-02T03:22'))).toBe(0);
  });

  it('are one of the tasks that a worker knows, all of which somebody does', () => {
    expect(worker.get(UpkeepTasks).missing).toEqual([]);
  });
});
