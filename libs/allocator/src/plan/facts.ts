import { formatInstant, type Interval, isInstant, parseInstant, type Segment } from '@heli/calendar';
import {
  type BudgetLine,
  type Plan,
  type Problem,
  type ProblemActivity,
  type ProblemDonation,
  type ProblemEquipment,
  type ProblemGroup,
  type ProblemVenue,
  type ProblemVolunteer,
  type RoleDemand,
  type Violation,
} from '@heli/contracts';
import { bookOf } from '../season/books.js';

export interface HeldActivity extends Interval {
  readonly activity: ProblemActivity;
  readonly venue: ProblemVenue | null;
  readonly zone: string;
}
export interface HeldAssignment {
  readonly held: HeldActivity;
  readonly role: RoleDemand;
  readonly volunteer: ProblemVolunteer;
}
export interface HeldEngagement {
  readonly held: HeldActivity;
  readonly demandId: string;
  readonly group: ProblemGroup;
}
export interface HeldLoan {
  readonly held: HeldActivity;
  readonly equipment: ProblemEquipment;
  readonly quantity: number;
}
export interface HeldFund {
  readonly held: HeldActivity;
  /** Null for the price of a booking. */
  readonly line: BudgetLine | null;
  readonly donation: ProblemDonation;
  readonly amountFen: number;
}

/** A plan laid beside its problem: every reference resolved, times in epoch minutes, people's days in order. */
export interface Facts {
  readonly problem: Problem;
  readonly plan: Plan;
  readonly held: ReadonlyMap<string, HeldActivity>;
  readonly assignments: readonly HeldAssignment[];
  /** Sorted by start. */
  readonly assignmentsOf: ReadonlyMap<ProblemVolunteer, readonly HeldAssignment[]>;
  readonly inActivity: ReadonlyMap<string, readonly HeldAssignment[]>;
  readonly engagements: readonly HeldEngagement[];
  readonly engagementsOf: ReadonlyMap<ProblemGroup, readonly HeldEngagement[]>;
  readonly loans: readonly HeldLoan[];
  readonly funds: readonly HeldFund[];
  readonly zoneOf: (communityId: string) => string;
  readonly segmentsOf: (who: ProblemVolunteer | ProblemGroup | ProblemVenue) => readonly Segment[];
  readonly communityPosition: (communityId: string) => number;
  /** What of the plan could not be resolved at all. */
  readonly unresolved: readonly Violation[];
}

/** Violation about one held activity, with its time. */
export function violationAt(
  rule: string,
  held: HeldActivity,
  message: string,
  more: { volunteerIds?: string[]; resourceIds?: string[]; activityIds?: string[] } = {},
): Violation {
  return {
    rule,
    message,
    activityIds: more.activityIds ?? [held.activity.id],
    volunteerIds: more.volunteerIds ?? [],
    resourceIds: more.resourceIds ?? [],
    start: formatInstant(held.start, held.zone),
    end: formatInstant(held.end, held.zone),
  };
}

/** `2013-03-09T14:00:00+08:00 to 16:00` in words for a message. */
export const timeOf = (held: HeldActivity): string =>
  `${formatInstant(held.start, held.zone)} to ${formatInstant(held.end, held.zone)}`;

function group<K, T>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const map = new Map<K, T[]>();
  for (const item of items) {
    const list = map.get(key(item));
    if (list) list.push(item);
    else map.set(key(item), [item]);
  }
  return map;
}

