import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What volunteers answer to the published plan, and whether they came. */
export class Duties1764200000000 implements MigrationInterface {
  readonly name = 'Duties1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "duties" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "season_id" text NOT NULL,
        "plan_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "role_id" text NOT NULL,
        "volunteer_id" text NOT NULL,
        "start_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "end_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "state" text NOT NULL,
        "origin" text NOT NULL,
        "respond_by" TIMESTAMP(3) WITH TIME ZONE,
        "answered_at" TIMESTAMP(3) WITH TIME ZONE,
        "reason" text,
        "checked_in_at" TIMESTAMP(3) WITH TIME ZONE,
        "checked_out_at" TIMESTAMP(3) WITH TIME ZONE,
        "minutes" integer,
        CONSTRAINT "ck_duties_state" CHECK (state IN ('offered','accepted','declined','expired','withdrawn','checked-in','no-show','excused','confirmed')),
        CONSTRAINT "ck_duties_origin" CHECK (origin IN ('plan','stand-in','sign-up','wait-list','swap')),
        CONSTRAINT "ck_duties_order" CHECK ("end_at" > "start_at"),
        CONSTRAINT "ck_duties_minutes" CHECK (minutes >= 0),
        CONSTRAINT "pk_duties_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_duties_respond_by" ON "duties" ("respond_by") WHERE state = 'offered'`,
    );
    await runner.query(
      `CREATE INDEX "ix_duties_volunteer_id_start_at_id" ON "duties" ("volunteer_id", "start_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "ix_duties_season_id_start_at_id" ON "duties" ("season_id", "start_at", "id")`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "ix_duties_activity_id_role_id_volunteer_id" ON "duties" ("activity_id", "role_id", "volunteer_id")`,
    );
    await runner.query(
      `ALTER TABLE "duties" ADD CONSTRAINT "fk_duties_season_id" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "duties" ADD CONSTRAINT "fk_duties_plan_id" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "duties"`);
  }
}
