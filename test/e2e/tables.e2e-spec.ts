import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { heli } from '../support/heli.js';

describe('heli import and heli export', () => {
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const table = (...args: string[]) => heli([...args, '--data-dir', file('data')]);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heli-tables-'));
    await writeFile(
      file('good.csv'),
      '\uFEFF编号,名称,区划代码\r\nanhua,安华社区,110105\r\nxili,安贞西里𠮷,110105\r\n',
    );
    await writeFile(file('bad.csv'), '编号,名称\r\nanhua,安华社区\r\nxili,\r\n');
    await writeFile(file('none.xlsx'), 'no spreadsheet');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('bring a table in, all rows or none, and take it out again', async () => {
    expect(await table('import', 'communities', file('good.csv'), '--dry-run')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 would be new'),
    });
    const faulty = await table('import', 'communities', file('bad.csv'), '--lang', 'zh-CN');
    expect(faulty).toMatchObject({ code: 1, stderr: expect.stringContaining('一行也没有保存') });
    expect(faulty.stderr).toContain('第 3 行“名称”列');
    expect(
      JSON.parse((await table('import', 'communities', file('good.csv'), '--json')).stdout),
    ).toMatchObject({
      ok: true,
      created: 2,
      faultCount: 0,
    });
    expect(await table('export', 'communities', file('out.csv'), '--lang', 'zh-CN')).toMatchObject({
      code: 0,
    });
    expect(await readFile(file('out.csv'), 'utf8')).toContain('安贞西里𠮷');
    expect(await table('export', 'communities', file('out.xlsx'))).toMatchObject({ code: 0 });
    expect(await table('import', 'communities', file('out.xlsx'))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('0 new, 0 changed, 2 as they were'),
    });
  });

  it('refuse what is no table, no kind of thing and no format of ours', async () => {
    expect(await table('import', 'communities', file('none.xlsx'))).toMatchObject({ code: 3 });
    expect(await table('import', 'people', file('good.csv'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('expected one of communities, skills'),
    });
    expect(await table('export', 'communities', file('out.pdf'))).toMatchObject({ code: 2 });
  });
});
