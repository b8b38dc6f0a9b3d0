import { parseInstant } from '@heli/calendar';
import { type OpenPlace, type Plan, type Problem } from '@heli/contracts';
import { type ExplainOpen } from './api.js';
import { Occupied } from './plan/occupied.js';
import { RULES } from './rules/index.js';
import { earmarkAllows, payableAt, VENUE_PURPOSE } from './rules/budget-covered.js';
import { admitsPersonThen, type Rule } from './rules/rule.js';
import { leastSpending, speaksOf, spendingLimitsOf } from './rules/spending-limit.js';
import { skillCountsOn } from './rules/volunteer-qualified.js';
import { isMinor } from './season/minors.js';
import {
  compileSeason,
  nth,
  type SeasonActivity,
  type SeasonRole,
  type SeasonStart,
  type SeasonVenue,
  type SeasonVolunteer,
  venuesFor,
} from './season/season.js';

const PEOPLE_RULES: readonly Rule[] = RULES.filter(
  (rule) =>
    rule.admitsVolunteer && !['role-limits', 'pins', 'volunteer-serves-community'].includes(rule.name),
);
const named = (name: string): Rule => {
  const found = RULES.find((rule) => rule.name === name);
  if (!found) throw new Error(`no rule is named ${name}`);
  return found;
};

/** How many people are left after each condition for one role at one time, those who already serve in it among them. */
function funnel(
  occupied: Occupied,
  activity: SeasonActivity,
  role: SeasonRole,
  start: SeasonStart,
  leaders?: ReadonlySet<number>,
): { rule: string; remaining: number }[] {
  const { season } = occupied;
  // By community already, as the rule has it: looking through all people for each place took a third of a large run.
  let left = nth(season.volunteersOf, activity.community).map((index) => nth(season.volunteers, index));
  const steps = [{ rule: 'volunteer-serves-community', remaining: left.length }];
  const step = (rule: string, keep: (volunteer: SeasonVolunteer) => boolean): void => {
    left = left.filter(keep);
    steps.push({ rule, remaining: left.length });
  };
  for (const rule of PEOPLE_RULES)
    step(rule.name, (volunteer) => rule.admitsVolunteer?.(season, activity, role, volunteer) ?? true);
  step(
    'qualified-that-day',
    (volunteer) =>
      named('volunteer-qualified').admitsVolunteerAt?.(season, activity, role, volunteer, start) ?? true,
  );
  if (leaders) step('qualified-leader', (volunteer) => leaders.has(volunteer.index));
  step(
    'volunteer-available',
    (volunteer) =>
      named('volunteer-available').admitsVolunteerAt?.(season, activity, role, volunteer, start) ?? true,
  );
  step('pins', (volunteer) => named('pins').admitsVolunteer?.(season, activity, role, volunteer) ?? true);
  const already = new Set(
    left
      .filter((volunteer) =>
        (occupied.people.get(volunteer.index) ?? []).some(
          (entry) => entry.activity === activity && entry.roleId === role.raw.id,
        ),
      )
      .map((volunteer) => volunteer.index),
  );
  step(
    'work-limits',
    (volunteer) => already.has(volunteer.index) || occupied.withinHours(volunteer, activity, start),
  );
  step(
    'volunteer-one-place',
    (volunteer) => already.has(volunteer.index) || occupied.free(volunteer, activity, start),
  );
  if (left.length > 0 && left.every(({ raw }) => isMinor(raw)) && !grownUpFor(occupied, activity, start))
    step('minor-not-alone', (volunteer) => already.has(volunteer.index));
  return steps;
}

/** Whether somebody of age serves in an activity or could at that time. */
function grownUpFor(occupied: Occupied, activity: SeasonActivity, start: SeasonStart): boolean {
  const { season } = occupied;
  return (season.volunteersOf[activity.community] ?? []).some((index) => {
    const volunteer = nth(season.volunteers, index);
    if (isMinor(volunteer.raw)) return false;
    if ((occupied.people.get(index) ?? []).some((entry) => entry.activity === activity)) return true;
    return (
      activity.roles.some((role) =>
        RULES.every((rule) => admitsPersonThen(rule, season, activity, role, volunteer, start)),
      ) &&
      occupied.withinHours(volunteer, activity, start) &&
      occupied.free(volunteer, activity, start)
    );
  });
}

