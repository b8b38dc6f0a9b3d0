import { type AvailabilityWindow } from '@heli/contracts';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../../../src/audit/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { riverSeason, storeSeason } from '../../support/season.js';

const calendar = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n');
const event = (start: string, ...more: string[]): string =>
  [
    'BEGIN:VEVENT',
    'UID:a',
    `DTSTART:${start}`,
    'DURATION:PT2H',
    'SUMMARY:看牙医',
    ...more,
    'END:VEVENT',
  ].join('\r\n');

describe('busy times from a calendar of their own', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await startTestApp();
    await storeSeason(api.app.get(DataSource), riverSeason('busy'));
  });
  afterAll(() => api.close());

  const post = (text: string, query = 'seasonId=busy', language = 'en') =>
    request(api.server)
      .post(`/api/v1/volunteers/busy-v1/busy-times?${query}`)
      .set({ 'content-type': 'text/calendar', 'accept-language': language })
      .send(text);
  const availability = async (): Promise<AvailabilityWindow[]> =>
    (await request(api.server).get('/api/v1/volunteers/busy-v1').expect(200)).body
      .availability as AvailabilityWindow[];
  const unavailable = async (): Promise<string[]> =>
    (await availability()).flatMap((window) =>
      window.type === 'dated' && window.status === 'unavailable' ? [window.start] : [],
    );

  it('become unavailable windows, and nothing else of the calendar is kept', async () => {
    const answer = await post(calendar(event('20130309T090000', 'RRULE:FREQ=WEEKLY;COUNT=2')));
    expect([answer.status, answer.body]).toEqual([
      200,
      { volunteerId: 'busy-v1', seasonId: 'busy', source: 'calendar', windows: 2, replaced: 0, version: 2 },
    ]);
    expect(await unavailable()).toEqual(['2013-03-09T09:00:00+08:00', '2013-03-16T09:00:00+08:00']);
    expect((await availability())[0]).toMatchObject({ type: 'weekly', status: 'available' });
    const entries = await api.app.get(DataSource).getRepository(AuditEntry).findBy({ entityId: 'busy-v1' });
    expect(entries.map(({ action }) => action)).toContain('volunteer.changed');
    expect(JSON.stringify(entries)).not.toContain('看牙医');
  });

  it('are replaced as a whole by the next import from the same source, and by no other', async () => {
    await post(calendar(event('20130320T180000')), 'seasonId=busy&source=work').expect(200);
    const next = await post(calendar(event('20130323T090000'))).expect(200);
    expect(next.body).toMatchObject({ windows: 1, replaced: 2 });
    expect(await unavailable()).toEqual(['2013-03-20T18:00:00+08:00', '2013-03-23T09:00:00+08:00']);
    const again = await post(calendar(event('20130323T090000'))).expect(200);
    expect(again.body).toMatchObject({ windows: 1, replaced: 0, version: next.body.version });
    await post(calendar()).expect(200);
    expect(await unavailable()).toEqual(['2013-03-20T18:00:00+08:00']);
  });

  it('leave alone what a coordinator wrote beside them', async () => {
    await post(calendar(event('20130323T090000'))).expect(200);
    const window = {
      type: 'dated',
      start: '2013-03-25T09:00:00+08:00',
      end: '2013-03-25T10:00:00+08:00',
      status: 'unavailable',
    };
    await request(api.server)
      .patch('/api/v1/volunteers/busy-v1')
      .set('if-match', '*')
      .send({ availability: [...(await availability()), window] })
      .expect(200);
    await post(calendar()).expect(200);
    expect(await unavailable()).toEqual(['2013-03-20T18:00:00+08:00', '2013-03-25T09:00:00+08:00']);
  });

  it('are refused with every fault and its line, in Chinese too, and change nothing', async () => {
    const before = await unavailable();
    const bad = await post(
      calendar(event('gestern'), event('20130323T090000', 'RRULE:FREQ=MINUTELY')),
      'seasonId=busy',
      'zh-CN',
    );
    expect([bad.status, bad.body.code, bad.body.errors.map((fault: { code: string }) => fault.code)]).toEqual(
      [422, 'FILE_UNREADABLE', ['time', 'rule']],
    );
    expect(bad.body.errors[0].message).toBe(
      '第 3 行的日程：“gestern”不是日期或时间，应如 20260301 或 20260301T090000Z',
    );
    expect((await post('hello')).body.errors[0]).toMatchObject({ code: 'broken_line' });
    expect((await post(calendar(), 'seasonId=unknown')).status).toBe(404);
    expect((await post(calendar(), '')).status).toBe(400);
    expect((await post(`${calendar()}${' '.repeat(3 * 1024 * 1024)}`)).status).toBe(413);
    const json = await request(api.server)
      .post('/api/v1/volunteers/busy-v1/busy-times?seasonId=busy')
      .send({});
    expect(json.status).toBe(422);
    expect(await unavailable()).toEqual(before);
  });
});
