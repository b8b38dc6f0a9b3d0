import { setTimeout as sleep } from 'node:timers/promises';
import {
  ANSWERS,
  FINAL_QUESTION_STATES,
  type Question,
  type QuestionInput,
  type QuestionView,
} from '@heli/contracts';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { StoredQuestion } from '../../src/features/questions/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { hasRedis, startRedis } from '../support/processes.js';
import { RunClient } from '../support/run-client.js';
import { riverSeason, storeSeason } from '../support/season.js';
import { Workers } from '../support/workers.js';

/** Long enough for a worker that has to wait for its turn on a busy machine. */
const LEASE_MS = 3_000;
const PATIENCE_MS = 150_000;
/** Longer than anything here waits: a worker of that pace is at work until somebody ends it. */
const HOLDS_ON_MS = 600_000;

describe.each([{ queue: 'PostgreSQL' }, { queue: 'Redis' }])(
  'a question that a worker answers, over a queue on $queue',
  ({ queue }) => {
    const present = queue === 'PostgreSQL' || hasRedis();
    const on = present ? it : it.skip;
    let redis: { url: string; end: () => Promise<void> } | undefined;
    let api: TestApp;
    let planId: string;
    let workers: Workers;

    const settings = (): Record<string, string> => ({
      NODE_ENV: 'test',
      HELI_LEASE_MS: String(LEASE_MS),
      HELI_SHUTDOWN_GRACE_MS: '300',
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    });
    const whoCould = (activityId = 'asked-river-1'): QuestionInput => ({
      kind: 'recommend',
      activityId,
      roleId: 'patrol',
    });
    const ask = async (question: QuestionInput): Promise<QuestionView> => {
      const answer = await request(api.server).post(`/api/v1/plans/${planId}/questions`).send(question);
      expect([answer.status, answer.headers.location]).toEqual([
        202,
        `/api/v1/questions/${answer.body.id as string}`,
      ]);
      return answer.body as QuestionView;
    };
    const read = async (id: string): Promise<QuestionView> =>
      (await request(api.server).get(`/api/v1/questions/${id}`).expect(200)).body as QuestionView;
    const until = async (id: string, wished: (question: QuestionView) => boolean): Promise<QuestionView> => {
      const end = Date.now() + PATIENCE_MS;
      for (;;) {
        const question = await read(id);
        if (wished(question)) return question;
        if (Date.now() > end) throw new Error(`The question stayed at ${JSON.stringify(question)}`);
        await sleep(200);
      }
    };
    const untilOver = (id: string) => until(id, ({ state }) => FINAL_QUESTION_STATES.includes(state));
    const untilHalfWay = (id: string) => until(id, ({ state }) => state === 'running');

    beforeAll(async () => {
      if (!present) return;
      redis = queue === 'Redis' ? await startRedis() : undefined;
      api = await startTestApp({ env: settings() });
      const seasonId = await storeSeason(api.app.get(DataSource), riverSeason('asked'));
      const client = new RunClient(api.server);
      workers = new Workers({ ...settings(), DATABASE_URL: api.database.url });
      await workers.alone();
      planId = String((await client.untilOver((await client.start(seasonId)).id)).planId);
    });
    afterAll(async () => {
      if (!present) return;
      await workers.end();
      await api.close();
      await redis?.end();
    });

    on('is answered as the same question at once', async () => {
      await workers.alone();
      const asked = await ask(whoCould());
      expect(asked).toMatchObject({ state: 'queued', planId, kind: 'recommend', answer: null });
      const answered = await untilOver(asked.id);
      expect(answered).toMatchObject({ state: 'answered', attempt: 1, failure: null });
      const atOnce = await request(api.server)
        .get(`/api/v1/plans/${planId}/recommendations?activityId=asked-river-1&roleId=patrol`)
        .expect(200);
      expect(ANSWERS.recommend.parse(answered.answer)).toEqual(atOnce.body.answer);
      const { body } = await request(api.server).get(`/api/v1/plans/${planId}/questions`).expect(200);
      expect(body.items[0]).toEqual({ ...answered, answer: null });
    });

    on('is of any kind that there is', async () => {
      await workers.alone();
      const kinds: QuestionInput[] = [
        { kind: 'explain-all' },
        { kind: 'recruit', max: 1 },
        { kind: 'stand-by', activityIds: ['asked-river-2'] },
        { kind: 'portfolio', budgetsFen: [0, 10_000], least: [{ count: 4, kinds: ['volunteer_service'] }] },
        { kind: 'trade-offs', measures: ['coverage', 'disruption'], points: 2 },
      ];
      for (const question of kinds) {
        const { id } = await ask(question);
        const { state, answer } = await untilOver(id);
        expect([question.kind, state]).toEqual([question.kind, 'answered']);
        expect(ANSWERS[question.kind].safeParse(answer).error).toBeUndefined();
      }
    });

    on('is told what is wrong with it, where it names what the plan does not know', async () => {
      await workers.alone();
      const { id } = await ask(whoCould('nothing'));
      expect(await untilOver(id)).toMatchObject({
        state: 'refused',
        answer: null,
        failure: { code: 'QUESTION_REFUSED', faults: [{ pointer: '/activityId', code: 'ACTIVITY_UNKNOWN' }] },
      });
    });

    on('ends without an answer when it is cancelled, waiting or at work', async () => {
      await workers.end();
      const waiting = await ask(whoCould());
      const cancel = (id: string) => request(api.server).delete(`/api/v1/questions/${id}`).expect(202);
      expect((await cancel(waiting.id)).body).toMatchObject({ state: 'cancelled' });
      await workers.alone(HOLDS_ON_MS);
      const atWork = await ask(whoCould());
      await untilHalfWay(atWork.id);
      await cancel(atWork.id);
      expect(await untilOver(atWork.id)).toMatchObject({ state: 'cancelled', answer: null, failure: null });
      expect((await cancel(atWork.id)).body).toEqual(await read(atWork.id));
      expect(await read(waiting.id)).toMatchObject({ state: 'cancelled', attempt: 0 });
    });

    on('is answered once, by another worker, when the first is killed half way', async () => {
      const first = await workers.alone(HOLDS_ON_MS);
      const { id } = await ask(whoCould());
      await untilHalfWay(id);
      await first.end('SIGKILL');
      await workers.another();
      expect(await untilOver(id)).toMatchObject({ state: 'answered', attempt: 2 });
    });

    on('is handed back by a worker that is told to end, and answered by another', async () => {
      const first = await workers.alone(HOLDS_ON_MS);
      const { id } = await ask(whoCould());
      await untilHalfWay(id);
      await first.end('SIGTERM');
      expect(await read(id)).toMatchObject({ state: 'queued', attempt: 1 });
      await workers.another();
      expect(await untilOver(id)).toMatchObject({ state: 'answered', attempt: 2 });
    });

    on('is asked once by a request that is sent four times at once', async () => {
      await workers.end();
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() =>
          request(api.server)
            .post(`/api/v1/plans/${planId}/questions`)
            .set('idempotency-key', `once-${queue}`)
            .send(whoCould()),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
      expect(new Set(answers.map(({ body }) => body.id as string)).size).toBe(1);
    });

    on('is refused where too many wait already', async () => {
      await workers.end();
      const source = api.app.get(DataSource);
      const question: Question = { kind: 'recommend', activityId: 'a', roleId: 'r', declined: [], max: 1 };
      await source
        .getRepository(StoredQuestion)
        .insert(
          Array.from({ length: 100 }, (_, index) => ({ id: `w${index}`, planId, question, state: 'queued' })),
        );
      const { status, body } = await request(api.server)
        .post(`/api/v1/plans/${planId}/questions`)
        .send(whoCould());
      expect([status, body.code]).toEqual([503, 'QUESTIONS_BUSY']);
      await source.query(`DELETE FROM questions WHERE id LIKE 'w%'`);
    });

    on('knows no plan and no question that is not there, and no kind that there is not', async () => {
      const asked = await request(api.server).post('/api/v1/plans/none/questions').send(whoCould());
      const unknown = await request(api.server).get('/api/v1/questions/none');
      const cancelled = await request(api.server).delete('/api/v1/questions/none');
      expect([asked.status, unknown.status, cancelled.status]).toEqual([404, 404, 404]);
      const riddle = await request(api.server)
        .post(`/api/v1/plans/${planId}/questions`)
        .send({ kind: 'riddle' });
      expect([riddle.status, riddle.body.errors[0].pointer]).toEqual([400, '/kind']);
    });
  },
);