/** As `funnel`, for those who may lead. */
function leaderFunnel(
  occupied: Occupied,
  activity: SeasonActivity,
  role: SeasonRole,
  start: SeasonStart,
): { rule: string; remaining: number }[] {
  const { season } = occupied;
  const skill = season.problem.policy.leaderSkillId ?? '';
  const needs = season.needsQualification.has(skill);
  const leaders = nth(season.volunteersOf, activity.community).filter((index) =>
    skillCountsOn(nth(season.volunteers, index).raw, skill, start.day, needs),
  );
  return funnel(occupied, activity, role, start, new Set(leaders));
}

/** The condition at which too few are left; `volunteer-one-place` when everyone who could is busy elsewhere. */
function bottleneckOf(steps: readonly { rule: string; remaining: number }[], needed: number): string {
  return steps.find((step) => step.remaining < needed)?.rule ?? 'competition';
}

function whyDropped(occupied: Occupied, activity: SeasonActivity): OpenPlace {
  const { season } = occupied;
  const open = (
    bottleneck: string,
    steps: OpenPlace['funnel'] = [],
    roleId: string | null = null,
  ): OpenPlace => ({
    activityId: activity.raw.id,
    roleId,
    missing: 1,
    funnel: steps,
    bottleneck,
  });
  /** At the start where most people are left, what is still missing of the needed number. */
  const shortOf = (
    needed: number,
    stepsAt: (start: SeasonStart) => OpenPlace['funnel'],
    roleId: string | null,
  ): OpenPlace | null => {
    const left = (funnelSteps: OpenPlace['funnel']): number => funnelSteps.at(-1)?.remaining ?? 0;
    const best = starts.map(stepsAt).sort((a, b) => left(b) - left(a))[0];
    if (!best || left(best) >= needed) return null;
    return { ...open(bottleneckOf(best, needed), best, roleId), missing: needed - left(best) };
  };
  const startRules = RULES.filter((rule) => rule.admitsStart);
  let starts: SeasonStart[] = [...activity.starts];
  const steps = [{ rule: 'candidate-times', remaining: starts.length }];
  for (const rule of startRules) {
    starts = starts.filter((start) => rule.admitsStart?.(season, activity, start));
    steps.push({ rule: rule.name, remaining: starts.length });
    if (starts.length === 0) return open(rule.name, steps);
  }
  let venuesLeft: SeasonVenue[] = [];
  if (activity.raw.venue) {
    const list = venuesFor(season, activity);
    const venueSteps = [{ rule: 'venues', remaining: list.length }];
    let pairs = list.flatMap((venue) => starts.map((start) => ({ venue: nth(season.venues, venue), start })));
    const count = (): number => new Set(pairs.map((pair) => pair.venue)).size;
    for (const rule of RULES) {
      if (!rule.admitsVenue) continue;
      pairs = pairs.filter(({ venue, start }) => rule.admitsVenue?.(season, activity, start, venue));
      venueSteps.push({ rule: rule.name, remaining: count() });
      if (pairs.length === 0) return open(rule.name, venueSteps);
    }
    pairs = pairs.filter(({ venue, start }) =>
      (occupied.venues.get(venue.index) ?? []).every(
        (entry) =>
          entry.end + venue.raw.bufferAfterMinutes <= start.start - venue.raw.bufferBeforeMinutes ||
          start.end + venue.raw.bufferAfterMinutes <= entry.start - venue.raw.bufferBeforeMinutes,
      ),
    );
    venueSteps.push({ rule: 'venue-one-booking', remaining: count() });
    if (pairs.length === 0) return open('venue-one-booking', venueSteps);
    venuesLeft = [...new Set(pairs.map(({ venue }) => venue))];
    starts = starts.filter((start) => pairs.some((pair) => pair.start === start));
  }
  for (const role of activity.roles) {
    const short = shortOf(role.raw.min, (start) => funnel(occupied, activity, role, start), role.raw.id);
    if (short) return short;
    if (!role.raw.leader) continue;
    const leaderless = shortOf(1, (start) => leaderFunnel(occupied, activity, role, start), role.raw.id);
    if (leaderless) return leaderless;
  }
  for (const demand of activity.raw.groups) {
    const list = season.groups.filter((group) =>
      RULES.every((rule) => rule.admitsGroup?.(season, activity, demand, group) ?? true),
    );
    const short = shortOf(
      demand.count,
      (start) => {
        const available = list.filter((group) =>
          RULES.every((rule) => rule.admitsGroupAt?.(season, activity, group, start) ?? true),
        );
        const free = available.filter((group) => occupied.groupFree(group, activity, start));
        return [
          { rule: 'group-fits', remaining: list.length },
          { rule: 'group-available', remaining: available.length },
          { rule: 'group-one-place', remaining: free.length },
        ];
      },
      null,
    );
    if (short) return short;
  }
  for (const demand of activity.raw.equipment) {
    const items = season.equipment.filter(
      (item) => item.raw.type === demand.type && item.serves.has(activity.community),
    );
    const short = shortOf(
      demand.quantity,
      (start) => [
        { rule: 'equipment-owned', remaining: items.reduce((sum, item) => sum + item.raw.quantity, 0) },
        {
          rule: 'equipment-stock',
          remaining: items.reduce((sum, item) => sum + occupied.unitsFree(item, start), 0),
        },
      ],
      null,
    );
    if (short) return { ...short, bottleneck: 'equipment-stock' };
  }
  const prices = venuesLeft.map(({ raw }) => raw.costFen);
  const lines = [
    ...(prices.length > 0 ? [{ purpose: VENUE_PURPOSE, minFen: Math.min(...prices) }] : []),
    ...activity.raw.budget,
  ];
  for (const { purpose, minFen } of lines) {
    const short = shortOf(
      minFen,
      (start) => {
        const allowed = season.donations.filter(({ raw }) => earmarkAllows(raw, activity.raw, purpose));
        const gifts = allowed.filter(({ raw }) => payableAt(raw, start.start));
        const fen = (some: typeof gifts): number => some.reduce((sum, { raw }) => sum + raw.amountFen, 0);
        const spent = gifts.reduce((sum, { raw }) => sum + (occupied.spent.get(raw.id) ?? 0), 0);
        return [
          { rule: 'gifts-by-earmark-fen', remaining: fen(allowed) },
          { rule: 'gifts-that-fit-fen', remaining: fen(gifts) },
          { rule: 'gifts-left-fen', remaining: fen(gifts) - spent },
        ];
      },
      null,
    );
    if (short) return { ...short, bottleneck: 'budget-covered' };
  }
  const needed = leastSpending(activity.raw, null) + (prices.length > 0 ? Math.min(...prices) : 0);
  for (const limit of spendingLimitsOf(season.problem)) {
    if (!speaksOf(limit, activity.raw)) continue;
    const left = occupied.leftUnder(limit);
    if (left < needed)
      return {
        ...open('spending-limit', [
          { rule: 'spending-limit-fen', remaining: limit.limitFen },
          { rule: 'spending-left-fen', remaining: left },
        ]),
        missing: needed - left,
      };
  }
  for (const id of activity.raw.predecessorIds) {
    const before = occupied.held.get(id);
    if (!before || !starts.some((start) => before.end <= start.start)) return open('predecessors');
  }
  return open('competition', steps);
}

