import { type Change, type Plan } from '@heli/contracts';

/** One thing that happens after people were told their plan. */
export interface Event {
  readonly name: 'decline' | 'closed-venue' | 'late-gift';
  readonly changes: readonly Change[];
}

/** The middle one of a plan's entries in order: neither the first day nor the last, and the same one every time. */
const middle = <T>(items: readonly T[], keyOf: (item: T) => string): T | undefined =>
  [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))[Math.floor(items.length / 2)];

const DATE_LENGTH = 'YYYY-MM-DD'.length;
const LATE_GIFT_FEN = 50_000; // ¥500, 6 % of the pilot's gifts

/** A volunteer declines, a venue closes for one day, and a gift comes late: each by itself, each to this plan. */
export function eventsFor(plan: Plan): Event[] {
  const events: Event[] = [];
  const startOf = new Map(plan.scheduled.map(({ activityId, start }) => [activityId, start]));
  const assigned = middle(
    plan.assignments,
    ({ activityId, volunteerId }) => `${startOf.get(activityId) ?? ''} ${volunteerId}`,
  );
  if (assigned) {
    const { activityId, volunteerId } = assigned;
    events.push({ name: 'decline', changes: [{ type: 'forbid-volunteer', activityId, volunteerId }] });
  }
  const booked = middle(
    plan.scheduled.filter(({ venueId }) => venueId !== null),
    ({ start, activityId }) => `${start} ${activityId}`,
  );
  if (booked) events.push({ name: 'closed-venue', changes: closeVenue(booked) });
  events.push({
    name: 'late-gift',
    changes: [
      {
        type: 'add-donation',
        donation: {
          id: 'late-gift',
          amountFen: LATE_GIFT_FEN,
          earmark: { kinds: [], communityIds: [], hostGroupIds: [], purposes: [] },
        },
      },
    ],
  });
  return events;
}

/** The venue of this booking is shut on the booking's local day, from midnight to midnight. */
function closeVenue({ start: from, venueId }: Plan['scheduled'][number]): Change[] {
  if (venueId === null) return [];
  const date = from.slice(0, DATE_LENGTH);
  const offset = /(?:Z|[+-]\d{2}:\d{2})$/.exec(from)?.[0] ?? 'Z';
  const start = `${date}T00:00:00${offset}`;
  const end = `${new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, DATE_LENGTH)}T00:00:00${offset}`;
  return [{ type: 'close-venue', venueId, start, end }];
}
