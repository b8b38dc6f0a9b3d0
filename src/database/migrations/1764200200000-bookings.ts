import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What owners of venues answer to the published plan, and the plans that are proposed where a venue is lost. */
export class Bookings1764200200000 implements MigrationInterface {
  readonly name = 'Bookings1764200200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "booking_requests" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "season_id" text NOT NULL,
        "plan_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "venue_id" text NOT NULL,
        "start_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "end_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "state" text NOT NULL,
        "asked_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "respond_by" TIMESTAMP(3) WITH TIME ZONE,
        "answered_at" TIMESTAMP(3) WITH TIME ZONE,
        "reason" text,
        "pin_id" text,
        CONSTRAINT "ck_booking_requests_state" CHECK (state IN ('asked','confirmed','declined','released','withdrawn')),
        CONSTRAINT "ck_booking_requests_order" CHECK ("end_at" > "start_at"),
        CONSTRAINT "ck_booking_requests_respond_by" CHECK (state <> 'asked' OR respond_by IS NOT NULL),
        CONSTRAINT "pk_booking_requests_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_booking_requests_respond_by" ON "booking_requests" ("respond_by") WHERE state = 'asked'`,
    );
    await runner.query(
      `CREATE INDEX "ix_booking_requests_venue_id_start_at_id" ON "booking_requests" ("venue_id", "start_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "ix_booking_requests_season_id_start_at_id" ON "booking_requests" ("season_id", "start_at", "id")`,
    );
    await runner.query(
      `CREATE INDEX "ix_booking_requests_start_at_id" ON "booking_requests" ("start_at", "id")`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "ix_booking_requests_activity_id_venue_id_start_at_end_at" ON "booking_requests" ("activity_id", "venue_id", "start_at", "end_at")`,
    );
    await runner.query(
      `ALTER TABLE "booking_requests" ADD CONSTRAINT "fk_booking_requests_season_id" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_requests" ADD CONSTRAINT "fk_booking_requests_plan_id" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "booking_requests" ADD CONSTRAINT "fk_booking_requests_pin_id" FOREIGN KEY ("pin_id") REFERENCES "season_pins"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE TABLE "season_proposals" (
        "season_id" text NOT NULL,
        "plan_id" text NOT NULL,
        "state" text NOT NULL,
        "bookings" integer NOT NULL,
        "question_id" text,
        "draft_plan_id" text,
        "people" integer,
        "attempts" integer NOT NULL,
        "next_attempt_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "failure" jsonb,
        CONSTRAINT "ck_season_proposals_state" CHECK (state IN ('wanted','asked','proposed','impossible','failed','stopped')),
        CONSTRAINT "pk_season_proposals_season_id" PRIMARY KEY ("season_id"))`);
    await runner.query(
      `ALTER TABLE "season_proposals" ADD CONSTRAINT "fk_season_proposals_season_id" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "season_proposals" ADD CONSTRAINT "fk_season_proposals_plan_id" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE TABLE "venue_exception_reasons" (
        "venue_id" text NOT NULL,
        "exception_id" text NOT NULL,
        "reason" text NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "pk_venue_exception_reasons_venue_id_exception_id" PRIMARY KEY ("venue_id", "exception_id"))`);
    await runner.query(
      `ALTER TABLE "venue_exception_reasons" ADD CONSTRAINT "fk_venue_exception_reasons_venue_id" FOREIGN KEY ("venue_id") REFERENCES "venues"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "venue_exception_reasons"`);
    await runner.query(`DROP TABLE "season_proposals"`);
    await runner.query(`DROP TABLE "booking_requests"`);
  }
}
