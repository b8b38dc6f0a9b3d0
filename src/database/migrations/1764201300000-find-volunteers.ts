import { type MigrationInterface, type QueryRunner } from 'typeorm';

const INDEXES = {
  ix_volunteers_name_grams: 'USING gin (search_grams(name))',
  ix_volunteers_id_ahead: '(lower(id) text_pattern_ops)',
} as const;

/**
 * Finds volunteers by part of a name, and by the beginning of an id, without reading all of them. Names of two Hanzi are
 * too short for trigrams, and those of `pg_trgm` leave Hanzi out where the database's locale is C; so an own function
 * takes a text apart into its single characters and pairs. Built beside running services: outside a transaction.
 */
export class FindVolunteers1764201300000 implements MigrationInterface {
  readonly name = 'FindVolunteers1764201300000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE OR REPLACE FUNCTION search_grams(text) RETURNS text[]
      LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT coalesce(array_agg(DISTINCT substr(folded, place, size)), '{}')
          FROM lower($1) AS folded, generate_series(1, length(folded)) AS place, generate_series(1, 2) AS size
         WHERE place + size - 1 <= length(folded) $$`);
    // Building waits for whoever writes meanwhile, however long that takes.
    await runner.query('SET lock_timeout = 0');
    await runner.query('SET statement_timeout = 0');
    try {
      for (const [name, what] of Object.entries(INDEXES)) {
        // One that was interrupted is there, but of no use.
        await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
        await runner.query(`CREATE INDEX CONCURRENTLY ${name} ON volunteers ${what}`);
      }
      await runner.query('ANALYZE volunteers');
    } finally {
      await runner.query('RESET lock_timeout');
      await runner.query('RESET statement_timeout');
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(INDEXES)) await runner.query(`DROP INDEX ${name}`);
    await runner.query('DROP FUNCTION search_grams(text)');
  }
}
