import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../errors/index.js';
import { type Account } from './binaries.js';

const run = promisify(execFile);
const NAME = 'postgres';

export const isRoot = (): boolean => process.getuid?.() === 0;

/** PostgreSQL refuses to run as root: then it runs as `postgres`, which is made if it is not there. */
export async function serverAccount(): Promise<Account | undefined> {
  if (!isRoot()) return undefined;
  const found = await accountNamed(NAME);
  if (found) return found;
  const failure = await createAccount();
  const account = (await accountNamed(NAME)) ?? (await accountNamed('nobody'));
  if (account) return account;
  throw new AppError(
    'DATABASE_START_FAILED',
    'PostgreSQL does not run as root, and no unprivileged user could be made for it. Start Heli as an ordinary user, or set DATABASE_URL.',
    { cause: failure },
  );
}

async function accountNamed(name: string): Promise<Account | undefined> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([user]) => user === name);
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])];
  return Number.isInteger(uid) && Number.isInteger(gid) && uid > 0 ? { uid, gid } : undefined;
}

/** `useradd` on most Linux systems, `adduser` where only BusyBox is. Returns the last failure. */
async function createAccount(): Promise<unknown> {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME]],
    ['adduser', ['-S', '-D', '-H', NAME]],
  ];
  let failure: unknown;
  for (const [command, args] of attempts) {
    try {
      await run(command, args);
      return undefined;
    } catch (error) {
      failure = error;
    }
  }
  return failure;
}

/** Whether the account may pass through every folder down to this one, judged by owners and modes. */
export async function canReach(account: Account, folder: string): Promise<boolean> {
  for (let place = folder; ; place = dirname(place)) {
    const { uid, gid, mode } = await stat(place);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (place === dirname(place)) return true;
  }
}
