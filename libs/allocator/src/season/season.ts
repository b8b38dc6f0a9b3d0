import {
  covering,
  type Interval,
  isHoliday,
  isoWeekKey,
  localDate,
  parseInstant,
  type Segment,
} from '@heli/calendar';
import {
  type Problem,
  type ProblemActivity,
  type ProblemDonation,
  type ProblemEquipment,
  type ProblemGroup,
  type ProblemVenue,
  type ProblemVolunteer,
  type RoleDemand,
  WORK_LIMITS,
  type WorkLimits,
} from '@heli/contracts';
import { bookOf } from './books.js';
import { travelTable } from './travel.js';

/** A start that an activity may take, with what is derived from it. Times are epoch minutes. */
export interface SeasonStart extends Interval {
  readonly index: number;
  /** As written in the problem. */
  readonly iso: string;
  /** Local date in the activity's community. */
  readonly day: string;
  readonly week: string;
}

export interface SeasonRole {
  readonly index: number;
  readonly raw: RoleDemand;
  readonly max: number;
}

export interface SeasonActivity {
  readonly index: number;
  readonly raw: ProblemActivity;
  readonly community: number;
  readonly starts: readonly SeasonStart[];
  readonly roles: readonly SeasonRole[];
  readonly predecessors: readonly number[];
}

export interface SeasonVolunteer {
  readonly index: number;
  readonly raw: ProblemVolunteer;
  readonly community: number;
  readonly serves: ReadonlySet<number>;
  readonly segments: readonly Segment[];
  readonly skills: ReadonlySet<string>;
  readonly limits: WorkLimits;
  readonly minRestMinutes: number;
  /** Time offered for the season, minutes, at least 1. */
  readonly offeredMinutes: number;
}

export interface SeasonGroup {
  readonly index: number;
  readonly raw: ProblemGroup;
  readonly community: number;
  readonly serves: ReadonlySet<number>;
  readonly segments: readonly Segment[];
}

export interface SeasonVenue {
  readonly index: number;
  readonly raw: ProblemVenue;
  readonly serves: ReadonlySet<number>;
  readonly segments: readonly Segment[];
}

export interface SeasonEquipment {
  readonly index: number;
  readonly raw: ProblemEquipment;
  readonly serves: ReadonlySet<number>;
}

export interface SeasonDonation {
  readonly index: number;
  readonly raw: ProblemDonation;
  readonly from: number;
  readonly until: number;
}

/** A validated problem with its references resolved to positions and its times to epoch minutes. */
export interface Season {
  readonly problem: Problem;
  readonly horizon: Interval;
  readonly zones: readonly string[];
  readonly activities: readonly SeasonActivity[];
  readonly volunteers: readonly SeasonVolunteer[];
  readonly groups: readonly SeasonGroup[];
  readonly venues: readonly SeasonVenue[];
  readonly equipment: readonly SeasonEquipment[];
  readonly donations: readonly SeasonDonation[];
  /** Who serves each community, by position. */
  readonly volunteersOf: readonly (readonly number[])[];
  readonly groupsOf: readonly (readonly number[])[];
  readonly venuesOf: readonly (readonly number[])[];
  readonly equipmentOf: readonly (readonly number[])[];
  readonly travelMinutes: (fromCommunity: number, toCommunity: number) => number;
  readonly needsQualification: ReadonlySet<string>;
  readonly position: {
    readonly community: ReadonlyMap<string, number>;
    readonly activity: ReadonlyMap<string, number>;
    readonly volunteer: ReadonlyMap<string, number>;
    readonly group: ReadonlyMap<string, number>;
    readonly venue: ReadonlyMap<string, number>;
    readonly equipment: ReadonlyMap<string, number>;
    readonly donation: ReadonlyMap<string, number>;
  };
}

const positions = (items: readonly { readonly id: string }[]): Map<string, number> =>
  new Map(items.map((item, index) => [item.id, index]));

/** Position of an id that validation has found to exist. */
export function at(map: ReadonlyMap<string, number>, id: string): number {
  const found = map.get(id);
  if (found === undefined) throw new Error(`unknown id "${id}" in a problem that passed validation`);
  return found;
}

/** Element that exists by construction; throws where a position is out of range rather than going on with undefined. */
export function nth<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`no element ${index} in a list of ${list.length}`);
  return item;
}

/** Venues that may come into question for an activity, by position: those that it names, or those of its community. */
export const venuesFor = (season: Season, { raw, community }: SeasonActivity): readonly number[] =>
  raw.venue?.venueIds?.map((id) => season.position.venue.get(id) ?? -1) ?? season.venuesOf[community] ?? [];

const minOf = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

