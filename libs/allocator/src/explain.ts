import { isoWeekKey, localDate, parseInstant } from '@heli/calendar';
import { type OpenPlace, type Plan, type Problem } from '@heli/contracts';
import { type ExplainOpen } from './api.js';
import { RULES } from './rules/index.js';
import { earmarkAllows, payableAt, VENUE_PURPOSE } from './rules/budget-covered.js';
import { type Rule } from './rules/rule.js';
import { skillCountsOn } from './rules/volunteer-qualified.js';
import {
  compileSeason,
  nth,
  type Season,
  type SeasonActivity,
  type SeasonEquipment,
  type SeasonGroup,
  type SeasonRole,
  type SeasonStart,
  type SeasonVenue,
  type SeasonVolunteer,
  venuesFor,
} from './season/season.js';

interface Engagement {
  readonly activity: SeasonActivity;
  readonly start: number;
  readonly end: number;
}
interface Place extends Engagement {
  readonly roleId: string;
}

/** What the plan already asks of everybody and everything. */
class Occupied {
  readonly held = new Map<string, Engagement>();
  readonly people = new Map<number, Place[]>();
  readonly venues = new Map<number, Engagement[]>();
  readonly groups = new Map<number, Engagement[]>();
  readonly equipment = new Map<number, { readonly at: Engagement; readonly quantity: number }[]>();
  readonly spent = new Map<string, number>();

  constructor(
    readonly season: Season,
    plan: Plan,
  ) {
    for (const entry of plan.scheduled)
      this.held.set(entry.activityId, {
        activity: nth(season.activities, season.position.activity.get(entry.activityId) ?? -1),
        start: parseInstant(entry.start),
        end: parseInstant(entry.end),
      });
    const note = <T>(map: Map<number, T[]>, key: number | undefined, item: T | undefined): void => {
      if (key === undefined || item === undefined) return;
      const list = map.get(key);
      if (list) list.push(item);
      else map.set(key, [item]);
    };
    const { position } = season;
    for (const { activityId, volunteerId, roleId } of plan.assignments) {
      const at = this.held.get(activityId);
      note(this.people, position.volunteer.get(volunteerId), at && { ...at, roleId });
    }
    for (const { activityId, venueId } of plan.scheduled)
      if (venueId !== null) note(this.venues, position.venue.get(venueId), this.held.get(activityId));
    for (const { activityId, groupId } of plan.groupEngagements)
      note(this.groups, position.group.get(groupId), this.held.get(activityId));
    for (const { activityId, equipmentId, quantity } of plan.equipmentLoans) {
      const at = this.held.get(activityId);
      note(this.equipment, position.equipment.get(equipmentId), at && { at, quantity });
    }
    for (const entry of plan.fundAllocations)
      this.spent.set(entry.donationId, (this.spent.get(entry.donationId) ?? 0) + entry.amountFen);
  }

  /** Whether one more activity keeps the limits; days and weeks as the person's own community counts them. */
  withinHours(volunteer: SeasonVolunteer, activity: SeasonActivity, { start }: SeasonStart): boolean {
    const list = this.people.get(volunteer.index) ?? [];
    const minutes = (some: readonly Engagement[]): number =>
      some.reduce((sum, entry) => sum + entry.end - entry.start, activity.raw.durationMinutes);
    const zone = nth(this.season.zones, volunteer.community);
    const day = list.filter((entry) => localDate(entry.start, zone) === localDate(start, zone));
    const week = list.filter((entry) => isoWeekKey(entry.start, zone) === isoWeekKey(start, zone));
    const { limits } = volunteer;
    return (
      minutes(day) <= (limits.minutesPerDay ?? Infinity) &&
      minutes(week) <= (limits.minutesPerWeek ?? Infinity) &&
      minutes(list) <= (limits.minutesPerSeason ?? Infinity) &&
      day.length < (limits.activitiesPerDay ?? Infinity) &&
      week.length < (limits.activitiesPerWeek ?? Infinity) &&
      list.length < (limits.activitiesPerSeason ?? Infinity)
    );
  }

  free(volunteer: SeasonVolunteer, activity: SeasonActivity, start: SeasonStart): boolean {
    const list = this.people.get(volunteer.index) ?? [];
    return list.every((entry) => this.clear(entry, activity, start, volunteer.minRestMinutes));
  }

  groupFree(group: SeasonGroup, activity: SeasonActivity, start: SeasonStart): boolean {
    const list = this.groups.get(group.index) ?? [];
    const zone = nth(this.season.zones, group.community);
    const week = list.filter((entry) => isoWeekKey(entry.start, zone) === isoWeekKey(start.start, zone));
    return (
      week.length < (group.raw.activitiesPerWeek ?? Infinity) &&
      list.every((entry) => this.clear(entry, activity, start, 0))
    );
  }

  /** Units of an item that are not out at any time of the activity. */
  unitsFree(item: SeasonEquipment, start: SeasonStart): number {
    const { quantity, turnaroundMinutes } = item.raw;
    const out = (this.equipment.get(item.index) ?? []).filter(
      ({ at }) => at.start < start.end + turnaroundMinutes && start.start < at.end + turnaroundMinutes,
    );
    const moments = [start.start, ...out.map(({ at }) => at.start)];
    const most = Math.max(
      ...moments.map((moment) =>
        out.reduce(
          (sum, loan) =>
            loan.at.start <= moment && moment < loan.at.end + turnaroundMinutes ? sum + loan.quantity : sum,
          0,
        ),
      ),
    );
    return Math.max(0, quantity - most);
  }

  private clear(entry: Engagement, activity: SeasonActivity, start: SeasonStart, rest: number): boolean {
    const gap = Math.max(rest, this.season.travelMinutes(entry.activity.community, activity.community));
    return entry.activity !== activity && (entry.end + gap <= start.start || start.end + gap <= entry.start);
  }
}

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
  return steps;
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
  for (const id of activity.raw.predecessorIds) {
    const before = occupied.held.get(id);
    if (!before || !starts.some((start) => before.end <= start.start)) return open('predecessors');
  }
  return open('competition', steps);
}

/**
 * Why places stay open and activities do not take place: a funnel in numbers from the problem and the plan alone.
 * `missing` counts people, or fen where the bottleneck is `budget-covered`.
 */
export const explainOpen: ExplainOpen = (problem: Problem, plan: Plan) =>
  explainOpenIn(compileSeason(problem), plan);

/** As `explainOpen`, of a season compiled already. */
export function explainOpenIn(season: Season, plan: Plan): OpenPlace[] {
  const occupied = new Occupied(season, plan);
  const filled = new Map<string, number>();
  for (const entry of plan.assignments) {
    const key = `${entry.activityId}\n${entry.roleId}`;
    filled.set(key, (filled.get(key) ?? 0) + 1);
  }
  const open: OpenPlace[] = [];
  for (const entry of plan.scheduled) {
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
    open.push(whyDropped(occupied, nth(season.activities, season.position.activity.get(id) ?? -1)));
  return open;
}
