import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { ownVersion } from '../version.js';
import { CopyOut } from './copy.js';
import { MANIFEST, type BackupTable, type Manifest } from './manifest.js';
import { copyOutOf, migrationsOf, settle, type Table, tablesOf, Tally } from './tables.js';

const NAME = /^heli-\d{8}T\d{6}Z$/;
const UNFINISHED = /^heli-\d{8}T\d{6}Z\.partial$/;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Backup {
  /** Folder of the archive. */
  readonly path: string;
  readonly manifest: Manifest;
}

/**
 * Writes all tables as they are at one instant (one REPEATABLE READ transaction) into a new folder of `out`. The folder
 * has its name only once it is whole. People go on working meanwhile.
 * @param now names the archive, to the second
 */
export async function backUp(url: string, out: string, now: Date): Promise<Backup> {
  const name = `heli-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const path = join(out, name);
  const draft = `${path}.partial`;
  await mkdir(out, { recursive: true });
  // What is in it speaks of people.
  await mkdir(draft, { mode: 0o700 });
  try {
    const manifest = await withClient(url, (client) => write(client, draft, now));
    const file = await open(join(draft, MANIFEST), 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    return { path, manifest };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function write(client: Client, folder: string, now: Date): Promise<Manifest> {
  await settle(client);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const migrations = await migrationsOf(client);
  const tables: BackupTable[] = [];
  for (const table of await tablesOf(client)) tables.push(await writeTable(client, folder, table));
  const sequences = await client.query<{ name: string; last: string }>(
    `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL
        AND sequencename <> 'schema_migrations_id_seq' ORDER BY sequencename`,
  );
  const version = await client.query<{ server_version: string }>('SHOW server_version');
  await client.query('COMMIT');
  return {
    format: 'heli-backup/1',
    heli: ownVersion(),
    postgres: version.rows[0]?.server_version ?? '',
    createdAt: now.toISOString(),
    migrations,
    tables,
    sequences: sequences.rows,
  };
}

async function writeTable(client: Client, folder: string, table: Table): Promise<BackupTable> {
  const file = `${table.name}.copy.gz`;
  const tally = new Tally();
  const source = CopyOut.of(client, copyOutOf(table));
  const target = createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(source, (rows: AsyncIterable<Uint8Array>) => tally.through(rows), createGzip(), target);
  const { name, columns } = table;
  return {
    ...{ name, columns: [...columns], file },
    ...{ rows: source.rows, bytes: tally.bytes, sha256: tally.sha256() },
  };
}

/** Writes into the book of changes that there is a backup, so that the figures tell how old the last one is. */
export const noteBackup = (url: string, { manifest, path }: Backup): Promise<void> =>
  withClient(url, async (client) => {
    await client.query(
      `INSERT INTO audit_entries (actor, request_id, action, entity_type, entity_id, after)
       VALUES ('operator', 'command-line', 'database.backed-up', 'Database', $1, $2::jsonb)`,
      [
        path.replace(/^.*[/\\]/, ''),
        JSON.stringify({ rows: rowsIn(manifest), tables: manifest.tables.length }),
      ],
    );
  });

export const rowsIn = ({ tables }: Manifest): number => tables.reduce((sum, { rows }) => sum + rows, 0);

/** Removes all but the newest archives of a folder, and what killed backups left there. Returns the names of what went. */
export async function prune(out: string, keep: number, now: Date): Promise<string[]> {
  const names = (await readdir(out)).sort();
  const archives = names.filter((name) => NAME.test(name));
  const gone = archives.slice(0, Math.max(0, archives.length - keep));
  for (const name of names.filter((one) => UNFINISHED.test(one))) {
    const { mtimeMs } = await stat(join(out, name));
    if (now.getTime() - mtimeMs > DAY_MS) gone.push(name);
  }
  for (const name of gone) await rm(join(out, name), { recursive: true, force: true });
  return gone;
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'heli-backup' });
  // The statement at hand fails of the same; without a listener the process would end.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
