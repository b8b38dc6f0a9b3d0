import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Series can leave out public holidays. A season is held by its plans, no longer by trials that left none. */
export class SeriesHolidaysAndSeasonOfPlans1763900300000 implements MigrationInterface {
  readonly name = 'SeriesHolidaysAndSeasonOfPlans1763900300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "activity_series" ADD "skip_holidays" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "allocation_runs" DROP CONSTRAINT "fk_allocation_runs_season_id"`);
    await runner.query(
      `ALTER TABLE "allocation_runs" ADD CONSTRAINT "fk_allocation_runs_season_id" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE CASCADE ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "plans" ADD CONSTRAINT "fk_plans_season_id" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "plans" DROP CONSTRAINT "fk_plans_season_id"`);
    await runner.query(`ALTER TABLE "allocation_runs" DROP CONSTRAINT "fk_allocation_runs_season_id"`);
    await runner.query(
      `ALTER TABLE "allocation_runs" ADD CONSTRAINT "fk_allocation_runs_season_id" FOREIGN KEY ("season_id") REFERENCES "seasons"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`,
    );
    await runner.query(`ALTER TABLE "activity_series" DROP COLUMN "skip_holidays"`);
  }
}
