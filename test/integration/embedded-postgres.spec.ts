import { spawn } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedServer, startEmbedded } from '../../src/database/index.js';

const isRoot = process.getuid?.() === 0;
const USER = join(import.meta.dirname, '..', 'support', 'embedded-user.mjs');

interface User {
  readonly url: string;
  readonly owner: boolean;
  readonly cluster: string;
  readonly leave: () => Promise<void>;
  readonly kill: () => Promise<void>;
}

/** Another process of the project, that uses the database until it is told to leave, or is killed. */
async function anotherProcess(dataDir: string): Promise<User> {
  const child = spawn(process.execPath, [USER, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      if (text.includes('\n')) resolve(text);
    });
    void gone.then(() => reject(new Error(`it ended early: ${text}`)));
  });
  return {
    ...(JSON.parse(line) as Omit<User, 'leave' | 'kill'>),
    leave: () => {
      child.stdin.end();
      return gone;
    },
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await ask(url, 'SELECT 1');
    return true;
  } catch {
    return false;
  }
}

const pidOf = async (cluster: string): Promise<number> =>
  Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);

describe('PostgreSQL from npm in the project folder', () => {
  let root: string;
  let dataDir: string;
  const open: EmbeddedServer[] = [];
  const start = async (folder = dataDir): Promise<EmbeddedServer> => {
    const server = await startEmbedded({ dataDir: folder });
    open.push(server);
    return server;
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'heli embedded 合力-'));
    // Passable for user postgres, as an ordinary project folder is; one test closes it.
    await chmod(root, 0o755);
    dataDir = join(root, '.heli');
  });
  afterEach(async () => {
    const servers = open.splice(0);
    for (const server of servers) await server.stop();
    for (const server of servers) await server.remove();
    await rm(root, { recursive: true, force: true });
  });

  it('keeps data between two starts, in UTF-8 and ordered alike on every machine', async () => {
    const first = await start();
    await ask(first.url, `CREATE TABLE places AS SELECT '望京𠮷🎉' AS name`);
    await first.stop();
    expect(await answers(first.url)).toBe(false);
    const second = await start();
    expect(await ask(second.url, 'SELECT name FROM places')).toEqual([{ name: '望京𠮷🎉' }]);
    const [settings] = await ask(
      second.url,
      `SELECT datcollate, datlocale, pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = 'heli'`,
    );
    expect(settings).toMatchObject({ encoding: 'UTF8', datlocale: 'C.UTF-8' });
    expect(await ask(second.url, 'SHOW timezone')).toEqual([{ TimeZone: 'UTC' }]);
    expect(second.cluster.startsWith(root)).toBe(true);
  });

  it('is shared by processes of one project: the first starts it, the last turns it off', async () => {
    const [one, other] = await Promise.all([anotherProcess(dataDir), anotherProcess(dataDir)]);
    expect([one.owner, other.owner].sort()).toEqual([false, true]);
    expect(one.url).toBe(other.url);
    const [owner, guest] = one.owner ? [one, other] : [other, one];
    await owner.leave();
    expect(await answers(guest.url)).toBe(true);
    await guest.leave();
    expect(await answers(guest.url)).toBe(false);
  });

  it('is found again when the process that started it was killed', async () => {
    const killed = await anotherProcess(dataDir);
    await killed.kill();
    const server = await start();
    expect(server.owner).toBe(false);
    expect(server.url).toBe(killed.url);
    await server.stop();
    expect(await answers(server.url)).toBe(false);
  });

  it('recovers what was committed when process and server were killed together', async () => {
    const killed = await anotherProcess(dataDir);
    await ask(killed.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await killed.kill();
    process.kill(await pidOf(killed.cluster), 'SIGKILL');
    const server = await start();
    expect(server.owner).toBe(true);
    expect(await ask(server.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('starts although the number in its lock file now belongs to another program', async () => {
    const first = await start();
    await first.stop();
    const lock = join(first.cluster, 'postmaster.pid');
    await writeFile(lock, `${process.pid}\n${first.cluster}\n1\n5432\n\n127.0.0.1\n0 0\nready\n`);
    const { uid, gid } = await stat(first.cluster);
    await chown(lock, uid, gid);
    expect((await start()).owner).toBe(true);
  });

  it('gives a copied project a database of its own, even while the original runs', async () => {
    const original = await start();
    await ask(original.url, 'CREATE TABLE original AS SELECT 1 AS one');
    const copyDir = join(root, 'copy');
    await cp(dataDir, copyDir, { recursive: true });
    const copy = await start(copyDir).catch((error: unknown) => error);
    // A copy of a running database may be unusable, but it never is the original.
    if (copy instanceof Error) expect(copy.message).toContain(copyDir);
    else {
      expect((copy as EmbeddedServer).port).not.toBe(original.port);
      expect((copy as EmbeddedServer).cluster).not.toBe(original.cluster);
    }
    expect(await ask(original.url, 'SELECT one FROM original')).toEqual([{ one: 1 }]);
  });

  it('takes another port when its own was taken meanwhile', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(first.port, '127.0.0.1', resolve));
    try {
      const second = await start();
      expect(second.port).not.toBe(first.port);
      expect(await answers(second.url)).toBe(true);
    } finally {
      squatter.close();
    }
  });

  it('serves two clones side by side', async () => {
    const [one, other] = await Promise.all([start(dataDir), start(join(root, 'clone', '.heli'))]);
    await ask(one.url, 'CREATE TABLE mine AS SELECT 1 AS one');
    await expect(ask(other.url, 'SELECT * FROM mine')).rejects.toThrow('does not exist');
  });

  it('comes back on the same port when it is killed while in use', async () => {
    const server = await startEmbedded({ dataDir, revive: true });
    open.push(server);
    process.kill(await pidOf(server.cluster), 'SIGKILL');
    for (let wait = 0; wait < 900 && !(await answers(server.url)); wait++) await sleep(100);
    expect(await answers(server.url)).toBe(true);
  });

  (isRoot ? it : it.skip)(
    'lives where user postgres can reach it when the project is below a closed home',
    async () => {
      const home = join(root, 'home');
      await mkdir(home, { mode: 0o700 });
      const server = await start(join(home, 'project', '.heli'));
      expect(server.cluster.startsWith(root)).toBe(false);
      await ask(server.url, 'CREATE TABLE kept AS SELECT 1 AS one');
      await server.stop();
      const again = await start(join(home, 'project', '.heli'));
      expect(again.cluster).toBe(server.cluster);
      expect(await ask(again.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
      expect(dirname(again.cluster)).not.toBe(root);
    },
  );
});
