import { compileSeason, type Season } from '@heli/allocator';
import {
  type ActivityKind,
  type Certificate,
  type OpenPlace,
  type PlanDocument,
  type Problem,
  type ProblemActivity,
} from '@heli/contracts';

/** How many of how many. */
export interface Tally {
  readonly asked: number;
  readonly held: number;
}

export interface KindAccount extends Tally {
  readonly kind: ActivityKind;
  readonly placesAsked: number;
  readonly placesFilled: number;
}

export interface CommunityAccount extends Tally {
  readonly communityId: string;
  readonly name: string;
  readonly placesAsked: number;
  readonly placesFilled: number;
}

/** People whose load, as a share of the time they offered, is above `above` and at most `upTo`. */
export interface LoadBand {
  readonly above: number;
  readonly upTo: number;
  readonly people: number;
}

export interface LoadedPerson {
  readonly volunteerId: string;
  readonly name: string;
  readonly minutes: number;
  readonly offeredMinutes: number;
  readonly share: number;
}

/** Gifts that may pay for the same. Empty lists allow all. */
export interface EarmarkAccount {
  readonly kinds: readonly ActivityKind[];
  readonly communities: readonly string[];
  readonly hostGroups: readonly string[];
  readonly purposes: readonly string[];
  readonly gifts: number;
  readonly givenFen: number;
  readonly usedFen: number;
}

export interface OpenAccount {
  readonly activityId: string;
  readonly title: string;
  readonly kind: ActivityKind;
  readonly community: string;
  /** Null: the activity does not take place. */
  readonly start: string | null;
  readonly roleId: string | null;
  readonly role: string | null;
  /** Places that the role asks for and people placed in it; null where the activity does not take place. */
  readonly asked: number | null;
  readonly filled: number | null;
  /** People, units or other things; fen where the bottleneck is `budget-covered` or `spending-limit`. */
  readonly missing: number;
  readonly funnel: OpenPlace['funnel'];
  readonly bottleneck: string;
}

/** What a council wants to know of a season, in numbers. Pure: the same problem and plan give the same account. */
export interface SeasonAccount {
  readonly season: {
    readonly name: string;
    readonly start: string;
    readonly end: string;
    readonly timeZone: string;
  };
  readonly activities: Tally & {
    readonly byKind: readonly KindAccount[];
    readonly byCommunity: readonly CommunityAccount[];
  };
  readonly places: {
    /** The targets of all roles of all activities. */
    readonly asked: number;
    /** Of these, filled. */
    readonly filled: number;
    readonly openInHeld: number;
    readonly inDropped: number;
    readonly beyondTarget: number;
  };
  readonly attendance: { readonly expected: number; readonly seated: number };
  readonly bookings: { readonly venues: number; readonly groups: number; readonly loans: number };
  readonly people: {
    /** Who offered time. */
    readonly offering: number;
    readonly serving: number;
    readonly minutes: number;
    readonly busiest: LoadedPerson | null;
    /** `above` 0 to `upTo` 0 are those without a task. */
    readonly bands: readonly LoadBand[];
  };
  readonly money: {
    readonly givenFen: number;
    readonly usedFen: number;
    readonly byEarmark: readonly EarmarkAccount[];
  };
  readonly proof: Pick<
    Certificate,
    'tiers' | 'gap' | 'requestedGap' | 'termination' | 'quality' | 'wallMs' | 'solver' | 'size' | 'verified'
  > & { readonly blocks: number };
  readonly dropped: readonly OpenAccount[];
  readonly open: readonly OpenAccount[];
  /** Open places by the condition at which too few are left, most first. */
  readonly reasons: readonly {
    readonly rule: string;
    readonly places: number;
    readonly activities: number;
  }[];
}

const KINDS: readonly ActivityKind[] = ['self_governance', 'volunteer_service', 'training', 'festival'];
const BANDS = 4;
/** Widths of a band of loads, so that the bands fit the season: a busy fortnight or a leisurely half-year. */
const BAND_WIDTHS = [0.0025, 0.005, 0.01, 0.02, 0.025, 0.05, 0.1, 0.2, 0.25] as const;

const sum = <T>(items: Iterable<T>, value: (item: T) => number): number => {
  let total = 0;
  for (const item of items) total += value(item);
  return total;
};

function countBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

const seatKey = (activityId: string, roleId: string): string => JSON.stringify([activityId, roleId]);

