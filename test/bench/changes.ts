import { type Plan, type Problem } from '@heli/contracts';

/** One thing that happens after people were told their plan. */
export interface Change {
  readonly name: 'decline' | 'closed-venue' | 'late-gift';
  /** The problem after it. */
  readonly apply: (problem: Problem) => Problem;
}

/** The middle one of a plan's entries in order: neither the first day nor the last, and the same one every time. */
const middle = <T>(items: readonly T[], keyOf: (item: T) => string): T | undefined =>
  [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))[Math.floor(items.length / 2)];

const DATE_LENGTH = 'YYYY-MM-DD'.length;
const LATE_GIFT_FEN = 50_000; // ¥500, 6 % of the pilot's gifts

/** A volunteer declines, a venue closes for one day, and a gift comes late: each by itself, each to this plan. */
export function changesTo(plan: Plan): Change[] {
  const changes: Change[] = [];
  const startOf = new Map(plan.scheduled.map(({ activityId, start }) => [activityId, start]));
  const assigned = middle(
    plan.assignments,
    ({ activityId, volunteerId }) => `${startOf.get(activityId) ?? ''} ${volunteerId}`,
  );
  if (assigned) {
    const { activityId, volunteerId } = assigned;
    changes.push({
      name: 'decline',
      apply: (problem) => ({
        ...problem,
        pins: [...problem.pins, { type: 'forbid-volunteer', activityId, volunteerId }],
      }),
    });
  }
  const booked = middle(
    plan.scheduled.filter(({ venueId }) => venueId !== null),
    ({ start, activityId }) => `${start} ${activityId}`,
  );
  if (booked) changes.push({ name: 'closed-venue', apply: (problem) => closeVenue(problem, booked) });
  changes.push({
    name: 'late-gift',
    apply: (problem) => ({
      ...problem,
      donations: [
        ...problem.donations,
        {
          id: 'late-gift',
          amountFen: LATE_GIFT_FEN,
          earmark: { kinds: [], communityIds: [], hostGroupIds: [], purposes: [] },
        },
      ],
    }),
  });
  return changes;
}

/** The venue of this booking is shut on the booking's local day, from midnight to midnight. */
function closeVenue(problem: Problem, booked: Plan['scheduled'][number]): Problem {
  const date = booked.start.slice(0, DATE_LENGTH);
  const offset = /(?:Z|[+-]\d{2}:\d{2})$/.exec(booked.start)?.[0] ?? 'Z';
  const start = `${date}T00:00:00${offset}`;
  const end = `${new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, DATE_LENGTH)}T00:00:00${offset}`;
  return {
    ...problem,
    venues: problem.venues.map((venue) =>
      venue.id === booked.venueId
        ? { ...venue, opening: [...venue.opening, { type: 'dated', start, end, status: 'unavailable' }] }
        : venue,
    ),
  };
}

/** Assignments of one plan that the other does not have at the same time, both ways. */
export function peopleChanged(before: Plan, after: Plan): number {
  const told = (plan: Plan): Set<string> => {
    const startOf = new Map(plan.scheduled.map(({ activityId, start }) => [activityId, start]));
    return new Set(
      plan.assignments.map(
        ({ activityId, volunteerId }) => `${activityId} ${startOf.get(activityId) ?? ''} ${volunteerId}`,
      ),
    );
  };
  const [old, now] = [told(before), told(after)];
  const missing = (a: Set<string>, b: Set<string>): number => [...a].filter((entry) => !b.has(entry)).length;
  return missing(old, now) + missing(now, old);
}
