import { parseInstant } from '@heli/calendar';
import { type OpenPlace, type Plan, type Problem } from '@heli/contracts';
import { type ExplainOpen } from './api.js';
import { RULES } from './rules/index.js';
import { earmarkAllows, payableAt } from './rules/budget-covered.js';
import { type Rule } from './rules/rule.js';
import {
  compileSeason,
  nth,
  type Season,
  type SeasonActivity,
  type SeasonRole,
  type SeasonStart,
  type SeasonVolunteer,
} from './season/season.js';

interface Engagement {
  readonly activity: SeasonActivity;
  readonly start: number;
  readonly end: number;
  readonly week: string;
  readonly day: string;
}

/** What the plan already asks of everybody and everything. */
class Occupied {
  readonly people = new Map<number, Engagement[]>();
  readonly venues = new Map<number, Engagement[]>();
  readonly groups = new Map<number, Engagement[]>();
  readonly spent = new Map<string, number>();

  constructor(
    readonly season: Season,
    plan: Plan,
  ) {
    const held = new Map<string, Engagement>();
    for (const entry of plan.scheduled) {
      const activity = nth(season.activities, season.position.activity.get(entry.activityId) ?? -1);
      const start = parseInstant(entry.start);
      const time = activity.starts.find((candidate) => candidate.start === start);
      held.set(entry.activityId, {
        activity,
        start,
        end: parseInstant(entry.end),
        week: time?.week ?? '',
        day: time?.day ?? '',
      });
    }
    const note = (map: Map<number, Engagement[]>, key: number | undefined, activityId: string): void => {
      const engagement = held.get(activityId);
      if (key === undefined || !engagement) return;
      const list = map.get(key);
      if (list) list.push(engagement);
      else map.set(key, [engagement]);
    };
    for (const entry of plan.assignments)
      note(this.people, season.position.volunteer.get(entry.volunteerId), entry.activityId);
    for (const entry of plan.scheduled)
      if (entry.venueId !== null)
        note(this.venues, season.position.venue.get(entry.venueId), entry.activityId);
    for (const entry of plan.groupEngagements)
      note(this.groups, season.position.group.get(entry.groupId), entry.activityId);
    for (const entry of plan.fundAllocations)
      this.spent.set(entry.donationId, (this.spent.get(entry.donationId) ?? 0) + entry.amountFen);
  }

  withinHours(volunteer: SeasonVolunteer, activity: SeasonActivity, start: SeasonStart): boolean {
    const list = this.people.get(volunteer.index) ?? [];
    const minutes = (some: readonly Engagement[]): number =>
      some.reduce((sum, entry) => sum + entry.end - entry.start, activity.raw.durationMinutes);
    const day = list.filter((entry) => entry.day === start.day);
    const week = list.filter((entry) => entry.week === start.week);
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
    return (this.people.get(volunteer.index) ?? []).every((entry) => {
      const gap = Math.max(
        volunteer.minRestMinutes,
        this.season.travelMinutes(entry.activity.community, activity.community),
      );
      return (
        entry.activity !== activity && (entry.end + gap <= start.start || start.end + gap <= entry.start)
      );
    });
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

/** How many people are left after each condition for one role at one time; `taken` counts those already serving here. */
function funnel(
  occupied: Occupied,
  activity: SeasonActivity,
  role: SeasonRole,
  start: SeasonStart,
): { rule: string; remaining: number }[] {
  const { season } = occupied;
  let left = season.volunteers.filter((volunteer) =>
    named('volunteer-serves-community').admitsVolunteer?.(season, activity, role, volunteer),
  );
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
  step(
    'volunteer-available',
    (volunteer) =>
      named('volunteer-available').admitsVolunteerAt?.(season, activity, role, volunteer, start) ?? true,
  );
  step('pins', (volunteer) => named('pins').admitsVolunteer?.(season, activity, role, volunteer) ?? true);
  const already = new Set(
    left
      .filter((volunteer) =>
        (occupied.people.get(volunteer.index) ?? []).some((entry) => entry.activity === activity),
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
  const startRules = RULES.filter((rule) => rule.admitsStart);
  let starts: SeasonStart[] = [...activity.starts];
  const steps = [{ rule: 'candidate-times', remaining: starts.length }];
  for (const rule of startRules) {
    starts = starts.filter((start) => rule.admitsStart?.(season, activity, start));
    steps.push({ rule: rule.name, remaining: starts.length });
    if (starts.length === 0) return open(rule.name, steps);
  }
  if (activity.raw.venue) {
    const list =
      activity.raw.venue.venueIds?.map((id) => season.position.venue.get(id) ?? -1) ??
      season.venuesOf[activity.community] ??
      [];
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
    starts = starts.filter((start) => pairs.some((pair) => pair.start === start));
  }
  for (const role of activity.roles) {
    const needed = Math.max(role.raw.min, role.raw.leader ? 1 : 0);
    if (needed === 0) continue;
    const best = starts
      .map((start) => funnel(occupied, activity, role, start))
      .sort((a, b) => (b.at(-1)?.remaining ?? 0) - (a.at(-1)?.remaining ?? 0))[0];
    if (best && (best.at(-1)?.remaining ?? 0) < needed)
      return {
        ...open(bottleneckOf(best, needed), best, role.raw.id),
        missing: needed - (best.at(-1)?.remaining ?? 0),
      };
  }
  for (const demand of activity.raw.groups) {
    const list = season.groups.filter((group) =>
      named('group-fits').admitsGroup?.(season, activity, demand, group),
    );
    const free = list.filter((group) =>
      starts.some((start) => named('group-available').admitsGroupAt?.(season, activity, group, start)),
    );
    const groupSteps = [
      { rule: 'group-fits', remaining: list.length },
      { rule: 'group-available', remaining: free.length },
    ];
    const short = groupSteps.find((step) => step.remaining < demand.count);
    if (short) return open(short.rule, groupSteps);
  }
  for (const demand of activity.raw.equipment) {
    const units = season.equipment
      .filter((item) => item.raw.type === demand.type && item.serves.has(activity.community))
      .reduce((total, item) => total + item.raw.quantity, 0);
    if (units < demand.quantity)
      return open('equipment-stock', [{ rule: 'equipment-stock', remaining: units }]);
  }
  for (const line of activity.raw.budget) {
    const gifts = season.donations.filter(
      ({ raw }) =>
        earmarkAllows(raw, activity.raw, line.purpose) && starts.some((start) => payableAt(raw, start.start)),
    );
    const all = gifts.reduce((total, { raw }) => total + raw.amountFen, 0);
    const left = gifts.reduce(
      (total, { raw }) => total + raw.amountFen - (occupied.spent.get(raw.id) ?? 0),
      0,
    );
    if (left < line.minFen)
      return {
        ...open('budget-covered', [
          { rule: 'gifts-that-fit-fen', remaining: all },
          { rule: 'gifts-left-fen', remaining: left },
        ]),
        missing: line.minFen - left,
      };
  }
  for (const before of activity.raw.predecessorIds)
    if (
      ![...occupied.people.values(), ...occupied.venues.values()]
        .flat()
        .some((entry) => entry.activity.raw.id === before)
    )
      return open('predecessors');
  return open('competition', steps);
}

/**
 * Why places stay open and activities do not take place: a funnel in numbers from the problem and the plan alone.
 * `missing` counts people, or fen where the bottleneck is `budget-covered`.
 */
export const explainOpen: ExplainOpen = (problem: Problem, plan: Plan) => {
  const season = compileSeason(problem);
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
};
