import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Volunteers who ask others to take over their places. */
export class Swaps1764200700000 implements MigrationInterface {
  readonly name = 'Swaps1764200700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "swap_requests" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "duty_id" text NOT NULL,
        "season_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "to_volunteer_id" text NOT NULL,
        "state" text NOT NULL,
        "respond_by" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "ck_swap_requests_state" CHECK (state IN ('asked','accepted','refused','withdrawn','ended')),
        CONSTRAINT "pk_swap_requests_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_swap_requests_to_volunteer_id" ON "swap_requests" ("to_volunteer_id")`,
    );
    await runner.query(
      `CREATE INDEX "ix_swap_requests_season_id_created_at_id" ON "swap_requests" ("season_id", "created_at", "id")`,
    );
    await runner.query(`CREATE INDEX "ix_swap_requests_duty_id" ON "swap_requests" ("duty_id")`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_swap_requests_asked" ON "swap_requests" ("duty_id") WHERE state = 'asked'`,
    );
    await runner.query(
      `ALTER TABLE "swap_requests" ADD CONSTRAINT "fk_swap_requests_duty_id" FOREIGN KEY ("duty_id") REFERENCES "duties"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "swap_requests" ADD CONSTRAINT "fk_swap_requests_season_id" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "swap_requests"`);
  }
}
