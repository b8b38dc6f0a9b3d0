import { isoWeekKey, parseInstant } from '@heli/calendar';
import { type Plan, type Problem } from '@heli/contracts';

/** How much a season asks for, and how much there is: read from the problem, nothing is solved. */
export interface SeasonFigures {
  readonly places: number;
  /** Time that all role targets need, hours. */
  readonly demandHours: number;
  /** Time that people offered, within their season limits, hours. */
  readonly offeredHours: number;
  readonly demandOverOffered: number;
  /** Share of people with a limit of minutes per season. */
  readonly limitedShare: number;
  readonly gifts: number;
  readonly giftsYuan: number;
  /** Sum of the minima of all budget lines over all gifts. */
  readonly minimaOverGifts: number;
  /** Share of people who also serve other communities. */
  readonly roamingShare: number;
  /** Share of activities all of whose candidate times lie in the busiest ISO week. */
  readonly busiestWeekShare: number;
}

/** What a plan used up: says whether what is scarce in a case is scarce indeed. */
export interface PlanFacts {
  readonly activitiesHeld: number;
  readonly activitiesDropped: number;
  readonly placesFilled: number;
  readonly peopleAsked: number;
  /** People whose season limit or offer leaves no room for the shortest activity. */
  readonly peopleAtTheirLimit: number;
  readonly spentYuan: number;
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

type Volunteer = Problem['volunteers'][number];

const seasonMinutes = ({ offeredMinutes, limits }: Volunteer): number =>
  Math.min(offeredMinutes ?? Infinity, limits.minutesPerSeason ?? Infinity);

const FEN_PER_YUAN = 100;
const MINUTES_PER_HOUR = 60;

export function seasonFigures(problem: Problem): SeasonFigures {
  const { volunteers, activities, donations } = problem;
  const seats = (activity: Problem['activities'][number]): number =>
    sum(activity.roles, ({ target }) => target);
  const demand = sum(activities, (activity) => activity.durationMinutes * seats(activity));
  const offered = sum(volunteers, (volunteer) => finite(seasonMinutes(volunteer)));
  const gifts = sum(donations, ({ amountFen }) => amountFen);
  const share = (count: number, of: number): number => (of === 0 ? 0 : count / of);
  return {
    places: sum(activities, seats),
    demandHours: demand / MINUTES_PER_HOUR,
    offeredHours: offered / MINUTES_PER_HOUR,
    demandOverOffered: share(demand, offered),
    limitedShare: share(
      volunteers.filter(({ limits }) => limits.minutesPerSeason !== undefined).length,
      volunteers.length,
    ),
    gifts: donations.length,
    giftsYuan: gifts / FEN_PER_YUAN,
    minimaOverGifts: share(
      sum(activities, ({ budget }) => sum(budget, ({ minFen }) => minFen)),
      gifts,
    ),
    roamingShare: share(
      volunteers.filter(({ servesCommunityIds }) => servesCommunityIds.length > 0).length,
      volunteers.length,
    ),
    busiestWeekShare: share(busiestWeek(problem), activities.length),
  };
}

/** A generated season always says what people offer; one without would count as nothing rather than as endless. */
const finite = (minutes: number): number => (Number.isFinite(minutes) ? minutes : 0);

function busiestWeek({ activities, communities }: Problem): number {
  const zoneOf = new Map(communities.map(({ id, timeZone }) => [id, timeZone]));
  const counts = new Map<number, number>();
  for (const { candidateStarts, communityId } of activities) {
    const zone = zoneOf.get(communityId) ?? 'UTC';
    const [week, ...others] = new Set(candidateStarts.map((start) => isoWeekKey(parseInstant(start), zone)));
    if (week !== undefined && others.length === 0) counts.set(week, (counts.get(week) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

export function planFacts(problem: Problem, plan: Plan): PlanFacts {
  const minutesOf = new Map(problem.activities.map(({ id, durationMinutes }) => [id, durationMinutes]));
  const shortest = Math.min(...minutesOf.values());
  const load = new Map<string, number>();
  for (const { volunteerId, activityId } of plan.assignments)
    load.set(volunteerId, (load.get(volunteerId) ?? 0) + (minutesOf.get(activityId) ?? 0));
  return {
    activitiesHeld: plan.scheduled.length,
    activitiesDropped: plan.dropped.length,
    placesFilled: plan.assignments.length,
    peopleAsked: load.size,
    peopleAtTheirLimit: problem.volunteers.filter(
      (volunteer) =>
        load.has(volunteer.id) && seasonMinutes(volunteer) - (load.get(volunteer.id) ?? 0) < shortest,
    ).length,
    spentYuan: sum(plan.fundAllocations, ({ amountFen }) => amountFen) / FEN_PER_YUAN,
  };
}
