import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportKind, type ImportReport } from '@heli/contracts';
import request from 'supertest';
import { DataSource } from 'typeorm';
import writeXlsxFile from 'write-excel-file/node';
import { AppError } from '../../../src/errors/index.js';
import { exportFile, importFile, type ImportOptions } from '../../../src/features/imports/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { workbookOf } from '../../support/fuzz/tables-and-calendars.js';
import { World } from './world.js';

let app: TestApp;
let dataSource: DataSource;
const world = new World(() => app.server);

beforeAll(async () => {
  app = await startTestApp();
  dataSource = app.app.get(DataSource);
  await world.found();
});
afterAll(() => app.close());

const csv = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'utf8');
const bring = (kind: ImportKind, bytes: Buffer, options: ImportOptions = {}): Promise<ImportReport> =>
  importFile(dataSource, kind, bytes, { lang: 'en', ...options });
const places = ({ faults }: ImportReport): [number, string | null, string][] =>
  faults.map(({ row, column, code }) => [row, column, code]);
const count = async (table: string): Promise<number> => {
  const [row] = await dataSource.query(`SELECT count(*)::int AS count FROM ${table}`);
  return row.count;
};

describe('importing a table', () => {
  it('takes Chinese titles, names for ids, and times as people write them', async () => {
    const report = await bring(
      'volunteers',
      csv(
        '编号,姓名,社区,年龄段,技能,可服务时间,每天最长分钟,联系电话,备注',
        'i1,𠮷野㐂,安贞里社区,老年,急救、驾驶,"周六、周日 09:00-12:00\n工作日 18:00-21:00",240,13812345678,"他说 ""好"""',
      ),
    );
    expect(report).toMatchObject({ rows: 1, created: 1, faultCount: 0, ignoredColumns: ['备注'] });
    expect((await world.get('volunteers/i1')).body).toMatchObject({
      name: '𠮷野㐂',
      communityId: 'c1',
      ageClass: 'senior',
      skillIds: ['driving', 'first-aid'],
      availability: [
        { weekdays: [6, 7], from: '09:00', to: '12:00' },
        { days: 'workdays', from: '18:00', to: '21:00' },
      ],
      limits: { minutesPerDay: 240 },
      phone: '138****5678',
    });
  });

  it('takes English titles, semicolons, a mark, and GB18030', async () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), csv('ID;Name;Community', 'i2;Ann;c1')]);
    expect(await bring('volunteers', marked)).toMatchObject({ created: 1 });
    // 姓名,社区 / 李明,c1 in GB18030
    const gb = Buffer.from([
      0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xc9, 0xe7, 0xc7, 0xf8, 0x0a, 0xc0, 0xee, 0xc3, 0xf7, 0x2c, 0x63, 0x31,
    ]);
    expect(await bring('volunteers', gb)).toMatchObject({ created: 1 });
    expect((await world.get(`volunteers?q=${encodeURIComponent('李明')}`)).body.items).toHaveLength(1);
    // Once more: matched by name and community, nothing changes.
    expect(await bring('volunteers', gb)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  });

  it('takes XLSX with dates and numbers in cells', async () => {
    const bytes = await writeXlsxFile([
      ['编号', '金额（元）', '起用时间', '失效时间', '限活动类型'],
      [
        'x1',
        8400,
        { value: new Date('2013-03-01T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
        '2013-12-31 18:00',
        '节庆活动; 培训',
      ],
    ]).toBuffer();
    expect(await bring('donations', bytes)).toMatchObject({ created: 1, faultCount: 0 });
    expect((await world.get('donations/x1')).body).toMatchObject({
      amountFen: 840_000,
      availableFrom: '2013-02-28T16:00:00Z',
      expiresAt: '2013-12-31T10:00:00Z',
      earmark: { kinds: ['festival', 'training'] },
    });
  });

  it('changes only the columns that the file has, and empties what is empty', async () => {
    await bring(
      'volunteers',
      csv('id,name,community,max minutes per week,min rest minutes', 'i3,Bo,c1,120,30'),
    );
    await bring('volunteers', csv('id,min rest minutes', 'i3,'));
    const { body } = await world.get('volunteers/i3');
    expect(body).toMatchObject({ name: 'Bo', limits: { minutesPerWeek: 120 }, version: 2 });
    expect(body.minRestMinutes).toBeUndefined();
  });

  it('tells every fault with row, column, value and what would be right, and stores nothing', async () => {
    const before = await count('volunteers');
    const table = csv(
      'id,name,community,skills,availability,age,max minutes per week,phone',
      'f1,Good,c1,,,,,',
      'f2,Bad,Atlantis,first-aid; juggling,Sat 12:00-09:00,ancient,-5,138****5678',
      'f1,Twice,c1,,,,,',
      ',,c1,,,,,',
      'f3,Anna,,,someday,,,',
    );
    const report = await bring('volunteers', table);
    expect(places(report)).toEqual([
      [3, 'community', 'unknown_name'],
      [3, 'skills', 'unknown_name'],
      [3, 'availability', 'after'],
      [3, 'age', 'not_a_word'],
      [3, 'max minutes per week', 'not_whole'],
      [3, 'phone', 'phone'],
      [4, 'id', 'duplicate_id'],
      [5, 'name', 'id_or_name_needed'],
      [6, 'community', 'required'],
      [6, 'availability', 'window_form'],
    ]);
    expect(report).toMatchObject({ created: 0, updated: 0, faultCount: 10 });
    expect(report.faults[3]).toMatchObject({
      value: 'ancient',
      message: 'must be one of: child / minor / adult / senior',
    });
    const chinese = await bring('volunteers', table, { lang: 'zh-CN' });
    expect(chinese.faults[3]?.message).toBe('须为以下之一：儿童 / 未成年 / 成年 / 老年');
    expect(chinese.faults[2]?.message).toBe('必须晚于 12:00');
    expect(await count('volunteers')).toBe(before);
  });

  it('takes nothing at all when the last of many rows breaks a rule of the store', async () => {
    const rows = Array.from(
      { length: 2_000 },
      (_, index) => `late${index},活动,志愿服务,c1,60,2013-03-09 09:00,`,
    );
    const report = await bring(
      'activities',
      csv(
        '编号,标题,类型,社区,时长,开始时间,前置活动',
        ...rows,
        'late-x,活动,志愿服务,c1,60,2019-01-01 09:00,late0',
        'late-y,活动,志愿服务,c1,60,2013-03-10 09:00,late-y',
      ),
      { seasonId: 's1' },
    );
    expect(places(report)).toEqual([[2_003, '前置活动', 'not_self']]);
    expect(await count(`activities WHERE id LIKE 'late%'`)).toBe(0);
    const outside = await bring(
      'activities',
      csv(
        '编号,标题,类型,社区,时长,开始时间',
        ...rows.map((row) => row.slice(0, -1)),
        'late-x,活动,志愿服务,c1,60,2019-01-01 09:00',
      ),
      { seasonId: 's1' },
    );
    expect(places(outside)).toEqual([[2_002, '开始时间', 'outside_season']]);
    expect(await count(`activities WHERE id LIKE 'late%'`)).toBe(0);
  });

  it('tries everything in a dry run and stores nothing', async () => {
    const report = await bring('skills', csv('id,name', 'dry,Dry'), { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, created: 1, faultCount: 0 });
    await world.get('skills/dry', 404);
  });

  it('asks for an id where a name is not enough to tell', async () => {
    await bring('volunteers', csv('id,name,community', 't1,张伟,c1', 't2,张伟,c1'));
    const report = await bring('volunteers', csv('name,community,skills', '张伟,c1,driving'));
    expect(places(report)).toEqual([[2, 'name', 'ambiguous_row']]);
    expect(places(await bring('donations', csv('金额', '100')))).toEqual([[2, 'id', 'id_needed']]);
    await bring('skills', csv('id,name', 'tw1,双名', 'tw2,双名'));
    const named = await bring('volunteers', csv('id,community,skills', 't1,c1,双名'));
    expect(places(named)).toEqual([[2, 'skills', 'ambiguous_name']]);
    expect(named.faults[0]?.message).toContain('tw1, tw2');
  });

  it('reads 10,000 rows', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, index) =>
        `m${String(index).padStart(5, '0')},志愿者${index},安贞里社区,急救; 驾驶,"周六、周日 09:00-12:00; 工作日 18:00-21:00",240`,
    );
    const table = csv('编号,姓名,社区,技能,可服务时间,每周最长分钟', ...rows);
    expect(await bring('volunteers', table)).toMatchObject({ created: 10_000, faultCount: 0 });
    expect(await bring('volunteers', table)).toMatchObject({ unchanged: 10_000, updated: 0 });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0x00, 0xff, 0xfe]), 'encoding'],
    ['text in no encoding', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), 'encoding'],
    ['text with NUL', csv('id,name', 'a,b\u0000c'), 'binary'],
    ['an open quotation mark', csv('id,name', 'a,"b', 'c,d'), 'csv_quotes'],
    ['titles that mean nothing', csv('foo,bar', '1,2'), 'no_known_columns'],
    ['an old XLS', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), 'xlsx_encrypted'],
  ])('refuses %s as no table', async (_what, bytes, code) => {
    await expect(bring('volunteers', bytes)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      faults: [{ code }],
    });
  });

  it('refuses an XLSX that is cut off, that unpacks without end, or that has a cell at the end of the world', async () => {
    const whole = await writeXlsxFile([
      ['id', 'name'],
      ['a', 'b'],
    ]).toBuffer();
    const code = async (bytes: Buffer): Promise<unknown> => {
      const refused: unknown = await bring('skills', bytes).catch((error: unknown) => error);
      return refused instanceof AppError ? refused.faults[0]?.code : refused;
    };
    expect(await code(whole.subarray(0, whole.length / 2))).toBe('xlsx_broken');
    expect(await code(whole.subarray(0, whole.length - 30))).toBe('xlsx_broken');
    expect(await code(zip('xl/worksheets/sheet1.xml', Buffer.alloc(300 * 1024 * 1024)))).toBe('zip_bomb');
    expect(await code(zip('xl/worksheets/sheet1.xml', Buffer.alloc(300 * 1024 * 1024), 1_000))).toBe(
      'zip_bomb',
    );
  });

  it.each([
    ['a cell at the end of the world', '<row r="1"><c r="XFD1048576"><v>1</v></c></row>', 'too_many_rows'],
    ['one in single quotes', `<row r="1"><c s="1"r = 'XFD1'><v>1</v></c></row>`, 'too_many_columns'],
    ['a row whose number is written as a power', '<row r="1e9"><c><v>1</v></c></row>', 'xlsx_broken'],
    ['a row whose number is hidden in an entity', '<row r="&#49;0000000"><c/></row>', 'xlsx_broken'],
    ['a tag within a tag', '<row a="<x" r="1e9"><c/></row>', 'xlsx_broken'],
    ['more cells in a row than there are columns', `<row>${'<c/>'.repeat(201)}</row>`, 'too_many_columns'],
    [
      'a corner far from the rest',
      '<row r="1"><c r="GR1"/></row><row r="90000"><c r="A90000"/></row>',
      'too_many_cells',
    ],
    ['ten million beginnings of cells', '<c '.repeat(10_000_000), 'xlsx_broken'],
  ])('refuses an XLSX with %s before it is read', async (_what, rows, code) => {
    const sheet = workbookOf(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
    await expect(bring('skills', sheet)).rejects.toMatchObject({ faults: [{ code }] });
  });

  it('finds the separator of a header of any length', async () => {
    const long = csv(`"${'x'.repeat(8_000_000)}";id`, '1;2');
    expect(await bring('skills', long)).toMatchObject({ rows: 1, ignoredColumns: ['x'.repeat(100)] });
  });
});

