import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * When somebody was counted on for a place, and when no more: calendars number their changes by it. The database writes
 * it, so that nothing that changes a duty can leave it out. Places of plans that were published before there were duties
 * are asked for without an end.
 */
export class DutyChanges1764200100000 implements MigrationInterface {
  readonly name = 'DutyChanges1764200100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "duty_changes" (
        "id" BIGSERIAL NOT NULL,
        "duty_id" text NOT NULL,
        "plan_id" text NOT NULL,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "counted" boolean NOT NULL,
        "start_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "end_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_duty_changes_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_duty_changes_duty_id_id" ON "duty_changes" ("duty_id", "id")`);
    await runner.query(
      `ALTER TABLE "duty_changes" ADD CONSTRAINT "fk_duty_changes_duty_id" FOREIGN KEY ("duty_id") REFERENCES "duties"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE FUNCTION note_duty_change() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        moment timestamptz;
        counted boolean := NEW.state NOT IN ('declined', 'expired', 'withdrawn', 'excused');
      BEGIN
        IF TG_OP = 'INSERT'
           OR counted <> (OLD.state NOT IN ('declined', 'expired', 'withdrawn', 'excused'))
           OR NEW.start_at <> OLD.start_at OR NEW.end_at <> OLD.end_at THEN
          -- What a plan brings is of the moment when it was published.
          IF (TG_OP = 'INSERT' AND NEW.origin = 'plan') OR (TG_OP = 'UPDATE' AND NEW.plan_id <> OLD.plan_id) THEN
            moment := (SELECT published_at FROM plans WHERE id = NEW.plan_id);
          END IF;
          INSERT INTO duty_changes (duty_id, plan_id, at, counted, start_at, end_at)
          VALUES (NEW.id, NEW.plan_id, coalesce(moment, clock_timestamp()), counted, NEW.start_at, NEW.end_at);
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(
      `CREATE TRIGGER note_duty_change AFTER INSERT OR UPDATE ON duties FOR EACH ROW EXECUTE FUNCTION note_duty_change()`,
    );
    await runner.query(`INSERT INTO duties
        (id, version, season_id, plan_id, activity_id, role_id, volunteer_id, start_at, end_at, state, origin)
      SELECT gen_random_uuid()::text, 1, plan.season_id, plan.id, part.activity_id, part.role_id, part.volunteer_id,
             held.start_at, held.end_at, 'offered', 'plan'
        FROM assignments part
        JOIN plans plan ON plan.id = part.plan_id AND plan.state = 'published'
        JOIN scheduled_activities held ON held.plan_id = part.plan_id AND held.activity_id = part.activity_id
       WHERE NOT EXISTS (SELECT 1 FROM duties known WHERE known.season_id = plan.season_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER note_duty_change ON duties`);
    await runner.query(`DROP FUNCTION note_duty_change()`);
    await runner.query(`DROP TABLE "duty_changes"`);
  }
}
