import { type MigrationInterface, type QueryRunner } from 'typeorm';

const AT = 'TIMESTAMP(3) WITH TIME ZONE';
const KEPT = ['attendances', 'hour_entries'] as const;

/** Who came, hours of service, and certificates of them. What was counted or booked is corrected by further rows. */
export class Attendance1764200400000 implements MigrationInterface {
  readonly name = 'Attendance1764200400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "attendances" (
        "activity_id" text NOT NULL,
        "revision" integer NOT NULL,
        "total" integer NOT NULL,
        "volunteers" integer NOT NULL,
        "migrants" integer,
        "participant_ids" text array NOT NULL,
        "reason" text,
        "counted_at" ${AT} NOT NULL DEFAULT now(),
        "counted_by" text NOT NULL,
        CONSTRAINT "ck_attendances_parts" CHECK (volunteers BETWEEN 0 AND total AND migrants BETWEEN 0 AND total),
        CONSTRAINT "ck_attendances_named" CHECK (cardinality(participant_ids) <= volunteers),
        CONSTRAINT "ck_attendances_reason" CHECK (revision = 1 OR reason IS NOT NULL),
        CONSTRAINT "pk_attendances_activity_id_revision" PRIMARY KEY ("activity_id", "revision"))`);
    await runner.query(`CREATE TABLE "check_in_words" (
        "activity_id" text NOT NULL,
        "word" text NOT NULL,
        CONSTRAINT "pk_check_in_words_activity_id" PRIMARY KEY ("activity_id"))`);
    await runner.query(`CREATE TABLE "hour_rules" (
        "season_id" text NOT NULL,
        "service_kinds" text array NOT NULL,
        CONSTRAINT "ck_hour_rules_kinds" CHECK (service_kinds <@ ARRAY['self_governance','volunteer_service','training','festival']::text[]),
        CONSTRAINT "pk_hour_rules_season_id" PRIMARY KEY ("season_id"))`);
    await runner.query(`CREATE TABLE "hour_entries" (
        "id" text NOT NULL,
        "duty_id" text NOT NULL,
        "season_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "volunteer_id" text NOT NULL,
        "kind" text NOT NULL,
        "date" date NOT NULL,
        "minutes" integer NOT NULL,
        "corrects" text,
        "reason" text,
        "booked_at" ${AT} NOT NULL DEFAULT now(),
        "booked_by" text NOT NULL,
        CONSTRAINT "ck_hour_entries_kind" CHECK (kind IN ('self_governance','volunteer_service','training','festival')),
        CONSTRAINT "ck_hour_entries_first" CHECK (corrects IS NOT NULL OR minutes >= 0),
        CONSTRAINT "ck_hour_entries_correction" CHECK (corrects IS NULL OR (minutes <> 0 AND reason IS NOT NULL)),
        CONSTRAINT "pk_hour_entries_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_hour_entries_first" ON "hour_entries" ("duty_id") WHERE corrects IS NULL`,
    );
    await runner.query(`CREATE INDEX "ix_hour_entries_duty_id" ON "hour_entries" ("duty_id")`);
    await runner.query(
      `CREATE INDEX "ix_hour_entries_volunteer_id_date" ON "hour_entries" ("volunteer_id", "date")`,
    );
    await runner.query(`CREATE INDEX "ix_hour_entries_season_id" ON "hour_entries" ("season_id")`);
    await runner.query(`CREATE TABLE "hour_certificates" (
        "id" text NOT NULL,
        "number" text NOT NULL,
        "code" text NOT NULL,
        "volunteer_id" text NOT NULL,
        "name" text,
        "issuer" text NOT NULL,
        "from_date" date NOT NULL,
        "until_date" date NOT NULL,
        "language" text NOT NULL,
        "minutes" integer NOT NULL,
        "services" jsonb NOT NULL,
        "sha256" text NOT NULL,
        "issued_at" ${AT} NOT NULL,
        "issued_on" date NOT NULL,
        "issued_by" text NOT NULL,
        "state" text NOT NULL,
        "revoked_at" ${AT},
        "revoked_reason" text,
        CONSTRAINT "ck_hour_certificates_state" CHECK (state IN ('valid','corrected','revoked')),
        CONSTRAINT "ck_hour_certificates_revoked" CHECK ((state = 'valid') = (revoked_at IS NULL)),
        CONSTRAINT "ck_hour_certificates_order" CHECK (until_date >= from_date),
        CONSTRAINT "pk_hour_certificates_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE UNIQUE INDEX "ix_hour_certificates_number" ON "hour_certificates" ("number")`);
    await runner.query(`CREATE UNIQUE INDEX "ix_hour_certificates_code" ON "hour_certificates" ("code")`);
    await runner.query(
      `CREATE INDEX "ix_hour_certificates_volunteer_id_issued_at" ON "hour_certificates" ("volunteer_id", "issued_at")`,
    );
    await runner.query(`CREATE SEQUENCE "hour_certificate_numbers" AS bigint`);
    for (const [table, column, target, fate] of [
      ['attendances', 'activity_id', 'activities', 'RESTRICT'],
      ['check_in_words', 'activity_id', 'activities', 'CASCADE'],
      ['hour_rules', 'season_id', 'seasons', 'CASCADE'],
      ['hour_entries', 'duty_id', 'duties', 'RESTRICT'],
      ['hour_entries', 'corrects', 'hour_entries', 'RESTRICT'],
    ] as const)
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "fk_${table}_${column}" FOREIGN KEY ("${column}") REFERENCES "${target}"("id") ON DELETE ${fate} ON UPDATE NO ACTION`,
      );
    await runner.query(`CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is only added to; correct by a further row', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$`);
    for (const table of KEPT)
      await runner.query(
        `CREATE TRIGGER "kept_${table}" BEFORE UPDATE OR DELETE OR TRUNCATE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()`,
      );
    // Those who book for the same duty wait for each other here, so that the sum is that of all of them.
    await runner.query(`CREATE FUNCTION keep_hours_above_zero() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM 1 FROM duties WHERE id = NEW.duty_id FOR UPDATE;
        IF NEW.corrects IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM hour_entries WHERE id = NEW.corrects AND duty_id = NEW.duty_id) THEN
          RAISE EXCEPTION 'An entry corrects one of the same duty' USING ERRCODE = 'check_violation';
        END IF;
        IF (SELECT coalesce(sum(minutes), 0) FROM hour_entries WHERE duty_id = NEW.duty_id) + NEW.minutes < 0 THEN
          RAISE EXCEPTION 'Hours of duty % would fall below zero', NEW.duty_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(
      `CREATE TRIGGER "hour_entries_above_zero" BEFORE INSERT ON "hour_entries" FOR EACH ROW EXECUTE FUNCTION keep_hours_above_zero()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SEQUENCE "hour_certificate_numbers"`);
    for (const table of ['hour_certificates', 'hour_entries', 'hour_rules', 'check_in_words', 'attendances'])
      await runner.query(`DROP TABLE "${table}"`);
    await runner.query(`DROP FUNCTION keep_hours_above_zero()`);
    await runner.query(`DROP FUNCTION refuse_rewriting()`);
  }
}
