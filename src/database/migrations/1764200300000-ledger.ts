import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The books of gifts: journal, balances, and requests to spend. What they must obey follows in the next migration. */
export class Ledger1764200300000 implements MigrationInterface {
  readonly name = 'Ledger1764200300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE "expenses" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "donation_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "budget_line_id" text NOT NULL,
        "amount_fen" bigint NOT NULL,
        "voucher_number" text NOT NULL,
        "description" text NOT NULL,
        "state" text NOT NULL,
        "needs_second" boolean NOT NULL,
        "requested_by" text NOT NULL,
        "decided_by" text,
        "decided_at" TIMESTAMP(3) WITH TIME ZONE,
        "reason" text,
        CONSTRAINT "ck_expenses_amount" CHECK (amount_fen > 0),
        CONSTRAINT "ck_expenses_state" CHECK (state IN ('requested','spent','refused','withdrawn','reversed')),
        CONSTRAINT "ck_expenses_four_eyes" CHECK (state NOT IN ('spent','reversed') OR NOT needs_second OR (decided_by IS NOT NULL AND decided_by <> requested_by)),
        CONSTRAINT "pk_expenses_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_expenses_donation_id" ON "expenses" ("donation_id")`);
    await runner.query(`CREATE INDEX "ix_expenses_created_at_id" ON "expenses" ("created_at", "id")`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_expenses_voucher_of_line" ON "expenses" ("activity_id", "budget_line_id", "donation_id", "voucher_number") WHERE state IN ('requested','spent')`,
    );
    await runner.query(`CREATE SEQUENCE ledger_numbers`);
    await runner.query(`
      CREATE TABLE "ledger_transactions" (
        "id" text NOT NULL,
        "number" bigint NOT NULL,
        "donation_id" text NOT NULL,
        "kind" text NOT NULL,
        "at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "actor" text NOT NULL,
        "reference" text,
        "note" text,
        "plan_id" text,
        "expense_id" text,
        "reverses_id" text,
        "written_in" text NOT NULL,
        CONSTRAINT "uq_ledger_transactions_number" UNIQUE ("number"),
        CONSTRAINT "uq_ledger_transactions_reverses_id" UNIQUE ("reverses_id"),
        CONSTRAINT "ck_ledger_transactions_kind" CHECK (kind IN ('pledge','receipt','reservation','release','cover','hold','unhold','spending','report','return','expiry','reversal')),
        CONSTRAINT "ck_ledger_transactions_expense" CHECK (kind NOT IN ('hold','unhold','spending') OR expense_id IS NOT NULL),
        CONSTRAINT "ck_ledger_transactions_reversal" CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
        CONSTRAINT "pk_ledger_transactions_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_ledger_transactions_donation_id_number" ON "ledger_transactions" ("donation_id", "number")`,
    );
    await runner.query(
      `CREATE INDEX "ix_ledger_transactions_expense_id" ON "ledger_transactions" ("expense_id") WHERE expense_id IS NOT NULL`,
    );
    await runner.query(
      `ALTER TABLE "ledger_transactions" ADD CONSTRAINT "fk_ledger_transactions_reverses_id" FOREIGN KEY ("reverses_id") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "ledger_transactions" ADD CONSTRAINT "fk_ledger_transactions_expense_id" FOREIGN KEY ("expense_id") REFERENCES "expenses"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(`
      CREATE TABLE "ledger_lines" (
        "transaction_id" text NOT NULL,
        "account" text NOT NULL,
        "activity_id" text NOT NULL,
        "budget_line_id" text NOT NULL,
        "amount_fen" bigint NOT NULL,
        CONSTRAINT "ck_ledger_lines_amount" CHECK (amount_fen <> 0),
        CONSTRAINT "pk_ledger_lines" PRIMARY KEY ("transaction_id", "account", "activity_id", "budget_line_id"))`);
    await runner.query(
      `ALTER TABLE "ledger_lines" ADD CONSTRAINT "fk_ledger_lines_transaction_id" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(`
      CREATE TABLE "ledger_accounts" (
        "donation_id" text NOT NULL,
        "account" text NOT NULL,
        "activity_id" text NOT NULL,
        "budget_line_id" text NOT NULL,
        "balance_fen" bigint NOT NULL,
        CONSTRAINT "ck_ledger_accounts_balance" CHECK (CASE account WHEN 'pledged' THEN balance_fen <= 0 ELSE balance_fen >= 0 END),
        CONSTRAINT "ck_ledger_accounts_place" CHECK (CASE
          WHEN account IN ('claimed','reserved','held','spent','reported') THEN activity_id <> '' AND budget_line_id <> ''
          WHEN account IN ('pledged','receivable','available','lapsed','expired','returned') THEN activity_id = '' AND budget_line_id = ''
          ELSE false END),
        CONSTRAINT "pk_ledger_accounts" PRIMARY KEY ("donation_id", "account", "activity_id", "budget_line_id"))`);
    await runner.query(
      `CREATE INDEX "ix_ledger_accounts_activity_id" ON "ledger_accounts" ("activity_id") WHERE activity_id <> ''`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['ledger_accounts', 'ledger_lines', 'ledger_transactions', 'expenses'])
      await runner.query(`DROP TABLE "${table}"`);
    await runner.query(`DROP SEQUENCE ledger_numbers`);
  }
}
