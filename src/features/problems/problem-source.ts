import { type ProblemInput, type RunRequest } from '@heli/contracts';

/** Reads a season's pools and activities as one problem. */
export interface ProblemLoader {
  /**
   * The whole season as it is at this moment (one REPEATABLE READ snapshot), with the run's own aims if it has any.
   * Throws NOT_FOUND when the season has gone.
   */
  load(seasonId: string, objective: RunRequest['objective']): Promise<ProblemInput>;
}

/** Injection token. */
export const PROBLEM_LOADER = Symbol('ProblemLoader');
