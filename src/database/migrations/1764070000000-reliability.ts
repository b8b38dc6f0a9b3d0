import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** How reliably people come, for stand-by lists of communities that decided to count it. Nothing is known of anybody yet. */
export class Reliability1764070000000 implements MigrationInterface {
  readonly name = 'Reliability1764070000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "communities" ADD "counts_reliability" boolean`);
    await runner.query(`ALTER TABLE "volunteers" ADD "reliability" double precision`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "volunteers" DROP COLUMN "reliability"`);
    await runner.query(`ALTER TABLE "communities" DROP COLUMN "counts_reliability"`);
  }
}
