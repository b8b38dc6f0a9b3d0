import { type Problem, type ProblemActivity, type ProblemDonation } from '@heli/contracts';
import { DisjointSets } from '@heli/lp';
import { earmarkSpeaksOf } from '../rules/budget-covered.js';
import { spendingLimitsOf, speaksOf } from '../rules/spending-limit.js';

/** Sections are put together until they hold so many activities: each costs a season of its own to set up. */
export const LEAST_ACTIVITIES = 200;

/** Communities that share nothing with any other, with all that is theirs: a season by themselves. */
export interface Section {
  readonly problem: Problem;
  /** Position in the whole problem of each of its activities, ascending. */
  readonly positions: readonly number[];
}

/** Communities by whatever both could use, wait for, or be limited by together. */
class Ties {
  private readonly position: ReadonlyMap<string, number>;
  private readonly sets: DisjointSets;

  constructor(private readonly problem: Problem) {
    this.position = new Map(problem.communities.map(({ id }, index) => [id, index]));
    this.sets = new DisjointSets(problem.communities.length);
    this.tiePools();
    this.tieActivities();
    this.tieMoney();
    this.tieDecisions();
  }

  /** Communities of each set, by position, ascending; sets in the order of their first communities. */
  groups(): number[][] {
    return [...this.sets.groups().values()];
  }

  private tie(communities: readonly (string | undefined)[]): void {
    let first: number | undefined;
    for (const id of communities) {
      const position = id === undefined ? undefined : this.position.get(id);
      if (position === undefined) continue;
      if (first === undefined) first = position;
      else this.sets.union(first, position);
    }
  }

  private tiePools(): void {
    const { volunteers, groups, venues, equipment } = this.problem;
    for (const pool of [volunteers, groups, venues, equipment])
      for (const { communityId, servesCommunityIds } of pool) this.tie([communityId, ...servesCommunityIds]);
  }

  private tieActivities(): void {
    const { activities, groups, venues } = this.problem;
    const communityOf = new Map(activities.map(({ id, communityId }) => [id, communityId]));
    const homeOf = homes(groups);
    const siteOf = homes(venues);
    for (const activity of activities)
      this.tie([
        activity.communityId,
        ...activity.predecessorIds.map((id) => communityOf.get(id)),
        homeOf.get(activity.hostGroupId ?? ''),
        ...activity.groups.flatMap(({ groupIds = [] }) => groupIds.map((id) => homeOf.get(id))),
        ...(activity.venue?.venueIds ?? []).map((id) => siteOf.get(id)),
      ]);
  }

  /** One gift, or one limit of the council, ties all that it could pay for, or speaks of. */
  private tieMoney(): void {
    const { activities, donations, groups } = this.problem;
    const homeOf = homes(groups);
    const all = (fits: (activity: ProblemActivity) => boolean): string[] =>
      activities.filter(fits).map(({ communityId }) => communityId);
    for (const donation of donations) {
      const { communityIds, hostGroupIds } = donation.earmark;
      const named = [...communityIds, ...hostGroupIds.map((id) => homeOf.get(id))];
      this.tie(
        communityIds.length > 0
          ? named
          : [...named, ...all((activity) => earmarkSpeaksOf(donation, activity))],
      );
    }
    for (const limit of spendingLimitsOf(this.problem))
      this.tie([...limit.communityIds, ...all((activity) => speaksOf(limit, activity))]);
  }

  private tieDecisions(): void {
    const { activities, groups, pins, previous, venues, volunteers } = this.problem;
    if (pins.length === 0 && previous === undefined) return;
    const of = homes(activities);
    const [person, group, venue] = [homes(volunteers), homes(groups), homes(venues)];
    for (const pin of pins)
      this.tie([
        of.get(pin.activityId),
        'volunteerId' in pin ? person.get(pin.volunteerId) : undefined,
        'groupId' in pin ? group.get(pin.groupId) : undefined,
        'venueId' in pin ? venue.get(pin.venueId ?? '') : undefined,
      ]);
    for (const { activityId, venueId } of previous?.activities ?? [])
      this.tie([of.get(activityId), venue.get(venueId ?? '')]);
    for (const { activityId, volunteerId } of previous?.assignments ?? [])
      this.tie([of.get(activityId), person.get(volunteerId)]);
  }
}

const homes = (
  items: readonly { readonly id: string; readonly communityId: string }[],
): Map<string, string> => new Map(items.map(({ id, communityId }) => [id, communityId]));

/**
 * A problem that `validate` accepts, in sections that share nothing: no person, group, venue, equipment, gift, limit of
 * the council, predecessor or decision belongs to two of them. In the order of their first communities, small ones
 * together; one where there is nothing to separate.
 *
 * Proof of use: every rule speaks of things of one section alone, so a plan of the season is any choice of one plan for
 * each section, and the sums of points and of bounds are those of the season. Fairness, whose value is that of the most
 * loaded person of all, is the largest of the sections'.
 * @param least activities that a section holds at least, where there are so many
 */
