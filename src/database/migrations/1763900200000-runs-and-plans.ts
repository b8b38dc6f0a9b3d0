import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Computations, the problems they solve, and the plans they make. */
export class RunsAndPlans1763900200000 implements MigrationInterface {
  readonly name = 'RunsAndPlans1763900200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "allocation_runs" (
        "id" text NOT NULL,
        "season_id" text NOT NULL,
        "state" text NOT NULL,
        "request" jsonb NOT NULL,
        "attempt" integer NOT NULL DEFAULT '0',
        "lease_owner" text,
        "lease_until" TIMESTAMP(3) WITH TIME ZONE,
        "cancel_requested_at" TIMESTAMP(3) WITH TIME ZONE,
        "progress" jsonb,
        "sequence" integer NOT NULL DEFAULT '0',
        "problem_sha256" text,
        "plan_id" text,
        "failure" jsonb,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "started_at" TIMESTAMP(3) WITH TIME ZONE,
        "finished_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "ck_allocation_runs_state" CHECK (state IN ('queued','running','succeeded','cancelled','refused','failed')),
        CONSTRAINT "pk_allocation_runs_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_allocation_runs_state_lease_until" ON "allocation_runs" ("state", "lease_until")`,
    );
    await runner.query(
      `CREATE INDEX "ix_allocation_runs_season_id_created_at_id" ON "allocation_runs" ("season_id", "created_at", "id")`,
    );
    await runner.query(`CREATE TABLE "run_problems" (
        "run_id" text NOT NULL,
        "gzip" bytea NOT NULL,
        CONSTRAINT "pk_run_problems_run_id" PRIMARY KEY ("run_id"))`);
    await runner.query(`CREATE TABLE "plans" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "run_id" text NOT NULL,
        "season_id" text NOT NULL,
        "state" text NOT NULL,
        "problem_sha256" text NOT NULL,
        "quality" text NOT NULL,
        "termination" text NOT NULL,
        "gap" double precision NOT NULL,
        "counts" jsonb NOT NULL,
        "certificate" jsonb NOT NULL,
        "open_places" jsonb NOT NULL,
        "document_gzip" bytea NOT NULL,
        "published_at" TIMESTAMP(3) WITH TIME ZONE,
        "superseded_at" TIMESTAMP(3) WITH TIME ZONE,
        CONSTRAINT "rel_plans_run_id" UNIQUE ("run_id"),
        CONSTRAINT "ck_plans_state" CHECK (state IN ('draft','published','superseded')),
        CONSTRAINT "pk_plans_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE UNIQUE INDEX "uq_plans_published_of_season" ON "plans" ("season_id") WHERE state = 'published'`,
    );
    await runner.query(
      `CREATE INDEX "ix_plans_season_id_created_at_id" ON "plans" ("season_id", "created_at", "id")`,
    );
    await runner.query(`CREATE TABLE "scheduled_activities" (
        "plan_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "start_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "end_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_scheduled_activities_plan_id_activity_id" PRIMARY KEY ("plan_id", "activity_id"))`);
    await runner.query(
      `CREATE INDEX "ix_scheduled_activities_activity_id" ON "scheduled_activities" ("activity_id")`,
    );
    await runner.query(`CREATE TABLE "assignments" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "plan_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "role_id" text NOT NULL,
        "volunteer_id" text NOT NULL,
        CONSTRAINT "pk_assignments_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_assignments_volunteer_id" ON "assignments" ("volunteer_id")`);
    await runner.query(
      `CREATE UNIQUE INDEX "ix_assignments_plan_id_activity_id_role_id_volunteer_id" ON "assignments" ("plan_id", "activity_id", "role_id", "volunteer_id")`,
    );
    await runner.query(`CREATE TABLE "venue_bookings" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "plan_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "venue_id" text NOT NULL,
        "start_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        "end_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL,
        CONSTRAINT "pk_venue_bookings_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_venue_bookings_venue_id" ON "venue_bookings" ("venue_id")`);
    await runner.query(
      `CREATE UNIQUE INDEX "ix_venue_bookings_plan_id_activity_id" ON "venue_bookings" ("plan_id", "activity_id")`,
    );
    await runner.query(`CREATE TABLE "group_engagements" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "plan_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "demand_id" text NOT NULL,
        "group_id" text NOT NULL,
        CONSTRAINT "pk_group_engagements_id" PRIMARY KEY ("id"))`);
    await runner.query(`CREATE INDEX "ix_group_engagements_group_id" ON "group_engagements" ("group_id")`);
    await runner.query(
      `CREATE UNIQUE INDEX "ix_group_engagements_plan_id_activity_id_demand_id_group_id" ON "group_engagements" ("plan_id", "activity_id", "demand_id", "group_id")`,
    );
    await runner.query(`CREATE TABLE "equipment_loans" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "plan_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "equipment_id" text NOT NULL,
        "quantity" integer NOT NULL,
        CONSTRAINT "pk_equipment_loans_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_equipment_loans_equipment_id" ON "equipment_loans" ("equipment_id")`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "ix_equipment_loans_plan_id_activity_id_equipment_id" ON "equipment_loans" ("plan_id", "activity_id", "equipment_id")`,
    );
    await runner.query(`CREATE TABLE "fund_allocations" (
        "id" text NOT NULL,
        "version" integer NOT NULL,
        "created_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP(3) WITH TIME ZONE NOT NULL DEFAULT now(),
        "plan_id" text NOT NULL,
        "activity_id" text NOT NULL,
        "budget_line_id" text NOT NULL,
        "donation_id" text NOT NULL,
        "amount_fen" bigint NOT NULL,
        CONSTRAINT "pk_fund_allocations_id" PRIMARY KEY ("id"))`);
    await runner.query(
      `CREATE INDEX "ix_fund_allocations_donation_id" ON "fund_allocations" ("donation_id")`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "ix_fund_allocations_plan_id_activity_id_budget_line_id_donation" ON "fund_allocations" ("plan_id", "activity_id", "budget_line_id", "donation_id")`,
    );
    await runner.query(
      `ALTER TABLE "allocation_runs" ADD CONSTRAINT "fk_allocation_runs_season_id" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "run_problems" ADD CONSTRAINT "fk_run_problems_run_id" FOREIGN KEY ("run_id") REFERENCES "allocation_runs"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "plans" ADD CONSTRAINT "fk_plans_run_id" FOREIGN KEY ("run_id") REFERENCES "allocation_runs"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "scheduled_activities" ADD CONSTRAINT "fk_scheduled_activities_plan_id" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "assignments" ADD CONSTRAINT "fk_assignments_plan_id" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "venue_bookings" ADD CONSTRAINT "fk_venue_bookings_plan_id" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "group_engagements" ADD CONSTRAINT "fk_group_engagements_plan_id" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "equipment_loans" ADD CONSTRAINT "fk_equipment_loans_plan_id" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "fund_allocations" ADD CONSTRAINT "fk_fund_allocations_plan_id" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "fund_allocations"`);
    await runner.query(`DROP TABLE "equipment_loans"`);
    await runner.query(`DROP TABLE "group_engagements"`);
    await runner.query(`DROP TABLE "venue_bookings"`);
    await runner.query(`DROP TABLE "assignments"`);
    await runner.query(`DROP TABLE "scheduled_activities"`);
    await runner.query(`DROP TABLE "plans"`);
    await runner.query(`DROP TABLE "run_problems"`);
    await runner.query(`DROP TABLE "allocation_runs"`);
  }
}
