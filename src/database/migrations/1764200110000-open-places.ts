import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Who waits for a place, and who is asked one after the other to stand in. */
export class OpenPlaces1764200110000 implements MigrationInterface {
  readonly name = 'OpenPlaces1764200110000';

  async up(runner: QueryRunner): Promise<void> {
    const stored = `"id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "season_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "role_id" text NOT NULL`;
    await runner.query(`CREATE TABLE "wait_list" (
        ${stored},
        "volunteer_id" text NOT NULL,
        "state" text NOT NULL,
        "duty_id" text,
        "passed_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "ck_wait_list_state" CHECK (state IN ('waiting','offered','taken','ended','cancelled')),
        CONSTRAINT "pk_wait_list_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_wait_list_once" ON "wait_list" ("activity_id", "role_id", "volunteer_id") WHERE state IN ('waiting','offered')`,
    );
    await runner.query(
      `CREATE INDEX "ix_wait_list_season_id_created_at_id" ON "wait_list" ("season_id", "created_at", "id")`,
    );
    await runner.query(`CREATE INDEX "ix_wait_list_volunteer_id" ON "wait_list" ("volunteer_id")`);
    await runner.query(`CREATE INDEX "ix_wait_list_duty_id" ON "wait_list" ("duty_id")`);
    await runner.query(`CREATE TABLE "stand_in_searches" (
        ${stored},
        "plan_id" text NOT NULL,
        "start_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "end_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "state" text NOT NULL,
        "stage" text NOT NULL,
        "question_id" text,
        "candidates" jsonb NOT NULL,
        "position" integer NOT NULL,
        CONSTRAINT "ck_stand_in_searches_state" CHECK (state IN ('computing','asking','filled','exhausted','ended')),
        CONSTRAINT "ck_stand_in_searches_stage" CHECK (stage IN ('stand-by','recommend')),
        CONSTRAINT "pk_stand_in_searches_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_stand_in_searches_of_place" ON "stand_in_searches" ("activity_id", "role_id") WHERE state IN ('computing','asking')`,
    );
    await runner.query(
      `CREATE INDEX "ix_stand_in_searches_season_id_created_at_id" ON "stand_in_searches" ("season_id", "created_at", "id")`,
    );
    for (const table of ['wait_list', 'stand_in_searches'])
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_season_id" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "stand_in_searches"`);
    await runner.query(`DROP TABLE "wait_list"`);
  }
}
