import { instantOf, isoWeekKey, localDate, weekday } from '@heli/calendar';
import { type ScheduledActivity } from '@heli/contracts';
import { type ActivityFacts, type Facts } from './facts.js';
import { type Schedule } from './changes.js';

/** An activity with fewer people than its roles ask for. */
export interface Shortage {
  readonly activity: ScheduledActivity;
  readonly facts: ActivityFacts;
  readonly open: readonly { readonly role: string; readonly missing: number }[];
}

/** Activities that begin within the time ahead and whose roles are not all filled to their target. */
export function shortagesOf(plan: Schedule, facts: Facts, from: number, until: number): Shortage[] {
  const filled = new Map<string, number>();
  for (const { activityId, roleId } of plan.assignments) {
    const key = [activityId, roleId].join('\u0000');
    filled.set(key, (filled.get(key) ?? 0) + 1);
  }
  return within(plan.scheduled, from, until).flatMap((activity) => {
    const known = facts.activities.get(activity.activityId);
    if (known === undefined) return [];
    const open = known.roles.flatMap(({ id, name, target }) => {
      const missing = target - (filled.get([activity.activityId, id].join('\u0000')) ?? 0);
      return missing > 0 ? [{ role: name ?? id, missing }] : [];
    });
    return open.length === 0 ? [] : [{ activity, facts: known, open }];
  });
}

/** Those that begin in `[from, until)`, epoch milliseconds, in order. */
export const within = (
  scheduled: readonly ScheduledActivity[],
  from: number,
  until: number,
): ScheduledActivity[] =>
  scheduled
    .filter(({ start }) => Date.parse(start) >= from && Date.parse(start) < until)
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start));

/** A week that a digest tells of. */
export interface DigestWeek {
  /** Local dates. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  /** Year × 100 + ISO week. */
  readonly key: number;
}

const DIGEST_HOUR = 18;
const DAY = 24 * 60;

/**
 * The week that a council is told of now: from Sunday 18:00 of its clock on the week that comes, until the end of its
 * Monday, for a service that was down; null at other times.
 * @param now epoch minutes
 */
export function digestWeek(now: number, zone: string): DigestWeek | null {
  const today = weekday(now, zone);
  const dayOff = (days: number): string => localDate(noonOf(now, zone) + days * DAY, zone);
  const monday = today === 1 ? dayOff(0) : today === 7 ? dayOff(1) : null;
  if (monday === null) return null;
  if (today === 7 && now < instantOf(dayOff(0), DIGEST_HOUR * 60, zone)) return null;
  const first = today === 1 ? 0 : 1;
  const from = instantOf(monday, 0, zone);
  return {
    firstDay: monday,
    lastDay: dayOff(first + 6),
    from: from * 60_000,
    until: instantOf(dayOff(first + 7), 0, zone) * 60_000,
    key: isoWeekKey(from, zone),
  };
}

/** Whole days from it meet whole days, whatever clocks do at night. */
const noonOf = (now: number, zone: string): number => instantOf(localDate(now, zone), DAY / 2, zone);
