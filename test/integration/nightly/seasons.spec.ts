import { type SeasonSuccessor } from '@heli/contracts';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { SeasonRolling } from '../../../src/features/successors/index.js';
import { Notification } from '../../../src/notifications/index.js';
import { UpkeepTasks } from '../../../src/queue/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';

const template = { kind: 'training', durationMinutes: 90 };

describe('the season after a season', () => {
  let api: TestApp;

  const add = async (pool: string, body: object): Promise<void> => {
    const answer = await request(api.server).post(`/api/v1/${pool}`).send(body);
    if (answer.status !== 201) throw new Error(`${pool}: ${JSON.stringify(answer.body)}`);
  };
  const season = (id: string, communityIds: string[], start: string, end: string, more: object = {}) =>
    add('seasons', { id, name: '春季', communityIds, start, end, ...more });
  const series = (
    id: string,
    seasonId: string,
    communityId: string,
    rrule: string,
    firstStart: string,
    more = {},
  ) => add('series', { id, seasonId, communityId, title: id, rrule, firstStart, template, ...more });
  const successor = async (id: string, body: object = {}): Promise<SeasonSuccessor> =>
    (await request(api.server).post(`/api/v1/seasons/${id}/successor`).send(body).expect(200))
      .body as SeasonSuccessor;
  const startsOf = async (seasonId: string, title: string): Promise<string[]> => {
    const rows = await api.app
      .get(DataSource)
      .query<{ start: Date }[]>(
        'SELECT candidate_starts[1] AS start FROM activities WHERE season_id = $1 AND title = $2 ORDER BY 1',
        [seasonId, title],
      );
    return rows.map(({ start }) => start.toISOString());
  };

  beforeAll(async () => {
    api = await startTestApp();
    await add('communities', { id: 'wangjing', name: '望京社区' });
    await add('communities', { id: 'anzhen', name: '安贞社区' });
    await add('communities', { id: 'kiez', name: 'Reuterkiez', timeZone: 'Europe/Berlin' });
  });
  afterAll(() => api.close());

  it('goes on where it ends, with the same communities, rules and series without an end', async () => {
    await season('spring', ['wangjing'], '2013-03-04T00:00:00+08:00', '2013-05-27T00:00:00+08:00', {
      policy: { minRestMinutes: 600 },
      objective: { weights: { place: 7 } },
    });
    const own = (id: string, rrule: string, more = {}) =>
      series(id, 'spring', 'wangjing', rrule, '2013-03-05T19:00:00+08:00', more);
    await own('reading', 'FREQ=WEEKLY;INTERVAL=2');
    await own('council', 'FREQ=MONTHLY;BYDAY=1TU;UNTIL=20991231T000000Z', { skipHolidays: true });
    await own('course', 'FREQ=WEEKLY;COUNT=4');
    await own('until-may', 'FREQ=WEEKLY;UNTIL=20130501T000000Z');
    // 10 April, and 10 June, which is a holiday.
    await own('tenth', 'FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=10', {
      firstStart: '2013-04-10T19:00:00+08:00',
      skipHolidays: true,
    });
    const { season: next, ...told } = await successor('spring');
    expect(next).toMatchObject({
      ...{ name: '春季 2013-05-27', predecessorId: 'spring', communityIds: ['wangjing'], rollsOn: false },
      ...{ start: '2013-05-26T16:00:00Z', end: '2013-08-18T16:00:00Z' },
      ...{ policy: { minRestMinutes: 600 }, objective: { weights: { place: 7 } } },
    });
    // 端午节, and a Saturday and Sunday worked instead.
    expect(next.calendar).toEqual({
      holidays: ['2013-06-10', '2013-06-11', '2013-06-12'],
      makeUpWorkdays: ['2013-06-08', '2013-06-09'],
    });
    expect(told).toMatchObject({ created: true, provisionalYears: [] });
    expect(told.ended).toEqual([
      { seriesId: 'course', reason: 'counted' },
      { seriesId: 'tenth', reason: 'no-start' },
      { seriesId: 'until-may', reason: 'ended' },
    ]);
    expect(told.seriesIds).toHaveLength(2);
    // Every second Tuesday since 5 March, so 28 May.
    expect(await startsOf(next.id, 'reading')).toEqual(
      ['05-28', '06-11', '06-25', '07-09', '07-23', '08-06'].map((day) => `2013-${day}T11:00:00.000Z`),
    );
    expect(await startsOf(next.id, 'council')).toEqual(
      ['06-04', '07-02', '08-06'].map((day) => `2013-${day}T11:00:00.000Z`),
    );
  });

  it('is made once: whoever asks again is given it as it is', async () => {
    const first = await successor('spring');
    await request(api.server)
      .patch(`/api/v1/seasons/${first.season.id}`)
      .set('if-match', '*')
      .send({ name: '夏季' })
      .expect(200);
    const again = await Promise.all([successor('spring', { name: 'x' }), successor('spring')]);
    expect(again.map(({ created, season: { id, name } }) => [created, id, name])).toEqual([
      [false, first.season.id, '夏季'],
      [false, first.season.id, '夏季'],
    ]);
    const entries = (await request(api.server).get('/api/v1/history/season/spring').expect(200)).body as {
      items: { action: string; after: object }[];
    };
    expect(entries.items.filter(({ action }) => action === 'season.continued')).toMatchObject([
      { after: { successorId: first.season.id } },
    ]);
    await request(api.server).post('/api/v1/seasons/nowhere/successor').send({}).expect(404);
  });

  it('is made once by whoever is first', async () => {
    await season('race', ['wangjing'], '2013-03-04T00:00:00+08:00', '2013-04-01T00:00:00+08:00');
    const all = await Promise.all([successor('race'), successor('race'), successor('race')]);
    expect(all.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(all.map(({ season: { id } }) => id)).size).toBe(1);
  });

  it('keeps clock times where clocks change, and says nothing of holidays that it does not know', async () => {
    await season('winter', ['kiez'], '2024-02-05T00:00:00+01:00', '2024-03-04T00:00:00+01:00');
    await series('choir', 'winter', 'kiez', 'FREQ=WEEKLY', '2024-02-06T18:30:00+01:00');
    const { season: next, provisionalYears } = await successor('winter', { name: 'Frühling' });
    expect(next).toMatchObject({
      name: 'Frühling',
      start: '2024-03-03T23:00:00Z',
      end: '2024-03-31T22:00:00Z',
    });
    expect([next.calendar, provisionalYears]).toEqual([{ holidays: [], makeUpWorkdays: [] }, []]);
    expect(await startsOf(next.id, 'choir')).toEqual(
      ['05', '12', '19', '26'].map((day) => `2024-03-${day}T17:30:00.000Z`),
    );
    const after = await successor(next.id);
    expect(after.season).toMatchObject({ name: 'Frühling 2024-04-01', end: '2024-04-28T22:00:00Z' });
    expect((await startsOf(after.season.id, 'choir'))[0]).toBe('2024-04-02T16:30:00.000Z');
  });

  it('says of which years the days off are not announced', async () => {
    await season('far', ['wangjing'], '2098-10-01T00:00:00+08:00', '2098-12-01T00:00:00+08:00');
    const { provisionalYears, season: next } = await successor('far');
    expect(provisionalYears).toEqual([2098, 2099]);
    expect(next.calendar).toEqual({
      holidays: ['2099-01-01', '2099-01-20', '2099-01-21', '2099-01-22', '2099-01-23'],
      makeUpWorkdays: [],
    });
  });

  it('comes by itself four weeks before the end where it is to, once, and councils hear of it', async () => {
    const rolling = api.app.get(SeasonRolling, { strict: false });
    await season('rolls', ['anzhen', 'wangjing'], '2026-03-02T00:00:00+08:00', '2026-04-27T00:00:00+08:00', {
      rollsOn: true,
    });
    const roll = (text: string) => rolling.roll(new Date(text));
    expect(await roll('2026-03-29T23:59:00+08:00')).toBe(0);
    expect(await roll('2026-03-30T00:00:00+08:00')).toBe(1);
    expect(await roll('2026-03-30T00:00:00+08:00')).toBe(0);
    const { created, season: next } = await successor('rolls');
    expect([created, next.rollsOn, next.predecessorId]).toEqual([false, true, 'rolls']);
    const told = await api.app
      .get(DataSource)
      .getRepository(Notification)
      .find({ where: { template: 'season-rolled' }, order: { recipient: 'ASC' } });
    expect(told.map(({ recipient, parameters }) => [recipient, parameters])).toMatchObject([
      ['council:anzhen', { season: '春季', next: '春季 2026-04-27', provisional: false }],
      ['council:wangjing', { season: '春季', lastDay: '2026-06-21' }],
    ]);
    const { items } = (await request(api.server).get('/api/v1/history/season/rolls').expect(200)).body as {
      items: { action: string; actor: string }[];
    };
    expect(items.filter(({ action }) => action === 'season.continued')).toMatchObject([{ actor: 'system' }]);
    // The one that was made rolls on in its turn.
    expect(await roll('2026-06-01T00:00:00+08:00')).toBe(1);
  });

  it('does not keep other work from being done where it fails', async () => {
    const tasks = api.app.get(UpkeepTasks);
    const done: string[] = [];
    tasks.register(
      'roll-seasons',
      () => Promise.reject(new Error('the moon is full')),
      (now) => Promise.resolve(done.push(now.toISOString())),
    );
    await tasks.carryOut('roll-seasons', new Date('2020-01-01T00:00:00Z'));
    expect(done).toEqual(['2020-01-01T00:00:00.000Z']);
  });
});
