import { isoWeekKey, localDate } from '@heli/calendar';
import {
  AGE_ORDER,
  type Change,
  type Pin,
  type ProblemVolunteer,
  type RepairKind,
  WORK_LIMITS,
  type WorkLimits,
} from '@heli/contracts';
import { type Occupied } from '../../plan/occupied.js';
import { hasSkill, skillCountsOn } from '../../rules/volunteer-qualified.js';
import { isMinor } from '../../season/minors.js';
import {
  nth,
  type SeasonActivity,
  type SeasonRole,
  type SeasonStart,
  type SeasonVolunteer,
} from '../../season/season.js';
import { refusalsOf, TOO_FAR } from '../person-reasons.js';
import { type Need } from './needs.js';
import { counted, freshIds, type Option, windowFor } from './option.js';
import { type Site } from './place.js';

type PeopleNeed = Extract<Need, { kind: 'people' }>;

/** Named people of each kind that are tried. */
const NAMED = 2;

/** Ways to somebody more in a role at a time: named people who come nearest to being able, then somebody new. */
export function peopleOptions(
  site: Site,
  activity: SeasonActivity,
  start: SeasonStart,
  need: PeopleNeed,
): Option[] {
  const role = nth(activity.roles, need.role);
  const byKind = new Map<RepairKind, Option[]>();
  const { season } = site.workbench;
  for (const index of season.volunteersOf[activity.community] ?? []) {
    const option = nearMiss(site.occupied, activity, role, nth(season.volunteers, index), start, need.asks);
    if (option) byKind.set(option.kind, [...(byKind.get(option.kind) ?? []), option]);
  }
  const named = [...byKind.values()].flatMap((list) =>
    list.sort((a, b) => a.distance - b.distance).slice(0, NAMED),
  );
  return [...named, newcomers(site, activity, role, start, need)];
}

/** Somebody who would be able if one thing were otherwise; null for all others. */
function nearMiss(
  occupied: Occupied,
  activity: SeasonActivity,
  role: SeasonRole,
  volunteer: SeasonVolunteer,
  start: SeasonStart,
  asks: PeopleNeed['asks'],
): Option | null {
  const { season } = occupied;
  const { raw } = volunteer;
  if ((occupied.people.get(volunteer.index) ?? []).some((entry) => entry.activity === activity)) return null;
  if (asks === 'grown-up' && isMinor(raw)) return null;
  const skills = lackingSkills(occupied, role, volunteer, start, asks);
  const refusals = refusalsOf(season, activity, role, volunteer, start).filter(
    (rule) => rule !== 'volunteer-qualified' && rule !== 'work-limits',
  );
  if (refusals.length + skills.length > 1 || !occupied.free(volunteer, activity, start)) return null;
  const load = (occupied.people.get(volunteer.index) ?? []).length;
  const decision: Pin[] = [
    { type: 'assign', activityId: activity.raw.id, roleId: role.raw.id, volunteerId: raw.id },
  ];
  const [skillId] = skills;
  const [refusal] = refusals;
  if (!occupied.withinHours(volunteer, activity, start)) {
    const change =
      refusals.length + skills.length === 0 ? raised(occupied, activity, volunteer, start) : null;
    return change && { kind: 'raise-limit', changes: [change], decision, distance: load };
  }
  if (skillId !== undefined)
    return {
      kind: 'certificate',
      changes: [{ type: 'qualify-volunteer', volunteerId: raw.id, qualification: { skillId } }],
      decision,
      // Somebody who had a certificate once is nearer than a beginner.
      distance: (hasSkill(raw, skillId) ? 0 : 1_000) + load,
    };
  if (refusal !== 'volunteer-available' && refusal !== TOO_FAR) return null;
  const travel = season.travelMinutes(volunteer.community, activity.community);
  const window = windowFor(season, volunteer.community, start, travel);
  return {
    kind: 'ask-person',
    changes: [{ type: 'free-volunteer', volunteerId: raw.id, windows: [window] }],
    decision,
    distance: uncovered(volunteer, start.start - travel, start.end + travel) * 100 + load,
  };
}

