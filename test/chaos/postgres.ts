import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { runningServer } from '../../src/database/embedded/postmaster.js';
import { type EmbeddedServer, startEmbedded } from '../../src/database/index.js';
import { codeOf } from '../../src/errors/index.js';

/** Less than the small disk that it may live on. */
const WAL_SIZE = '96MB';

/** The embedded PostgreSQL with all that keeps what is committed: a process of its own, which can be killed. */
export class Postgres {
  private readonly lives: EmbeddedServer[];

  private constructor(
    private readonly dataDir: string,
    first: EmbeddedServer,
  ) {
    this.lives = [first];
  }

  static async start(dataDir: string): Promise<Postgres> {
    const started = new Postgres(dataDir, await startEmbedded({ dataDir }));
    await started.query(`ALTER SYSTEM SET max_wal_size = '${WAL_SIZE}'`);
    await started.query('SELECT pg_reload_conf()');
    return started;
  }

  private get server(): EmbeddedServer {
    const last = this.lives.at(-1);
    if (last === undefined) throw new Error('PostgreSQL was never started');
    return last;
  }

  get port(): number {
    return this.server.port;
  }

  /** Address past every proxy. */
  get url(): string {
    return this.server.url;
  }

  get folder(): string {
    return this.server.cluster;
  }

  /** Number of the postmaster; undefined when none runs. */
  get pid(): number | undefined {
    return runningServer(this.folder)?.pid;
  }

  /** The postmaster and everything it started. */
  get pids(): number[] {
    const { pid } = this;
    return pid === undefined ? [] : [pid, ...childrenOf(pid)];
  }

  /** `kill -9` of the postmaster; its children end when they notice. */
  kill(): void {
    const { pid } = this;
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }

  signalAll(signal: NodeJS.Signals): void {
    for (const pid of this.pids) {
      try {
        process.kill(pid, signal);
      } catch (error) {
        // It ended by itself in between.
        if (codeOf(error) !== 'ESRCH') throw error;
      }
    }
  }

  /** Starts it again, with crash recovery, unless it runs. */
  async up(): Promise<void> {
    this.lives.push(await startEmbedded({ dataDir: this.dataDir }));
  }

  async query<T extends object>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      return (await client.query<T>(sql, [...parameters])).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    for (const life of this.lives.splice(0)) await life.stop();
  }
}

/** Linux: from what the system tells of every process. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        // It is gone already.
        return false;
      }
    });
}
