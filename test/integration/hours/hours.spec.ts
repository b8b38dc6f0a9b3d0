import {
  type AttendanceReport,
  type HourCertificateView,
  type HourProposal,
  type HoursOfVolunteer,
  type PersonalData,
} from '@heli/contracts';
import { type Test } from 'supertest';
import { extractText, getDocumentProxy } from 'unpdf';
import { acceptAll, holdAt, placeOf, publishPlanOf, volunteersOf } from '../../support/published-town.js';
import { TwoTowns } from '../../support/two-towns.js';

const RIVER = 'north-river-1';
const SECOND = 'north-river-2';
const READING = 'north-reading-1';
const PERIOD = { from: '2013-01-01', until: '2099-12-31' };
/** Rare characters of names; the last one is an Extension E character that few fonts have. */
const NAME = '王㛃䶮𬭎';

describe('hours of service', () => {
  let towns: TwoTowns;
  let coordinator: string;
  let ann: string;
  let ben: string;
  let cleo: string;
  /** Who was on duty somewhere. */
  const served = new Set<string>();

  beforeAll(async () => {
    towns = await TwoTowns.start({ HELI_PUBLIC_URL: 'https://heli.example.cn/' });
    await publishPlanOf(towns, 'north');
    coordinator = await towns.tokenOf('north-coordinator');
    [ann = '', ben = '', cleo = ''] = await volunteersOf(towns, RIVER);
    for (const activity of [RIVER, SECOND, READING]) {
      await acceptAll(towns, activity);
      await holdAt(towns, activity, '-180 minutes', '-60 minutes');
    }
  });
  afterAll(() => towns.close());

  const as = (method: string, path: string, token = coordinator): Test => towns.as(token, method, path);
  const mark = (activityId: string, entries: readonly object[]): Test =>
    as('post', `activities/${activityId}/attendance`).send({ entries });
  const confirm = (activityId: string, except: readonly object[] = []): Test =>
    as('post', `activities/${activityId}/hours/confirm`).send({ except });
  const correct = (volunteerId: string, from: number, to: number, reason = '核对签退表', at = RIVER): Test =>
    as('post', `activities/${at}/hours/corrections`).send({ volunteerId, from, to, reason });
  const hoursOf = async (id: string): Promise<HoursOfVolunteer> =>
    (await as('get', `volunteers/${id}/hours`).expect(200)).body as HoursOfVolunteer;
  const certify = (id: string, body: object = PERIOD): Test =>
    as('post', `volunteers/${id}/hour-certificates`).send(body);
  const verify = ({ code }: HourCertificateView, accept = 'application/json'): Test =>
    towns.as(null, 'get', `/certificates/${code}`).set('accept', accept);
  const minutesAfterStart = async (activityId: string, minutes: number): Promise<string> => {
    const [row] = await towns.dataSource.query<{ at: Date }[]>(
      `SELECT start_at + $2 * interval '1 minute' AS at FROM duties WHERE activity_id = $1`,
      [activityId, minutes],
    );
    return row?.at.toISOString() ?? '';
  };

  it('are proposed by presence or plan, and confirmed for all who came at once; with a reason for others', async () => {
    await mark(RIVER, [
      { volunteerId: ann, state: 'checked-in' },
      {
        volunteerId: ben,
        state: 'checked-in',
        checkedInAt: await minutesAfterStart(RIVER, -10),
        checkedOutAt: await minutesAfterStart(RIVER, 90),
      },
      { volunteerId: cleo, state: 'no-show' },
    ]).expect(200);
    served.add(ann).add(ben);
    const { body } = await as('get', `activities/${RIVER}/hours`).expect(200);
    const { ledger, people } = body as { ledger: string; people: HourProposal[] };
    expect([ledger, people.map(({ proposed, basis, most }) => [proposed, basis, most])]).toEqual([
      'service-hours',
      [
        [120, 'plan', 135],
        [90, 'presence', 115],
      ],
    ]);
    const refused = await confirm(RIVER, [
      { volunteerId: cleo, minutes: 60, reason: '顶班' },
      { volunteerId: ben, minutes: 116, reason: '收拾场地' },
    ]).expect(422);
    expect([refused.body.code, refused.body.errors.map((fault: { code: string }) => fault.code)]).toEqual([
      'HOURS_REFUSED',
      ['not_checked_in', 'too_many_minutes'],
    ]);
    await confirm(RIVER, [{ volunteerId: ben, minutes: 110, reason: '收拾场地' }])
      .expect(200)
      .expect({ confirmed: 2, minutes: 230 });
    await confirm(RIVER).expect(200).expect({ confirmed: 0, minutes: 0 });
    expect(await placeOf(towns, { activityId: RIVER, volunteerId: ann })).toMatchObject({
      state: 'confirmed',
      minutes: 120,
    });
    const record = await hoursOf(ben);
    expect(record.entries).toMatchObject([
      { minutes: 110, kind: 'volunteer_service', reason: '收拾场地', corrects: null },
    ]);
    expect(record.reliability).toMatchObject({ came: 1, noShows: 0 });
    expect((await hoursOf(cleo)).reliability).toMatchObject({ agreed: 1, came: 0, rate: 0 });
  });

  it('wait until the activity is over', async () => {
    const [someone = ''] = (await volunteersOf(towns, SECOND)).filter((id) => id !== ben && id !== cleo);
    await holdAt(towns, SECOND, '-30 minutes', '90 minutes');
    await mark(SECOND, [{ volunteerId: someone, state: 'checked-in' }]).expect(200);
    served.add(someone);
    expect((await confirm(SECOND).expect(409)).body.detail).toContain('not over');
    await holdAt(towns, SECOND, '-180 minutes', '-60 minutes');
    await confirm(SECOND).expect(200).expect({ confirmed: 1, minutes: 120 });
  });

  it('are corrected by a further entry that says what it corrects and why, never by rewriting', async () => {
    await correct(ann, 100, 90).expect(409);
    await correct(ann, 120, 120).expect(409);
    await correct(ann, 120, 500).expect(422);
    await correct(cleo, 0, 60).expect(409);
    await correct(ann, 120, 90).expect(201);
    await correct(ann, 90, 105, '签退表有误').expect(201);
    const { entries, minutes, byKind, byMonth } = await hoursOf(ann);
    const here = entries.filter(({ activityId }) => activityId === RIVER);
    const [first] = here;
    expect(here.map((entry) => [entry.minutes, entry.corrects, entry.reason])).toEqual([
      [120, null, null],
      [-30, first?.id, '核对签退表'],
      [15, first?.id, '签退表有误'],
    ]);
    for (const sums of [byKind, byMonth])
      expect(sums.reduce((sum, one) => sum + one.minutes, 0)).toBe(minutes);
    expect(await placeOf(towns, { activityId: RIVER, volunteerId: ann })).toMatchObject({ minutes: 105 });
    const { manager } = towns.dataSource;
    await expect(manager.query('UPDATE hour_entries SET minutes = 1')).rejects.toThrow('only added to');
    await expect(manager.query('DELETE FROM hour_entries')).rejects.toThrow('only added to');
    const steal = manager.query(
      `INSERT INTO hour_entries (id, duty_id, season_id, activity_id, volunteer_id, kind, date, minutes, corrects, reason, booked_by)
       SELECT 'theft', duty_id, season_id, activity_id, volunteer_id, kind, date, -106, id, '?', 'nobody' FROM hour_entries WHERE id = $1`,
      [first?.id],
    );
    await expect(steal).rejects.toThrow('below zero');
  });

  it('are not given for meetings, unless the council of the season switches that on', async () => {
    const [host = ''] = await volunteersOf(towns, READING);
    await mark(READING, [{ volunteerId: host, state: 'checked-in' }]).expect(200);
    served.add(host);
    await confirm(READING).expect(200).expect({ confirmed: 1, minutes: 0 });
    expect(await placeOf(towns, { activityId: READING, volunteerId: host })).toMatchObject({
      state: 'confirmed',
      minutes: null,
    });
    const rules = (token: string, serviceKinds: string[]) =>
      as('post', 'seasons/north/hour-rules', token).send({ serviceKinds });
    await rules(coordinator, ['training']).expect(403);
    await rules(await towns.tokenOf('north-council'), ['volunteer_service', 'self_governance'])
      .expect(200)
      .expect({
        seasonId: 'north',
        serviceKinds: ['volunteer_service', 'self_governance'],
        isDefault: false,
      });
    const { body } = await as('get', `activities/${READING}/hours`).expect(200);
    expect(body).toMatchObject({ ledger: 'service-hours' });
  });

  it('are certified with a number, a digest and a code that anybody may check, in both languages', async () => {
    await certify(cleo).expect(409);
    await as('patch', `volunteers/${ben}`).set('if-match', '*').send({ name: NAME }).expect(200);
    expect((await certify(ben, { ...PERIOD, until: '2012-01-01' })).status).toBe(400);
    await certify(ben, { ...PERIOD, organizationId: 'south-council' }).expect(422);
    const certificate = (await certify(ben).expect(201)).body as HourCertificateView;
    expect(certificate).toMatchObject({ minutes: 110, issuer: 'north 理事会', state: 'valid', name: NAME });
    expect(certificate.verifyUrl).toBe(`https://heli.example.cn/certificates/${certificate.code}`);
    expect(certificate.code).toMatch(/^[0-9A-Z]{26}$/);

    const { body } = await verify(certificate).expect(200);
    expect(body).toMatchObject({ state: 'valid', name: '王***', minutes: 110, services: 1 });
    const page = await verify(certificate, 'text/html').set('accept-language', 'zh-CN').expect(200);
    expect(page.text).toContain('证书有效');
    expect(page.text).not.toContain(NAME);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect((await verify(certificate, 'text/html')).text).toContain('This certificate is valid');
    await verify({ ...certificate, code: 'NO-SUCH-CODE' }).expect(404);
    const unknown = await verify({ ...certificate, code: '<script>alert(1)</script>' }, 'text/html').expect(
      404,
    );
    expect(unknown.text).not.toContain('<script>');
  });

  it('are printed without an empty box: every character is there, or its number is', async () => {
    const [certificate] = (await as('get', `volunteers/${ben}/hour-certificates`).expect(200)).body
      .items as HourCertificateView[];
    const pdf = await as('get', `hour-certificates/${String(certificate?.id)}.pdf`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200)
      .expect('content-type', 'application/pdf');
    const bytes = pdf.body as Buffer;
    expect(bytes.length).toBeLessThan(200_000);
    const document = await getDocumentProxy(new Uint8Array(bytes));
    const { text } = await extractText(document, { mergePages: true });
    const said = text.normalize('NFKC').replace(/\s/g, '');
    for (const words of [
      '志愿服务时长证书',
      '王〓〓〓',
      '1小时50分钟',
      '河道巡护',
      'north理事会',
      String(certificate?.number),
    ])
      expect(said).toContain(words);
    for (const number of ['U+36C3', 'U+4DAE', 'U+2CB4E']) expect(said).toContain(number);
  });

  it('end their certificates when they are corrected, and so does a coordinator', async () => {
    const held = (await certify(ben).expect(201)).body as HourCertificateView;
    const taken = (await certify(ben).expect(201)).body as HourCertificateView;
    const revoke = (token = coordinator) =>
      as('post', `hour-certificates/${taken.id}/revoke`, token).send({ reason: '重复开具' });
    await revoke(await towns.tokenOf('south-coordinator')).expect(404);
    await revoke().expect(200);
    await revoke().expect(409);
    expect((await verify(taken)).body).toMatchObject({ state: 'revoked' });
    await correct(ben, 110, 80).expect(201);
    expect((await verify(held).expect(200)).body).toMatchObject({ state: 'corrected', minutes: 110 });
    expect((await verify(held, 'text/html')).text).toContain('were corrected');
    expect((await verify(taken)).body).toMatchObject({ state: 'revoked' });
    await as('get', `hour-certificates/${held.id}.pdf`).expect(409);
    const renewed = (await certify(ben, { ...PERIOD, language: 'en' }).expect(201))
      .body as HourCertificateView;
    expect(renewed).toMatchObject({ minutes: 80, state: 'valid' });
  });

  it('are a person’s own: volunteers see and certify theirs, and nobody else’s', async () => {
    const own = await towns.tokenOf('north-volunteer');
    await as('get', 'volunteers/north-v1/hours', own).expect(200);
    const theirs = ['north-v1', ann, ben].find((id) => id !== 'north-v1') ?? '';
    await as('get', `volunteers/${theirs}/hours`, own).expect(403);
    await as('post', `volunteers/${theirs}/hour-certificates`, own).send(PERIOD).expect(403);
    const [foreign] = (await as('get', `volunteers/${ben}/hour-certificates`).expect(200)).body
      .items as HourCertificateView[];
    await as('get', `hour-certificates/${String(foreign?.id)}`, await towns.tokenOf('south-auditor')).expect(
      404,
    );
    for (const [path, body] of [
      [`activities/${RIVER}/hours/confirm`, { except: [] }],
      [`activities/${RIVER}/hours/corrections`, { volunteerId: ann, from: 105, to: 1, reason: 'x' }],
      [`activities/${RIVER}/attendance`, { entries: [{ volunteerId: ann, state: 'no-show' }] }],
    ] as const) {
      await as('post', path, own).send(body).expect(403);
      await as('post', path, await towns.tokenOf('south-coordinator'))
        .send(body)
        .expect(404);
    }
    const cheeky = await as('post', 'volunteers/north-v1/hour-certificates', own)
      .send({ ...PERIOD, minutes: 9999, number: 'HL-1' })
      .expect(400);
    expect(cheeky.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/minutes',
      '/number',
    ]);
  });

  it('add up in the report of the season, for people and for spreadsheets', async () => {
    await as('post', `activities/${READING}/attendance-counts`).send({ total: 40 }).expect(201);
    const { body } = await as('get', 'seasons/north/reports/attendance').expect(200);
    const { rows } = body as AttendanceReport;
    const [season] = rows;
    expect(season).toMatchObject({ scope: 'season', held: 3, onDuty: 4, participants: 40, attendances: 44 });
    expect(season).toMatchObject({ minutes: 105 + 80 + 120, noShows: 1, noShowRate: 0.2 });
    const meetings = rows.find(({ scope, kind }) => scope === 'kind' && kind === 'self_governance');
    expect(meetings).toMatchObject({ held: 1, participants: 40, minutes: 0 });
    await towns.dataSource.query(`UPDATE communities SET name = '=1+1' WHERE id = 'north-wangjing'`);
    const csv = await as('get', 'seasons/north/reports/attendance.csv')
      .set('accept-language', 'zh-CN')
      .expect(200);
    expect(csv.text).toContain(`'=1+1`);
    expect(csv.text.split('\r\n')[1]).toBe(`全季,,,,3,44,40,4,${served.size},305,1,0.2`);
  });

  it('are handed to the person, and stay without a name when the person is erased', async () => {
    const whole = (await as('get', `volunteers/${ben}/personal-data`).expect(200)).body as PersonalData;
    expect(whole.duties.find(({ activityId }) => activityId === RIVER)).toMatchObject({ minutes: 80 });
    expect(whole.hours?.entries.map(({ minutes }) => minutes)).toEqual(expect.arrayContaining([110, -30]));
    expect(whole.certificates.map(({ state }) => state).sort()).toEqual([
      'corrected',
      'corrected',
      'revoked',
      'valid',
    ]);
    const sums = () =>
      towns.dataSource.query('SELECT volunteer_id, sum(minutes) FROM hour_entries GROUP BY 1 ORDER BY 1');
    const before = await sums();
    await as('post', `volunteers/${ben}/erasure`, await towns.tokenOf('north-admin'))
      .send({ confirm: ben })
      .expect(204);
    expect(await sums()).toEqual(before);
    const valid = whole.certificates.find(({ state }) => state === 'valid');
    if (valid === undefined) throw new Error('There is no certificate left that holds');
    expect((await verify(valid).expect(200)).body).toMatchObject({
      number: valid.number,
      name: null,
      sha256: valid.sha256,
      minutes: 80,
    });
    const [{ named }] = await towns.dataSource.query(
      `SELECT count(*)::int AS named FROM hour_certificates WHERE hour_certificates::text LIKE '%' || $1 || '%'`,
      [NAME],
    );
    expect(named).toBe(0);
  });
});
