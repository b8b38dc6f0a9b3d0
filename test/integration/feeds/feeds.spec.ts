import { type INestApplication } from '@nestjs/common';
import { type PlanDocument } from '@heli/contracts';
import nodeIcal, { type VEvent } from 'node-ical';
import request, { type Response } from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../../src/app.js';
import { AuditEntry } from '../../../src/audit/index.js';
import { CalendarLink } from '../../../src/features/feeds/index.js';
import { PlansService } from '../../../src/features/plans/index.js';
import { startTestApp, type TestApp, testConfig } from '../../support/app.js';
import { RunClient } from '../../support/run-client.js';
import { riverSeason, storeSeason } from '../../support/season.js';

const read = ({ text }: Response): VEvent[] =>
  Object.values(nodeIcal.sync.parseICS(text)).filter((part): part is VEvent => part.type === 'VEVENT');

describe('the calendar behind a secret link', () => {
  let api: TestApp;
  let worker: INestApplication;
  let seasonId: string;
  let document: PlanDocument;

  beforeAll(async () => {
    api = await startTestApp();
    worker = await createApp({ config: testConfig(), databaseUrl: api.database.url, role: 'worker' });
    seasonId = await storeSeason(api.app.get(DataSource), riverSeason('feed'));
    document = await publishNew();
  });
  afterAll(async () => {
    await worker.close();
    await api.close();
  });

  const publishNew = async (): Promise<PlanDocument> => {
    const client = new RunClient(api.server);
    const planId = String((await client.untilOver((await client.start(seasonId)).id)).planId);
    await client.publish(planId);
    return api.app.get(PlansService).document(planId);
  };
  const link = async (scope: string, scopeId: string): Promise<{ id: string; path: string }> =>
    (await request(api.server).post(`/api/v1/calendar-links/${scope}/${scopeId}`).send({}).expect(201))
      .body as {
      id: string;
      path: string;
    };
  const feed = (path: string) => request(api.server).get(path);
  const events = async (path: string): Promise<string[]> =>
    read(await feed(path).expect(200))
      .map(({ summary, start, status }) => `${summary} ${start.toISOString()} ${status ?? ''}`)
      .sort();
  const planned = (activityIds: readonly string[]): string[] =>
    document.scheduled
      .filter(({ activityId }) => activityIds.includes(activityId))
      .map(({ activityId, start }) =>
        [
          activityId.includes('reading') ? '读书会' : '河道巡护',
          new Date(start).toISOString(),
          'CONFIRMED',
        ].join(' '),
      )
      .sort();

  it('holds what the published plan holds for a community, a venue and each volunteer', async () => {
    const community = await link('community', 'feed-wangjing');
    expect(await events(community.path)).toEqual(planned(document.scheduled.map((one) => one.activityId)));
    const room = await link('venue', 'feed-room');
    expect(await events(room.path)).toEqual(
      planned(document.scheduled.flatMap((one) => (one.venueId === 'feed-room' ? one.activityId : []))),
    );
    for (const volunteer of ['feed-v1', 'feed-v2']) {
      const own = await link('volunteer', volunteer);
      const served = document.assignments.filter(({ volunteerId }) => volunteerId === volunteer);
      expect(await events(own.path)).toEqual(planned(served.map((one) => one.activityId)));
    }
  });

  it('is read without a token and without a cookie, as text/calendar, and 304 when it is known', async () => {
    const { path } = await link('community', 'feed-wangjing');
    const first = await feed(path).expect(200);
    expect(first.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(first.text).toContain('TZID:Asia/Shanghai');
    expect(first.text).not.toContain('feed-v1');
    const again = await feed(path).set('if-none-match', String(first.headers.etag));
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('tells the next published plan under the same UIDs: higher numbers, new times, what is gone as cancelled', async () => {
    const { path } = await link('community', 'feed-wangjing');
    const before = read(await feed(path));
    const patch = (id: string, body: object) =>
      request(api.server).patch(`/api/v1/activities/${id}`).set('if-match', '*').send(body).expect(200);
    await patch('feed-river-1', { candidateStarts: ['2013-03-10T09:00:00+08:00'] });
    // Nobody is there for ninety-nine.
    await patch('feed-river-2', { roles: [{ id: 'patrol', name: '巡护', min: 99, target: 99 }] });
    document = await publishNew();
    const answer = await feed(path).expect(200);
    const now = new Map(read(answer).map((event) => [event.uid, event]));
    expect([...now.keys()].sort()).toEqual(before.map(({ uid }) => uid).sort());
    const states = before
      .map(({ uid, summary, start }) => {
        const event = now.get(uid);
        return [summary, start.toISOString(), event?.start.toISOString(), event?.sequence, event?.status];
      })
      .filter(([summary]) => summary === '河道巡护')
      .sort();
    expect(states.slice(0, 2)).toEqual([
      ['河道巡护', '2013-03-09T01:00:00.000Z', '2013-03-10T01:00:00.000Z', '1', 'CONFIRMED'],
      ['河道巡护', '2013-03-16T01:00:00.000Z', '2013-03-16T01:00:00.000Z', '1', 'CANCELLED'],
    ]);
    expect(states[2]?.slice(3)).toEqual(['0', 'CONFIRMED']);
  });

  it('is nobody’s any more once the link is revoked; only a hash of its secret was ever kept', async () => {
    const { id, path } = await link('volunteer', 'feed-v1');
    const secret = /^\/feeds\/([\w-]{43})\.ics$/.exec(path)?.[1] ?? '';
    const held = await api.app.get(DataSource).getRepository(CalendarLink).findOneByOrFail({ id });
    expect(JSON.stringify(held)).not.toContain(secret);
    const listed = await request(api.server).get('/api/v1/calendar-links/volunteer/feed-v1');
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    expect((listed.body.items as { id: string }[]).map((one) => one.id)).toContain(id);
    await request(api.server).delete(`/api/v1/calendar-links/volunteer/feed-v1/${id}`).expect(204);
    await request(api.server).delete(`/api/v1/calendar-links/volunteer/feed-v1/${id}`).expect(204);
    await feed(path).expect(404);
    await feed(`/feeds/${'A'.repeat(43)}.ics`).expect(404);
    await request(api.server).delete(`/api/v1/calendar-links/volunteer/feed-v2/${id}`).expect(404);
    const entries = await api.app.get(DataSource).getRepository(AuditEntry).findBy({ entityId: id });
    expect(entries.map(({ action }) => action).sort()).toEqual([
      'calendar-link.created',
      'calendar-link.revoked',
    ]);
    expect(JSON.stringify(entries)).not.toContain(secret);
  });

  it('is made for nobody who is not there', async () => {
    const answer = await request(api.server).post('/api/v1/calendar-links/volunteer/nobody').send({});
    expect([answer.status, answer.body.code]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('with a token for everything else', () => {
  it('asks for it to make a link, and not to read the calendar', async () => {
    const token = 'a-token-of-the-council';
    const api = await startTestApp({ env: { HELI_API_TOKEN: token } });
    await storeSeason(api.app.get(DataSource), riverSeason('open'));
    const body = { language: 'en' };
    const links = '/api/v1/calendar-links/community/open-wangjing';
    await request(api.server).post(links).send(body).expect(401);
    const made = await request(api.server)
      .post(links)
      .set('authorization', `Bearer ${token}`)
      .send(body)
      .expect(201);
    const answer = await request(api.server).get(String(made.body.path)).expect(200);
    expect(answer.text).toContain('X-WR-CALNAME:Heli: 望京社区');
    await api.close();
  });
});
