import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { textsOf } from './texts/texts.js';
import { writeFileAtomically } from './write-file.js';

describe('writing a file', () => {
  const texts = textsOf('en');
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heli-write-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('replaces the old content whole, keeps its mode and leaves nothing else behind', async () => {
    const file = join(folder, 'plan.json');
    await writeFile(file, 'old', { mode: 0o600 });
    await writeFileAtomically(file, '新', texts);
    expect(await readFile(file, 'utf8')).toBe('新');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['plan.json']);
  });

  it('writes through a link rather than replace it', async () => {
    await writeFile(join(folder, 'real.json'), 'old');
    await symlink('real.json', join(folder, 'link.json'));
    await writeFileAtomically(join(folder, 'link.json'), 'new', texts);
    expect(await readFile(join(folder, 'real.json'), 'utf8')).toBe('new');
  });

  it('does not replace a device', async () => {
    await writeFileAtomically('/dev/null', 'gone', texts);
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('says that the folder is missing, or that the name is one of a folder', async () => {
    await expect(writeFileAtomically(join(folder, 'no', 'plan.json'), '', texts)).rejects.toMatchObject({
      exitCode: 4,
      code: 'ENOENT',
      message: expect.stringContaining('folder does not exist'),
    });
    await expect(writeFileAtomically(folder, '', texts)).rejects.toMatchObject({ code: 'EISDIR' });
  });
});
