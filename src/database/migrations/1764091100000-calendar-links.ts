import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Secret links to calendars, and what was imported from people's own. */
export class CalendarLinks1764091100000 implements MigrationInterface {
  readonly name = 'CalendarLinks1764091100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "calendar_links" (
        "id" text NOT NULL,
        "secret_sha256" text NOT NULL,
        "scope" text NOT NULL,
        "scope_id" text NOT NULL,
        "language" text NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "revoked_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "ck_calendar_links_scope" CHECK (scope IN ('volunteer','group','venue','community')),
        CONSTRAINT "pk_calendar_links_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE UNIQUE INDEX "ix_calendar_links_secret_sha256" ON "calendar_links" ("secret_sha256")`,
    );
    await runner.query(
      `CREATE INDEX "ix_calendar_links_scope_scope_id" ON "calendar_links" ("scope", "scope_id")`,
    );
    await runner.query(
      `CREATE INDEX "ix_calendar_links_created_at_id" ON "calendar_links" ("created_at", "id")`,
    );
    await runner.query(`CREATE TABLE "busy_imports" (
        "volunteer_id" text NOT NULL,
        "source" text NOT NULL,
        "season_id" text NOT NULL,
        "windows" jsonb NOT NULL,
        "imported_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_busy_imports_volunteer_id_source_season_id" PRIMARY KEY ("volunteer_id", "source", "season_id"))`);
    await runner.query(`CREATE INDEX "ix_busy_imports_season_id" ON "busy_imports" ("season_id")`);
    await runner.query(
      `ALTER TABLE "busy_imports" ADD CONSTRAINT "fk_busy_imports_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "busy_imports" ADD CONSTRAINT "fk_busy_imports_season_id" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "busy_imports"`);
    await runner.query(`DROP TABLE "calendar_links"`);
  }
}
