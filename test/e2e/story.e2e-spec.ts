import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BookingDetail,
  type BookingView,
  dataset,
  type Dataset,
  type DonationStatement,
  type DutyView,
  type HourCertificateView,
  type PlanDiff,
  type PlanDocument,
  type PlanView,
  type RunView,
} from '@heli/contracts';
import { type INestApplication } from '@nestjs/common';
import request, { type Test } from 'supertest';
import { DataSource } from 'typeorm';
import { extractText, getDocumentProxy } from 'unpdf';
import { createApp } from '../../src/app.js';
import { startTestApp, type TestApp, testConfig } from '../support/app.js';
import { hasRedis, startRedis } from '../support/processes.js';
import { storeSeason } from '../support/season.js';
import { CLOSED, OPERATOR_KEY, PASSWORD } from '../support/two-towns.js';

const PUBLIC_URL = 'https://heli.example.org';
const CLINIC = 'clinic';
const VOLUNTEERS = ['wang', 'li', 'zhao', 'sun', 'zhou', 'wu'];
const always = [
  {
    type: 'weekly' as const,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    from: '08:00',
    to: '21:00',
    status: 'available' as const,
  },
];

/** A free clinic that needs a hall, three helpers and bandages, and a reading hour in another week. */
const SEASON: Dataset = dataset.parse({
  format: 'heli-dataset/1',
  season: {
    id: 'spring',
    name: '安贞春季',
    start: '2093-03-02T00:00:00+08:00',
    end: '2093-04-01T00:00:00+08:00',
  },
  communities: [{ id: 'anzhen', name: '安贞社区' }],
  volunteers: VOLUNTEERS.map((id) => ({ id, communityId: 'anzhen', availability: always })),
  venues: ['library-hall', 'school-hall'].map((id, at) => ({
    id,
    name: at === 0 ? '图书馆大厅' : '小学礼堂',
    communityId: 'anzhen',
    capacity: 80,
    opening: always,
    needsConfirmation: true,
    // The library is free, the school is not: the plan takes the library.
    costFen: at * 100_00,
  })),
  donations: [
    {
      id: 'gift',
      amountFen: 600_00,
      earmark: { kinds: ['volunteer_service'], purposes: ['bandages', 'venue'] },
    },
  ],
  activities: [
    {
      id: CLINIC,
      title: '便民义诊',
      kind: 'volunteer_service',
      communityId: 'anzhen',
      durationMinutes: 120,
      candidateStarts: ['2093-03-14T09:00:00+08:00'],
      expectedAttendance: 60,
      venue: { minCapacity: 60 },
      roles: [{ id: 'helper', name: '导诊', min: 2, target: 3 }],
      budget: [{ id: 'bandages', purpose: 'bandages', minFen: 200_00 }],
    },
    {
      id: 'reading',
      title: '读书会',
      kind: 'training',
      communityId: 'anzhen',
      durationMinutes: 60,
      candidateStarts: ['2093-03-21T14:00:00+08:00'],
      roles: [{ id: 'host', name: '主持', min: 1, target: 1 }],
    },
  ],
});

const backends = [{ queue: 'PostgreSQL' }, { queue: 'Redis' }];
if (!hasRedis()) {
  process.stderr.write(
    '\n*** redis-server is not installed: THE STORY IS NOT TOLD ON REDIS. Install it to test both queues. ***\n\n',
  );
}

