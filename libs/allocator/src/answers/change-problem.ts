import {
  type Change,
  type Pin,
  pin,
  type Problem,
  type ProblemVolunteer,
  WORK_LIMITS,
  type WorkLimits,
} from '@heli/contracts';
import { isInstant, parseInstant } from '@heli/calendar';
import { compileSeason } from '../season/season.js';
import { contradiction } from '../validate-pins.js';

const DECISIONS: ReadonlySet<string> = new Set(pin.options.map(({ shape }) => shape.type.value));

/** Whether a change is a decision. */
export const isDecision = (change: Change): change is Pin => DECISIONS.has(change.type);

/** The entry with this id replaced; every other entry is the very same object, which tells `recompile` what changed. */
function replaced<T extends { readonly id: string }>(
  list: readonly T[],
  id: string,
  by: (item: T) => T,
): T[] {
  return list.map((item) => (item.id === id ? by(item) : item));
}

/** The wider of two sets of limits; a limit that is not there has no end. */
function widerLimits(own: WorkLimits, raised: WorkLimits): WorkLimits {
  const limits: Record<string, number> = {};
  for (const key of WORK_LIMITS) {
    const value = own[key];
    if (value !== undefined) limits[key] = Math.max(value, raised[key] ?? value);
  }
  return limits;
}

function raisedLimit(
  person: ProblemVolunteer,
  change: Extract<Change, { type: 'raise-limit' }>,
): ProblemVolunteer {
  const offered = person.offeredMinutes;
  return {
    ...person,
    limits: widerLimits(person.limits, change.limits),
    ...(offered === undefined ? {} : { offeredMinutes: Math.max(offered, change.offeredMinutes ?? offered) }),
  };
}

/** Decisions that can stand beside a new one: it takes the place of earlier ones that say the opposite. */
const standingBeside = (pins: readonly Pin[], change: Pin): readonly Pin[] =>
  pins.filter(
    (earlier) =>
      earlier.activityId !== change.activityId ||
      (contradiction(earlier, change) === null && contradiction(change, earlier) === null),
  );

/**
 * Somebody is gone for a time. What they offered for the season stays the measure of their load; decisions that could only
 * be carried out in that time are void.
 */
function withdrawn(problem: Problem, change: Extract<Change, { type: 'withdraw-volunteer' }>): Problem {
  const person = problem.volunteers.find(({ id }) => id === change.volunteerId);
  const named = [change.from, change.until].every((moment) => moment === undefined || isInstant(moment));
  if (!person || !named) return problem; // faults, which `changeFaults` names
  const { from: start = problem.horizon.start, until: end = problem.horizon.end } = change;
  const [compiled] = compileSeason({ ...problem, volunteers: [person], ...WITHOUT_THE_REST }).volunteers;
  const gone: ProblemVolunteer = {
    ...person,
    availability: [...person.availability, { type: 'dated', start, end, status: 'unavailable' }],
    offeredMinutes: person.offeredMinutes ?? compiled?.offeredMinutes ?? 1,
  };
  const startsOf = new Map(problem.activities.map(({ id, candidateStarts }) => [id, candidateStarts]));
  const isVoid = (earlier: Pin): boolean =>
    earlier.type === 'assign' &&
    earlier.volunteerId === person.id &&
    (startsOf.get(earlier.activityId) ?? []).every(
      (at) => parseInstant(at) >= parseInstant(start) && parseInstant(at) < parseInstant(end),
    );
  return {
    ...problem,
    volunteers: replaced(problem.volunteers, person.id, () => gone),
    pins: problem.pins.some(isVoid) ? problem.pins.filter((earlier) => !isVoid(earlier)) : problem.pins,
  };
}

const WITHOUT_THE_REST = {
  activities: [],
  venues: [],
  groups: [],
  equipment: [],
  donations: [],
  pins: [],
};