/**
 * As `explainOpen`, of a season that is compiled already.
 * @param occupied what the plan asks of everybody and everything
 * @param only one activity to be looked at, by id
 */
export function openPlacesOf(occupied: Occupied, plan: Plan, only?: string): OpenPlace[] {
  const { season } = occupied;
  const filled = new Map<string, number>();
  for (const entry of plan.assignments) {
    const key = `${entry.activityId}\n${entry.roleId}`;
    filled.set(key, (filled.get(key) ?? 0) + 1);
  }
  const open: OpenPlace[] = [];
  for (const entry of plan.scheduled) {
    if (only !== undefined && entry.activityId !== only) continue;
    const activity = nth(season.activities, season.position.activity.get(entry.activityId) ?? -1);
    const start = activity.starts.find((candidate) => candidate.start === parseInstant(entry.start));
    if (!start) continue;
    for (const role of activity.roles) {
      const missing = role.raw.target - (filled.get(`${entry.activityId}\n${role.raw.id}`) ?? 0);
      if (missing <= 0) continue;
      const steps = funnel(occupied, activity, role, start);
      open.push({
        activityId: activity.raw.id,
        roleId: role.raw.id,
        missing,
        funnel: steps,
        bottleneck: bottleneckOf(steps, role.raw.target),
      });
    }
  }
  for (const id of plan.dropped)
    if (only === undefined || id === only)
      open.push(whyDropped(occupied, nth(season.activities, season.position.activity.get(id) ?? -1)));
  return open;
}

/**
 * Why places stay open and activities do not take place: a funnel in numbers from the problem and the plan alone.
 * `missing` counts people, or fen where the bottleneck is `budget-covered` or `spending-limit`.
 */
export const explainOpen: ExplainOpen = (problem: Problem, plan: Plan) =>
  openPlacesOf(new Occupied(compileSeason(problem), plan), plan);
