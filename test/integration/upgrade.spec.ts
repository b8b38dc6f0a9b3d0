import { generatePilot } from '@heli/generator';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import {
  dataSourceOptions,
  knownMigrations,
  migrateDown,
  migrateTo,
  migrateUp,
} from '../../src/database/index.js';
import { ENTITIES } from '../../src/entities.js';
import { loadDataset } from '../../src/features/datasets/index.js';
import { loadProblem } from '../../src/features/problems/index.js';
import { checkDrift } from '../../src/schema.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/database.js';
import { faultsOfMigration } from '../support/migration-rules.js';
import { Traffic } from '../support/traffic.js';

/** The last migration of the first release. */
const FIRST_RELEASE = 'SeriesHolidaysAndSeasonOfPlans1763900300000';
/** Migrations up to here were written before the rules. */
const RULES_SINCE = 1_764_300_000_000;
const OWN_TABLES = ['schema_migrations'];

const names = knownMigrations();
const released = names.indexOf(FIRST_RELEASE) + 1;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

type Columns = ReadonlyMap<string, readonly string[]>;

/** Stored columns of every table. */
async function columnsOf(url: string): Promise<Columns> {
  const rows = await withClient(url, (client) =>
    client.query<{ table: string; columns: string[] }>(
      `SELECT table_name AS "table", array_agg(column_name::text ORDER BY column_name) AS columns
         FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' GROUP BY 1`,
    ),
  );
  return new Map(
    rows.rows
      .filter(({ table }) => !OWN_TABLES.includes(table))
      .map(({ table, columns }) => [table, columns]),
  );
}