/** The problem as one change would have it. Ids that are not known change nothing: `changeFaults` names them. */
export function changedProblem(problem: Problem, change: Change): Problem {
  const volunteers = (id: string, by: (person: ProblemVolunteer) => ProblemVolunteer): Problem => ({
    ...problem,
    volunteers: replaced(problem.volunteers, id, by),
  });
  const activities = (
    id: string,
    by: (activity: Problem['activities'][number]) => Problem['activities'][number],
  ): Problem => ({ ...problem, activities: replaced(problem.activities, id, by) });
  const venues = (
    id: string,
    by: (venue: Problem['venues'][number]) => Problem['venues'][number],
  ): Problem => ({ ...problem, venues: replaced(problem.venues, id, by) });
  if (isDecision(change)) return { ...problem, pins: [...standingBeside(problem.pins, change), change] };
  switch (change.type) {
    case 'offer-start':
      return activities(change.activityId, (activity) => ({
        ...activity,
        candidateStarts: [...activity.candidateStarts, change.start],
      }));
    case 'allow-holidays':
      return activities(change.activityId, (activity) => ({ ...activity, allowHolidays: true }));
    case 'lower-minimum':
      return activities(change.activityId, (activity) => ({
        ...activity,
        roles: replaced(activity.roles, change.roleId, (role) => ({
          ...role,
          min: Math.min(role.min, change.min),
        })),
      }));
    case 'ease-venue':
      return activities(change.activityId, (activity) => {
        if (!activity.venue) return activity;
        const { venueIds, ...others } = activity.venue;
        const kept = change.features;
        return {
          ...activity,
          venue: {
            ...others,
            minCapacity: Math.min(others.minCapacity, change.minCapacity ?? others.minCapacity),
            features: kept ? others.features.filter((feature) => kept.includes(feature)) : others.features,
            ...(change.anyVenue === true || venueIds === undefined ? {} : { venueIds }),
          },
        };
      });
    case 'share-venue':
      return venues(change.venueId, (venue) => ({
        ...venue,
        servesCommunityIds: [...venue.servesCommunityIds, change.communityId],
      }));
    case 'open-venue':
      return venues(change.venueId, (venue) => ({
        ...venue,
        opening: [...venue.opening, ...change.windows],
      }));
    case 'add-volunteer':
      return { ...problem, volunteers: [...problem.volunteers, change.volunteer] };
    case 'free-volunteer':
      return volunteers(change.volunteerId, (person) => ({
        ...person,
        availability: [...person.availability, ...change.windows],
      }));
    case 'qualify-volunteer':
      return volunteers(change.volunteerId, (person) => ({
        ...person,
        qualifications: [...person.qualifications, change.qualification],
      }));
    case 'raise-limit':
      return volunteers(change.volunteerId, (person) => raisedLimit(person, change));
    case 'add-donation':
      return { ...problem, donations: [...problem.donations, change.donation] };
    case 'raise-donation':
      return {
        ...problem,
        donations: replaced(problem.donations, change.donationId, (donation) => ({
          ...donation,
          amountFen: donation.amountFen + change.byFen,
        })),
      };
    case 'raise-spending-limit': {
      const { spendingLimits } = problem.policy;
      if (!spendingLimits) return problem;
      const raised = replaced(spendingLimits, change.limitId, (limit) => ({
        ...limit,
        limitFen: limit.limitFen + change.byFen,
      }));
      return { ...problem, policy: { ...problem.policy, spendingLimits: raised } };
    }
    case 'close-venue': {
      const { start, end } = change;
      return venues(change.venueId, (venue) => ({
        ...venue,
        opening: [...venue.opening, { type: 'dated', start, end, status: 'unavailable' }],
      }));
    }
    case 'withdraw-volunteer':
      return withdrawn(problem, change);
    case 'change-role': {
      const { activityId, roleId, min, target, max } = change;
      return activities(activityId, (activity) => ({
        ...activity,
        roles: replaced(activity.roles, roleId, (role) => ({
          ...role,
          min: min ?? role.min,
          target: target ?? role.target,
          ...(max === undefined ? {} : { max }),
        })),
      }));
    }
    case 'add-equipment':
      return { ...problem, equipment: [...problem.equipment, change.equipment] };
    case 'add-group':
      return { ...problem, groups: [...problem.groups, change.group] };
  }
}

const TAKING: ReadonlySet<Change['type']> = new Set(['close-venue', 'withdraw-volunteer']);

/** Whether changes only take possibilities away: time that is gone, decisions beside all that were taken before. */
export const onlyRestrict = (problem: Problem, changed: Problem, changes: readonly Change[]): boolean =>
  changes.every((change) => isDecision(change) || TAKING.has(change.type)) &&
  changed.pins.length === problem.pins.length + changes.filter(isDecision).length;