/** Resolves a plan against its problem; what does not resolve is reported under `known-references` and left out. */
export function factsOf(problem: Problem, plan: Plan): Facts {
  const unresolved: Violation[] = [];
  const unknown = (message: string, activityIds: string[] = [], others: Partial<Violation> = {}): void => {
    unresolved.push({
      rule: 'known-references',
      message,
      activityIds,
      volunteerIds: [],
      resourceIds: [],
      ...others,
    });
  };
  const byId = <T extends { readonly id: string }>(items: readonly T[]): Map<string, T> =>
    new Map(items.map((item) => [item.id, item]));
  const communities = byId(problem.communities);
  const positions = new Map(problem.communities.map((community, index) => [community.id, index]));
  const activities = byId(problem.activities);
  const venues = byId(problem.venues);
  const volunteers = byId(problem.volunteers);
  const groups = byId(problem.groups);
  const equipment = byId(problem.equipment);
  const donations = byId(problem.donations);
  const zoneOf = (communityId: string): string => communities.get(communityId)?.timeZone ?? 'UTC';

  const held = new Map<string, HeldActivity>();
  for (const entry of plan.scheduled) {
    const activity = activities.get(entry.activityId);
    if (!activity) {
      unknown(`The plan schedules an activity that the problem does not know: ${entry.activityId}`, [
        entry.activityId,
      ]);
      continue;
    }
    const venue = entry.venueId === null ? null : venues.get(entry.venueId);
    if (venue === undefined) {
      unknown(`${activity.title} is booked into an unknown venue: ${String(entry.venueId)}`, [activity.id]);
      continue;
    }
    if (!isInstant(entry.start) || !isInstant(entry.end)) {
      unknown(
        `${activity.title} has a time that is not a whole minute with an offset: ${entry.start} to ${entry.end}`,
        [activity.id],
      );
      continue;
    }
    if (held.has(activity.id)) {
      unresolved.push({
        rule: 'one-start-one-venue',
        message: `${activity.title} is scheduled more than once`,
        activityIds: [activity.id],
        volunteerIds: [],
        resourceIds: [],
      });
      continue;
    }
    held.set(activity.id, {
      activity,
      venue,
      zone: zoneOf(activity.communityId),
      start: parseInstant(entry.start),
      end: parseInstant(entry.end),
    });
  }
  for (const id of plan.dropped)
    if (!activities.has(id))
      unknown(`The plan drops an activity that the problem does not know: ${id}`, [id]);
  const heldOf = (activityId: string, what: string, others: Partial<Violation>): HeldActivity | undefined => {
    const found = held.get(activityId);
    if (!found) unknown(`${what}, but this activity is not scheduled: ${activityId}`, [activityId], others);
    return found;
  };

  const assignments: HeldAssignment[] = [];
  for (const entry of plan.assignments) {
    const others = { volunteerIds: [entry.volunteerId] };
    const found = heldOf(entry.activityId, `${entry.volunteerId} is assigned`, others);
    const role = found?.activity.roles.find((candidate) => candidate.id === entry.roleId);
    const volunteer = volunteers.get(entry.volunteerId);
    if (found && !role)
      unknown(`${found.activity.title} has no role ${entry.roleId}`, [entry.activityId], others);
    if (found && !volunteer)
      unknown(
        `${found.activity.title} names an unknown volunteer: ${entry.volunteerId}`,
        [entry.activityId],
        others,
      );
    if (found && role && volunteer) assignments.push({ held: found, role, volunteer });
  }
  const engagements: HeldEngagement[] = [];
  for (const entry of plan.groupEngagements) {
    const others = { resourceIds: [entry.groupId] };
    const found = heldOf(entry.activityId, `Group ${entry.groupId} is engaged`, others);
    const who = groups.get(entry.groupId);
    if (found && !who)
      unknown(`${found.activity.title} names an unknown group: ${entry.groupId}`, [entry.activityId], others);
    if (found && who) engagements.push({ held: found, demandId: entry.demandId, group: who });
  }
  const loans: HeldLoan[] = [];
  for (const entry of plan.equipmentLoans) {
    const others = { resourceIds: [entry.equipmentId] };
    const found = heldOf(entry.activityId, `Equipment ${entry.equipmentId} is lent`, others);
    const item = equipment.get(entry.equipmentId);
    if (found && !item)
      unknown(
        `${found.activity.title} names unknown equipment: ${entry.equipmentId}`,
        [entry.activityId],
        others,
      );
    if (found && item) loans.push({ held: found, equipment: item, quantity: entry.quantity });
  }
  const funds: HeldFund[] = [];
  for (const entry of plan.fundAllocations) {
    const others = { resourceIds: [entry.donationId] };
    const found = heldOf(entry.activityId, `Donation ${entry.donationId} is spent`, others);
    const donation = donations.get(entry.donationId);
    const line =
      entry.budgetLineId === 'venue'
        ? null
        : found?.activity.budget.find((candidate) => candidate.id === entry.budgetLineId);
    if (found && line === undefined)
      unknown(`${found.activity.title} has no budget line ${entry.budgetLineId}`, [entry.activityId], others);
    if (found && !donation)
      unknown(
        `${found.activity.title} names an unknown donation: ${entry.donationId}`,
        [entry.activityId],
        others,
      );
    if (found && donation && line !== undefined)
      funds.push({ held: found, line, donation, amountFen: entry.amountFen });
  }

  const horizon = { start: parseInstant(problem.horizon.start), end: parseInstant(problem.horizon.end) };
  const segments = new Map<object, readonly Segment[]>();
  const byStart = group(
    [...assignments].sort((a, b) => a.held.start - b.held.start),
    (entry) => entry.volunteer,
  );
  return {
    problem,
    plan,
    held,
    assignments,
    assignmentsOf: byStart,
    inActivity: group(assignments, (entry) => entry.held.activity.id),
    engagements,
    engagementsOf: group(
      [...engagements].sort((a, b) => a.held.start - b.held.start),
      (entry) => entry.group,
    ),
    loans,
    funds,
    zoneOf,
    segmentsOf: (who) => {
      let found = segments.get(who);
      if (!found) {
        const windows = 'opening' in who ? who.opening : who.availability;
        found = bookOf(problem, horizon, zoneOf(who.communityId)).segmentsOf(windows);
        segments.set(who, found);
      }
      return found;
    },
    communityPosition: (communityId) => positions.get(communityId) ?? -1,
    unresolved,
  };
}
