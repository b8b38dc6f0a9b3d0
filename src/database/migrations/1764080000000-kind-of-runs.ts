import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A re-plan that is stored is a run as well, of its own kind; all runs so far were computed from the pools. */
export class KindOfRuns1764080000000 implements MigrationInterface {
  readonly name = 'KindOfRuns1764080000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "allocation_runs" ADD "kind" text NOT NULL DEFAULT 'allocation'`);
    await runner.query(
      `ALTER TABLE "allocation_runs" ADD CONSTRAINT "ck_allocation_runs_kind" CHECK (kind IN ('allocation','replan'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "allocation_runs" DROP CONSTRAINT "ck_allocation_runs_kind"`);
    await runner.query(`ALTER TABLE "allocation_runs" DROP COLUMN "kind"`);
  }
}
