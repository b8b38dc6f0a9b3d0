import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { generateDataset } from '@heli/generator';
import pg from 'pg';
import { type Backup, backUp, BackupError, noteBackup, prune, restore } from '../../src/backup/index.js';
import { makeDataSource } from '../../src/database/index.js';
import { ENTITIES } from '../../src/entities.js';
import { knownMigrations, migrateTo, migrateUp } from '../../src/schema.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { SEED } from '../support/property.js';
import { storeSeason } from '../support/season.js';

const NIGHT = new Date('2026-11-28T02:00:00Z');

async function query<T extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Every row of every table, as PostgreSQL writes it, without regard to order. */
async function contents(url: string): Promise<Record<string, string[]>> {
  const tables = await query<{ name: string }>(
    url,
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'schema_migrations'`,
  );
  const all = tables.map(
    ({ name }) => `SELECT '${name}' AS name, ARRAY(SELECT t::text FROM "${name}" t ORDER BY 1) AS rows`,
  );
  const read = await query<{ name: string; rows: string[] }>(url, all.join(' UNION ALL '));
  return Object.fromEntries(read.map(({ name, rows }) => [name, rows]));
}

const fault = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof BackupError ? error.fault : error),
  );

describe('a backup', () => {
  let source: TestDatabase;
  let out: string;
  let made: Backup;
  let before: Record<string, string[]>;
  const targets: TestDatabase[] = [];

  /** A database that was migrated, and holds nothing. */
  const empty = async (): Promise<string> => {
    const target = await createTestDatabase();
    targets.push(target);
    return target.url;
  };
  /** A database as `createdb` makes it: without a schema. */
  const bare = async (): Promise<string> => {
    const url = await empty();
    await query(url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    return url;
  };
  const putBack = (url: string, archive = made.path, force = false) =>
    restore(
      url,
      archive,
      { known: knownMigrations(), migrateTo: (names) => migrateTo(url, names) },
      { force },
    );
  /** A copy of the archive in which a file is another one. */
  const tampered = async (name: string, change: (content: Buffer) => Buffer): Promise<string> => {
    const copy = await mkdtemp(join(out, 'tampered-'));
    for (const file of await readdir(made.path)) {
      const content = await readFile(join(made.path, file));
      await writeFile(join(copy, file), file === name ? change(content) : content);
    }
    return copy;
  };

  beforeAll(async () => {
    source = await createTestDatabase();
    out = await mkdtemp(join(tmpdir(), 'heli-backups-'));
    const dataSource = makeDataSource(source.url, ENTITIES, 3);
    await dataSource.initialize();
    await storeSeason(
      dataSource,
      generateDataset({ volunteers: 120, activities: 30, communities: 2, weeks: 4, seed: 7 }),
    );
    await dataSource.destroy();
    // Text of every kind: tabs, line ends, backslashes, what looks like the end of COPY, four-byte characters.
    const texts = fc.sample(fc.string({ unit: 'grapheme', maxLength: 40 }), { seed: SEED, numRuns: 300 });
    const odd = ['\t', '\\N', '\\.', '\r\n', '\\', '', '望京 𠮷', '"', "'", ...texts].map((text) =>
      text.replaceAll('\u0000', ''),
    );
    await query(
      source.url,
      `INSERT INTO audit_entries (actor, request_id, action, entity_type, entity_id, after)
       SELECT text, '-', 'note', 'x', text, jsonb_build_object('said', text) FROM unnest($1::text[]) AS text`,
      [odd],
    );
    await query(
      source.url,
      `INSERT INTO allocation_runs (id, season_id, state, request) SELECT 'run', id, 'queued', '{}' FROM seasons`,
    );
    await query(source.url, `INSERT INTO run_problems (run_id, gzip) VALUES ('run', $1)`, [
      randomBytes(200_000),
    ]);
    before = await contents(source.url);
    made = await backUp(source.url, out, NIGHT);
  });
  afterAll(async () => {
    await Promise.all([source, ...targets].map((database) => database.drop()));
    await rm(out, { recursive: true, force: true });
  });

  it('brings back every row of every table into a database without a schema', async () => {
    const url = await bare();
    await putBack(url);
    const after = await contents(url);
    expect(after).toEqual(before);
    const filled = Object.values(after).filter((rows) => rows.length > 0);
    expect(filled.length).toBeGreaterThan(15);
    expect(await migrateUp(url)).toEqual([]);
    // Numbers go on where they were, keys and rules hold again.
    const next = `INSERT INTO audit_entries (actor, request_id, action, entity_type, entity_id) VALUES ('', '', '', '', '') RETURNING id`;
    const [[here], [there]] = [await query(source.url, next), await query(url, next)];
    expect(there).toEqual(here);
    await expect(
      query(url, `INSERT INTO run_problems (run_id, gzip) VALUES ('unknown', '')`),
    ).rejects.toThrow(/foreign key/);
    await expect(query(url, `TRUNCATE hour_entries`)).rejects.toThrow(/hour_entries|only added/);
    const constraints = `SELECT count(*)::int AS n FROM pg_constraint WHERE connamespace = 'public'::regnamespace`;
    expect(await query(url, constraints)).toEqual(await query(source.url, constraints));
  });

  it('is of one instant, although people go on working', async () => {
    const count = `SELECT count(*)::int AS n FROM communities`;
    const [{ n }] = (await query<{ n: number }>(source.url, count)) as [{ n: number }];
    const busy = setInterval(
      () =>
        void query(
          source.url,
          `WITH c AS (INSERT INTO communities (id, version, name, zone) SELECT gen_random_uuid()::text, version, name, zone FROM communities LIMIT 1 RETURNING id)
           INSERT INTO audit_entries (actor, request_id, action, entity_type, entity_id) SELECT '', '', 'made', 'Community', id FROM c`,
        ).catch(() => undefined),
      5,
    );
    const meanwhile = await backUp(source.url, out, new Date('2026-11-28T03:00:00Z'));
    clearInterval(busy);
    const rowsOf = async (name: string): Promise<string[]> =>
      gunzipSync(await readFile(join(meanwhile.path, `${name}.copy.gz`)))
        .toString()
        .split('\n')
        .slice(0, -1);
    const entries = (await rowsOf('audit_entries')).filter((row) => row.includes('\tmade\tCommunity\t'));
    expect((await rowsOf('communities')).length).toBe(n + entries.length);
  });

  it('goes into a database with data only when it is told to throw them away', async () => {
    const url = await empty();
    await query(
      url,
      `INSERT INTO skills (id, version, name, needs_qualification) VALUES ('first-aid', 1, '急救', false)`,
    );
    expect(await fault(putBack(url))).toEqual({ kind: 'not-empty', tables: ['skills'] });
    expect((await contents(url)).skills).toHaveLength(1);
    await putBack(url, made.path, true);
    expect(await contents(url)).toEqual(before);
  });

  it('of an older release goes into the schema of that release, and forward from there', async () => {
    const url = await bare();
    const older = knownMigrations().slice(0, -1);
    await migrateTo(url, older);
    const old = await backUp(url, out, new Date('2026-11-28T04:00:00Z'));
    expect(old.manifest.migrations).toEqual(older);
    await query(url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await putBack(url, old.path);
    expect(await migrateUp(url)).toEqual(knownMigrations().slice(-1));
    // Where the schema is newer already, the rows would not fit.
    expect(await fault(putBack(url, old.path))).toMatchObject({ kind: 'ahead' });
  });

  it('that was damaged is refused, and nothing is changed', async () => {
    const url = await empty();
    const name = 'volunteers.copy.gz';
    const oneMore = await tampered(name, (content) => {
      const rows = gunzipSync(content).toString();
      return gzipSync(rows.replace(/^[^\t]+/, 'somebody-else'));
    });
    expect(await fault(putBack(url, oneMore))).toMatchObject({ kind: 'damaged', file: join(oneMore, name) });
    const cut = await tampered(name, (content) => content.subarray(0, content.length / 2));
    expect(await fault(putBack(url, cut))).toMatchObject({ kind: 'damaged' });
    const lost = await tampered(name, (content) => content);
    await rm(join(lost, name));
    expect(await fault(putBack(url, lost))).toMatchObject({ kind: 'damaged' });
    const newer = await tampered('manifest.json', (content) =>
      Buffer.from(
        content.toString().replace('"migrations": [', '"migrations": [\n    "FromTheFuture9999999999999",'),
      ),
    );
    expect(await fault(putBack(url, newer))).toEqual({
      kind: 'newer',
      migrations: ['FromTheFuture9999999999999'],
    });
    expect(await fault(putBack(url, out))).toEqual({ kind: 'no-archive', path: out });
    const nothing = await tampered('manifest.json', () => Buffer.from('{}'));
    expect(await fault(putBack(url, nothing))).toMatchObject({ kind: 'manifest' });
    expect(Object.values(await contents(url)).flat()).toEqual([]);
  });

  it('is noted, and makes room for the next ones', async () => {
    await noteBackup(source.url, made);
    const [note] = await query(
      source.url,
      `SELECT entity_id FROM audit_entries WHERE action = 'database.backed-up'`,
    );
    expect(note).toEqual({ entity_id: 'heli-20261128T020000Z' });
    const left = join(out, 'heli-20261101T020000Z.partial');
    await writeFile(left, '');
    const long = new Date('2026-11-01T02:00:00Z');
    await utimes(left, long, long);
    await writeFile(join(out, 'notes.txt'), 'of somebody');
    expect(await prune(out, 2, NIGHT)).toEqual(['heli-20261128T020000Z', 'heli-20261101T020000Z.partial']);
    expect((await readdir(out)).filter((name) => !name.startsWith('tampered-'))).toEqual([
      'heli-20261128T030000Z',
      'heli-20261128T040000Z',
      'notes.txt',
    ]);
  });
});
