import { createHash } from 'node:crypto';
import { type Client } from 'pg';
import { CopyOut } from './copy.js';

/** TypeORM's book of migrations: the manifest has it. */
const MIGRATIONS_TABLE = 'schema_migrations';

export interface Table {
  readonly name: string;
  /** Those that hold something of their own, in the order of the table. */
  readonly columns: readonly string[];
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The same rows give the same bytes, whoever asks and however large the table is. */
export async function settle(client: Client): Promise<void> {
  await client.query(
    `SET timezone = 'UTC'; SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex';
     SET extra_float_digits = 1; SET synchronize_seqscans = off; SET statement_timeout = 0`,
  );
}

/** All tables of Heli but the book of migrations; queues in PostgreSQL have a schema of their own and are not among them. */
export async function tablesOf(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT class.relname AS name, array_agg(attribute.attname::text ORDER BY attribute.attnum) AS columns
       FROM pg_class class
       JOIN pg_attribute attribute
         ON attribute.attrelid = class.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
            AND attribute.attgenerated = ''
      WHERE class.relnamespace = 'public'::regnamespace AND class.relkind = 'r' AND class.relname <> $1
      GROUP BY class.relname ORDER BY class.relname`,
    [MIGRATIONS_TABLE],
  );
  return rows;
}

/** Names of the migrations that the database has, in their order; none: it has no schema yet. */
export async function migrationsOf(client: Client): Promise<string[]> {
  const found = await client.query<{ found: string | null }>(
    `SELECT to_regclass('public.${MIGRATIONS_TABLE}')::text AS found`,
  );
  if (found.rows[0]?.found == null) return [];
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM ${MIGRATIONS_TABLE} ORDER BY timestamp, id`,
  );
  return rows.map(({ name }) => name);
}

/** `"a","b"` */
const list = (columns: readonly string[]): string => columns.map(quoted).join(',');

export const copyOutOf = ({ name, columns }: Table): string =>
  `COPY public.${quoted(name)} (${list(columns)}) TO STDOUT`;
export const copyInto = ({ name, columns }: Table): string =>
  `COPY public.${quoted(name)} (${list(columns)}) FROM STDIN`;

/** What a stream of rows was, once it is through. */
export class Tally {
  bytes = 0;
  private readonly hash = createHash('sha256');

  async *through(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.bytes += chunk.length;
      this.hash.update(chunk);
      yield chunk;
    }
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}

/** SHA-256 of all rows of a table as the database has them now. */
export async function digestOf(client: Client, table: Table): Promise<string> {
  const tally = new Tally();
  const rows = tally.through(CopyOut.of(client, copyOutOf(table)));
  while ((await rows.next()).done !== true);
  return tally.sha256();
}
