import { type ProblemInput, type RunRequest } from '@heli/contracts';
import { Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PoolMarks } from './pool-marks.js';
import { loadProblem } from './problem-loader.js';
import { PROBLEM_LOADER, type ProblemLoader } from './problem-source.js';

/** The season of the database, with the aims of the run where it has its own. */
@Injectable()
export class PoolsProblemLoader implements ProblemLoader {
  constructor(private readonly dataSource: DataSource) {}

  async load(seasonId: string, objective: RunRequest['objective']): Promise<ProblemInput> {
    const problem = await loadProblem(this.dataSource, seasonId);
    return {
      ...problem,
      objective: {
        ...problem.objective,
        tiers: objective?.tiers ?? problem.objective.tiers,
        weights: { ...problem.objective.weights, ...objective?.weights },
      },
    };
  }
}

@Module({
  providers: [{ provide: PROBLEM_LOADER, useClass: PoolsProblemLoader }, PoolMarks],
  exports: [PROBLEM_LOADER, PoolMarks],
})
export class ProblemSourceModule {}
