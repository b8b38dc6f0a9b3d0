import { gzipSync } from 'node:zlib';
import { type QuestionOf } from '@heli/contracts';
import {
  activity,
  helpers,
  on,
  person,
  planFor,
  season,
} from '../../libs/allocator/src/testing/season-builder.js';
import { Answering, type AnsweringOptions, type StoredDocuments } from '../../src/solving/index.js';
import { BUILT_THREADS } from '../support/processes.js';

const who: QuestionOf<'recommend'> = {
  kind: 'recommend',
  activityId: 'clinic',
  roleId: 'helper',
  declined: [],
  max: 10,
};

describe('a thread that answers', () => {
  const problem = season({
    volunteers: [person('li'), person('wang')],
    activities: [activity('clinic', on(7, '09:00'), { roles: [helpers(1)] })],
  });
  let stored: StoredDocuments;
  let answering: Answering;
  const start = (options: Partial<AnsweringOptions> = {}) => {
    answering = new Answering({ mostWaiting: 8, threads: BUILT_THREADS, ...options });
    return answering;
  };
  const gone = (): Promise<StoredDocuments> => Promise.reject(new Error('the plan is not there any more'));
  const ask = (
    question = who,
    more: {
      key?: string;
      timeMs?: number;
      documents?: () => Promise<StoredDocuments>;
      signal?: AbortSignal;
    } = {},
  ) =>
    answering.ask({
      question,
      key: 'plan',
      timeMs: 20_000,
      documents: () => Promise.resolve(stored),
      ...more,
    });

  beforeAll(async () => {
    const plan = await planFor(problem);
    stored = { problemGzip: gzipSync(JSON.stringify(problem)), planGzip: gzipSync(JSON.stringify(plan)) };
  });
  afterEach(() => answering.close());

  it('needs the documents of a plan once', async () => {
    start();
    const first = await ask();
    expect(first.answer).toMatchObject({ activityId: 'clinic', roleId: 'helper' });
    expect(await ask(who, { documents: gone })).toEqual(first);
    await expect(ask(who, { key: 'another', documents: gone })).rejects.toThrow('not there any more');
    expect(await ask(who, { documents: gone })).toEqual(first);
  });

  it('tells what is wrong with a question by places in it, and answers the next', async () => {
    start();
    await expect(ask({ ...who, roleId: 'cook', declined: ['li', 'nobody'] })).rejects.toMatchObject({
      code: 'QUESTION_REFUSED',
      faults: [
        { pointer: '/roleId', code: 'ROLE_UNKNOWN', value: 'cook' },
        { pointer: '/declined/1', code: 'UNKNOWN_ID', value: 'nobody' },
      ],
    });
    expect((await ask()).answer.activityId).toBe('clinic');
  });

  it('says so when what is stored is no sound plan of its problem', async () => {
    start();
    const other = gzipSync(JSON.stringify({ ...problem, name: '另一季' }));
    const swapped = () => Promise.resolve({ ...stored, problemGzip: other });
    await expect(ask(who, { documents: swapped })).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    const cut = () => Promise.resolve({ ...stored, planGzip: stored.planGzip.slice(0, 40) });
    await expect(ask(who, { documents: cut })).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    expect((await ask()).answer.activityId).toBe('clinic');
  });

  it('is given up when it does not come to an end, and the next question gets a new one', async () => {
    start({ stepDelayMs: 3_000, graceMs: 1_500 });
    await expect(ask(who, { timeMs: 100 })).rejects.toMatchObject({ code: 'QUESTION_TIME_LIMIT' });
    expect((await ask()).answer.activityId).toBe('clinic');
  });

  it('hears that an answer is no longer wanted, also of one that waits', async () => {
    start({ stepDelayMs: 60_000 });
    const [atWork, waiting] = [new AbortController(), new AbortController()];
    const first = expect(ask(who, { signal: atWork.signal })).rejects.toMatchObject({
      code: 'QUESTION_CANCELLED',
    });
    const second = expect(ask(who, { signal: waiting.signal })).rejects.toMatchObject({
      code: 'QUESTION_CANCELLED',
    });
    waiting.abort();
    setTimeout(() => atWork.abort(), 500);
    await Promise.all([first, second]);
  });

  it('leaves nobody waiting when it is closed', async () => {
    start({ stepDelayMs: 60_000 });
    const asked = [ask(), ask()].map((one) =>
      expect(one).rejects.toMatchObject({ status: expect.any(Number) }),
    );
    setTimeout(() => void answering.close(), 500);
    await Promise.all(asked);
  });
});
