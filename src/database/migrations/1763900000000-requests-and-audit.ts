import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Answers kept for repeated requests, and the book of who changed what. */
export class RequestsAndAudit1763900000000 implements MigrationInterface {
  readonly name = 'RequestsAndAudit1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "idempotency_keys" (
        "key" text NOT NULL,
        "route" text NOT NULL,
        "body_sha256" text NOT NULL,
        "headers" jsonb NOT NULL DEFAULT '{}',
        "response" text,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "pk_idempotency_keys_key_route" PRIMARY KEY ("key", "route"))`);
    await runner.query(`CREATE INDEX "ix_idempotency_keys_created_at" ON "idempotency_keys" ("created_at")`);
    await runner.query(`
      CREATE TABLE "audit_entries" (
        "id" BIGSERIAL NOT NULL,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "actor" text NOT NULL,
        "action" text NOT NULL,
        "entity_type" text NOT NULL,
        "entity_id" text NOT NULL,
        "before" jsonb,
        "after" jsonb,
        "request_id" text NOT NULL,
        CONSTRAINT "pk_audit_entries_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_audit_entries_entity_type_entity_id" ON "audit_entries" ("entity_type", "entity_id")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "audit_entries"`);
    await runner.query(`DROP TABLE "idempotency_keys"`);
  }
}
