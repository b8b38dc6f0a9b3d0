import { type Pin, type RuleAt } from '@heli/contracts';
import { canPay, VENUE_PURPOSE } from '../rules/budget-covered.js';
import { pinsOf } from '../rules/pins.js';
import { RULES } from '../rules/index.js';
import { admitsGroupThen } from '../rules/rule.js';
import { skillCountsOn } from '../rules/volunteer-qualified.js';
import { nth, type Season, type SeasonActivity, type SeasonStart, venuesFor } from '../season/season.js';
import { type Conflict } from './conflict.js';
import { refusalsOf } from './person-reasons.js';

type Reason = Omit<RuleAt, 'starts' | 'activityIds'>;

const reason = (rule: string, volunteerIds: string[] = [], resourceIds: string[] = []): Reason => ({
  rule,
  volunteerIds,
  resourceIds,
});

/** Rules each of which by itself keeps an activity from a start, whatever else is decided. */
function reasonsAt(season: Season, activity: SeasonActivity, start: SeasonStart): Reason[] {
  const found: Reason[] = RULES.flatMap((rule) =>
    rule.admitsStart?.(season, activity, start) === false ? [reason(rule.name)] : [],
  );
  if (activity.raw.venue) {
    let left = venuesFor(season, activity).map((index) => nth(season.venues, index));
    if (left.length === 0) found.push(reason('venue-fits'));
    for (const rule of RULES) {
      if (!rule.admitsVenue || left.length === 0) continue;
      const before = left;
      left = left.filter((venue) => rule.admitsVenue?.(season, activity, start, venue));
      if (left.length === 0)
        found.push(
          reason(
            rule.name,
            [],
            before.map(({ raw }) => raw.id),
          ),
        );
    }
    const price = Math.min(...left.map(({ raw }) => raw.costFen));
    if (left.length > 0 && !canPay(season, activity, start, VENUE_PURPOSE, price))
      found.push(
        reason(
          'budget-covered',
          [],
          left.map(({ raw }) => raw.id),
        ),
      );
  }
  const { leaderSkillId } = season.problem.policy;
  for (const role of activity.roles) {
    const may = (season.volunteersOf[activity.community] ?? []).filter(
      (index) => refusalsOf(season, activity, role, nth(season.volunteers, index), start).length === 0,
    );
    if (may.length < role.raw.min) found.push(reason('role-limits'));
    if (role.raw.leader && leaderSkillId !== undefined) {
      const needs = season.needsQualification.has(leaderSkillId);
      const leads = may.some((index) =>
        skillCountsOn(nth(season.volunteers, index).raw, leaderSkillId, start.day, needs),
      );
      if (!leads) found.push(reason('qualified-leader'));
    }
  }
  for (const demand of activity.raw.groups) {
    const may = season.groups.filter((group) =>
      RULES.every((rule) => admitsGroupThen(rule, season, activity, demand, group, start)),
    );
    if (may.length < demand.count)
      found.push(
        reason(
          'group-demand',
          [],
          may.map(({ raw }) => raw.id),
        ),
      );
  }
  for (const demand of activity.raw.equipment) {
    const items = season.equipment.filter(
      ({ raw, serves }) => raw.type === demand.type && serves.has(activity.community),
    );
    if (items.reduce((sum, { raw }) => sum + raw.quantity, 0) < demand.quantity)
      found.push(
        reason(
          'equipment-stock',
          [],
          items.map(({ raw }) => raw.id),
        ),
      );
  }
  for (const line of activity.raw.budget)
    if (!canPay(season, activity, start, line.purpose, line.minFen)) found.push(reason('budget-covered'));
  return found;
}

/** What keeps a decision from being carried out at a start that is otherwise possible. */
function reasonsForPin(season: Season, activity: SeasonActivity, start: SeasonStart, pin: Pin): Reason[] {
  if (pin.type === 'assign') {
    const role = activity.roles.find(({ raw }) => raw.id === pin.roleId);
    const volunteer = season.volunteers[season.position.volunteer.get(pin.volunteerId) ?? -1];
    if (!role || !volunteer) return [];
    return refusalsOf(season, activity, role, volunteer, start).map((rule) =>
      reason(rule, [pin.volunteerId]),
    );
  }
  if (pin.type === 'engage-group') {
    const group = season.groups[season.position.group.get(pin.groupId) ?? -1];
    if (!group) return [];
    if (activity.raw.groups.length === 0) return [reason('group-fits', [], [pin.groupId])];
    return RULES.flatMap((rule) => {
      const admits = activity.raw.groups.some((demand) =>
        admitsGroupThen(rule, season, activity, demand, group, start),
      );
      return admits ? [] : [reason(rule.name, [], [pin.groupId])];
    });
  }
  return [];
}

/**
 * Why an activity has no start that decisions about it could be carried out at: for each candidate start a rule that
 * alone rules it out, as few different ones as a greedy choice finds, and none that is not needed.
 */
export function noStartFor(season: Season, activity: SeasonActivity): Conflict {
  const pins = pinsOf(season.problem.pins, activity.raw.id);
  const byReason = new Map<string, { reason: Reason; starts: Set<string> }>();
  for (const start of activity.starts) {
    const reasons = [
      ...reasonsAt(season, activity, start),
      ...pins.flatMap((pin) => reasonsForPin(season, activity, start, pin)),
    ];
    for (const each of reasons) {
      const key = JSON.stringify([each.rule, each.volunteerIds]);
      const known = byReason.get(key) ?? { reason: each, starts: new Set<string>() };
      known.starts.add(start.iso);
      byReason.set(key, known);
    }
  }
  const open = new Set(activity.starts.map(({ iso }) => iso));
  const chosen: { reason: Reason; starts: Set<string> }[] = [];
  const covers = ({ starts }: { starts: Set<string> }): number =>
    [...starts].filter((iso) => open.has(iso)).length;
  for (let left = [...byReason.values()]; open.size > 0 && left.length > 0;) {
    left = left.sort((a, b) => covers(b) - covers(a)).filter((each) => covers(each) > 0);
    const best = left.shift();
    if (!best) break;
    chosen.push(best);
    for (const iso of best.starts) open.delete(iso);
  }
  let needed = chosen;
  for (const each of chosen) {
    const others = needed.filter((other) => other !== each);
    const isCovered = [...each.starts].every((iso) => others.some(({ starts }) => starts.has(iso)));
    if (isCovered) needed = others;
  }
  return {
    because: needed.map(({ reason: each, starts }) => ({
      ...each,
      activityIds: [activity.raw.id],
      starts: [...starts],
    })),
    irreducible: open.size === 0,
  };
}
