import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';
import { freePort, makeDataSource } from '../../src/database/index.js';
import { ENTITIES } from '../../src/entities.js';
import { type Disk, prepareDisk } from './disk.js';
import { Part } from './part.js';
import { Postgres } from './postgres.js';
import { Proxy } from './proxy.js';

export const OPERATOR_KEY = 'operator-key-of-the-fault-suite';
/** A worker that fell silent for so long has lost its run. */
export const LEASE_MS = 2_000;
const END_PATIENCE_MS = 10_000;
const READY_PATIENCE_MS = 60_000;
const PROBE_MS = 5_000;
const SETTINGS = {
  NODE_ENV: 'test',
  HELI_HOST: '127.0.0.1',
  HELI_AUTH: 'accounts',
  HELI_API_TOKEN: OPERATOR_KEY,
  HELI_METRICS_TOKEN: OPERATOR_KEY,
  HELI_AUTH_SECRET: 'vQ7wT2mZ9pLx4KdR8sYb1NcHfUe3GjAo',
  HELI_LOG_LEVEL: 'warn',
  HELI_LEASE_MS: String(LEASE_MS),
  HELI_SHUTDOWN_GRACE_MS: '500',
  HELI_RATE_LIMIT: '1000000',
  HELI_SOLVER_THREADS: '1',
  HELI_SOLVER_HELPERS: '2',
  HELI_HELPER_LEAST_ENTRIES: '1',
  // So that faults find runs half way.
  HELI_TEST_STEP_DELAY_MS: '40',
};

export interface StandOptions {
  /** Folder of `main.js` and `worker.js`. */
  readonly programs: string;
  /** `clock.js`, which processes load first. */
  readonly clock: string;
  readonly workers: number;
}

interface Lines {
  readonly front: Proxy;
  readonly database: Proxy;
  /** Undefined: jobs are in PostgreSQL. */
  readonly queue: Proxy | undefined;
}

interface Ports {
  readonly redis: number;
  readonly api: number;
  readonly health: readonly number[];
}

/**
 * The service as it runs in production, on this machine alone: PostgreSQL, Redis, an API and workers, each a process of its
 * own, each reached through a line that can be cut.
 */
export class Stand {
  /** What takes away what was made, in the order in which it was made. */
  private readonly undoing: (() => unknown)[] = [];
  private source: DataSource;
  disk: Disk;
  postgres: Postgres;
  /** Undefined: it is not installed, and jobs are in PostgreSQL. */
  redis: Part | undefined;
  lines: Lines;
  api: Part;
  workers: readonly Part[] = [];

  private constructor(
    readonly folder: string,
    private readonly ports: Ports,
  ) {}

  static async start(options: StandOptions): Promise<Stand> {
    const folder = await mkdtemp(join(tmpdir(), 'heli-faults-'));
    const [redis = 0, api = 0, ...health] = await Promise.all(
      Array.from({ length: 3 + options.workers }, freePort),
    );
    const stand = new Stand(folder, { redis, api, health });
    stand.undoing.push(() => rm(folder, { recursive: true, force: true }));
    try {
      await stand.startStores();
      await stand.startService(options);
      return stand;
    } catch (error) {
      await stand.close();
      throw error;
    }
  }

  private async startStores(): Promise<void> {
    const { folder, ports } = this;
    await chmod(folder, 0o755);
    const dataDir = await madeFolder(folder, 'data');
    this.disk = prepareDisk(dataDir);
    this.undoing.push(() => this.disk.release());
    this.postgres = await Postgres.start(dataDir);
    this.undoing.push(() => this.postgres.stop());
    this.source = await sourceOf(this.postgres);
    this.undoing.push(() => (this.source.isInitialized ? this.source.destroy() : undefined));
    const lineTo = async (port: () => number): Promise<Proxy> => {
      const line = await Proxy.start(port);
      this.undoing.push(() => line.close());
      return line;
    };
    if (hasRedis()) this.redis = redisPart(ports.redis, await madeFolder(folder, 'redis'));
    this.lines = {
      front: await lineTo(() => ports.api),
      database: await lineTo(() => this.postgres.port),
      queue: this.redis && (await lineTo(() => ports.redis)),
    };
    if (this.redis) await this.begin(this.redis);
  }

  private async startService({ programs, clock, workers }: StandOptions): Promise<void> {
    const part = (name: string, args: readonly string[], at: number): Promise<Part> =>
      this.partOf(name, ['--import', clock, ...args], this.ports.health[at] ?? 0);
    this.api = await part('api', [join(programs, 'main.js'), '--role', 'api'], 0);
    this.workers = await Promise.all(
      Array.from({ length: workers }, (_, at) =>
        part(`worker ${at + 1}`, [join(programs, 'worker.js')], at + 1),
      ),
    );
    // The API brings the schema up to date.
    await this.begin(this.api);
    await Promise.all(this.workers.map((worker) => this.begin(worker)));
  }

