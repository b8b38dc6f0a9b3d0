import pg from 'pg';

const LARGEST = 30;

/** How much room the tables take, with their indexes: for all, and for a row. */
export async function sizesOf(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('ANALYZE');
    const { rows } = await client.query<{ name: string; rows: number; bytes: number }>(
      `SELECT held.relname AS name, greatest(held.reltuples, 0)::int AS rows,
              pg_total_relation_size(held.oid)::float8 AS bytes
         FROM pg_class held JOIN pg_namespace place ON place.oid = held.relnamespace
        WHERE held.relkind IN ('r', 'p') AND place.nspname NOT IN ('pg_catalog', 'information_schema')
        ORDER BY bytes DESC, name`,
    );
    const all = rows.reduce((sum, { bytes }) => sum + bytes, 0);
    const lines = rows.slice(0, LARGEST).map(({ name, rows: count, bytes }) => {
      const each = count > 0 ? Math.round(bytes / count) : 0;
      return `| ${name.padEnd(28)} | ${String(count).padStart(8)} | ${String(Math.round(bytes / 1024)).padStart(8)} | ${String(each).padStart(8)} |`;
    });
    return [
      '| table                        |     rows |       KB |  B a row |',
      '| ---------------------------- | -------: | -------: | -------: |',
      ...lines,
      `All ${rows.length} tables: ${(all / 1024 ** 2).toFixed(1)} MB`,
    ].join('\n');
  } finally {
    await client.end();
  }
}
