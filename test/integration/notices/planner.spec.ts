import { type INestApplication } from '@nestjs/common';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../../src/app.js';
import { Transactions } from '../../../src/database/index.js';
import { NoticePlanner } from '../../../src/features/notices/index.js';
import { PlansService } from '../../../src/features/plans/index.js';
import { Notification, NotificationPreference } from '../../../src/notifications/index.js';
import { startTestApp, type TestApp, testConfig } from '../../support/app.js';
import { RunClient } from '../../support/run-client.js';
import { riverSeason, storeSeason } from '../../support/season.js';

const COMMUNITY = 'told-wangjing';
const before = (text: string): number => Date.parse(text);

describe('what time brings', () => {
  let api: TestApp;
  let worker: INestApplication;
  let planner: NoticePlanner;
  let planId: string;

  beforeAll(async () => {
    api = await startTestApp();
    worker = await createApp({ config: testConfig(), databaseUrl: api.database.url, role: 'worker' });
    planner = worker.get(NoticePlanner, { strict: false });
    const season = riverSeason('told');
    season.skills.push({ id: 'told-first-aid', name: '急救', needsQualification: true });
    season.volunteers[0]?.skillIds.push('told-first-aid');
    season.volunteers[0]?.qualifications.push({ skillId: 'told-first-aid', validUntil: '2013-04-01' });
    // More people than the season has.
    season.activities.forEach(({ roles }) => roles.forEach((role) => (role.target = 9)));
    const seasonId = await storeSeason(api.app.get(DataSource), season);
    const client = new RunClient(api.server);
    planId = String((await client.untilOver((await client.start(seasonId)).id)).planId);
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
  });

  const rows = () => api.app.get(DataSource).getRepository(Notification);
  const eventsOf = async (template: Notification['template']): Promise<Notification[]> =>
    rows().find({ where: { template }, order: { eventKey: 'ASC', recipient: 'ASC' } });

  it('is nothing while no plan is published', async () => {
    await planner.plan(before('2013-03-08T18:00:00+08:00'));
    await planner.plan(before('2013-03-10T18:00:00+08:00'));
    const told = await rows().find();
    expect(told.map(({ template }) => template)).toEqual(['qualification-expiry']);
  });

  it('tells everybody of a plan once, however often it is announced', async () => {
    const document = await api.app.get(PlansService).document(planId);
    const now = before('2013-03-01T12:00:00+08:00');
    const announce = () =>
      worker.get(Transactions).run((manager) => planner.announce(manager, planId, null, document, now));
    const people = new Set(document.assignments.map((one) => `${one.volunteerId} ${one.activityId}`));
    const venues = document.scheduled.filter(({ venueId }) => venueId !== null);
    expect(await announce()).toBe(people.size + venues.length);
    expect(await announce()).toBe(0);
    const [offer] = await eventsOf('offer');
    expect(offer?.parameters).toMatchObject({ community: '望京社区', activity: '读书会' });
  });

  it('reminds of a published plan a day and two hours ahead, once each', async () => {
    await new RunClient(api.server).publish(planId);
    // The river patrol of Saturday, 9 March, 09:00.
    for (const now of ['2013-03-08T09:00:00+08:00', '2013-03-08T09:01:00+08:00', '2013-03-08T20:00:00+08:00'])
      await planner.plan(before(now));
    const day = (await eventsOf('reminder')).filter(({ eventKey }) => eventKey.includes('told-river-1'));
    expect(new Set(day.map(({ eventKey }) => eventKey))).toEqual(
      new Set(['reminder:told-river-1:2013-03-09T01:00:00.000Z:1440']),
    );
    expect(day.length).toBeGreaterThanOrEqual(2);
    await planner.plan(before('2013-03-09T07:00:00+08:00'));
    const hours = (await eventsOf('reminder')).filter(({ eventKey }) => eventKey.endsWith(':120'));
    expect(hours.map(({ recipient }) => recipient)).toEqual(day.map(({ recipient }) => recipient));
    expect(hours[0]?.parameters).toMatchObject({ activity: '河道巡护', role: '巡护', venue: null });
  });

  it('alerts the coordinators to open places three days ahead, once', async () => {
    const alerts = (await eventsOf('understaffed')).filter(({ eventKey }) =>
      eventKey.includes('told-river-1'),
    );
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({
      recipient: `coordinators:${COMMUNITY}`,
      parameters: { activity: '河道巡护', days: 1, open: [{ role: '巡护' }] },
    });
  });

  it('sums up the week for the council on its Sunday evening', async () => {
    await planner.plan(before('2013-03-10T17:59:00+08:00'));
    expect(await eventsOf('digest')).toEqual([]);
    await planner.plan(before('2013-03-10T18:00:00+08:00'));
    await planner.plan(before('2013-03-11T09:00:00+08:00'));
    const [digest, ...more] = await eventsOf('digest');
    expect(more).toEqual([]);
    expect(digest).toMatchObject({
      eventKey: `digest:told:${COMMUNITY}:201311`,
      recipient: `council:${COMMUNITY}`,
      parameters: { firstDay: '2013-03-11', lastDay: '2013-03-17', activities: 2, places: 18 },
    });
  });

  it('warns of a qualification that ends within a month', async () => {
    expect(await eventsOf('qualification-expiry')).toMatchObject([
      {
        eventKey: 'qualification:told-v1:told-first-aid:2013-04-01',
        recipient: 'volunteer:told-v1',
        parameters: { skill: '急救', validUntil: '2013-04-01' },
      },
    ]);
  });

  it('forgets the addresses of those who are gone', async () => {
    const preferences = api.app.get(DataSource).getRepository(NotificationPreference);
    const set = (id: string) =>
      preferences.save(
        preferences.create({
          id,
          language: 'en',
          channels: [{ channel: 'email', address: 'someone@example.org' }],
          quietFrom: null,
          quietTo: null,
          urgentBreaksQuiet: true,
        }),
      );
    await Promise.all([set('volunteer:told-v2'), set('volunteer:erased'), set(`council:${COMMUNITY}`)]);
    await planner.forgetGone();
    expect((await preferences.find({ order: { id: 'ASC' } })).map(({ id }) => id)).toEqual([
      `council:${COMMUNITY}`,
      'volunteer:told-v2',
    ]);
  });
});