/** An archive with one entry that may lie about its size. */
function zip(name: string, content: Buffer, claimed = content.length): Buffer {
  const packed = deflateRawSync(content, { level: 9 });
  const title = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(claimed, 22);
  local.writeUInt16LE(title.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(claimed, 24);
  central.writeUInt16LE(title.length, 28);
  const body = Buffer.concat([local, title, packed]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + title.length, 12);
  end.writeUInt32LE(body.length, 16);
  return Buffer.concat([body, central, title, end]);
}

describe('over HTTP', () => {
  const send = (path: string) =>
    request(app.server).post(`/api/v1/imports/${path}`).set('accept-language', 'en');

  it('takes the table as the body or in a form, and answers a repeated key once', async () => {
    const table = 'id,name\nh1,One\n';
    const body = await send('skills?dryRun=true').set('content-type', 'text/csv').send(table);
    expect([body.status, body.body.created]).toEqual([200, 1]);
    const form = await send('skills').attach('file', Buffer.from(table), 'skills.csv');
    expect([form.status, form.body.created]).toEqual([200, 1]);
    const repeated = () =>
      send('skills')
        .set('idempotency-key', 'import-1')
        .set('content-type', 'text/csv')
        .send('id,name\nh2,Two\n');
    expect((await repeated()).body.created).toBe(1);
    expect((await repeated()).body.created).toBe(1);
    const other = await send('skills')
      .set('idempotency-key', 'import-1')
      .set('content-type', 'text/csv')
      .send('id,name\nh3,Three\n');
    expect(other.body.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('refuses a table with faults as a problem that names row and column', async () => {
    const refused = await send('skills')
      .set('content-type', 'text/csv')
      .send('id,name,needs qualification\nq1,,perhaps\n');
    expect(refused.status).toBe(422);
    expect(refused.headers['content-type']).toMatch('application/problem+json');
    expect(refused.body).toMatchObject({
      code: 'IMPORT_REFUSED',
      errors: [
        { pointer: '/2/name', row: 2, column: 'name', code: 'required' },
        { pointer: '/2/needs qualification', row: 2, column: 'needs qualification', value: 'perhaps' },
      ],
    });
    expect((await send('nonsense').set('content-type', 'text/csv').send('a')).status).toBe(400);
    expect((await send('skills').set('content-type', 'text/html').send('a')).status).toBe(415);
    expect((await send('skills').attach('other', Buffer.from('a'), 'x.csv')).status).toBe(422);
  });

  it('gives tables that open in a spreadsheet', async () => {
    const { text, headers } = await request(app.server)
      .get('/api/v1/exports/skills.csv')
      .set('accept-language', 'zh-CN');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text.startsWith('\ufeff编号,名称,需要资质\r\n')).toBe(true);
    expect((await request(app.server).get('/api/v1/exports/skills.xlsx')).status).toBe(200);
    const template = await request(app.server).get('/api/v1/exports/skills.csv?template=true&lang=en');
    expect(template.text).toBe('\ufeffid,name,needs qualification\r\n');
    expect((await request(app.server).get('/api/v1/exports/skills.pdf')).status).toBe(400);
    expect((await request(app.server).get('/api/v1/exports/volunteers.csv?communityId=none')).status).toBe(
      404,
    );
  });
});

describe('exporting', () => {
  it('keeps formulas from being computed, and reads them back as they were', async () => {
    await bring(
      'skills',
      csv('id,name', 'evil,"=cmd|\'/c calc\'!A1"', "evil2,''=1+1", 'evil3,-5', 'evil4,@x'),
    );
    const { bytes } = await exportFile(dataSource, 'skills', { format: 'csv', lang: 'en' });
    expect(bytes.toString('utf8')).toContain("'=cmd|'/c calc'!A1");
    expect(bytes.toString('utf8')).not.toMatch(/[,\n]=|[,\n]@/);
    const report = await bring('skills', bytes);
    expect(report).toMatchObject({ faultCount: 0, updated: 0, created: 0 });
  });

  it('leaves telephone numbers out, and reading the table back keeps them', async () => {
    const { bytes } = await exportFile(dataSource, 'volunteers', {
      format: 'csv',
      lang: 'en',
      communityId: 'c1',
    });
    expect(bytes.toString('utf8')).not.toMatch(/1381234|138\*/);
    await bring('volunteers', bytes);
    expect((await world.get('volunteers/i1')).body.phone).toBe('138****5678');
  });
});
