import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../support/app.js';
import { pointersOf, World } from './world.js';

let app: TestApp;
const world = new World(() => app.server);

beforeAll(async () => {
  app = await startTestApp();
  await world.found();
  await world.post('volunteers', { id: 'v1', communityId: 'c1' });
  await world.post('groups', { id: 'g1', name: '合唱队', communityId: 'c1' });
  await world.post('venues', { id: 'hall', name: '礼堂', communityId: 'c1', capacity: 50 });
});
afterAll(() => app.close());

const saturdays = (more: object = {}): object => ({
  id: 'sat',
  seasonId: 's1',
  title: '周六义诊',
  communityId: 'c1',
  rrule: 'FREQ=WEEKLY;BYDAY=SA;COUNT=6',
  firstStart: '2013-03-02T09:00:00+08:00',
  exceptDates: ['2013-03-16'],
  template: {
    kind: 'volunteer_service',
    durationMinutes: 120,
    roles: [{ id: 'medic', target: 2, skillIds: ['first-aid'] }],
    alternativeOffsetsMinutes: [60],
  },
  ...more,
});

const idsOf = async (path: string): Promise<string[]> =>
  (await world.get(path)).body.items.map(({ id }: { id: string }) => id);

describe('activities', () => {
  it('lie in their season with their whole length, and in one of its communities', async () => {
    const refused = await world.post(
      'activities',
      world.activity('a-out', {
        communityId: 'c2',
        candidateStarts: [
          '2013-03-02T09:00:00+08:00',
          '2013-02-28T23:00:00+08:00',
          '2013-06-30T23:00:00+08:00',
        ],
      }),
      422,
    );
    expect(pointersOf(refused)).toEqual(['/candidateStarts/1', '/candidateStarts/2', '/communityId']);
  });

  it('come in the order of their first candidate', async () => {
    await world.post(
      'activities',
      world.activity('z-early', {
        candidateStarts: ['2013-03-10T10:00:00+08:00', '2013-03-03T10:00:00+08:00'],
      }),
    );
    await world.post(
      'activities',
      world.activity('a-late', { candidateStarts: ['2013-03-05T10:00:00+08:00'] }),
    );
    expect(await idsOf('activities?seasonId=s1&limit=1')).toEqual(['z-early']);
    expect(await idsOf('activities?seasonId=s1')).toEqual(['z-early', 'a-late']);
  });

  it('cannot come before themselves by any way round', async () => {
    await world.post('activities', world.activity('t1'));
    await world.post('activities', world.activity('t2', { predecessorIds: ['t1'] }));
    await world.post('activities', world.activity('t3', { predecessorIds: ['t2'] }));
    const refused = await world.patch('activities/t1', '"1"', { predecessorIds: ['t3'] }, 422);
    expect(pointersOf(refused)).toEqual(['/predecessorIds']);
    expect((await world.remove('activities/t1', '*', 409)).body.code).toBe('STILL_IN_USE');
  });

  it('keep a season from being cut short under them', async () => {
    const refused = await world.patch('seasons/s1', '*', { end: '2013-03-08T00:00:00+08:00' }, 422);
    expect(pointersOf(refused)).toEqual(['/end']);
  });

  it('of a series come on its days, without those left out', async () => {
    const { body } = await world.post('series', saturdays());
    expect(body.activityCount).toBe(5);
    expect(await idsOf('activities?seriesId=sat')).toEqual([
      'sat-20130302T0900',
      'sat-20130309T0900',
      'sat-20130323T0900',
      'sat-20130330T0900',
      'sat-20130406T0900',
    ]);
    expect((await world.get('activities/sat-20130302T0900')).body.candidateStarts).toEqual([
      '2013-03-02T01:00:00Z',
      '2013-03-02T02:00:00Z',
    ]);
  });

  it('follow their series when it changes, except those already decided', async () => {
    await world.post('seasons/s1/pins', {
      pin: { type: 'assign', activityId: 'sat-20130309T0900', volunteerId: 'v1', roleId: 'medic' },
    });
    await world.patch('activities/sat-20130323T0900', '"1"', { title: '特别义诊' });
    await world.patch('series/sat', '"1"', { title: '周日义诊', rrule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=2' });
    expect(await idsOf('activities?seriesId=sat')).toEqual([
      'sat-20130303T0900',
      'sat-20130309T0900',
      'sat-20130310T0900',
      'sat-20130323T0900',
    ]);
    expect((await world.get('activities/sat-20130309T0900')).body.title).toBe('周六义诊');
    expect((await world.get('activities/sat-20130303T0900')).body.title).toBe('周日义诊');
    const refused = await world.remove('series/sat', '"2"', 409);
    expect(refused.body.errors[0].message).toBe('activity: 2');
    expect(await idsOf('activities?seriesId=sat')).toHaveLength(4);
  });

  it('of a series go with it when none was decided', async () => {
    await world.post('series', saturdays({ id: 'gone', exceptDates: [] }));
    await world.remove('series/gone', '"1"');
    expect(await idsOf('activities?seriesId=gone')).toEqual([]);
  });

  it('of a series leave out public holidays when it says so, and come back when the calendar changes', async () => {
    await world.post('seasons', {
      id: 's-qingming',
      name: '2013 清明',
      start: '2013-03-25T00:00:00+08:00',
      end: '2013-05-01T00:00:00+08:00',
      communityIds: ['c1'],
      calendar: { holidays: ['2013-04-04'] },
    });
    const thursdays = {
      id: 'thu',
      seasonId: 's-qingming',
      title: '读书会',
      communityId: 'c1',
      rrule: 'RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=3',
      firstStart: '2013-03-28T19:00:00+08:00',
      skipHolidays: true,
      template: { kind: 'self_governance', durationMinutes: 60 },
    };
    const { body } = await world.post('series', thursdays);
    expect(body).toMatchObject({ rrule: 'FREQ=WEEKLY;BYDAY=TH;COUNT=3', skipHolidays: true });
    expect(await idsOf('activities?seriesId=thu')).toEqual(['thu-20130328T1900', 'thu-20130411T1900']);
    await world.patch('seasons/s-qingming', '"1"', { calendar: null });
    await world.patch('series/thu', '"1"', {});
    expect(await idsOf('activities?seriesId=thu')).toEqual([
      'thu-20130328T1900',
      'thu-20130404T1900',
      'thu-20130411T1900',
    ]);
  });

  it('of a series keep their hour where clocks change', async () => {
    await world.post('communities', { id: 'berlin', name: 'Kiez', timeZone: 'Europe/Berlin' });
    await world.post('seasons', {
      id: 's-berlin',
      name: 'Frühling',
      start: '2013-03-01T00:00:00+01:00',
      end: '2013-05-01T00:00:00+02:00',
      communityIds: ['berlin'],
    });
    await world.post('series', {
      id: 'sun',
      seasonId: 's-berlin',
      title: 'Chor',
      communityId: 'berlin',
      rrule: 'FREQ=WEEKLY;COUNT=2',
      firstStart: '2013-03-24T10:00:00+01:00',
      exceptDates: [],
      template: { kind: 'training', durationMinutes: 60 },
    });
    const { body } = await world.get('activities?seriesId=sun');
    expect(body.items.map((one: { candidateStarts: string[] }) => one.candidateStarts)).toEqual([
      ['2013-03-24T09:00:00Z'],
      ['2013-03-31T08:00:00Z'],
    ]);
  });

  it('that close a circle from both sides at the same moment: one of the two is refused', async () => {
    const ring = ['r0', 'r1', 'r2', 'r3'];
    for (const id of ring) await world.post('activities', world.activity(id));
    await world.patch('activities/r1', '"1"', { predecessorIds: ['r2'] });
    await world.patch('activities/r3', '"1"', { predecessorIds: ['r0'] });
    const answers = await Promise.allSettled([
      world.patch('activities/r0', '"1"', { predecessorIds: ['r1'] }),
      world.patch('activities/r2', '"1"', { predecessorIds: ['r3'] }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of a series whose demands do not fit are refused in its template', async () => {
    const leaderless = {
      ...saturdays({ id: 'bad', seasonId: 's-berlin', communityId: 'berlin' }),
      template: { kind: 'training', durationMinutes: 60, roles: [{ id: 'r', target: 1, leader: true }] },
    };
    expect(pointersOf(await world.post('series', leaderless, 422))).toEqual(['/template/roles/0/leader']);
  });

  it('of a rule that is broken, endless in a second, or empty are refused at the rule', async () => {
    for (const rrule of [
      'FREQ=SECONDLY',
      'nonsense',
      'FREQ=WEEKLY;BYDAY=XX',
      'FREQ=DAILY;UNTIL=20120101T000000Z',
    ]) {
      const refused = await world.post('series', saturdays({ id: 'bad', rrule }), 422);
      expect(pointersOf(refused)).toEqual(['/rrule']);
    }
    await world.get('series/bad', 404);
  });
});

describe('pins', () => {
  it('are refused when they contradict each other or name what the activity has not', async () => {
    await world.post('activities', world.activity('p1'));
    const dropped = await world.post('seasons/s1/pins', {
      pin: { type: 'drop-activity', activityId: 'p1' },
      reason: '场地装修',
    });
    const refused = await world.post(
      'seasons/s1/pins',
      { pin: { type: 'assign', activityId: 'p1', volunteerId: 'v1', roleId: 'nobody' } },
      422,
    );
    expect(pointersOf(refused)).toEqual(['/pin/roleId', '/pin/type']);
    const wrongTime = {
      pin: {
        type: 'hold-activity',
        activityId: 'a-late',
        start: '2013-03-05T11:00:00+08:00',
        venueId: 'hall',
      },
    };
    expect(pointersOf(await world.post('seasons/s1/pins', wrongTime, 422))).toEqual(['/pin/start']);
    await world.remove(`seasons/s1/pins/${dropped.body.id}`, '"1"');
    await world.post('seasons/s1/pins', { pin: { type: 'engage-group', activityId: 'p1', groupId: 'g1' } });
    expect((await world.remove('groups/g1', '*', 409)).body.errors[0].message).toBe('pin: 1');
    await world.get('seasons/none/pins', 404);
  });
});