export function separate(problem: Problem, least = LEAST_ACTIVITIES): Section[] {
  const whole: Section = { problem, positions: problem.activities.map((_, index) => index) };
  if (problem.communities.length < 2 || problem.activities.length < 2 * least) return [whole];
  const groups = new Ties(problem).groups();
  if (groups.length < 2) return [whole];
  const counts = new Map<string, number>();
  for (const { communityId } of problem.activities)
    counts.set(communityId, (counts.get(communityId) ?? 0) + 1);
  const sizeOf = (communities: readonly number[]): number =>
    communities.reduce((sum, index) => sum + (counts.get(problem.communities[index]?.id ?? '') ?? 0), 0);
  const bins = together(
    groups.map((communities) => ({ communities, size: sizeOf(communities) })),
    least,
  );
  return bins.length < 2 ? [whole] : cut(problem, bins);
}

interface Bin {
  readonly communities: readonly number[];
  readonly size: number;
}

/** Neighbours in the list while they are too small; what is left over at the end joins the last. */
function together(groups: readonly Bin[], least: number): Bin[] {
  const bins: Bin[] = [];
  for (const next of groups) {
    const last = bins.at(-1);
    if (last && (last.size < least || next.size === 0)) bins[bins.length - 1] = join(last, next);
    else bins.push(next);
  }
  const [last, before] = [bins.at(-1), bins.at(-2)];
  if (last && before && last.size < least) bins.splice(-2, 2, join(before, last));
  return bins;
}

const join = (a: Bin, b: Bin): Bin => ({
  communities: [...a.communities, ...b.communities],
  size: a.size + b.size,
});

/** The problem of each bin; lists keep their order. */
function cut(problem: Problem, bins: readonly Bin[]): Section[] {
  const binOf = new Map<string, number>();
  bins.forEach(({ communities }, bin) => {
    for (const index of communities) binOf.set(problem.communities[index]?.id ?? '', bin);
  });
  const deal = <T>(items: readonly T[], of: (item: T) => number | undefined): T[][] => {
    const dealt: T[][] = bins.map(() => []);
    for (const item of items) dealt[of(item) ?? 0]?.push(item);
    return dealt;
  };
  const atHome = <T extends { readonly communityId: string }>(items: readonly T[]): T[][] =>
    deal(items, ({ communityId }) => binOf.get(communityId));
  const homeOf = homes(problem.groups);
  const activityBin = new Map(problem.activities.map(({ id, communityId }) => [id, binOf.get(communityId)]));
  const ofActivity = <T extends { readonly activityId: string }>(items: readonly T[]): T[][] =>
    deal(items, ({ activityId }) => activityBin.get(activityId));
  const binOfGift = (gift: ProblemDonation): number | undefined =>
    binOf.get(
      gift.earmark.communityIds[0] ??
        homeOf.get(gift.earmark.hostGroupIds[0] ?? '') ??
        problem.activities.find((activity) => earmarkSpeaksOf(gift, activity))?.communityId ??
        '',
    );
  const [communities, activities, positions] = [
    deal(problem.communities, ({ id }) => binOf.get(id)),
    atHome(problem.activities),
    deal(
      problem.activities.map((_, index) => index),
      (index) => binOf.get(problem.activities[index]?.communityId ?? ''),
    ),
  ];
  const pools = {
    volunteers: atHome(problem.volunteers),
    groups: atHome(problem.groups),
    venues: atHome(problem.venues),
    equipment: atHome(problem.equipment),
    donations: deal(problem.donations, binOfGift),
    pins: ofActivity(problem.pins),
  };
  const limits = deal(spendingLimitsOf(problem), (limit) =>
    binOf.get(
      limit.communityIds[0] ??
        problem.activities.find((activity) => speaksOf(limit, activity))?.communityId ??
        '',
    ),
  );
  const previous = problem.previous && {
    activities: ofActivity(problem.previous.activities),
    assignments: ofActivity(problem.previous.assignments),
  };
  return bins.map((_, bin): Section => {
    const own = <T>(dealt: readonly (readonly T[])[]): T[] => [...(dealt[bin] ?? [])];
    return {
      positions: own(positions),
      problem: {
        ...problem,
        policy: { ...problem.policy, spendingLimits: own(limits) },
        communities: own(communities),
        volunteers: own(pools.volunteers),
        groups: own(pools.groups),
        venues: own(pools.venues),
        equipment: own(pools.equipment),
        donations: own(pools.donations),
        activities: own(activities),
        pins: own(pools.pins),
        ...(previous
          ? {
              previous: {
                activities: own(previous.activities),
                assignments: own(previous.assignments),
              },
            }
          : {}),
      },
    };
  });
}
