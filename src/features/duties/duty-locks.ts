import { type EntityManager } from 'typeorm';
import { lockUntilCommit, shareUntilCommit } from '../../database/index.js';

/*
 * What changes duties takes locks in one order: season, activity, volunteer, rows. Publishing has the lock of the season
 * alone, everybody else shares it.
 */

/** No plan is published meanwhile. */
export const keepPlan = (manager: EntityManager, seasonId: string): Promise<void> =>
  shareUntilCommit(manager, `season-plan:${seasonId}`);

/** Nobody else fills or empties places of the activity meanwhile. */
export const lockPlaces = (manager: EntityManager, activityId: string): Promise<void> =>
  lockUntilCommit(manager, `places-of:${activityId}`);

/** The volunteer takes no other place meanwhile. One volunteer a transaction, or two who wait for each other never end. */
export const lockDiary = (manager: EntityManager, volunteerId: string): Promise<void> =>
  lockUntilCommit(manager, `diary-of:${volunteerId}`);

/** Somebody gets a place: all of the above, in their order. */
export async function lockToFill(
  manager: EntityManager,
  { id, seasonId }: { readonly id: string; readonly seasonId: string },
  volunteerId: string,
): Promise<void> {
  await keepPlan(manager, seasonId);
  await lockPlaces(manager, id);
  await lockDiary(manager, volunteerId);
}