/** Skills that the role asks for, and that of a leader where one is asked for, which do not count on the day. */
function lackingSkills(
  { season }: Occupied,
  role: SeasonRole,
  { raw }: SeasonVolunteer,
  start: SeasonStart,
  asks: PeopleNeed['asks'],
): string[] {
  return skillsAsked(season.problem.policy.leaderSkillId, role, asks).filter(
    (skillId) => !skillCountsOn(raw, skillId, start.day, season.needsQualification.has(skillId)),
  );
}

const skillsAsked = (
  leaderSkillId: string | undefined,
  role: SeasonRole,
  asks: PeopleNeed['asks'],
): string[] => [
  ...new Set([
    ...role.raw.skillIds,
    ...(asks === 'leader' && leaderSkillId !== undefined ? [leaderSkillId] : []),
  ]),
];

/** Minutes of a stretch in which somebody has no time. */
function uncovered({ segments }: SeasonVolunteer, start: number, end: number): number {
  return segments.reduce(
    (left, segment) => left - Math.max(0, Math.min(end, segment.end) - Math.max(start, segment.start)),
    end - start,
  );
}

/** The limits that would just allow one more activity; null where a limit of the policy stands against it. */
function raised(
  occupied: Occupied,
  activity: SeasonActivity,
  volunteer: SeasonVolunteer,
  { start }: SeasonStart,
): Change | null {
  const { season } = occupied;
  const { raw } = volunteer;
  const zone = nth(season.zones, volunteer.community);
  const list = occupied.people.get(volunteer.index) ?? [];
  const day = list.filter((entry) => localDate(entry.start, zone) === localDate(start, zone));
  const week = list.filter((entry) => isoWeekKey(entry.start, zone) === isoWeekKey(start, zone));
  const minutes = (some: typeof list): number =>
    some.reduce((sum, entry) => sum + entry.end - entry.start, activity.raw.durationMinutes);
  const needed: Record<keyof WorkLimits, number> = {
    minutesPerDay: minutes(day),
    minutesPerWeek: minutes(week),
    minutesPerSeason: minutes(list),
    activitiesPerDay: day.length + 1,
    activitiesPerWeek: week.length + 1,
    activitiesPerSeason: list.length + 1,
  };
  const limits: Record<string, number> = {};
  for (const key of WORK_LIMITS) {
    if (needed[key] > (season.problem.policy.limits[key] ?? Infinity)) return null;
    if (needed[key] > (raw.limits[key] ?? Infinity)) limits[key] = needed[key];
  }
  const offered = raw.offeredMinutes ?? Infinity;
  return {
    type: 'raise-limit',
    volunteerId: raw.id,
    limits,
    ...(needed.minutesPerSeason > offered ? { offeredMinutes: needed.minutesPerSeason } : {}),
  };
}

function newcomers(
  site: Site,
  activity: SeasonActivity,
  role: SeasonRole,
  start: SeasonStart,
  { missing, asks }: PeopleNeed,
): Option {
  const { season } = site.workbench;
  const { volunteers, policy } = season.problem;
  const ids = freshIds(volunteers, `new-${role.raw.id}`, missing);
  const skillIds = skillsAsked(policy.leaderSkillId, role, asks);
  const travel = season.travelMinutes(activity.community, activity.community);
  const person = (id: string): ProblemVolunteer => ({
    id,
    communityId: activity.raw.communityId,
    servesCommunityIds: [],
    ageClass: AGE_ORDER[role.raw.minAgeClass] > AGE_ORDER.adult ? role.raw.minAgeClass : 'adult',
    guardianConsent: false,
    skillIds,
    qualifications: skillIds
      .filter((skillId) => season.needsQualification.has(skillId))
      .map((skillId) => ({ skillId })),
    availability: [windowFor(season, activity.community, start, travel)],
    limits: {},
    offeredMinutes: Math.max(site.usualMinutes, activity.raw.durationMinutes),
    servedSeriesIds: [],
  });
  const kind =
    asks === 'leader' ? 'new-leader' : asks === 'grown-up' ? 'new-grown-up' : ('new-person' as const);
  return counted(kind, missing, (amount) =>
    ids.slice(0, amount).map((id) => ({ type: 'add-volunteer', volunteer: person(id) })),
  );
}
