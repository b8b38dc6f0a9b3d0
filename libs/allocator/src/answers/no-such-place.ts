import { type Season, type SeasonActivity, type SeasonRole } from '../season/season.js';

/** The place asked about is not one of the plan. */
export class NoSuchPlace extends Error {
  constructor(
    readonly code: 'ACTIVITY_UNKNOWN' | 'ACTIVITY_NOT_HELD' | 'ROLE_UNKNOWN',
    message: string,
  ) {
    super(message);
    this.name = 'NoSuchPlace';
  }
}

/** @throws NoSuchPlace where the season has no such activity */
export function activityCalled(season: Season, id: string): SeasonActivity {
  const activity = season.activities[season.position.activity.get(id) ?? -1];
  if (!activity) throw new NoSuchPlace('ACTIVITY_UNKNOWN', `There is no activity with the id "${id}"`);
  return activity;
}

/** @throws NoSuchPlace where the activity has no such role */
export function roleCalled({ raw, roles }: SeasonActivity, id: string): SeasonRole {
  const role = roles.find((entry) => entry.raw.id === id);
  if (!role) throw new NoSuchPlace('ROLE_UNKNOWN', `${raw.title} has no role "${id}"`);
  return role;
}
