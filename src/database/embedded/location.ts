import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError, codeOf } from '../../errors/index.js';
import { canReach } from './account.js';
import { type Account } from './binaries.js';

/** Where root puts what user postgres must reach when the project lies below a closed home. */
const SHARED_ROOTS = ['/var/lib/heli', join(tmpdir(), 'heli')];
const CARD = 'postgres.json';

const card = z.object({
  cluster: z.string(),
  password: z.string(),
  /** The data folder that this card was written for: a copied project must not share the original's database. */
  dataDir: z.string(),
});

/** Where the embedded database of a project lives. */
export interface Location {
  /** PGDATA. */
  readonly cluster: string;
  readonly password: string;
  /** For binaries that have to be copied. */
  readonly copyRoot: string;
  readonly dataDir: string;
  /** Holds the cluster and nothing of anybody else. */
  readonly ownFolder: string;
  /** Files that this process itself writes. */
  readonly usersDir: string;
  readonly logFile: string;
  readonly portFile: string;
}

/** Reads the card that the data folder keeps of its database, or decides on a place and writes it. */
export async function locate(dataDir: string, account: Account | undefined): Promise<Location> {
  await mkdir(dataDir, { recursive: true }).catch((cause: unknown) => {
    throw new AppError('DATABASE_START_FAILED', `The data folder ${dataDir} cannot be made`, { cause });
  });
  const real = await realpath(dataDir);
  const reachable = account === undefined || (await canReach(account, real));
  const shared = reachable ? null : await sharedRoot();
  const known = await readCard(real);
  const kept = known ?? (await writeCard(real, shared, existsSync(join(real, CARD))));
  return {
    cluster: kept.cluster,
    password: kept.password,
    copyRoot: shared ?? join(real, 'postgresql'),
    dataDir: real,
    ownFolder: kept.cluster === join(real, 'postgres') ? kept.cluster : dirname(kept.cluster),
    usersDir: join(real, 'users'),
    logFile: join(real, 'postgres.log'),
    portFile: join(real, 'postgres.port'),
  };
}

async function readCard(dataDir: string): Promise<z.infer<typeof card> | undefined> {
  const path = join(dataDir, CARD);
  if (!existsSync(path)) return undefined;
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError(
      'DATABASE_START_FAILED',
      `${path} cannot be read: the database belongs to another user. Start Heli as that user, or set HELI_DATA_DIR.`,
      { cause },
    );
  });
  const parsed = card.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const inside = join(dataDir, 'postgres');
  const moved = parsed.data.dataDir !== dataDir;
  if (!moved) return parsed.data;
  // The folder was moved or copied, and a cluster inside came along with it.
  if (existsSync(join(inside, 'PG_VERSION'))) return { ...parsed.data, cluster: inside, dataDir };
  const originalIsThere = existsSync(join(parsed.data.dataDir, CARD));
  return originalIsThere ? undefined : parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Half-written by a process that was killed: there is no card yet.
    return undefined;
  }
}

async function writeCard(
  dataDir: string,
  shared: string | null,
  replace: boolean,
): Promise<z.infer<typeof card>> {
  const short = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const fresh = {
    cluster:
      shared === null
        ? join(dataDir, 'postgres')
        : join(shared, `${short}-${randomBytes(4).toString('hex')}`, 'postgres'),
    password: randomBytes(24).toString('hex'),
    dataDir,
  };
  const path = join(dataDir, CARD);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  try {
    // Of two processes at once, the first to link decides; both then read the same card.
    if (replace) await rename(draft, path);
    else await link(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return card.parse(JSON.parse(await readFile(path, 'utf8')));
}

async function sharedRoot(): Promise<string> {
  for (const root of SHARED_ROOTS) {
    try {
      await mkdir(root, { recursive: true, mode: 0o755 });
      const { uid } = await stat(root);
      // A folder that somebody else owns could be exchanged under our feet.
      if (uid !== 0) continue;
      await chmod(root, 0o755);
      return root;
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
    }
  }
  throw new AppError(
    'DATABASE_START_FAILED',
    `User postgres cannot reach the project folder, and none of ${SHARED_ROOTS.join(', ')} can be written. Set HELI_DATA_DIR to a folder that others may pass through, or DATABASE_URL.`,
  );
}
