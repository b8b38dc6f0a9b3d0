import pg from 'pg';

const NOTED = 'fuzz_changes';

/**
 * Knows which tables every request has changed: each has a trigger that notes it in the same transaction, so that what was
 * rolled back was never noted.
 */
export class Changes {
  private constructor(private readonly client: pg.Client) {}

  static async watch(databaseUrl: string): Promise<Changes> {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(`CREATE TABLE ${NOTED} ("table" text NOT NULL)`);
    await client.query(
      `CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         INSERT INTO public.${NOTED} SELECT TG_TABLE_NAME WHERE EXISTS (SELECT FROM changed);
         RETURN NULL;
       END $$`,
    );
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '${NOTED}'`,
    );
    // A transition table needs a trigger of its own for every kind of statement.
    for (const { name } of rows)
      for (const [event, table] of [
        ['INSERT', 'NEW'],
        ['UPDATE', 'NEW'],
        ['DELETE', 'OLD'],
      ])
        await client.query(
          `CREATE TRIGGER "fuzz_${event}" AFTER ${event} ON "${name}" REFERENCING ${table} TABLE AS changed
           FOR EACH STATEMENT EXECUTE FUNCTION note_change()`,
        );
    return new Changes(client);
  }

  /** Tables changed since the last time. */
  async take(): Promise<string[]> {
    const { rows } = await this.client.query<{ table: string }>(`DELETE FROM ${NOTED} RETURNING "table"`);
    return [...new Set(rows.map(({ table }) => table))].sort();
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