/** Adds up a season from the problem, its plan and the explanations of what is open (`explainOpen`). */
export function accountFor(
  problem: Problem,
  document: PlanDocument,
  open: readonly OpenPlace[],
): SeasonAccount {
  const { certificate } = document;
  const scheduled = new Map(document.scheduled.map((entry) => [entry.activityId, entry]));
  const assigned = countBy(document.assignments, (entry) => seatKey(entry.activityId, entry.roleId));
  const communityName = new Map(problem.communities.map((community) => [community.id, community.name]));
  const filledOf = (activity: ProblemActivity): number =>
    sum(activity.roles, (role) => Math.min(role.target, assigned.get(seatKey(activity.id, role.id)) ?? 0));
  const askedOf = (activity: ProblemActivity): number => sum(activity.roles, (role) => role.target);
  const tally = (activities: readonly ProblemActivity[]) => ({
    asked: activities.length,
    held: activities.filter((activity) => scheduled.has(activity.id)).length,
    placesAsked: sum(activities, askedOf),
    placesFilled: sum(activities, filledOf),
  });
  const { asked, held, placesAsked, placesFilled } = tally(problem.activities);
  const inDropped = sum(problem.activities, (activity) =>
    scheduled.has(activity.id) ? 0 : askedOf(activity),
  );

  const capacity = new Map(problem.venues.map((venue) => [venue.id, venue.capacity]));
  const byId = new Map(problem.activities.map((activity) => [activity.id, activity]));
  const openAccounts = open.map((place) => openAccount(place, byId, scheduled, communityName));
  const ofKind = groupBy(problem.activities, (activity) => activity.kind);
  const ofCommunity = groupBy(problem.activities, (activity) => activity.communityId);
  return {
    season: {
      name: problem.name,
      start: problem.horizon.start,
      end: problem.horizon.end,
      timeZone: problem.communities[0]?.timeZone ?? 'UTC',
    },
    activities: {
      asked,
      held,
      byKind: KINDS.map((kind) => ({ kind, ...tally(ofKind.get(kind) ?? []) })).filter(
        (entry) => entry.asked > 0,
      ),
      byCommunity: problem.communities
        .map((community) => ({
          communityId: community.id,
          name: community.name,
          ...tally(ofCommunity.get(community.id) ?? []),
        }))
        .filter((entry) => entry.asked > 0),
    },
    places: {
      asked: placesAsked,
      filled: placesFilled,
      openInHeld: placesAsked - placesFilled - inDropped,
      inDropped,
      beyondTarget: document.assignments.length - placesFilled,
    },
    attendance: {
      expected: sum(problem.activities, (activity) =>
        scheduled.has(activity.id) ? activity.expectedAttendance : 0,
      ),
      seated: sum(problem.activities, (activity) => {
        const entry = scheduled.get(activity.id);
        if (entry === undefined) return 0;
        const seats = entry.venueId === null ? Infinity : (capacity.get(entry.venueId) ?? 0);
        return Math.min(activity.expectedAttendance, seats);
      }),
    },
    bookings: {
      venues: document.scheduled.filter((entry) => entry.venueId !== null).length,
      groups: document.groupEngagements.length,
      loans: document.equipmentLoans.length,
    },
    people: peopleAccount(problem, document),
    money: moneyAccount(problem, document, communityName),
    proof: {
      tiers: certificate.tiers,
      gap: certificate.gap,
      requestedGap: certificate.requestedGap,
      termination: certificate.termination,
      quality: certificate.quality,
      wallMs: certificate.wallMs,
      solver: certificate.solver,
      size: certificate.size,
      verified: certificate.verified,
      blocks: certificate.blocks.length,
    },
    dropped: openAccounts.filter((entry) => entry.start === null),
    open: openAccounts.filter((entry) => entry.start !== null),
    reasons: reasonsOf(openAccounts),
  };
}

function openAccount(
  place: OpenPlace,
  byId: ReadonlyMap<string, ProblemActivity>,
  scheduled: ReadonlyMap<string, { readonly start: string }>,
  communityName: ReadonlyMap<string, string>,
): OpenAccount {
  const activity = byId.get(place.activityId);
  if (activity === undefined)
    throw new Error(`an explanation names an unknown activity: ${place.activityId}`);
  const role = activity.roles.find((candidate) => candidate.id === place.roleId);
  const start = scheduled.get(activity.id)?.start ?? null;
  const asked = start === null ? null : (role?.target ?? null);
  return {
    activityId: activity.id,
    title: activity.title,
    kind: activity.kind,
    community: communityName.get(activity.communityId) ?? activity.communityId,
    start,
    roleId: place.roleId,
    role: role?.name ?? place.roleId,
    asked,
    filled: asked === null ? null : asked - place.missing,
    missing: place.missing,
    funnel: place.funnel,
    bottleneck: place.bottleneck,
  };
}

