import { type Attendance, type Reserve, type StandByList, type StandByPlace } from '@heli/contracts';
import { factsOf } from '../../plan/facts.js';
import { nth, type Season, type SeasonVolunteer } from '../../season/season.js';
import { activityCalled, NoSuchPlace } from '../no-such-place.js';
import { SAME_SHARE } from '../share.js';
import { type Workbench } from '../workbench.js';
import { expectedOf, probabilityOfAtLeast, reservesNeeded } from './attendance.js';
import { Diary } from './diary.js';
import { chooseFirstReserves } from './first-reserves.js';
import { eligibleFor, type Place, placesIn } from './place.js';
import { Worth } from './worth.js';

export interface StandByOptions {
  /** Only these activities; left out: all that take place. First reserves are then chosen for these alone. */
  readonly activityIds?: readonly string[];
  /** Reserves of a role; default 3. More where the expected attendance needs them. */
  readonly max?: number;
  /**
   * Where the community counts reliability: with which probability the least number of a role has to be reached, 0 to 1;
   * left out: in expectation.
   */
  readonly probability?: number;
}

interface Candidate extends Reserve {
  readonly volunteer: SeasonVolunteer;
  /** 1 for a wish met, -1 for a dislike crossed. */
  readonly wish: number;
}

const MOST = 3;

/**
 * Who could step in where somebody drops out, role by role, in the order in which they are to be asked.
 *
 * Each reserve alone: with the plan as it stands, put in place of any one whom they stand in for, or into the open place,
 * the plan keeps every rule. All first reserves together: put any of them in, each for one of those whom they stand in
 * for or into an open place; the plan keeps every rule. See docs/allocator.md for the proof.
 * @throws NoSuchPlace for an activity that is unknown or does not take place
 */
export function standBy(workbench: Workbench, options: StandByOptions = {}): StandByList {
  const { season, standing } = workbench;
  const places = placesIn(season, standing.decided, activitiesAsked(workbench, options.activityIds));
  const diary = new Diary(season, standing.decided);
  const worth = new Worth(standing, factsOf(season.problem, standing.plan));
  const ranked = places.map((place) => ({
    place,
    candidates: eligibleFor(season, place, diary)
      .map(({ volunteer, entry }): Candidate => ({
        volunteer,
        volunteerId: volunteer.raw.id,
        first: false,
        standsInFor: entry.standsInFor.map((index) => nth(season.volunteers, index).raw.id),
        takesOpenPlace: entry.takesOpenPlace,
        share: worth.shareWith(place, volunteer.index),
        tiers: worth.tiers(place, volunteer, entry),
        wish: wishOf(place, volunteer),
      }))
      .sort(compare),
  }));
  const first = chooseFirstReserves(
    ranked.map(({ place, candidates }) => ({
      place,
      candidates: candidates.map(({ volunteer }) => volunteer.index),
    })),
    diary,
  );
  const list = ranked.map(({ place, candidates }, position) =>
    placeOf(season, place, candidates, first.get(position), options),
  );
  return {
    places: list,
    withoutReserve: list.filter(({ reserves }) => reserves.length === 0).length,
    withoutFirst: list.filter(({ reserves }) => reserves[0]?.first === false).length,
  };
}

function activitiesAsked(
  { season, standing }: Workbench,
  ids: readonly string[] | undefined,
): ReadonlySet<string> | undefined {
  for (const id of ids ?? []) {
    const activity = activityCalled(season, id);
    if (!standing.decided[activity.index])
      throw new NoSuchPlace('ACTIVITY_NOT_HELD', `${activity.raw.title} does not take place in this plan`);
  }
  return ids && new Set(ids);
}

function wishOf({ activity }: Place, { raw }: SeasonVolunteer): number {
  const { id, kind, hostGroupId } = activity.raw;
  const { wishes } = raw;
  if (!wishes) return 0;
  const likes =
    wishes.kinds.includes(kind) ||
    wishes.activityIds.includes(id) ||
    (hostGroupId !== undefined && wishes.hostGroupIds.includes(hostGroupId));
  return Number(likes) - Number(wishes.avoidActivityIds.includes(id));
}

/** Better first: tier by tier in the order of the aims, then the lower share, then the wish, then the id. */
function compare(a: Candidate, b: Candidate): number {
  for (const [position, { sense, change }] of a.tiers.entries()) {
    const difference = (b.tiers[position]?.change ?? change) - change;
    if (Math.abs(difference) > SAME_SHARE) return sense === 'max' ? difference : -difference;
  }
  const shares = a.share - b.share;
  if (Math.abs(shares) > SAME_SHARE) return shares;
  return b.wish - a.wish || (a.volunteerId < b.volunteerId ? -1 : 1);
}

function placeOf(
  season: Season,
  place: Place,
  candidates: readonly Candidate[],
  first: number | undefined,
  { max = MOST, probability }: StandByOptions,
): StandByPlace {
  const { activity, role, start, people } = place;
  const ahead = candidates.filter(({ volunteer }) => volunteer.index === first);
  const order = [...ahead, ...candidates.filter(({ volunteer }) => volunteer.index !== first)];
  const coming = attendanceOf(season, place, order, max, probability);
  const shown = order.slice(0, Math.max(max, coming?.reservesNeeded ?? 0));
  return {
    activityId: activity.raw.id,
    roleId: role.raw.id,
    start: start.iso,
    serving: people.length,
    min: role.raw.min,
    eligible: candidates.length,
    reserves: shown.map(({ volunteer, volunteerId, standsInFor, takesOpenPlace, share, tiers }) => ({
      volunteerId,
      first: volunteer.index === first,
      standsInFor,
      takesOpenPlace,
      share,
      tiers,
    })),
    ...(coming && { attendance: coming }),
  };
}

/** Only where the community of the activity counts reliability; that of people whose own community does not is 1. */
function attendanceOf(
  season: Season,
  { activity, role, people }: Place,
  order: readonly Candidate[],
  max: number,
  probability: number | undefined,
): Attendance | undefined {
  const counts = (community: number): boolean =>
    season.problem.communities[community]?.countsReliability === true;
  const least = role.raw.min;
  if (!counts(activity.community) || least === 0) return undefined;
  const reliability = ({ raw, community }: SeasonVolunteer): number =>
    counts(community) ? (raw.reliability ?? 1) : 1;
  const assigned = people.map((index) => reliability(nth(season.volunteers, index)));
  const reserves = order.map(({ volunteer }) => reliability(volunteer));
  const reach = probability === undefined ? { least } : { least, probability };
  const needed = reservesNeeded(reach, assigned, reserves);
  const together = [...assigned, ...reserves.slice(0, needed ?? max)];
  return {
    expected: expectedOf(assigned),
    probability: probabilityOfAtLeast(least, assigned),
    reservesNeeded: needed,
    expectedWithReserves: expectedOf(together),
    probabilityWithReserves: probabilityOfAtLeast(least, together),
  };
}