  private async partOf(name: string, args: readonly string[], healthPort: number): Promise<Part> {
    const clockFile = clockFileOf(this.folder, name);
    await writeFile(clockFile, '0');
    const { front, database, queue } = this.lines;
    const databaseUrl = new URL(this.postgres.url);
    databaseUrl.port = String(database.port);
    return new Part({
      name,
      command: process.execPath,
      args,
      cwd: this.folder,
      env: {
        ...SETTINGS,
        DATABASE_URL: databaseUrl.href,
        ...(queue === undefined ? {} : { REDIS_URL: `redis://127.0.0.1:${queue.port}` }),
        HELI_DATA_DIR: join(this.folder, 'own'),
        HELI_PORT: String(this.ports.api),
        HELI_PUBLIC_URL: `http://127.0.0.1:${front.port}`,
        HELI_HEALTH_PORT: String(healthPort),
        HELI_CHAOS_CLOCK: clockFile,
      },
      ready: async () => {
        const probe = `http://127.0.0.1:${healthPort}/health/ready`;
        const answer = await fetch(probe, { signal: AbortSignal.timeout(PROBE_MS) });
        return ((await answer.json()) as { status: string }).status === 'ok';
      },
    });
  }

  private async begin(part: Part): Promise<void> {
    part.start();
    this.undoing.push(() => part.end(END_PATIENCE_MS));
    await this.awaitReady(part);
  }

  /** Where the traffic of people goes. */
  get address(): string {
    return `http://127.0.0.1:${this.lines.front.port}`;
  }

  /** The same past the line that faults are put on. */
  get directAddress(): string {
    return `http://127.0.0.1:${this.ports.api}`;
  }

  /** Redis past the line that faults are put on. */
  get redisUrl(): string | undefined {
    return this.redis && `redis://127.0.0.1:${this.ports.redis}`;
  }

  get parts(): readonly Part[] {
    return [...(this.redis ? [this.redis] : []), this.api, ...this.workers];
  }

  /** A look into the database past the service. */
  get database(): DataSource {
    return this.source;
  }

  /** Sets the clock of a process. */
  setClock(part: Part, offMs: number): Promise<void> {
    return writeFile(clockFileOf(this.folder, part.name), String(offMs));
  }

  /** Takes the database away from under everybody, and brings it back. */
  async restartDatabase(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    this.postgres.kill();
    await meanwhile();
    await this.databaseUp();
  }

  async databaseUp(): Promise<void> {
    await this.postgres.up();
    // Its port may be another one.
    if (this.source.isInitialized) await this.source.destroy();
    this.source = await sourceOf(this.postgres);
  }

  /** @throws when a part is not ready in time: an orchestrator would have a broken service */
  async untilReady(): Promise<void> {
    for (const part of this.parts) await this.awaitReady(part);
  }

  private async awaitReady(part: Part): Promise<void> {
    if (!(await part.untilReady(READY_PATIENCE_MS)))
      throw new Error(`${part.name} is not ready after ${READY_PATIENCE_MS / 1000} s:\n${part.output}`);
  }

  async close(): Promise<void> {
    for (const undo of this.undoing.splice(0).reverse()) await undo();
  }
}

export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

const clockFileOf = (folder: string, name: string): string =>
  join(folder, `clock-${name.replaceAll(' ', '-')}`);

const sourceOf = (postgres: Postgres): Promise<DataSource> =>
  makeDataSource(postgres.url, ENTITIES, 2).initialize();

async function madeFolder(parent: string, name: string): Promise<string> {
  const folder = join(parent, name);
  await mkdir(folder);
  return folder;
}

/** As in docker/compose.yml. */
function redisPart(port: number, folder: string): Part {
  return new Part({
    name: 'redis',
    command: 'redis-server',
    args: [
      ...['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'],
      ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder],
    ],
    env: {},
    cwd: folder,
    ready: () => pong(port),
  });
}

/** Whether Redis answers; one that loads its file says -LOADING. */
function pong(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const end = (ready: boolean): void => {
      socket.destroy();
      resolve(ready);
    };
    socket.setTimeout(PROBE_MS, () => end(false));
    socket.on('data', (bytes) => end(bytes.toString().startsWith('+PONG')));
    socket.on('error', () => end(false));
  });
}
