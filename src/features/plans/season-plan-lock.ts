import { type EntityManager } from 'typeorm';
import { lockUntilCommit } from '../../database/index.js';

/**
 * Whoever publishes a plan of the season, or changes what was made of the published one, waits here for others who do: each
 * then finds what the one before left.
 */
export const lockSeasonPlan = (manager: EntityManager, seasonId: string): Promise<void> =>
  lockUntilCommit(manager, `season-plan:${seasonId}`);
