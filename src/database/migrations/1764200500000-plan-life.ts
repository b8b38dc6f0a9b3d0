import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Reviews, resolutions, and the rules and weights that plans were made under. */
export class PlanLife1764200500000 implements MigrationInterface {
  readonly name = 'PlanLife1764200500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "resolutions" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "season_id" text NOT NULL,
        "number" text NOT NULL,
        "decided_on" date NOT NULL,
        "title" text,
        "note" text,
        CONSTRAINT "pk_resolutions_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE UNIQUE INDEX "ix_resolutions_season_id_number" ON "resolutions" ("season_id", "number")`,
    );
    await runner.query(`CREATE TABLE "rule_sets" (
        "id" text NOT NULL,
        "season_id" text NOT NULL,
        "number" integer NOT NULL,
        "sha256" text NOT NULL,
        "policy" jsonb NOT NULL,
        "objective" jsonb NOT NULL,
        "calendar" jsonb NOT NULL,
        "resolution_id" text,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "pk_rule_sets_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE UNIQUE INDEX "ix_rule_sets_season_id_number" ON "rule_sets" ("season_id", "number")`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "ix_rule_sets_season_id_sha256" ON "rule_sets" ("season_id", "sha256")`,
    );
    await runner.query(`CREATE INDEX "ix_rule_sets_resolution_id" ON "rule_sets" ("resolution_id")`);
    await runner.query(`ALTER TABLE "plans" DROP CONSTRAINT "ck_plans_state"`);
    await runner.query(
      `ALTER TABLE "plans" ADD CONSTRAINT "ck_plans_state" CHECK (state IN ('draft','reviewed','published','superseded'))`,
    );
    await runner.query(`ALTER TABLE "plans" ADD "rule_set_id" text, ADD "resolution_id" text,
        ADD "reviewed_at" TIMESTAMP(3) WITH TIME ZONE, ADD "review_note" text`);
    await runner.query(`CREATE INDEX "ix_plans_rule_set_id" ON "plans" ("rule_set_id")`);
    await runner.query(`CREATE INDEX "ix_plans_resolution_id" ON "plans" ("resolution_id")`);
    for (const [table, column, target, onDelete] of KEYS)
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_${column}" FOREIGN KEY ("${column}") REFERENCES "${target}"("id") ON DELETE ${onDelete} ON UPDATE NO ACTION`,
      );
  }

  /** What was reviewed is a draft again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE "plans" SET state = 'draft' WHERE state = 'reviewed'`);
    await runner.query(`ALTER TABLE "plans" DROP CONSTRAINT "ck_plans_state"`);
    await runner.query(
      `ALTER TABLE "plans" ADD CONSTRAINT "ck_plans_state" CHECK (state IN ('draft','published','superseded'))`,
    );
    await runner.query(`ALTER TABLE "plans" DROP COLUMN "rule_set_id", DROP COLUMN "resolution_id",
        DROP COLUMN "reviewed_at", DROP COLUMN "review_note"`);
    await runner.query(`DROP TABLE "rule_sets"`);
    await runner.query(`DROP TABLE "resolutions"`);
  }
}

const KEYS = [
  ['resolutions', 'season_id', 'seasons', 'RESTRICT'],
  ['rule_sets', 'season_id', 'seasons', 'CASCADE'],
  ['rule_sets', 'resolution_id', 'resolutions', 'RESTRICT'],
  ['plans', 'rule_set_id', 'rule_sets', 'RESTRICT'],
  ['plans', 'resolution_id', 'resolutions', 'RESTRICT'],
] as const;