function reasonsOf(open: readonly OpenAccount[]): SeasonAccount['reasons'] {
  const byRule = new Map<string, { rule: string; places: number; activities: number }>();
  for (const entry of open) {
    const reason = byRule.get(entry.bottleneck) ?? { rule: entry.bottleneck, places: 0, activities: 0 };
    if (entry.start === null) reason.activities += 1;
    else reason.places += entry.missing;
    byRule.set(entry.bottleneck, reason);
  }
  return [...byRule.values()].sort((a, b) => b.places - a.places || b.activities - a.activities);
}

function peopleAccount(problem: Problem, document: PlanDocument): SeasonAccount['people'] {
  const duration = new Map(problem.activities.map((activity) => [activity.id, activity.durationMinutes]));
  const minutesOf = new Map<string, number>();
  for (const { volunteerId, activityId } of document.assignments)
    minutesOf.set(volunteerId, (minutesOf.get(volunteerId) ?? 0) + (duration.get(activityId) ?? 0));
  const loads = compileSeason(problem)
    .volunteers.filter((volunteer) => offers(volunteer) || minutesOf.has(volunteer.raw.id))
    .map((volunteer): LoadedPerson => {
      const minutes = minutesOf.get(volunteer.raw.id) ?? 0;
      return {
        volunteerId: volunteer.raw.id,
        name: volunteer.raw.name ?? volunteer.raw.id,
        minutes,
        offeredMinutes: volunteer.offeredMinutes,
        share: minutes / volunteer.offeredMinutes,
      };
    });
  const serving = loads.filter((load) => load.minutes > 0);
  const busiest = serving.reduce<LoadedPerson | null>(
    (most, load) => (most === null || load.share > most.share ? load : most),
    null,
  );
  const heaviest = busiest?.share ?? 0;
  const width = BAND_WIDTHS.find((each) => BANDS * each >= heaviest) ?? 0.25;
  return {
    offering: loads.length,
    serving: serving.length,
    minutes: sum(serving, (load) => load.minutes),
    busiest,
    bands: [
      { above: 0, upTo: 0, people: loads.length - serving.length },
      ...Array.from({ length: BANDS }, (_, index) => {
        const above = index * width;
        const upTo = (index + 1) * width;
        // The last band also holds who would be beyond what was offered: a fault that verify names.
        const top = index === BANDS - 1 ? Infinity : upTo;
        return {
          above,
          upTo,
          people: serving.filter((load) => load.share > above && load.share <= top).length,
        };
      }),
    ],
  };
}

const offers = (volunteer: Season['volunteers'][number]): boolean =>
  volunteer.raw.offeredMinutes === undefined
    ? volunteer.segments.length > 0
    : volunteer.raw.offeredMinutes > 0;

function moneyAccount(
  problem: Problem,
  document: PlanDocument,
  communityName: ReadonlyMap<string, string>,
): SeasonAccount['money'] {
  const groupName = new Map(problem.groups.map((group) => [group.id, group.name]));
  const used = new Map<string, number>();
  for (const { donationId, amountFen } of document.fundAllocations)
    used.set(donationId, (used.get(donationId) ?? 0) + amountFen);
  const byEarmark = new Map<string, EarmarkAccount>();
  for (const donation of problem.donations) {
    const mark = {
      kinds: [...donation.earmark.kinds].sort(),
      communities: donation.earmark.communityIds.map((id) => communityName.get(id) ?? id).sort(),
      hostGroups: donation.earmark.hostGroupIds.map((id) => groupName.get(id) ?? id).sort(),
      purposes: [...donation.earmark.purposes].sort(),
    };
    const key = JSON.stringify(mark);
    const before = byEarmark.get(key);
    byEarmark.set(key, {
      ...mark,
      gifts: (before?.gifts ?? 0) + 1,
      givenFen: (before?.givenFen ?? 0) + donation.amountFen,
      usedFen: (before?.usedFen ?? 0) + (used.get(donation.id) ?? 0),
    });
  }
  const rows = [...byEarmark.values()].sort((a, b) => b.givenFen - a.givenFen);
  return {
    givenFen: sum(rows, (row) => row.givenFen),
    usedFen: sum(rows, (row) => row.usedFen),
    byEarmark: rows,
  };
}