/** How many rows every table has, and a digest of what they hold in the given columns; rows of the traffic do not count. */
async function digests(url: string, columns: Columns): Promise<Record<string, string>> {
  return withClient(url, async (client) => {
    const found: Record<string, string> = {};
    for (const [table, held] of columns) {
      const list = held.map((name) => `"${name}"`).join();
      const kept = held.includes('id') ? `WHERE id::text NOT LIKE 'traffic%'` : '';
      const { rows } = await client.query<{ digest: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(held::text), '' ORDER BY md5(held::text))), '') AS digest
           FROM (SELECT ${list} FROM "${table}" ${kept}) AS held`,
      );
      found[table] = rows[0]?.digest ?? '';
    }
    return found;
  });
}

/** Rows of one database in another whose tables have fewer columns, in an order that foreign keys allow. */
async function copyRows(from: string, to: string, columns: Columns): Promise<void> {
  await withClient(from, (source) =>
    withClient(to, async (target) => {
      await target.query('BEGIN');
      await target.query('SET LOCAL session_replication_role = replica');
      for (const [table, held] of columns) {
        const list = held.map((name) => `"${name}"`).join();
        const { rows } = await source.query<{ rows: string }>(
          `SELECT coalesce(json_agg(held), '[]')::text AS rows FROM (SELECT ${list} FROM "${table}") AS held`,
        );
        await target.query(
          `INSERT INTO "${table}" (${list}) OVERRIDING SYSTEM VALUE
           SELECT ${list} FROM json_populate_recordset(NULL::"${table}", $1)`,
          [rows[0]?.rows],
        );
      }
      await target.query('COMMIT');
    }),
  );
}

/** A published plan that gives everybody in reach something to do. */
const PLAN = [
  `INSERT INTO allocation_runs (id, season_id, state, request) SELECT 'run', id, 'succeeded', '{}' FROM seasons`,
  `INSERT INTO plans (id, version, run_id, season_id, state, problem_sha256, quality, termination, gap, counts, certificate, open_places, document_gzip)
   SELECT 'plan', 1, 'run', id, 'published', repeat('0', 64), 'optimal', 'converged', 0, '{}', '{}', '[]', '\\x00' FROM seasons`,
  `INSERT INTO assignments (id, version, plan_id, activity_id, role_id, volunteer_id)
   SELECT a.id || v.id, 1, 'plan', a.id, 'r', v.id
     FROM activities a CROSS JOIN LATERAL (SELECT id FROM volunteers ORDER BY md5(a.id || id) LIMIT 10) v`,
];

describe('data of the first release', () => {
  let now: TestDatabase;
  let then: TestDatabase;
  let columns: Columns;
  const pilot = generatePilot({ seed: 2013 });

  beforeAll(async () => {
    now = await createTestDatabase();
    then = await createEmptyDatabase();
    const source = await new DataSource(dataSourceOptions(now.url, ENTITIES)).initialize();
    await loadDataset(source, pilot);
    await source.destroy();
    await migrateTo(then.url, ENTITIES, names.slice(0, released));
    columns = await columnsOf(then.url);
    await copyRows(now.url, then.url, columns);
    await withClient(then.url, async (client) => {
      for (const statement of PLAN) await client.query(statement);
    });
  });
  afterAll(async () => {
    await now.drop();
    await then.drop();
  });

  it('goes forward, back and forward again, whole, while others read and write', async () => {
    const before = await digests(then.url, columns);
    expect(Number(before.volunteers?.split(' ')[0])).toBeGreaterThan(3_000);
    const traffic = await Traffic.start(then.url);
    try {
      for (let count = released + 1; count <= names.length; count++)
        await migrateTo(then.url, ENTITIES, names.slice(0, count));
      expect(await digests(then.url, columns)).toEqual(before);
      for (let count = names.length; count > released; count--)
        expect(await migrateDown(then.url, ENTITIES)).toBe(names[count - 1]);
      expect([...(await columnsOf(then.url))]).toEqual([...columns]);
      expect(await digests(then.url, columns)).toEqual(before);
      await migrateUp(then.url, ENTITIES);
    } finally {
      await traffic.stop();
    }
    expect(await digests(then.url, columns)).toEqual(before);
    const { failures, acknowledged, stored } = await traffic.outcome();
    expect([failures, stored]).toEqual([[], acknowledged]);
    expect(acknowledged).toBeGreaterThan(names.length);
  });

  it('says to this release what it said, and its schema is that of the entities', async () => {
    const problemIn = async ({ url }: TestDatabase) => {
      const source = await new DataSource(dataSourceOptions(url, ENTITIES)).initialize();
      const problem = await loadProblem(source, pilot.season.id);
      await source.destroy();
      return problem;
    };
    const [fresh, migrated] = [await problemIn(now), await problemIn(then)];
    const { volunteers, ...rest } = migrated;
    // Those of the traffic came meanwhile.
    expect({ ...rest, volunteers: volunteers.filter(({ id }) => !id.startsWith('traffic')) }).toEqual(fresh);
    expect((await checkDrift(then.url)).up).toEqual([]);
  });
});

describe('a migration of a later release', () => {
  it.each([
    ['CREATE INDEX "ix_a" ON "volunteers" ("a")', 'CONCURRENTLY'],
    ['CREATE UNIQUE INDEX "ix_a" ON "volunteers" ("a")', 'CONCURRENTLY'],
    ['DROP INDEX "ix_a"', 'CONCURRENTLY'],
    ['ALTER TABLE "volunteers" ALTER COLUMN "a" TYPE bigint', 'TYPE'],
    ['ALTER TABLE "volunteers" ALTER COLUMN "a" SET NOT NULL', 'SET NOT NULL'],
    ['ALTER TABLE "volunteers" ADD CONSTRAINT "ck" CHECK (a > 0)', 'NOT VALID'],
    ['ALTER TABLE "volunteers" ADD "a" timestamptz NOT NULL DEFAULT clock_timestamp()', 'DEFAULT'],
  ])('may not say %s', (statement, rule) => {
    expect(faultsOfMigration([statement]).join()).toContain(rule);
  });

  it('may do what holds nobody up', () => {
    expect(
      faultsOfMigration([
        'CREATE TABLE "a" ("id" text NOT NULL)',
        'CREATE INDEX "ix_a_b" ON "a" ("b")',
        'ALTER TABLE "a" ADD CONSTRAINT "fk" FOREIGN KEY ("b") REFERENCES "b"("id")',
        'CREATE INDEX CONCURRENTLY "ix_v" ON "volunteers" ("a")',
        'DROP INDEX CONCURRENTLY IF EXISTS "ix_v"',
        `ALTER TABLE "volunteers" ADD "a" text NOT NULL DEFAULT 'x'`,
        'ALTER TABLE "volunteers" ADD CONSTRAINT "ck" CHECK (a > 0) NOT VALID',
        'ALTER TABLE "volunteers" VALIDATE CONSTRAINT "ck"',
      ]),
    ).toEqual([]);
  });

  it('keeps to that', () => {
    const later = MIGRATIONS.filter(({ name }) => Number(/\d{13}$/.exec(name)?.[0]) >= RULES_SINCE);
    for (const migration of later)
      expect([migration.name, faultsOfMigration(statementsIn(migration.prototype.up.toString()))]).toEqual([
        migration.name,
        [],
      ]);
  });
});

/** Literals of SQL in the source of a function. */
const statementsIn = (source: string): string[] =>
  [...source.matchAll(/(["'`])((?:CREATE|ALTER|DROP)\b(?:(?!\1)[^\\]|\\.)*)\1/g)].map(
    ([, , sql = '']) => sql,
  );
