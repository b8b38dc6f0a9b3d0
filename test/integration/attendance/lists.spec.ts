import { type AttendanceImportReport, type AttendanceOfActivity } from '@heli/contracts';
import { type Response, type Test } from 'supertest';
import { attendanceOf } from '../../../src/features/attendance/index.js';
import { acceptAll, holdAt, placeOf, publishPlanOf, volunteersOf } from '../../support/published-town.js';
import { TwoTowns } from '../../support/two-towns.js';

const RIVER = 'north-river-1';
const READING = 'north-reading-1';

describe('lists of who came', () => {
  let towns: TwoTowns;
  let coordinator: string;
  let people: string[];

  beforeAll(async () => {
    towns = await TwoTowns.start();
    await publishPlanOf(towns, 'north');
    coordinator = await towns.tokenOf('north-coordinator');
    people = await volunteersOf(towns, RIVER);
    await acceptAll(towns, RIVER);
    await holdAt(towns, RIVER, '-30 minutes', '90 minutes');
  });
  afterAll(() => towns.close());

  const as = (method: string, path: string, token = coordinator): Test => towns.as(token, method, path);
  const mark = (entries: readonly object[], activityId = RIVER): Test =>
    as('post', `activities/${activityId}/attendance`).send({ entries });
  const stateOf = async (volunteerId = '') =>
    (await placeOf(towns, { activityId: RIVER, volunteerId })).state;
  const attendance = async (activityId = RIVER): Promise<AttendanceOfActivity> =>
    (await as('get', `activities/${activityId}/attendance`).expect(200)).body as AttendanceOfActivity;
  const faults = ({ body }: Response): unknown[] =>
    (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]);
  const upload = (path: string, file: Buffer | string, type = 'text/csv'): Test =>
    as('post', path).set('content-type', type).send(file);

  it('are written down whole or not at all, with all that is wrong', async () => {
    const [ann = '', ben = ''] = people;
    const { start, end } = (await attendance()).duties[0] ?? { start: '', end: '' };
    const refused = await mark([
      { volunteerId: ann, state: 'checked-in' },
      { volunteerId: 'nobody', state: 'checked-in' },
      { volunteerId: ben, state: 'checked-in', checkedInAt: end, checkedOutAt: start },
    ]).expect(422);
    expect(refused.body.code).toBe('ATTENDANCE_REFUSED');
    expect(faults(refused)).toEqual([
      ['/entries/1/volunteerId', 'not_on_list'],
      ['/entries/2/checkedInAt', 'in_outside'],
      ['/entries/2/checkedOutAt', 'out_before_in'],
    ]);
    expect(await stateOf(ann)).toBe('accepted');
    const twice = await mark([ann, ann].map((volunteerId) => ({ volunteerId, state: 'no-show' }))).expect(
      400,
    );
    expect(faults(twice)).toEqual([['/entries/1/volunteerId', 'bulk_twice']]);
  });

  it('say who came, who did not and who had a reason; the same said again changes nothing', async () => {
    const [ann, ben, cleo] = people;
    const entries = [
      { volunteerId: ann, state: 'checked-in' },
      { volunteerId: ben, state: 'no-show' },
      { volunteerId: cleo, state: 'excused', reason: '家中有事' },
    ];
    expect((await mark(entries).expect(200)).body).toEqual({ changed: 3, unchanged: 0 });
    expect((await mark(entries).expect(200)).body).toEqual({ changed: 0, unchanged: 3 });
    expect(await Promise.all([ann, ben, cleo].map(stateOf))).toEqual(['checked-in', 'no-show', 'excused']);
    const late = await mark([{ volunteerId: ben, state: 'checked-in' }]).expect(200);
    expect(late.body).toEqual({ changed: 1, unchanged: 0 });
    const seenBy = async (login: string) => {
      const { body } = await as('get', `activities/${RIVER}/attendance`, await towns.tokenOf(login)).expect(
        200,
      );
      return (body as AttendanceOfActivity).duties.find(({ volunteerId }) => volunteerId === cleo)?.reason;
    };
    expect(await seenBy('north-coordinator')).toBe('家中有事');
    expect(await seenBy('north-auditor')).toBeNull();
    const told = await towns.dataSource.query(
      `SELECT entry.after->>'reason' AS reason FROM audit_entries AS entry WHERE action = 'duty.excused'`,
    );
    expect(told).toEqual([{ reason: '[personal]' }]);
  });

  it('are not written before people can be there', async () => {
    const [someone = ''] = await volunteersOf(towns, 'north-river-2');
    await acceptAll(towns, 'north-river-2');
    await holdAt(towns, 'north-river-2', '2 days', '50 hours');
    const early = await mark([{ volunteerId: someone, state: 'no-show' }], 'north-river-2').expect(422);
    expect(faults(early)).toEqual([['/entries/0/state', 'too_early']]);
  });

  it('are printed without anything that a spreadsheet would compute, and read back as they are', async () => {
    const [ann = ''] = people;
    await as('patch', `volunteers/${ann}`)
      .set('if-match', '*')
      .send({ name: '=HYPERLINK("http://example.org")' })
      .expect(200);
    const csv = await as('get', `activities/${RIVER}/attendance-list.csv`).expect(200);
    expect(csv.text).toContain(`"'=HYPERLINK(""http://example.org"")"`);
    const xlsx = await as('get', `activities/${RIVER}/attendance-list.xlsx?lang=zh-CN`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    for (const [file, type] of [
      [csv.text, 'text/csv'],
      [xlsx.body as Buffer, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ] as const) {
      const { body } = await upload(`activities/${RIVER}/attendance/import`, file, type).expect(200);
      expect(body).toMatchObject({ changed: 0, faultCount: 0, ignoredColumns: [], rows: people.length });
    }
  });

  it('come back from paper: a dry run first, all faults by row, all rows or none, twice without harm', async () => {
    const [ann, ben, cleo, dan] = people;
    const list = (rows: readonly string[]) => ['编号,姓名,出勤,签到时间,签退时间,备注', ...rows].join('\n');
    const bad = list([
      `${String(dan)},,也许,,,`,
      `nobody,,到场,,,`,
      `${String(cleo)},,到场,,,`,
      `${String(ben)},,到场,25:00,,`,
      `,没有的人,到场,,,`,
      `${String(ann)},,,,,`,
    ]);
    const path = `activities/${RIVER}/attendance/import`;
    const report = (await upload(`${path}?dryRun=true`, bad).expect(200)).body as AttendanceImportReport;
    expect(report.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, '出勤', 'not_a_word'],
      [3, '编号', 'not_on_list'],
      [4, '出勤', 'not_possible'],
      [5, '签到时间', 'not_clock'],
      [6, '姓名', 'name_not_on_list'],
    ]);
    expect(report).toMatchObject({ dryRun: true, changed: 0, blank: 1 });
    const refused = await upload(path, bad).expect(422);
    expect(refused.body).toMatchObject({ code: 'IMPORT_REFUSED' });
    const good = list([`${String(dan)},,未到,,,`, `${String(dan)},,未到,,,`, `${String(ben)},,到场,,,`]);
    expect((await upload(`${path}?dryRun=true`, good).expect(200)).body).toMatchObject({ changed: 1 });
    expect(await stateOf(dan)).toBe('accepted');
    expect((await upload(path, good).expect(200)).body).toMatchObject({ changed: 1, unchanged: 2 });
    expect((await upload(path, good).expect(200)).body).toMatchObject({ changed: 0, unchanged: 3 });
    expect(await stateOf(dan)).toBe('no-show');
  });

  it('are no bombs: what is too large, or would be once unpacked, is refused', async () => {
    const path = `activities/${RIVER}/attendance/import`;
    await upload(path, 'x'.repeat(21 * 1024 * 1024)).expect(413);
    const bomb = await upload(path, zipBomb(), 'application/octet-stream').expect(422);
    expect(bomb.body).toMatchObject({ code: 'FILE_UNREADABLE', errors: [{ code: 'zip_bomb' }] });
    await as('post', path).set('content-type', 'application/pdf').send('%PDF').expect(415);
  });

  it('count against nobody where the community does not wish it, and from three duties on where it does', async () => {
    const [, , , dan = ''] = people;
    const reliability = async () =>
      (await as('get', `volunteers/${dan}`).expect(200)).body.reliability as number | undefined;
    expect(await reliability()).toBeUndefined();
    await towns.dataSource.query(`UPDATE communities SET counts_reliability = true`);
    await towns.dataSource.query(
      `INSERT INTO duties (id, version, season_id, plan_id, activity_id, role_id, volunteer_id, start_at, end_at, state, origin, answered_at)
       SELECT 'past-' || n, 1, 'north', plan_id, 'past-' || n, 'patrol', $1, start_at, end_at, 'confirmed', 'plan', now()
         FROM duties, generate_series(1, 2) AS n WHERE activity_id = $2 AND volunteer_id = $1`,
      [dan, RIVER],
    );
    await mark([{ volunteerId: dan, state: 'checked-in' }]).expect(200);
    expect(await reliability()).toBe(1);
    await mark([{ volunteerId: dan, state: 'no-show' }]).expect(200);
    expect(await reliability()).toBe(0.667);
    await mark([{ volunteerId: dan, state: 'excused' }]).expect(200);
    expect(await reliability()).toBe(0.667);
  });

  it('are joined by a count of who took part, which is corrected with a reason and never rewritten', async () => {
    const count = (body: object) => as('post', `activities/${READING}/attendance-counts`).send(body);
    const [ann = ''] = people;
    const wrong = await count({ total: 3, volunteers: 4, participantIds: [ann, ann] }).expect(400);
    expect(faults(wrong)).toEqual([
      ['/volunteers', 'above_total'],
      ['/participantIds', 'named_twice'],
    ]);
    await count({ total: 31, volunteers: 2, participantIds: ['south-v1'] }).expect(422);
    await count({ total: 31, volunteers: 2, migrants: 9, participantIds: [ann] }).expect(201);
    await count({ total: 33, volunteers: 2 }).expect(409);
    await count({ total: 33, volunteers: 2, replaces: 1 }).expect(400);
    await count({ total: 33, volunteers: 2, participantIds: [ann], replaces: 1, reason: '漏数两人' }).expect(
      201,
    );
    const { count: held, corrected, ledger } = await attendance(READING);
    expect([ledger, held?.total, held?.reason, corrected.map(({ total }) => total)]).toEqual([
      'attendance',
      33,
      '漏数两人',
      [31],
    ]);
    const { manager } = towns.dataSource;
    await expect(manager.query('UPDATE attendances SET total = 99')).rejects.toThrow('only added to');
    await expect(manager.query('DELETE FROM attendances')).rejects.toThrow('only added to');
    await expect(manager.query('TRUNCATE attendances')).rejects.toThrow('only added to');
    expect(await attendanceOf(manager, [READING, RIVER, 'unknown'])).toEqual(
      new Map([
        [READING, 33],
        [RIVER, 2],
        ['unknown', 0],
      ]),
    );
  });
});

/** A tiny archive that says to hold a gigabyte. */
function zipBomb(): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(0x40000000, 24);
  central.writeUInt16LE(name.length, 28);
  const start = local.length + name.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, name, central, name, end]);
}
