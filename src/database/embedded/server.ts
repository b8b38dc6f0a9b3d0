import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { AppError, codeOf, messageOf } from '../../errors/index.js';
import { serverAccount } from './account.js';
import { type Account, type Binaries, SERVER_ENV, usableBinaries } from './binaries.js';
import { type Location, locate } from './location.js';
import { clearForeignPidFile, runningServer, type RunningServer } from './postmaster.js';
import { isAlive } from './process-identity.js';
import { ServerUsers } from './users.js';

const run = promisify(execFile);

const HOST = '127.0.0.1';
const SUPERUSER = 'heli';
/** Crash recovery of a large database may take a while. */
const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 20_000;
const POLL_MS = 25;
const ATTEMPTS = 8;
/** How often a server that should run is looked after. */
const WATCH_MS = 1_000;
const LARGEST_LOG_BYTES = 5 * 1024 * 1024;

export interface EmbeddedOptions {
  /** Folder of the project's data (HELI_DATA_DIR). */
  readonly dataDir: string;
  /** Database to use, made if missing. */
  readonly database?: string;
  /** Tests only: data may be lost when the machine fails, writing is faster. */
  readonly disposable?: boolean;
  /** Start the server again when it dies while this process uses it. */
  readonly revive?: boolean;
}

export interface EmbeddedServer {
  /** `postgres://…` of the database. */
  readonly url: string;
  /** True when this process started the server, false when it found it running. */
  readonly owner: boolean;
  /** PGDATA; below a closed home root's server cannot live in the project, so say where it is. */
  readonly cluster: string;
  readonly port: number;
  /** Leaves the server; the last process to leave turns it off. */
  readonly stop: () => Promise<void>;
  /** As `stop`, and deletes the database for good. For scratch folders only. */
  readonly remove: () => Promise<void>;
}

/**
 * Starts PostgreSQL from npm on the project's data folder, or attaches to the one that runs on it already: started by
 * another process of the project, or left by one that was killed. PostgreSQL's own lock file decides who starts.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const general = await serverAccount();
  const location = await locate(options.dataDir, general);
  const users = new ServerUsers(location.usersDir);
  await users.join();
  try {
    const account = await ownerOf(location.cluster, general);
    const { server, started } = await ensureRunning(location, account, options.disposable === true);
    const database = options.database ?? 'heli';
    await ensureDatabase(location, server.port, database);
    const stopAtExit = exitHook(location.cluster, users);
    const reviving = options.revive === true ? keepAlive(location, account, server) : undefined;
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopAtExit.cancel();
      stopping ??= (async () => {
        await reviving?.end();
        await users.leave(() => stopServer(location.cluster));
      })();
      return stopping;
    };
    return {
      url: urlOf(location, server.port, database),
      owner: started,
      cluster: location.cluster,
      port: server.port,
      stop,
      remove: async () => {
        await stop();
        await rm(location.ownFolder, { recursive: true, force: true });
        await rm(location.dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await users.leave(() => stopServer(location.cluster));
    throw error;
  }
}

/** An existing cluster keeps its owner, so that root may go on with what an ordinary user began. */
async function ownerOf(cluster: string, general: Account | undefined): Promise<Account | undefined> {
  if (general === undefined || !existsSync(join(cluster, 'PG_VERSION'))) return general;
  const { uid, gid } = await stat(cluster);
  return uid === 0 ? general : { uid, gid };
}

async function ensureRunning(
  location: Location,
  account: Account | undefined,
  disposable: boolean,
): Promise<{ server: RunningServer; started: boolean }> {
  let binaries: Binaries | undefined;
  let failure = 'no attempt was made';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = runningServer(location.cluster);
    if (found && (await accepts(location, found))) return { server: found, started: false };
    binaries ??= await usableBinaries(account, location.copyRoot);
    if (!existsSync(join(location.cluster, 'PG_VERSION'))) await initialise(location, account, binaries);
    await clearForeignPidFile(location.cluster);
    const outcome = await launch(location, account, binaries, disposable);
    if (typeof outcome !== 'string') return { server: outcome, started: true };
    // Another process was quicker, the port was taken meanwhile, or children of a killed server are still ending.
    failure = outcome;
    await sleep(100 * (attempt + 1));
  }
  throw new AppError(
    'DATABASE_START_FAILED',
    `PostgreSQL does not start on ${location.cluster}: ${failure} (its log: ${location.logFile})`,
  );
}

