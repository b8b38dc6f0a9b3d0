import { DATA_QUALITY_CODES, type DataQualityCode, type DataQualityReport } from '@heli/contracts';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { DataQualityService, NightlyReports } from '../../../src/features/data-quality/index.js';
import { Notification } from '../../../src/notifications/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { riverSeason, storeSeason } from '../../support/season.js';

const at = (text: string): Date => new Date(`${text}:00+08:00`);
/** Before the season of March 2013 begins. */
const NOW = at('2013-03-01T12:00');
const CARELESS = 'careless';
const everyDay = [{ type: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '21:00' }];

describe('data of a community', () => {
  let api: TestApp;
  let reports: DataQualityService;
  let nightly: NightlyReports;

  const add = async (pool: string, body: object): Promise<void> => {
    const answer = await request(api.server).post(`/api/v1/${pool}`).send(body);
    if (answer.status !== 201) throw new Error(`${pool}: ${JSON.stringify(answer.body)}`);
  };
  const found = async (communityId: string, now = NOW): Promise<Map<DataQualityCode, string[]>> =>
    new Map((await reports.report(communityId, now)).findings.map(({ code, ids }) => [code, ids]));
  const volunteer = (id: string, more: object = {}) =>
    add('volunteers', {
      ...{
        id,
        communityId: CARELESS,
        availability: everyDay,
        phone: `1380000${id.length}${id.charCodeAt(0)}`,
      },
      ...more,
    });
  const activity = (id: string, more: object = {}) =>
    add('activities', {
      ...{ id, seasonId: 'loose', title: id, kind: 'training', communityId: CARELESS, durationMinutes: 60 },
      // A Saturday and the Sunday after it.
      candidateStarts: ['2013-03-09T09:00:00+08:00', '2013-03-10T09:00:00+08:00'],
      ...more,
    });

  beforeAll(async () => {
    api = await startTestApp();
    reports = api.app.get(DataQualityService, { strict: false });
    nightly = api.app.get(NightlyReports, { strict: false });
    const tidy = riverSeason('tidy');
    await storeSeason(api.app.get(DataSource), tidy);
    for (const [index, { id }] of tidy.volunteers.entries())
      await request(api.server)
        .patch(`/api/v1/volunteers/${id}`)
        .set('if-match', '*')
        .send({ name: '王芳', phone: `1381234567${index}` })
        .expect(200);
    await add('communities', { id: CARELESS, name: '粗心社区' });
    await add('seasons', {
      ...{ id: 'loose', name: '春季', communityIds: [CARELESS, 'tidy-wangjing'] },
      ...{ start: '2013-02-01T00:00:00+08:00', end: '2013-04-01T00:00:00+08:00' },
      calendar: { holidays: [], makeUpWorkdays: ['2013-03-10'] },
    });
    await add('skills', { id: 'nursing', name: '护理', needsQualification: true });
    await add('partner-units', { id: 'school', name: '小学', communityId: CARELESS });
  });
  afterAll(() => api.close());

  it('that are in order are nothing to look at', async () => {
    await api.app
      .get(DataSource)
      .query(`UPDATE communities SET latitude = 39.99, longitude = 116.47 WHERE id = 'tidy-wangjing'`);
    expect([...(await found('tidy-wangjing')).keys()]).toEqual([]);
    await request(api.server).get('/api/v1/communities/nowhere/data-quality').expect(404);
  });

  it('show who cannot be planned for, or reached, or is there twice', async () => {
    await volunteer('fine');
    await volunteer('no-time', { availability: [{ ...everyDay[0], status: 'unavailable' }] });
    await volunteer('last-year', { availability: [{ ...everyDay[0], validUntil: '2013-02-28' }] });
    await volunteer('until-today', { availability: [{ ...everyDay[0], validUntil: '2013-03-01' }] });
    await volunteer('nothing', { offeredMinutes: 0 });
    await volunteer('hermit', { phone: undefined });
    await volunteer('li-1', { name: '李雷', phone: '+86 139-1111-2222' });
    await volunteer('li-2', { name: '李雷 ', phone: '13911112222' });
    await volunteer('li-3', { name: '李雷', phone: '13911112223' });
    const skill = { skillIds: ['nursing'] };
    await volunteer('lapsed', {
      ...skill,
      qualifications: [{ skillId: 'nursing', validUntil: '2013-02-28' }],
    });
    await volunteer('unproven', skill);
    const all = await found(CARELESS);
    expect(all.get('volunteer-without-time')).toEqual(['no-time']);
    expect(all.get('volunteer-time-over')).toEqual(['last-year']);
    expect(all.get('volunteer-offers-nothing')).toEqual(['nothing']);
    expect(all.get('volunteer-out-of-reach')).toEqual(['hermit']);
    expect(all.get('volunteer-twice')).toEqual(['li-1', 'li-2']);
    expect(all.get('qualification-ended')).toEqual(['lapsed']);
    expect(all.get('qualification-missing')).toEqual(['unproven']);
  });

  it('show a volunteer as reached who has a channel', async () => {
    await request(api.server)
      .put('/api/v1/notification-preferences/volunteer/hermit')
      .set('if-match', '*')
      .send({ channels: [{ channel: 'email', address: 'hermit@example.org' }] })
      .expect(200);
    expect((await found(CARELESS)).has('volunteer-out-of-reach')).toBe(false);
  });

  it('show activities that nobody can serve, that lie behind, or that no open venue is there for', async () => {
    await activity('nurses', { roles: [{ id: 'nurse', target: 1, skillIds: ['nursing'] }] });
    await activity('behind', { candidateStarts: ['2013-02-20T09:00:00+08:00'] });
    await add('venues', {
      ...{ id: 'weekday-room', name: '工作日教室', communityId: CARELESS, capacity: 20 },
      opening: [{ type: 'weekly', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
    });
    await activity('weekend-class', { venue: { minCapacity: 10 } });
    await activity('monday-class', {
      venue: { minCapacity: 10 },
      candidateStarts: ['2013-03-11T09:00:00+08:00'],
    });
    await activity('big-monday', {
      venue: { minCapacity: 21 },
      candidateStarts: ['2013-03-11T09:00:00+08:00'],
    });
    const all = await found(CARELESS);
    expect(all.get('activity-nobody-qualified')).toEqual(['nurses']);
    expect(all.get('activity-starts-over')).toEqual(['behind']);
    expect(all.get('activity-no-venue-open')).toEqual(['big-monday', 'weekend-class']);
  });

  it('show no fault any more where somebody was trained, and a hall opens on the make-up workday', async () => {
    await request(api.server)
      .patch('/api/v1/volunteers/unproven')
      .set('if-match', '*')
      .send({ qualifications: [{ skillId: 'nursing', validFrom: '2013-03-10' }] })
      .expect(200);
    await add('venues', {
      ...{ id: 'office', name: '会议室', communityId: CARELESS, capacity: 12 },
      opening: [
        { type: 'weekly', days: 'workdays', from: '08:00', to: '18:00' },
        {
          type: 'dated',
          start: '2013-03-11T00:00:00+08:00',
          end: '2013-03-12T00:00:00+08:00',
          status: 'unavailable',
        },
      ],
    });
    await request(api.server)
      .patch('/api/v1/venues/weekday-room')
      .set('if-match', '*')
      .send({ capacity: 5 })
      .expect(200);
    const all = await found(CARELESS);
    expect(all.has('activity-nobody-qualified')).toBe(false);
    expect(all.get('activity-no-venue-open')).toEqual(['big-monday', 'monday-class']);
  });

  it('show halls, groups, gifts and places that lack something', async () => {
    const unit = { communityId: CARELESS, capacity: 40, ownerUnitId: 'school' };
    await add('venues', { ...unit, id: 'gym', name: '体育馆', opening: everyDay, needsConfirmation: true });
    await add('venues', { ...unit, id: 'aula', name: '礼堂' });
    await add('groups', { id: 'chess', name: '棋社', communityId: CARELESS });
    const gift = { seasonId: 'loose', amountFen: 100_00 };
    const here = { communityIds: [CARELESS] };
    await add('donations', { ...gift, id: 'late', earmark: here, expiresAt: '2013-02-28T00:00:00+08:00' });
    await add('donations', { ...gift, id: 'empty', amountFen: 0, expiresAt: '2013-02-28T00:00:00+08:00' });
    await add('donations', { ...gift, id: 'for-festivals', earmark: { kinds: ['festival'] } });
    await add('donations', { ...gift, id: 'for-books', earmark: { purposes: ['books'] } });
    await add('donations', { ...gift, id: 'for-rooms', earmark: { purposes: ['venue'] } });
    const all = await found(CARELESS);
    expect(all.get('venue-without-opening')).toEqual(['aula']);
    expect(all.get('venue-unit-without-account')).toEqual(['gym']);
    expect(all.get('group-without-time')).toEqual(['chess']);
    expect(all.get('gift-ended-with-money')).toEqual(['late']);
    expect(all.get('gift-fits-nothing')).toEqual(['for-books', 'for-festivals']);
    expect(all.get('community-without-location')).toEqual([CARELESS]);
  });

  it('are told with what to do, worst first, in the language of who asks', async () => {
    const ask = async (language: string): Promise<DataQualityReport> =>
      (
        await request(api.server)
          .get(`/api/v1/communities/${CARELESS}/data-quality`)
          .set('accept-language', language)
          .expect(200)
      ).body as DataQualityReport;
    const [chinese, english] = [await ask('zh-CN'), await ask('en')];
    const messageOf = (report: DataQualityReport) =>
      report.findings.find(({ code }) => code === 'group-without-time')?.message;
    expect(messageOf(chinese)).toBe('有 1 支队伍没有填写任何可活动时间，无法排入；请联系负责人补填');
    expect(messageOf(english)).toMatch(/^Groups without any time: 1\./);
    const gravity = ['error', 'warning', 'hint'];
    const order = english.findings.map(({ severity }) => gravity.indexOf(severity));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('are kept once a day from two in the morning, as numbers', async () => {
    expect(await nightly.keep(at('2013-03-04T01:59'))).toBe(0);
    expect(await nightly.keep(at('2013-03-04T02:00'))).toBe(2);
    expect(await nightly.keep(at('2013-03-04T23:00'))).toBe(0);
    expect(await nightly.keep(at('2013-03-05T02:07'))).toBe(2);
    const history = async (query: string) =>
      (
        await request(api.server)
          .get(`/api/v1/communities/${CARELESS}/data-quality/history${query}`)
          .expect(200)
      ).body as { days: { day: string; total: number; counts: Record<string, number> }[] };
    const { days } = await history('');
    expect(days.map(({ day }) => day)).toEqual(['2013-03-04', '2013-03-05']);
    expect(days[0]?.counts).toMatchObject({ 'volunteer-twice': 2, 'group-without-time': 1 });
    expect(days[0]?.total).toBe(Object.values(days[0]?.counts ?? {}).reduce((all, one) => all + one, 0));
    expect((await history('?until=2013-03-04')).days).toHaveLength(1);
    expect((await history('?from=2013-03-05&until=2013-03-05')).days).toHaveLength(1);
  });

  it('are told to coordinators on Monday morning, once, where there is something', async () => {
    await nightly.tell(at('2013-03-04T07:59'));
    const told = api.app.get(DataSource).getRepository(Notification);
    expect(await told.countBy({ template: 'data-quality' })).toBe(0);
    for (const hour of ['2013-03-04T08:00', '2013-03-04T09:07', '2013-03-05T08:00'])
      await nightly.tell(at(hour));
    const notices = await told.findBy({ template: 'data-quality' });
    expect(notices).toMatchObject([
      {
        eventKey: 'data-quality:careless:201310',
        recipient: 'coordinators:careless',
        parameters: { community: '粗心社区', day: '2013-03-04', counts: { 'volunteer-twice': 2 } },
      },
    ]);
  });

  it('are forgotten after 400 days', async () => {
    await nightly.forget(at('2014-04-08T12:00'));
    const { days } = (
      await request(api.server).get(`/api/v1/communities/${CARELESS}/data-quality/history`).expect(200)
    ).body as { days: { day: string }[] };
    expect(days.map(({ day }) => day)).toEqual(['2013-03-04', '2013-03-05']);
    await nightly.forget(at('2014-04-09T12:00'));
    const left = await api.app
      .get(DataSource)
      .query('SELECT day::text FROM data_quality_reports WHERE community_id = $1', [CARELESS]);
    expect(left).toEqual([{ day: '2013-03-05' }]);
  });

  it('have a sentence for each finding', async () => {
    const codes = (await reports.report(CARELESS, NOW)).findings.map(({ message, code }) => [code, message]);
    expect(codes.filter(([code, message]) => message === `dataQuality.${String(code)}`)).toEqual([]);
    expect(DATA_QUALITY_CODES).toEqual(expect.arrayContaining(codes.map(([code]) => code)));
  });
});
