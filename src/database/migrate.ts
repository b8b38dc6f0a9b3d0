import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, QueryFailedError } from 'typeorm';
import { AppError, codeOf } from '../errors/index.js';
import { dataSourceOptions, type Entities, makeDataSource } from './data-source.js';
import { MIGRATIONS } from './migrations/index.js';

/** Any number will do, as long as every version of Heli takes the same: "heli" in ASCII. */
const MIGRATION_LOCK = 0x68_65_6c_69;

/**
 * A statement that waits for a lock makes all wait that come after it: a migration gives up so soon, lets them through
 * and tries again.
 */
const LOCK_TIMEOUT = '5s';
const ATTEMPTS = 60;
const PAUSE_MS = 1_000;
/** SQLSTATE lock_not_available. */
const LOCKED = '55P03';
const POLL_MS = 200;

async function withDataSource<T>(
  url: string,
  entities: Entities,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = makeDataSource(url, entities, 2);
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/**
 * Several processes may start at once: one migrates, the others wait and find nothing left to do. They ask again and
 * again: who waits within a statement holds a snapshot, for which CREATE INDEX CONCURRENTLY would wait in turn.
 */
async function exclusively<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const holder = dataSource.createQueryRunner();
  const ask = async (): Promise<boolean> => {
    const [row] = (await holder.query('SELECT pg_try_advisory_lock($1) AS held', [MIGRATION_LOCK])) as {
      held: boolean;
    }[];
    return row?.held === true;
  };
  try {
    while (!(await ask())) await sleep(POLL_MS);
    try {
      return await work();
    } finally {
      await holder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await holder.release();
  }
}

/** Does it again while others hold what it needs; each attempt is a transaction of its own and leaves nothing behind. */
async function whenFree(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      const isLocked = error instanceof QueryFailedError && codeOf(error.driverError) === LOCKED;
      if (!isLocked || attempt === ATTEMPTS) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** Connections of migrations wait only so long for a lock. */
async function withMigrations<T>(
  url: string,
  entities: Entities,
  migrations: readonly (typeof MIGRATIONS)[number][],
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const options = dataSourceOptions(url, entities, 2);
  const extra = { ...(options.extra as object), options: `-c timezone=UTC -c lock_timeout=${LOCK_TIMEOUT}` };
  const dataSource = new DataSource({ ...options, extra, migrations: [...migrations] });
  await dataSource.initialize();
  try {
    return await exclusively(dataSource, () => work(dataSource));
  } finally {
    await dataSource.destroy();
  }
}

/** Brings the schema up to date; returns the names of the migrations that ran. */
export const migrateUp = (url: string, entities: Entities): Promise<string[]> =>
  migrateTo(url, entities, knownMigrations());

/** Names of all migrations of this release, in their order. */
export const knownMigrations = (): string[] =>
  MIGRATIONS.map((Migration) => new Migration().name).sort(byTime);

const byTime = (one: string, other: string): number => Number(one.slice(-13)) - Number(other.slice(-13));

/** Applies those of the named migrations that are outstanding, and no other one; returns the names of those that ran. */
export const migrateTo = (url: string, entities: Entities, names: readonly string[]): Promise<string[]> =>
  withMigrations(
    url,
    entities,
    MIGRATIONS.filter((Migration) => names.includes(new Migration().name)),
    async (dataSource) => {
      const before = new Set(await migrationsRun(dataSource));
      await whenFree(() => dataSource.runMigrations({ transaction: 'each' }));
      return (await migrationsRun(dataSource)).filter((name) => !before.has(name));
    },
  );

/** Takes the last migration back; returns its name, or null when there was none. */
export const migrateDown = (url: string, entities: Entities): Promise<string | null> =>
  withMigrations(url, entities, MIGRATIONS, async (dataSource) => {
    const last = (await migrationsRun(dataSource)).at(-1) ?? null;
    if (last !== null) await whenFree(() => dataSource.undoLastMigration({ transaction: 'each' }));
    return last;
  });

/** Names in the order in which they ran. */
async function migrationsRun(dataSource: DataSource): Promise<string[]> {
  const [table] = await dataSource.query<{ found: string | null }[]>(
    `SELECT to_regclass('schema_migrations')::text AS found`,
  );
  if (table?.found == null) return [];
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM schema_migrations ORDER BY id');
  return rows.map(({ name }) => name);
}

/** Statements that would make the database fit the entities, and those that take them back. */
export interface Drift {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

/** What the migrations still miss against the entities; empty lists are good. Runs no statement that changes anything. */
export const findDrift = (url: string, entities: Entities): Promise<Drift> =>
  withDataSource(url, entities, async (dataSource) => {
    const log = await dataSource.driver.createSchemaBuilder().log();
    return {
      up: log.upQueries.map(({ query }) => query),
      down: log.downQueries.map(({ query }) => query),
    };
  });

/** Refuses with all missing statements when migrations and entities differ. */
export async function assertNoDrift(url: string, entities: Entities): Promise<void> {
  const { up } = await findDrift(url, entities);
  if (up.length > 0) {
    throw new AppError(
      'SCHEMA_DRIFT',
      `The entities ask for what no migration does:\n  ${up.join(';\n  ')};`,
    );
  }
}