describe('how somebody is told', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
    await storeSeason(api.app.get(DataSource), riverSeason('prefs'));
  });
  afterAll(() => api.close());

  const address = '/api/v1/notification-preferences/volunteer/prefs-v1';
  const put = (body: object, ifMatch: string, language = 'en') =>
    request(api.server).put(address).set({ 'if-match': ifMatch, 'accept-language': language }).send(body);

  it('is the file, in Chinese and at any hour, until they say otherwise', async () => {
    const { body, headers } = await request(api.server).get(address).expect(200);
    expect(body).toEqual({
      audience: 'volunteer',
      id: 'prefs-v1',
      version: 0,
      language: 'zh-CN',
      channels: [{ channel: 'file' }],
      quietHours: null,
      urgentBreaksQuiet: true,
    });
    expect(headers.etag).toBe('"0"');
  });

  it('is kept with masked addresses, which may be sent back as they were shown', async () => {
    const channels = [
      { channel: 'email', address: 'ana@example.org' },
      { channel: 'webhook', address: 'https://hooks.example.org/in/1', secret: 'a-secret-of-16-characters' },
    ];
    const first = await put({ language: 'en', channels, quietHours: { from: '22:00', to: '07:00' } }, '"0"');
    expect([first.status, first.body.version]).toEqual([200, 1]);
    const shown = first.body.channels as object[];
    expect(shown).toEqual([
      { channel: 'email', address: 'a***@example.org' },
      { channel: 'webhook', address: 'https://hooks.example.org/***' },
    ]);
    await put({ channels: shown }, '"1"').expect(200);
    const held = await api.app
      .get(DataSource)
      .getRepository(NotificationPreference)
      .findOneByOrFail({ id: 'volunteer:prefs-v1' });
    expect([held.channels, held.version, held.quietFrom, held.language]).toEqual([
      channels,
      2,
      null,
      'zh-CN',
    ]);
  });

  it('is refused with all faults at once, in the language of whoever asks', async () => {
    const masked = [
      { channel: 'email', address: 'b***@example.org' },
      { channel: 'webhook', address: 'https://hooks.example.org/in/2' },
    ];
    const chinese = await put({ channels: masked }, '*', 'zh-CN');
    expect([chinese.status, chinese.body.errors]).toEqual([
      400,
      [
        {
          pointer: '/channels/0/address',
          code: 'address_masked',
          message: '地址已遮盖，请填写完整地址，或原样填回所显示的地址',
        },
        {
          pointer: '/channels/1/secret',
          code: 'secret_missing',
          message: '新地址需要密钥，用来给发送的内容签名',
        },
      ],
    ]);
    for (const address of ['http://hooks.example.org/', 'https://192.168.1.7/', 'https://[::1]:8443/']) {
      const inside = await put({ channels: [{ channel: 'wecom', address }] }, '*');
      expect([inside.status, inside.body.errors[0].code]).toEqual([400, 'address_private']);
    }
    const twice = await put(
      { channels: [{ channel: 'file' }, { channel: 'file' }], quietHours: { from: '22:00', to: '22:00' } },
      '*',
    );
    expect(twice.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/channels',
      '/quietHours',
    ]);
    await put({ channels: [] }, '"1"').expect(412);
    await request(api.server).get('/api/v1/notification-preferences/volunteer/nobody').expect(404);
    await request(api.server).get('/api/v1/notification-preferences/mayor/prefs-v1').expect(400);
  });
});