async function initialise(
  location: Location,
  account: Account | undefined,
  binaries: Binaries,
): Promise<void> {
  const draft = `${location.cluster}.${process.pid}`;
  const passwordFile = `${location.cluster}.password.${process.pid}`;
  await mkdir(dirname(location.cluster), { recursive: true, mode: 0o755 });
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${location.password}\n`, { mode: 0o600 });
  try {
    if (account) {
      await chown(draft, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await run(
      binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order of text on every machine, whatever locales it has.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
        '--no-sync',
      ],
      { ...account, env: SERVER_ENV, cwd: draft },
    );
    await rename(draft, location.cluster);
  } catch (cause) {
    // Somebody else made it in the meantime: then that one is used.
    if (!existsSync(join(location.cluster, 'PG_VERSION'))) {
      throw new AppError(
        'DATABASE_START_FAILED',
        `The database folder ${location.cluster} could not be made: ${messageOf(cause)}`,
        { cause },
      );
    }
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/** Starts the server in its own process group, so that Ctrl-C reaches Heli first. Returns it, or the sentence why not. */
async function launch(
  location: Location,
  account: Account | undefined,
  binaries: Binaries,
  disposable: boolean,
): Promise<RunningServer | string> {
  const port = await choosePort(location);
  const log = await openLog(location.logFile);
  const logStart = (await log.stat()).size;
  const settings = [
    `listen_addresses=${HOST}`,
    `port=${port}`,
    // No sockets in files: their paths have a length limit, and rights of their own.
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=64MB',
    'timezone=UTC',
    'log_timezone=UTC',
    'logging_collector=off',
    'log_min_messages=warning',
    'log_min_error_statement=panic',
    ...(disposable ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  const child = spawn(
    binaries.postgres,
    ['-D', location.cluster, ...settings.flatMap((setting) => ['-c', setting])],
    { ...account, env: SERVER_ENV, cwd: location.cluster, detached: true, stdio: ['ignore', log.fd, log.fd] },
  );
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `it ended with ${signal ?? `code ${code ?? 'unknown'}`}`));
  child.unref();
  await log.close();
  const patience = Date.now() + START_PATIENCE_MS;
  for (;;) {
    if (ended !== undefined) {
      const said = (await readFile(location.logFile, 'utf8')).slice(logStart).trim();
      return `${ended}: ${said.slice(-2000)}`;
    }
    if (child.pid !== undefined && (await answers(location, port)) === 'ready') {
      await writeFile(location.portFile, String(port));
      return { pid: child.pid, port };
    }
    if (Date.now() > patience) {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGINT');
      return `it gave no answer within ${START_PATIENCE_MS / 1000} s`;
    }
    await sleep(POLL_MS);
  }
}

async function openLog(path: string) {
  const large = existsSync(path) && (await stat(path)).size > LARGEST_LOG_BYTES;
  const log = await open(path, large ? 'w' : 'a', 0o600);
  await chmod(path, 0o600);
  return log;
}

/** Waits for a server that somebody else started; false when it ends instead, or was not the one we know. */
async function accepts(location: Location, server: RunningServer): Promise<boolean> {
  const patience = Date.now() + START_PATIENCE_MS;
  while (isAlive(server.pid) && Date.now() < patience) {
    const answer = await answers(location, server.port);
    if (answer === 'ready') return true;
    if (answer === 'refused') {
      throw new AppError(
        'DATABASE_START_FAILED',
        `A PostgreSQL runs on ${location.cluster}, but it does not take the password in ${join(location.dataDir, 'postgres.json')}`,
      );
    }
    await sleep(POLL_MS);
  }
  return false;
}

type Answer = 'ready' | 'not yet' | 'refused';

async function answers(location: Location, port: number): Promise<Answer> {
  if (!Number.isInteger(port) || port <= 0) return 'not yet';
  const client = new pg.Client({
    connectionString: urlOf(location, port, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const code = codeOf(error);
    return code === '28P01' || code === '28000' ? 'refused' : 'not yet';
  } finally {
    await client.end();
  }
}

async function ensureDatabase(location: Location, port: number, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(location, port, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } catch (error) {
    // 42P04, 23505: another process made it at the same moment.
    const code = codeOf(error);
    if (code !== '42P04' && code !== '23505') throw error;
  } finally {
    await client.end();
  }
}

const urlOf = (location: Location, port: number, database: string): string =>
  `postgres://${SUPERUSER}:${location.password}@${HOST}:${port}/${encodeURIComponent(database)}`;

/** The port of the last time while it is free, so that processes that still know it find the server again. */
async function choosePort(location: Location): Promise<number> {
  const last = existsSync(location.portFile) ? Number(await readFile(location.portFile, 'utf8')) : 0;
  const usable = Number.isInteger(last) && last > 1024 && last < 65_536;
  return usable && (await isFree(last)) ? last : freePort();
}

async function isFree(port: number): Promise<boolean> {
  try {
    await listenOnce(port);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES') return false;
    throw error;
  }
}

/** A port nobody has at this moment; if somebody takes it before PostgreSQL does, the next attempt takes another. */
export const freePort = (): Promise<number> => listenOnce(0);

async function listenOnce(wished: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(wished, HOST, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Starts the server again when it died: killed by hand, or by a machine short of memory. */
function keepAlive(
  location: Location,
  account: Account | undefined,
  first: RunningServer,
): { end: () => Promise<void> } {
  const logger = new Logger('Database');
  let known = first;
  let work = Promise.resolve();
  const look = async (): Promise<void> => {
    if (isAlive(known.pid)) return;
    try {
      const { server, started } = await ensureRunning(location, account, false);
      known = server;
      if (started) logger.warn(`PostgreSQL had died and was started again on port ${server.port}`);
    } catch (error) {
      logger.error(messageOf(error));
    }
  };
  const timer = setInterval(() => {
    work = work.then(look);
  }, WATCH_MS);
  timer.unref();
  return {
    end: () => {
      clearInterval(timer);
      return work;
    },
  };
}

async function stopServer(cluster: string): Promise<void> {
  const server = runningServer(cluster);
  if (server === undefined) return;
  process.kill(server.pid, 'SIGINT');
  const patience = Date.now() + STOP_PATIENCE_MS;
  while (isAlive(server.pid)) {
    if (Date.now() > patience) {
      throw new AppError('DATABASE_START_FAILED', `PostgreSQL ${server.pid} on ${cluster} does not end`);
    }
    await sleep(POLL_MS);
  }
}

/** `process.exit` without `stop` must not leave a server behind; nothing can be awaited any more at that point. */
function exitHook(cluster: string, users: ServerUsers): { cancel: () => void } {
  const hook = (): void => {
    const server = users.leaveNow() ? runningServer(cluster) : undefined;
    if (server !== undefined) process.kill(server.pid, 'SIGINT');
  };
  process.once('exit', hook);
  return { cancel: () => process.off('exit', hook) };
}
