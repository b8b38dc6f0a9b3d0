import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What nightly work leaves: reports on the pools, questions that nobody had to ask, seasons that roll on. */
export class Nightly1764200600000 implements MigrationInterface {
  readonly name = 'Nightly1764200600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "data_quality_reports" (
        "community_id" text NOT NULL,
        "day" date NOT NULL,
        "counts" jsonb NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "pk_data_quality_reports_community_id_day" PRIMARY KEY ("community_id", "day"))`);
    await runner.query(
      `ALTER TABLE "data_quality_reports" ADD CONSTRAINT "fk_data_quality_reports_community_id" FOREIGN KEY ("community_id") REFERENCES "communities"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(`ALTER TABLE "questions" ADD "event_key" text, ADD "pool_mark" jsonb`);
    await runner.query(
      `CREATE UNIQUE INDEX "ix_questions_plan_id_event_key" ON "questions" ("plan_id", "event_key")`,
    );
    await runner.query(
      `ALTER TABLE "seasons" ADD "rolls_on" boolean NOT NULL DEFAULT false, ADD "predecessor_id" text`,
    );
    await runner.query(`CREATE UNIQUE INDEX "ix_seasons_predecessor_id" ON "seasons" ("predecessor_id")`);
    await runner.query(
      `ALTER TABLE "seasons" ADD CONSTRAINT "fk_seasons_predecessor_id" FOREIGN KEY ("predecessor_id") REFERENCES "seasons"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "seasons" DROP COLUMN "predecessor_id", DROP COLUMN "rolls_on"`);
    await runner.query(`ALTER TABLE "questions" DROP COLUMN "pool_mark", DROP COLUMN "event_key"`);
    await runner.query(`DROP TABLE "data_quality_reports"`);
  }
}
