import { isInstant, parseInstant } from '@heli/calendar';
import {
  type Change,
  type Fault,
  type Pin,
  type Plan,
  type Problem,
  type ReplanWindows,
} from '@heli/contracts';
import { type Facts } from '../../plan/facts.js';
import { byActivity } from '../decided-plan.js';
import { violationsIn } from '../../verify.js';

/** The windows in epoch minutes. */
export interface Moments {
  /** -Infinity: nothing is frozen. */
  readonly frozenUntil: number;
  /** Infinity: everything is published. */
  readonly publishedUntil: number;
}

export const momentsOf = ({ frozenUntil, publishedUntil }: ReplanWindows): Moments => ({
  frozenUntil: frozenUntil === undefined ? -Infinity : parseInstant(frozenUntil),
  publishedUntil: publishedUntil === undefined ? Infinity : parseInstant(publishedUntil),
});

/** All faults of the windows, and of changes that would bring something new into the frozen one. */
export function windowFaults(windows: ReplanWindows, changes: readonly Change[]): Fault[] {
  const faults = (['frozenUntil', 'publishedUntil'] as const).flatMap((field): Fault[] => {
    const value = windows[field];
    return value === undefined || isInstant(value)
      ? []
      : [
          {
            pointer: `/${field}`,
            code: 'BAD_INSTANT',
            message: `"${value}" is not a whole minute with an offset, such as 2013-03-09T14:00:00+08:00`,
            value,
          },
        ];
  });
  if (faults.length > 0) return faults;
  const { frozenUntil, publishedUntil } = momentsOf(windows);
  if (frozenUntil > publishedUntil)
    faults.push({
      pointer: '/publishedUntil',
      code: 'WINDOWS_REVERSED',
      message: `What is frozen (until ${windows.frozenUntil ?? ''}) has been published: publishedUntil cannot be before it`,
      value: windows.publishedUntil,
    });
  changes.forEach((change, at) => {
    if (change.type !== 'offer-start' || !isInstant(change.start)) return;
    if (parseInstant(change.start) < frozenUntil)
      faults.push({
        pointer: `/changes/${at}/start`,
        code: 'FROZEN',
        message: `Nothing new can start at ${change.start}: everything before ${windows.frozenUntil ?? ''} is frozen`,
        value: change.start,
      });
  });
  return faults;
}

/** Activities that a plan would break a rule with, were the season so; empty where the plan can stay as it is. */
export const brokenIn = (facts: Facts): Set<string> =>
  new Set(violationsIn(facts).flatMap(({ activityIds }) => activityIds));

/**
 * The season with what is frozen written into it: what starts before that moment takes place then and there with exactly
 * these people and groups, and nothing else starts before it. The plan keeps the rules of this season too and makes the same
 * points in it; its plans are the plans of the season that leave the frozen window alone.
 * @param released activities that the change does not let stay; they may keep their time or take one that is not frozen
 */
export function frozenProblem(
  problem: Problem,
  plan: Plan,
  frozenUntil: number,
  released: ReadonlySet<string>,
): Problem {
  const heldAt = new Map(plan.scheduled.map((entry) => [entry.activityId, entry]));
  const assigned = byActivity(plan.assignments);
  const engaged = byActivity(plan.groupEngagements);
  const pins: Pin[] = [];
  const activities = problem.activities.map((activity) => {
    const activityId = activity.id;
    const held = heldAt.get(activityId);
    const told = held ? parseInstant(held.start) : Infinity;
    const isFrozen = (start: string): boolean => parseInstant(start) < frozenUntil;
    if (released.has(activityId) && !held) return activity;
    if (!held || told >= frozenUntil || released.has(activityId)) {
      const left = activity.candidateStarts.filter(
        (start) => !isFrozen(start) || parseInstant(start) === told,
      );
      if (left.length === activity.candidateStarts.length) return activity;
      if (left.length > 0) return { ...activity, candidateStarts: left };
      pins.push({ type: 'drop-activity', activityId });
      return activity;
    }
    const people = assigned.get(activityId) ?? [];
    const { venueId } = held;
    pins.push(
      { type: 'hold-activity', activityId, start: held.start, ...(venueId === null ? {} : { venueId }) },
      ...people.map(({ roleId, volunteerId }): Pin => ({ type: 'assign', activityId, roleId, volunteerId })),
      ...(engaged.get(activityId) ?? []).map(({ groupId }): Pin => ({
        type: 'engage-group',
        activityId,
        groupId,
      })),
    );
    return {
      ...activity,
      candidateStarts: activity.candidateStarts.filter((start) => parseInstant(start) === told),
      // As many as there are, and no wish for more: the same points, and nothing left to gain.
      roles: activity.roles.map((role) => {
        const max = people.filter(({ roleId }) => roleId === role.id).length;
        return { ...role, max, target: Math.min(role.target, max) };
      }),
    };
  });
  return { ...problem, activities, pins: [...problem.pins, ...pins] };
}
