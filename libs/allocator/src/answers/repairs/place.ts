import { parseInstant } from '@heli/calendar';
import { type OpenPlace } from '@heli/contracts';
import { type SeasonActivity, type SeasonRole, type SeasonStart } from '../../season/season.js';
import { type Found } from '../question.js';
import { activityCalled } from '../no-such-place.js';
import { type Workbench } from '../workbench.js';
import { Occupied } from '../../plan/occupied.js';
import { pointsIn } from '../../tiers/index.js';

/** An activity that is dropped, or a role of one that takes place with places open. */
export interface Place {
  readonly open: OpenPlace;
  readonly activity: SeasonActivity;
  /** Null: the activity does not take place. */
  readonly role: SeasonRole | null;
  /** When it takes place; null where it does not. */
  readonly start: SeasonStart | null;
}

/** A workbench with what its plan asks of everybody, to look for repairs in. */
export interface Site {
  readonly workbench: Workbench;
  readonly occupied: Occupied;
  /** Minutes that the volunteer in the middle offers: what somebody new is taken to offer. */
  readonly usualMinutes: number;
}

export function siteOf(workbench: Workbench): Site {
  const offered = workbench.season.volunteers
    .map(({ offeredMinutes }) => offeredMinutes)
    .sort((a, b) => a - b);
  return {
    workbench,
    occupied: new Occupied(workbench.season, workbench.standing.plan),
    usualMinutes: offered[offered.length >> 1] ?? 0,
  };
}

/** @throws NoSuchPlace where the activity is not of the season */
export function placeOf({ season, standing }: Workbench, open: OpenPlace): Place {
  const activity = activityCalled(season, open.activityId);
  const held = standing.plan.scheduled.find(({ activityId }) => activityId === open.activityId);
  const moment = held && parseInstant(held.start);
  return {
    open,
    activity,
    role: held ? (activity.roles.find(({ raw }) => raw.id === open.roleId) ?? null) : null,
    start: activity.starts.find(({ start }) => start === moment) ?? null,
  };
}

/** People more in the role than the plan has; for a dropped activity 1 where it takes place. */
export function filledBy(
  workbench: Workbench,
  { activity, role }: Place,
  difference: ReturnType<Workbench['differenceOf']>,
): number {
  const { id } = activity.raw;
  const held = difference.activities.find(({ activityId }) => activityId === id);
  if (!role) return held?.after ? 1 : 0;
  if (held?.after === null) return 0;
  const inRole = (entry: { activityId: string; roleId: string }): boolean =>
    entry.activityId === id && entry.roleId === role.raw.id;
  return (
    difference.assignments.added.filter(inRole).length - difference.assignments.removed.filter(inRole).length
  );
}

/**
 * How an answer compares with the plan that stands in the aims before fairness, in their order: above 0 better, below 0
 * worse. These decide whether a repair is one: fairness and what follows may give way to a place that is filled.
 */
export function comparedWith({ standing, certificate }: Workbench, { tiers }: Pick<Found, 'tiers'>): number {
  for (const { name } of standing.order.before) {
    const before = pointsIn(certificate, name);
    const after = tiers.find(({ tier }) => tier === name)?.value ?? before;
    if (after !== before) return after - before;
  }
  return 0;
}

/** Whether no plan of the asked season could compare better than the one that stands: proven. */
export function provenNoBetter(
  { standing, certificate }: Workbench,
  { tiers }: Pick<Found, 'tiers'>,
): boolean {
  for (const { name } of standing.order.before) {
    const before = pointsIn(certificate, name);
    const found = tiers.find(({ tier }) => tier === name);
    if (found?.bound === undefined || found.bound === null || found.bound > before) return false;
    if (found.bound < before) return true;
  }
  return true;
}
