import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Work that failed, for an operator to see and to try again. */
export class FailedJobs1764200800000 implements MigrationInterface {
  readonly name = 'FailedJobs1764200800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "failed_jobs" (
        "id" text NOT NULL,
        "kind" text NOT NULL,
        "queue" text NOT NULL,
        "name" text NOT NULL,
        "subject" text NOT NULL,
        "payload" jsonb,
        "code" text NOT NULL,
        "times" integer NOT NULL DEFAULT 1,
        "failed_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "closed_at" TIMESTAMP(3) WITH TIME ZONE,
        "closed_by" text,
        "retried_as" text,
        CONSTRAINT "ck_failed_jobs_kind" CHECK (kind IN ('run','question','upkeep','job')),
        CONSTRAINT "ck_failed_jobs_closed_by" CHECK (closed_by IN ('retried','recovered','set-aside')),
        CONSTRAINT "pk_failed_jobs_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_failed_jobs_open" ON "failed_jobs" ("queue", "subject") WHERE closed_at IS NULL`,
    );
    await runner.query(`CREATE INDEX "ix_failed_jobs_failed_at_id" ON "failed_jobs" ("failed_at", "id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "failed_jobs"`);
  }
}
