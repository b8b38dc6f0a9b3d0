import { setTimeout } from 'node:timers/promises';
import { DataSource, type QueryRunner } from 'typeorm';
import { AppError } from '../errors/index.js';
import { dataSourceOptions, type Entities, makeDataSource } from './data-source.js';
import { MIGRATIONS } from './migrations/index.js';

/** Any number will do, as long as every version of Heli takes the same: "heli" in ASCII. */
const MIGRATION_LOCK = 0x68_65_6c_69;
const LOOK_AGAIN_MS = 250;

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

async function holdsLock(holder: QueryRunner): Promise<boolean> {
  const [answer] = await holder.manager.query<{ held: boolean }[]>(
    'SELECT pg_try_advisory_lock($1) AS held',
    [MIGRATION_LOCK],
  );
  return answer?.held === true;
}

/**
 * Several processes may start at once: one migrates, the others wait and find nothing left to do. They look again and
 * again rather than wait within a statement: an index that is built beside running services waits for all statements.
 */
async function exclusively<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const holder = dataSource.createQueryRunner();
  try {
    while (!(await holdsLock(holder))) await setTimeout(LOOK_AGAIN_MS);
    try {
      return await work();
    } finally {
      await holder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await holder.release();
  }
}

/** Brings the schema up to date; returns the names of the migrations that ran. */
export const migrateUp = (url: string, entities: Entities): Promise<string[]> =>
  withDataSource(url, entities, (dataSource) =>
    exclusively(dataSource, async () =>
      (await dataSource.runMigrations({ transaction: 'each' })).map(({ name }) => name),
    ),
  );

/** Names of all migrations of this release, in their order. */
export const knownMigrations = (): string[] =>
  MIGRATIONS.map((Migration) => new Migration().name).sort(byTime);

const byTime = (one: string, other: string): number => Number(one.slice(-13)) - Number(other.slice(-13));

/** Applies those of the named migrations that are outstanding, and no other one. */
export async function migrateTo(url: string, entities: Entities, names: readonly string[]): Promise<void> {
  const dataSource = new DataSource({
    ...dataSourceOptions(url, entities, 2),
    migrations: MIGRATIONS.filter((Migration) => names.includes(new Migration().name)),
  });
  await dataSource.initialize();
  try {
    await exclusively(dataSource, () => dataSource.runMigrations({ transaction: 'each' }));
  } finally {
    await dataSource.destroy();
  }
}

/** Takes the last migration back; returns its name, or null when there was none. */
export const migrateDown = (url: string, entities: Entities): Promise<string | null> =>
  withDataSource(url, entities, (dataSource) =>
    exclusively(dataSource, async () => {
      const last = await lastMigration(dataSource);
      if (last !== null) await dataSource.undoLastMigration({ transaction: 'each' });
      return last;
    }),
  );

async function lastMigration(dataSource: DataSource): Promise<string | null> {
  const [table] = await dataSource.query<{ found: string | null }[]>(
    `SELECT to_regclass('schema_migrations')::text AS found`,
  );
  if (table?.found == null) return null;
  const rows = await dataSource.query<{ name: string }[]>(
    'SELECT name FROM schema_migrations ORDER BY id DESC LIMIT 1',
  );
  return rows[0]?.name ?? null;
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
