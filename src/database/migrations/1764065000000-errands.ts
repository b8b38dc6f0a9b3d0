import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Models of a run that other worker processes solve. Unlogged: they live for seconds, and what a crash of the database
 * takes is computed again.
 */
export class Errands1764065000000 implements MigrationInterface {
  readonly name = 'Errands1764065000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE UNLOGGED TABLE "errands" ("id" text NOT NULL, "run_id" text NOT NULL, "attempt" integer NOT NULL, "question" bytea NOT NULL, "answer" bytea, CONSTRAINT "pk_errands" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "ix_errands_run_id" ON "errands" ("run_id")`);
    await runner.query(
      `ALTER TABLE "errands" ADD CONSTRAINT "fk_errands_run_id" FOREIGN KEY ("run_id") REFERENCES "allocation_runs"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    // They are compressed already; the server would only try in vain.
    await runner.query(
      `ALTER TABLE "errands" ALTER COLUMN "question" SET STORAGE EXTERNAL, ALTER COLUMN "answer" SET STORAGE EXTERNAL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "errands"`);
  }
}
