import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Questions about plans that take minutes, with their answers. */
export class Questions1764060000000 implements MigrationInterface {
  readonly name = 'Questions1764060000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "questions" (
        "id" text NOT NULL,
        "plan_id" text NOT NULL,
        "question" jsonb NOT NULL,
        "state" text NOT NULL,
        "attempt" integer NOT NULL DEFAULT '0',
        "lease_owner" text,
        "lease_until" TIMESTAMP(3) WITH TIME ZONE,
        "cancel_requested_at" TIMESTAMP(3) WITH TIME ZONE,
        "answer" jsonb,
        "failure" jsonb,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "started_at" TIMESTAMP(3) WITH TIME ZONE,
        "finished_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "ck_questions_state" CHECK (state IN ('queued','running','answered','refused','cancelled','failed')),
        CONSTRAINT "pk_questions_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_questions_state_lease_until" ON "questions" ("state", "lease_until")`,
    );
    await runner.query(
      `CREATE INDEX "ix_questions_plan_id_created_at_id" ON "questions" ("plan_id", "created_at", "id")`,
    );
    await runner.query(
      `ALTER TABLE "questions" ADD CONSTRAINT "fk_questions_plan_id" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "questions"`);
  }
}
