import { RULES } from '../rules/index.js';
import { admitsPersonThen } from '../rules/rule.js';
import { areTooNear, engagementOf, overfullWith } from '../season/engagements.js';
import {
  nth,
  type Season,
  type SeasonActivity,
  type SeasonRole,
  type SeasonStart,
  type SeasonVolunteer,
  statusOver,
} from '../season/season.js';
import { type DecidedPlan } from './decided-plan.js';

/** Has the time itself, but not with the way there and back. */
export const TOO_FAR = 'travel-time';

/** Rules that keep one person from a role at a start whatever else is planned; empty for those who may. */
export function refusalsOf(
  season: Season,
  activity: SeasonActivity,
  role: SeasonRole,
  volunteer: SeasonVolunteer,
  start: SeasonStart,
): string[] {
  return RULES.flatMap((rule) => {
    if (admitsPersonThen(rule, season, activity, role, volunteer, start)) return [];
    const isNear = rule.name === 'volunteer-available' && statusOver(volunteer.segments, start) !== null;
    return [isNear ? TOO_FAR : rule.name];
  });
}

export interface InTheWay {
  readonly rules: readonly string[];
  readonly activities: readonly number[];
}

/** What somebody already does in a plan that leaves no room for one more activity, by rule; they could still be spared there. */
export function inTheWay(
  season: Season,
  decided: DecidedPlan,
  volunteer: SeasonVolunteer,
  activity: SeasonActivity,
  start: SeasonStart,
): InTheWay {
  const own = decided.flatMap((held, index) => {
    if (!held || index === activity.index) return [];
    if (!held.people.some((people) => people.includes(volunteer.index))) return [];
    const other = nth(season.activities, index);
    return [engagementOf(season, volunteer, other, nth(other.starts, held.start))];
  });
  const added = engagementOf(season, volunteer, activity, start);
  const clashes = own.filter((entry) => areTooNear(season, volunteer.minRestMinutes, entry, added));
  const over = overfullWith(volunteer.limits, own, added);
  return {
    rules: [
      ...(over.length > 0 ? ['work-limits'] : []),
      ...(clashes.length > 0 ? ['volunteer-one-place'] : []),
    ],
    activities: [...new Set([...clashes, ...over.flat()].map((entry) => entry.activity.index))].sort(
      (a, b) => a - b,
    ),
  };
}
