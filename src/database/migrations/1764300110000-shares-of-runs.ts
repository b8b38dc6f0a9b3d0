import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Whose runs they are and in which turn they come, and the trace that they and their models belong to. */
export class SharesOfRuns1764300110000 implements MigrationInterface {
  readonly name = 'SharesOfRuns1764300110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE allocation_runs ADD share text, ADD turn integer NOT NULL DEFAULT 0, ADD trace_parent text`,
    );
    await runner.query(`ALTER TABLE errands ADD trace_parent text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE errands DROP COLUMN trace_parent`);
    await runner.query(
      `ALTER TABLE allocation_runs DROP COLUMN trace_parent, DROP COLUMN turn, DROP COLUMN share`,
    );
  }
}
