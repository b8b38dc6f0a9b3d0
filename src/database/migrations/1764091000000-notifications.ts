import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The outbox of what people are told, and how each of them wants to be told. */
export class Notifications1764091000000 implements MigrationInterface {
  readonly name = 'Notifications1764091000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "notifications" (
        "id" text NOT NULL,
        "event_key" text NOT NULL,
        "recipient" text NOT NULL,
        "channel" text NOT NULL,
        "language" text NOT NULL,
        "template" text NOT NULL,
        "parameters" jsonb NOT NULL,
        "zone" text NOT NULL,
        "urgent" boolean NOT NULL,
        "state" text NOT NULL,
        "attempts" integer NOT NULL DEFAULT '0',
        "not_before" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "not_after" TIMESTAMP(3) WITH TIME ZONE,
        "lease_owner" text,
        "lease_until" TIMESTAMP(3) WITH TIME ZONE,
        "sent_at" TIMESTAMP(3) WITH TIME ZONE,
        "error" text,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "uq_notifications_event_key_recipient_channel" UNIQUE ("event_key", "recipient", "channel"),
        CONSTRAINT "ck_notifications_state" CHECK (state IN ('queued','sending','sent','failed','given-up')),
        CONSTRAINT "pk_notifications_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_notifications_state_not_before" ON "notifications" ("state", "not_before")`,
    );
    await runner.query(
      `CREATE INDEX "ix_notifications_created_at_id" ON "notifications" ("created_at", "id")`,
    );
    await runner.query(`CREATE INDEX "ix_notifications_recipient" ON "notifications" ("recipient")`);
    await runner.query(`CREATE TABLE "notification_preferences" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "language" text NOT NULL,
        "channels" jsonb NOT NULL,
        "quiet_from" text,
        "quiet_to" text,
        "urgent_breaks_quiet" boolean NOT NULL,
        CONSTRAINT "pk_notification_preferences_id" PRIMARY KEY ("id"))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "notification_preferences"`);
    await runner.query(`DROP TABLE "notifications"`);
  }
}