/** The tighter of a person's own limits and the policy's. */
export function tighterLimits(own: WorkLimits, policy: WorkLimits): WorkLimits {
  const merged: Record<string, number> = {};
  for (const key of WORK_LIMITS) {
    const value = minOf(own[key], policy[key]);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

/** A person's limits as the rules apply them: the tighter of the own and the policy's, and never more in a season than the person offered. */
export function limitsOf(raw: ProblemVolunteer, policy: WorkLimits): WorkLimits {
  const offered = raw.offeredMinutes === undefined ? {} : { minutesPerSeason: raw.offeredMinutes };
  return tighterLimits(tighterLimits(raw.limits, policy), offered);
}

/** Minutes that a person offered: said by the person, or what the windows hold, capped by the limits. At least 1. */
export function offeredMinutes(
  raw: ProblemVolunteer,
  limits: WorkLimits,
  segments: readonly Segment[],
  horizon: Interval,
): number {
  if (raw.offeredMinutes !== undefined) return Math.max(1, raw.offeredMinutes);
  let offered = 0;
  for (const segment of segments) offered += segment.end - segment.start;
  if (limits.minutesPerSeason !== undefined) offered = Math.min(offered, limits.minutesPerSeason);
  if (limits.minutesPerWeek !== undefined) {
    offered = Math.min(
      offered,
      limits.minutesPerWeek * Math.ceil((horizon.end - horizon.start) / (7 * 24 * 60)),
    );
  }
  return Math.max(1, offered);
}

export function byCommunity(
  items: readonly { readonly serves: ReadonlySet<number> }[],
  communities: number,
): number[][] {
  const lists: number[][] = Array.from({ length: communities }, () => []);
  items.forEach((item, index) => {
    for (const community of item.serves) lists[community]?.push(index);
  });
  return lists;
}

/**
 * Resolves a problem that `validate` accepts.
 * Starts that lie outside the season, or on a public holiday against the rule of the activity's kind, are kept here;
 * the rules refuse them, so that an explanation can name the rule.
 */
export function compileSeason(problem: Problem): Season {
  const horizon = { start: parseInstant(problem.horizon.start), end: parseInstant(problem.horizon.end) };
  const zones = problem.communities.map((community) => community.timeZone);
  const community = positions(problem.communities);
  const activity = positions(problem.activities);
  const zoneOf = (id: string): string => nth(zones, at(community, id));
  const segmentsOf = (
    windows: Problem['volunteers'][number]['availability'],
    communityId: string,
  ): readonly Segment[] => bookOf(problem, horizon, zoneOf(communityId)).segmentsOf(windows);
  const serves = (item: { communityId: string; servesCommunityIds: readonly string[] }): Set<number> =>
    new Set([item.communityId, ...item.servesCommunityIds].map((id) => at(community, id)));

  const volunteers = problem.volunteers.map((raw, index): SeasonVolunteer => {
    const segments = segmentsOf(raw.availability, raw.communityId);
    const limits = limitsOf(raw, problem.policy.limits);
    return {
      index,
      raw,
      community: at(community, raw.communityId),
      serves: serves(raw),
      segments,
      skills: new Set(raw.skillIds),
      limits,
      minRestMinutes: Math.max(raw.minRestMinutes ?? 0, problem.policy.minRestMinutes),
      offeredMinutes: offeredMinutes(raw, limits, segments, horizon),
    };
  });
  const groups = problem.groups.map((raw, index): SeasonGroup => ({
    index,
    raw,
    community: at(community, raw.communityId),
    serves: serves(raw),
    segments: segmentsOf(raw.availability, raw.communityId),
  }));
  const venues = problem.venues.map((raw, index): SeasonVenue => ({
    index,
    raw,
    serves: serves(raw),
    segments: segmentsOf(raw.opening, raw.communityId),
  }));
  const equipment = problem.equipment.map((raw, index): SeasonEquipment => ({
    index,
    raw,
    serves: serves(raw),
  }));
  const donations = problem.donations.map((raw, index): SeasonDonation => ({
    index,
    raw,
    from: raw.availableFrom === undefined ? -Infinity : parseInstant(raw.availableFrom),
    until: raw.expiresAt === undefined ? Infinity : parseInstant(raw.expiresAt),
  }));
  const activities = problem.activities.map((raw, index): SeasonActivity => {
    const zone = zoneOf(raw.communityId);
    return {
      index,
      raw,
      community: at(community, raw.communityId),
      starts: raw.candidateStarts.map((iso, startIndex) => {
        const start = parseInstant(iso);
        return {
          index: startIndex,
          iso,
          start,
          end: start + raw.durationMinutes,
          day: localDate(start, zone),
          week: String(isoWeekKey(start, zone)),
        };
      }),
      roles: raw.roles.map((role, roleIndex) => ({
        index: roleIndex,
        raw: role,
        max: role.max ?? role.target,
      })),
      predecessors: raw.predecessorIds.map((id) => at(activity, id)),
    };
  });
  const communities = problem.communities.length;
  return {
    problem,
    horizon,
    zones,
    activities,
    volunteers,
    groups,
    venues,
    equipment,
    donations,
    volunteersOf: byCommunity(volunteers, communities),
    groupsOf: byCommunity(groups, communities),
    venuesOf: byCommunity(venues, communities),
    equipmentOf: byCommunity(equipment, communities),
    travelMinutes: travelTable(problem),
    needsQualification: new Set(
      problem.skills.filter((skill) => skill.needsQualification).map((skill) => skill.id),
    ),
    position: {
      community,
      activity,
      volunteer: positions(problem.volunteers),
      group: positions(problem.groups),
      venue: positions(problem.venues),
      equipment: positions(problem.equipment),
      donation: positions(problem.donations),
    },
  };
}

/** Whether a start falls on a public holiday that the activity has to keep clear of. */
export function onForbiddenHoliday(problem: Problem, activity: ProblemActivity, day: string): boolean {
  const allowed = activity.allowHolidays ?? !problem.policy.noHolidayKinds.includes(activity.kind);
  return !allowed && isHoliday(problem.calendar, day);
}

/** Whether the segments hold the whole interval, and how gladly; null when they do not. */
export function statusOver(segments: readonly Segment[], interval: Interval): Segment['status'] | null {
  const status = covering(segments, interval);
  return status === 'none' ? null : status;
}
