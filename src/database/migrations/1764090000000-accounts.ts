import { type MigrationInterface, type QueryRunner } from 'typeorm';

const AT = 'TIMESTAMP(3) WITH TIME ZONE';

/** Who may sign in, as what, and with which credentials: of secrets only digests. */
export class Accounts1764090000000 implements MigrationInterface {
  readonly name = 'Accounts1764090000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "accounts" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" ${AT} NOT NULL DEFAULT now(),
        "updated_at" ${AT} NOT NULL DEFAULT now(),
        "login" text NOT NULL,
        "password_hash" text,
        "display_name" text NOT NULL,
        "language" text NOT NULL,
        "state" text NOT NULL,
        "contact" text,
        "oidc_subject" text,
        "volunteer_id" text,
        "partner_unit_id" text,
        "failed_attempts" integer NOT NULL DEFAULT '0',
        "locked_until" ${AT},
        CONSTRAINT "ck_accounts_state" CHECK (state IN ('active','disabled','erased')),
        CONSTRAINT "ck_accounts_login" CHECK (login = lower(login)),
        CONSTRAINT "pk_accounts_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE UNIQUE INDEX "uq_accounts_login" ON "accounts" ("login")`);
    await runner.query(`CREATE UNIQUE INDEX "uq_accounts_oidc_subject" ON "accounts" ("oidc_subject")`);
    await runner.query(`CREATE INDEX "ix_accounts_volunteer_id" ON "accounts" ("volunteer_id")`);
    await runner.query(`CREATE INDEX "ix_accounts_partner_unit_id" ON "accounts" ("partner_unit_id")`);
    await runner.query(
      `ALTER TABLE "accounts" ADD CONSTRAINT "fk_accounts_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "accounts" ADD CONSTRAINT "fk_accounts_partner_unit_id" FOREIGN KEY ("partner_unit_id") REFERENCES "partner_units"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE TABLE "memberships" (
        "id" text NOT NULL,
        "account_id" text NOT NULL,
        "organization_id" text,
        "role" text NOT NULL,
        "created_at" ${AT} NOT NULL DEFAULT now(),
        CONSTRAINT "ck_memberships_role" CHECK (role IN ('admin','council','coordinator','partner','volunteer','auditor')),
        CONSTRAINT "ck_memberships_platform" CHECK (organization_id IS NOT NULL OR role = 'admin'),
        CONSTRAINT "pk_memberships_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_memberships_role" ON "memberships" ("account_id", "organization_id", "role") WHERE organization_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "uq_memberships_platform" ON "memberships" ("account_id") WHERE organization_id IS NULL`,
    );
    await runner.query(`CREATE INDEX "ix_memberships_organization_id" ON "memberships" ("organization_id")`);
    await runner.query(
      `ALTER TABLE "memberships" ADD CONSTRAINT "fk_memberships_account_id" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "memberships" ADD CONSTRAINT "fk_memberships_organization_id" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE TABLE "refresh_tokens" (
        "sha256" text NOT NULL,
        "account_id" text NOT NULL,
        "family" text NOT NULL,
        "created_at" ${AT} NOT NULL DEFAULT now(),
        "expires_at" ${AT} NOT NULL,
        "rotated_at" ${AT},
        "revoked_at" ${AT},
        CONSTRAINT "pk_refresh_tokens_sha256" PRIMARY KEY ("sha256"))`);
    await runner.query(`CREATE INDEX "ix_refresh_tokens_family" ON "refresh_tokens" ("family")`);
    await runner.query(`CREATE INDEX "ix_refresh_tokens_account_id" ON "refresh_tokens" ("account_id")`);
    await runner.query(`CREATE INDEX "ix_refresh_tokens_expires_at" ON "refresh_tokens" ("expires_at")`);
    await runner.query(
      `ALTER TABLE "refresh_tokens" ADD CONSTRAINT "fk_refresh_tokens_account_id" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE TABLE "api_keys" (
        "id" text NOT NULL,
        "name" text NOT NULL,
        "prefix" text NOT NULL,
        "sha256" text NOT NULL,
        "organization_id" text NOT NULL,
        "role" text NOT NULL,
        "created_at" ${AT} NOT NULL DEFAULT now(),
        "expires_at" ${AT} NOT NULL,
        "last_used_at" ${AT},
        "revoked_at" ${AT},
        CONSTRAINT "ck_api_keys_role" CHECK (role IN ('admin','council','coordinator','auditor')),
        CONSTRAINT "pk_api_keys_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE UNIQUE INDEX "uq_api_keys_sha256" ON "api_keys" ("sha256")`);
    await runner.query(`CREATE INDEX "ix_api_keys_organization_id" ON "api_keys" ("organization_id")`);
    await runner.query(
      `ALTER TABLE "api_keys" ADD CONSTRAINT "fk_api_keys_organization_id" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(`CREATE TABLE "one_time_codes" (
        "id" text NOT NULL,
        "account_id" text NOT NULL,
        "seal" text NOT NULL,
        "attempts" integer NOT NULL DEFAULT '0',
        "created_at" ${AT} NOT NULL DEFAULT now(),
        "expires_at" ${AT} NOT NULL,
        CONSTRAINT "pk_one_time_codes_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_one_time_codes_account_id" ON "one_time_codes" ("account_id")`,
    );
    await runner.query(
      `ALTER TABLE "one_time_codes" ADD CONSTRAINT "fk_one_time_codes_account_id" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['one_time_codes', 'api_keys', 'refresh_tokens', 'memberships', 'accounts'])
      await runner.query(`DROP TABLE "${table}"`);
  }
}