describe.each(backends)('from plan to people, over a queue on $queue', ({ queue }) => {
  const present = queue === 'PostgreSQL' || hasRedis();
  const on = present ? it : it.skip;
  let redis: { url: string; end: () => Promise<void> } | undefined;
  let api: TestApp;
  let worker: INestApplication;
  const tokens = new Map<string, string>();
  let planId: string;
  let helpers: readonly string[];
  let standIn: string;

  const as = (who: string | null, method: 'get' | 'post' | 'patch', path: string): Test => {
    const test = request(api.server)[method](path.startsWith('/') ? path : `/api/v1/${path}`);
    const token = who === 'operator' ? OPERATOR_KEY : tokens.get(who ?? '');
    return token === undefined ? test : test.set('authorization', `Bearer ${token}`);
  };
  const get = async <T>(who: string | null, path: string): Promise<T> =>
    (await as(who, 'get', path).expect(200)).body as T;
  const change = (who: string | null, path: string, body: object = {}): Test =>
    as(who, 'post', path).set('if-match', '*').send(body);
  const sql = <T>(statement: string, parameters: unknown[] = []): Promise<T[]> =>
    api.app.get(DataSource).query(statement, parameters);
  const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
    for (let turn = 0; turn < 900; turn++) {
      const found = await look();
      if (found !== undefined) return found;
      await sleep(100);
    }
    throw new Error('It did not happen');
  };
  const dutiesOf = async (activityId: string): Promise<DutyView[]> =>
    (await get<{ items: DutyView[] }>('coordinator', `duties?activityId=${activityId}`)).items;
  const standing = async (): Promise<string[]> =>
    (await dutiesOf(CLINIC))
      .filter(({ state }) => state === 'offered' || state === 'accepted')
      .map(({ volunteerId }) => volunteerId)
      .sort();
  const own = async (volunteerId: string): Promise<DutyView> => {
    const { items } = await get<{ items: DutyView[] }>(volunteerId, `duties?activityId=${CLINIC}`);
    const [duty] = items;
    if (duty === undefined) throw new Error(`${volunteerId} has no duty`);
    return duty;
  };
  const told = (recipient: string, template: string): Promise<{ link: string | null }[]> =>
    sql(
      `SELECT parameters->>'link' AS link FROM notifications
        WHERE recipient = $1 AND template = $2 AND parameters->>'activity' = '便民义诊' ORDER BY created_at`,
      [recipient, template],
    );
  const linkOf = async (recipient: string, template = 'offer'): Promise<string> => {
    const [notice] = await told(recipient, template);
    return String(notice?.link).replace(PUBLIC_URL, '');
  };
  const documentOf = (id: string) => get<PlanDocument>('council', `plans/${id}/document`);
  const hallOf = async (id: string): Promise<string | null> =>
    (await documentOf(id)).scheduled.find(({ activityId }) => activityId === CLINIC)?.venueId ?? null;
  const publish = async (id: string): Promise<PlanView> => {
    await change('coordinator', `plans/${id}/review`).expect(200);
    const decided = { resolution: { number: '2093-3', decidedOn: '2093-02-20' } };
    return (await change('council', `plans/${id}/publish`, decided).expect(200)).body as PlanView;
  };
  const statement = () => get<DonationStatement>('partner', 'donations/gift/statement');

  beforeAll(async () => {
    if (!present) return;
    redis = queue === 'Redis' ? await startRedis() : undefined;
    const env = {
      ...CLOSED,
      HELI_PUBLIC_URL: PUBLIC_URL,
      ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
    };
    api = await startTestApp({ env });
    worker = await createApp({ config: testConfig(env), databaseUrl: api.database.url, role: 'worker' });
    await storeSeason(api.app.get(DataSource), SEASON);
    const add = (pool: string, body: object): Test => as('operator', 'post', pool).send(body).expect(201);
    await add('organizations', { id: 'council', name: '安贞社区社会组织理事会', communityId: 'anzhen' });
    await add('partner-units', { id: 'library', name: '区图书馆', communityId: 'anzhen' });
    const owned = { ownerUnitId: 'library' };
    await as('operator', 'patch', 'venues/library-hall').set('if-match', '*').send(owned).expect(200);
    await as('operator', 'patch', 'donations/gift')
      .set('if-match', '*')
      .send({ donorUnitId: 'library' })
      .expect(200);
    const join = async (login: string, role: string, more: object = {}): Promise<void> => {
      const member = { login, role, password: PASSWORD, ...more };
      await add('organizations/council/members', member);
      const { body } = await as(null, 'post', 'auth/sign-in').send({ login, password: PASSWORD }).expect(200);
      tokens.set(login, (body as { accessToken: string }).accessToken);
    };
    for (const role of ['council', 'coordinator', 'auditor']) await join(role, role);
    await join('partner', 'partner', { partnerUnitId: 'library' });
    for (const [at, volunteerId] of VOLUNTEERS.entries()) {
      const name = `${'王李赵孙周吴'.charAt(at)}芳`;
      await as('operator', 'patch', `volunteers/${volunteerId}`)
        .set('if-match', '*')
        .send({ name })
        .expect(200);
      await join(volunteerId, 'volunteer', { volunteerId });
    }
  });
  afterAll(async () => {
    if (!present) return;
    await worker.close();
    await api.close();
    await redis?.end();
  });

  on('the council allocates, and publishes by a resolution', async () => {
    await as('coordinator', 'post', 'donations/gift/receipts')
      .send({ amountFen: 400_00, reference: '银行回单 1' })
      .expect(201);
    const { body } = await as('council', 'post', 'seasons/spring/runs').send({}).expect(202);
    const run = await until(async () => {
      const { state, planId: made } = await get<RunView>('council', `runs/${(body as RunView).id}`);
      return state === 'succeeded' ? made : undefined;
    });
    planId = String(run);
    expect(await publish(planId)).toMatchObject({ state: 'published', resolution: { number: '2093-3' } });
    expect(await get('auditor', `plans/${planId}/verification`)).toMatchObject({ verified: true });
    helpers = await standing();
    expect(helpers).toHaveLength(3);
    expect(await hallOf(planId)).toBe('library-hall');
    expect(await statement()).toMatchObject({ pledgedFen: 600_00, receivedFen: 400_00, reservedFen: 200_00 });
  });

  on('volunteers answer, by their account and by the link of the message', async () => {
    const [first = '', second = ''] = helpers;
    const { id } = await own(first);
    await change(first, `duties/${id}/accept`).expect(200);
    const link = await linkOf(`volunteer:${second}`);
    await as(null, 'get', link).expect(200);
    expect((await own(second)).state).toBe('offered');
    await as(null, 'post', link).send({ answer: 'accept' }).expect(200);
    expect([(await own(first)).state, (await own(second)).state]).toEqual(['accepted', 'accepted']);
    // What is a neighbour's is theirs to answer.
    await change(second, `duties/${id}/decline`).expect(403);
  });

  on('one declines, and somebody else is found', async () => {
    const [, , third = ''] = helpers;
    await as(null, 'post', await linkOf(`volunteer:${third}`))
      .send({ answer: 'decline', reason: '那天要照顾老人' })
      .expect(200);
    standIn = await until(async () =>
      (await standing()).find((volunteerId) => !helpers.includes(volunteerId)),
    );
    await as(null, 'post', await linkOf(`volunteer:${standIn}`))
      .send({ answer: 'accept' })
      .expect(200);
    expect(await own(standIn)).toMatchObject({ state: 'accepted', origin: 'stand-in' });
    expect(await own(third)).toMatchObject({ state: 'declined' });
  });

  on(
    'the hall is declined, the season planned anew with the fewest changes, and people told once',
    async () => {
      const { items } = await get<{ items: BookingView[] }>('partner', 'bookings');
      expect(items).toMatchObject([{ activityId: CLINIC, venueId: 'library-hall', state: 'asked' }]);
      const bookingId = String(items[0]?.id);
      await change('partner', `bookings/${bookingId}/decline`, { reason: '展览占用' }).expect(200);
      const draftPlanId = await until(async () => {
        const { proposal } = await get<BookingDetail>('coordinator', `bookings/${bookingId}`);
        return proposal?.state === 'proposed' ? proposal.draftPlanId : undefined;
      });
      const draft = String(draftPlanId);
      expect(await hallOf(draft)).toBe('school-hall');
      const before = await standing();
      const diff = await get<PlanDiff>('council', `plans/${draft}/diff?against=${planId}`);
      expect(diff.activities).toMatchObject({ added: [], dropped: [] });
      await publish(draft);
      planId = draft;
      // Whoever had a place keeps it, the stand-in too, and hears once that the hall is another one.
      expect(await standing()).toEqual(before);
      expect((await dutiesOf(CLINIC)).filter(({ state }) => state === 'accepted')).toHaveLength(3);
      for (const volunteerId of before)
        expect([volunteerId, (await told(`volunteer:${volunteerId}`, 'change')).length]).toEqual([
          volunteerId,
          1,
        ]);
      const [hall] = await told('venue:school-hall', 'offer');
      expect(hall?.link).toContain('/answers/bookings/');
      await as(null, 'post', String(hall?.link).replace(PUBLIC_URL, ''))
        .send({ answer: 'confirm' })
        .expect(200);
    },
  );

  on('people check in, hours are confirmed, and the certificate can be verified by anybody', async () => {
    // The day has come.
    await sql(
      `UPDATE duties SET start_at = date_trunc('minute', now() - interval '30 minutes'),
                         end_at = date_trunc('minute', now() + interval '90 minutes') WHERE activity_id = $1`,
      [CLINIC],
    );
    const present = await standing();
    const [first = '', ...others] = present;
    const { code } = await get<{ code: string }>('coordinator', `activities/${CLINIC}/check-in-code`);
    await as(first, 'post', `activities/${CLINIC}/check-in`).send({ code }).expect(200);
    await as('coordinator', 'post', `activities/${CLINIC}/attendance`)
      .send({ entries: others.map((volunteerId) => ({ volunteerId, state: 'checked-in' })) })
      .expect(200);
    await sql(
      `UPDATE duties SET start_at = start_at - interval '3 hours', end_at = end_at - interval '3 hours',
                         checked_in_at = start_at - interval '3 hours' WHERE activity_id = $1`,
      [CLINIC],
    );
    const { body: confirmed } = await as('coordinator', 'post', `activities/${CLINIC}/hours/confirm`)
      .send({})
      .expect(200);
    expect(confirmed).toEqual({ confirmed: 3, minutes: 360 });
    const { body } = await as('coordinator', 'post', `volunteers/${first}/hour-certificates`)
      .send({ from: '2013-01-01', until: '2099-12-31' })
      .expect(201);
    const certificate = body as HourCertificateView;
    expect(certificate.minutes).toBe(120);
    const pdf = await as(first, 'get', `hour-certificates/${certificate.id}.pdf`)
      .responseType('blob')
      .expect(200);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf.body as Buffer)), {
      mergePages: true,
    });
    expect(text).toContain(certificate.number);
    expect(text).toContain('便民义诊');
    const verified = await as(null, 'get', `/certificates/${certificate.code}`).set(
      'accept',
      'application/json',
    );
    expect(verified.body).toMatchObject({ number: certificate.number, state: 'valid', minutes: 120 });
  });

  on('the donor sees what the gift did, to the fen', async () => {
    await as('coordinator', 'post', `activities/${CLINIC}/expenses`)
      .send({
        donationId: 'gift',
        budgetLineId: 'bandages',
        amountFen: 187_36,
        voucherNumber: '发票 0017',
        description: '绷带和碘伏',
      })
      .expect(201);
    const { activities, ...totals } = await statement();
    const { receivedFen, availableFen, reservedFen, inReviewFen, spentFen, expiredFen, returnedFen } = totals;
    expect([receivedFen, spentFen]).toEqual([400_00, 187_36]);
    expect(availableFen + reservedFen + inReviewFen + spentFen + expiredFen + returnedFen).toBe(receivedFen);
    expect(activities.map(({ activityId }) => activityId)).toEqual([CLINIC]);
    expect(activities.reduce((sum, one) => sum + one.spentFen, 0)).toBe(spentFen);
    const lines = activities.flatMap((activity) => activity.lines);
    expect(lines.reduce((sum, line) => sum + line.spentFen, 0)).toBe(spentFen);
    expect(lines.flatMap(({ payments }) => payments).reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(
      spentFen,
    );
    const [book] = await sql<{ sum: string }>('SELECT coalesce(sum(amount_fen), 0) AS sum FROM ledger_lines');
    expect(Number(book?.sum)).toBe(0);
    expect(await get('auditor', `plans/${planId}/verification`)).toMatchObject({ verified: true });
  });
});
