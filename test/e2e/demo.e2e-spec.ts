import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { heli } from '../support/heli.js';

const run = promisify(execFile);

/** Command lines of all processes. Linux tells them in files; a bare Debian has no `ps`. */
async function commandLines(): Promise<string[]> {
  if (process.platform !== 'linux') return (await run('ps', ['-eo', 'args'])).stdout.split('\n');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // A process may end while we look.
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.map((line) => line.replaceAll('\0', ' '));
}

/** Command lines of database servers on a data folder. */
const serversOn = async (folder: string): Promise<string[]> =>
  (await commandLines()).filter((line) => line.includes('postgres') && line.includes(folder));

describe('heli demo', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heli-demo-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const demo = (out: string, ...more: string[]) =>
    heli([
      'demo',
      '--time-limit',
      '10',
      '--data-dir',
      join(folder, 'data'),
      '--out',
      join(folder, out),
      ...more,
    ]);

  it('plans the pilot from nothing, tells it in Chinese, and leaves files but no server', async () => {
    const { code, stdout, stderr } = await demo('out');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr.split('\n')[0]).toContain('合力演示');
    expect(stderr).toContain('3,020 名志愿者、92 支草根队伍、895 家社会单位、440 项活动');
    expect(stdout).toContain('方案总览');
    expect(stdout).toContain('方案符合全部规则');
    expect(await readdir(join(folder, 'out'))).toEqual(
      expect.arrayContaining(['plan.json', 'schedule.csv', 'season.ics']),
    );
    expect(await serversOn(folder)).toEqual([]);
    expect(
      await heli(['verify', join(folder, 'out', 'problem.json'), join(folder, 'out', 'plan.json')]),
    ).toMatchObject({ code: 0 });
  }, 180_000);

  it('uses the data again, ends with its best plan on Ctrl-C, and still leaves no server', async () => {
    const { code, stdout, stderr } = await heli(
      ['demo', '--lang', 'en', '--json', '--data-dir', join(folder, 'data'), '--out', join(folder, 'again')],
      { interruptAt: /Building the model/ },
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain('Pilot already there, used again');
    const { account } = JSON.parse(stdout);
    expect(account.activities.asked).toBe(440);
    expect(account.proof).toMatchObject({ termination: 'cancelled', verified: true });
    expect(await readFile(join(folder, 'again', 'summary.txt'), 'utf8')).toContain('stopped by hand');
    expect(await serversOn(folder)).toEqual([]);
  }, 180_000);
});
