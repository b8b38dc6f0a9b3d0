import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { type Client } from 'pg';
import { messageOf } from '../errors/index.js';
import { BackupError } from './backup-error.js';
import { withClient } from './backup.js';
import { copyIn } from './copy.js';
import { type BackupTable, type Manifest, readManifest } from './manifest.js';
import { copyInto, digestOf, migrationsOf, quoted, settle, type Table, tablesOf, Tally } from './tables.js';

export interface RestoreSchema {
  /** Names of all migrations that this release knows. */
  readonly known: readonly string[];
  /** Brings the schema of a database to just these migrations. */
  migrateTo(names: readonly string[]): Promise<unknown>;
}

export interface RestoreOptions {
  /** Throw away what the database holds. */
  readonly force: boolean;
  /** Hears of each table that is back. */
  readonly progress?: (table: BackupTable) => void;
}

/**
 * Puts a backup back, all of it or nothing: the schema of its release first, then every table in one transaction, each
 * read back and compared with the archive's SHA-256 before it is committed. Foreign keys are made anew after the rows
 * are in, so that the database checks them all.
 * @throws BackupError
 */
export async function restore(
  url: string,
  archive: string,
  schema: RestoreSchema,
  { force, progress }: RestoreOptions,
): Promise<Manifest> {
  const manifest = await readManifest(archive);
  const { migrations } = manifest;
  const unknown = migrations.filter((name) => !schema.known.includes(name));
  if (unknown.length > 0) throw new BackupError({ kind: 'newer', migrations: unknown });
  await withClient(url, async (client) => {
    const ahead = (await migrationsOf(client)).filter((name) => !migrations.includes(name));
    if (ahead.length > 0) throw new BackupError({ kind: 'ahead', migrations: ahead });
  });
  await schema.migrateTo(migrations);
  await withClient(url, async (client) => {
    await settle(client);
    await client.query('BEGIN');
    // Without a commit the end of the connection takes everything back.
    await refill(client, archive, manifest, force, progress);
    await client.query('COMMIT');
  });
  return manifest;
}

async function refill(
  client: Client,
  archive: string,
  manifest: Manifest,
  force: boolean,
  progress: RestoreOptions['progress'],
): Promise<void> {
  const tables = await tablesOf(client);
  const all = tables.map(({ name }) => `public.${quoted(name)}`).join(', ');
  await client.query(`LOCK TABLE ${all} IN ACCESS EXCLUSIVE MODE`);
  assertSameTables(tables, manifest);
  const filled = await filledOf(client, tables);
  if (filled.length > 0 && !force) throw new BackupError({ kind: 'not-empty', tables: filled });

  const keys = await foreignKeysOf(client);
  for (const { table, name } of keys)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`);
  // Rules that watch changes: these rows were changed under them already.
  for (const { name } of tables)
    await client.query(`ALTER TABLE public.${quoted(name)} DISABLE TRIGGER USER`);
  if (filled.length > 0) await client.query(`TRUNCATE ${all}`);

  for (const table of manifest.tables) {
    await fill(client, archive, table);
    progress?.(table);
  }
  for (const { name, last } of manifest.sequences)
    await client.query(`SELECT setval($1::regclass, $2::bigint)`, [`public.${quoted(name)}`, last]);

  for (const { table, name, definition } of keys)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${definition}`);
  for (const { name } of tables) await client.query(`ALTER TABLE public.${quoted(name)} ENABLE TRIGGER USER`);
}

/** The same migrations give the same tables; a manifest that says otherwise was not written by `backUp`. */
function assertSameTables(tables: readonly Table[], manifest: Manifest): void {
  const words = (some: readonly Table[]): string =>
    some.map(({ name, columns }) => `${name}(${columns.join()})`).join(' ');
  if (words(tables) !== words(manifest.tables))
    throw new BackupError({
      kind: 'manifest',
      path: 'manifest.json',
      why: 'its tables are not those of its migrations',
    });
}

async function filledOf(client: Client, tables: readonly Table[]): Promise<string[]> {
  const filled: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ filled: boolean }>(
      `SELECT EXISTS (SELECT FROM public.${quoted(name)}) AS filled`,
    );
    if (rows[0]?.filled === true) filled.push(name);
  }
  return filled;
}

interface ForeignKey {
  /** Quoted, with its schema. */
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

async function foreignKeysOf(client: Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conname`,
  );
  return rows;
}

async function fill(client: Client, archive: string, table: BackupTable): Promise<void> {
  const damaged = (why: string, cause?: unknown): BackupError =>
    new BackupError({ kind: 'damaged', file: join(archive, table.file), why }, { cause });
  const tally = new Tally();
  async function* rows(): AsyncGenerator<Uint8Array> {
    const file = createReadStream(join(archive, table.file));
    const unpacked = createGunzip();
    file.once('error', (error) => unpacked.destroy(error)).pipe(unpacked);
    try {
      yield* tally.through(unpacked as AsyncIterable<Uint8Array>);
    } catch (cause) {
      throw damaged(messageOf(cause), cause);
    }
    // Before the statement ends: what is not what was written does not get in.
    const found = tally.sha256();
    if (found !== table.sha256) throw damaged(`SHA-256 is ${found}, not ${table.sha256}`);
  }
  let count: number;
  try {
    count = await copyIn(client, copyInto(table), rows());
  } catch (error) {
    throw error instanceof BackupError ? error : damaged(messageOf(error), error);
  }
  if (count !== table.rows) throw damaged(`it has ${count} rows, not ${table.rows}`);
  const back = await digestOf(client, table);
  if (back !== table.sha256) throw damaged(`read back from the database its SHA-256 is ${back}`);
}
