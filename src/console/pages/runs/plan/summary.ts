import {
  type ActivityKind,
  type ActivityRead,
  type PlanDocument,
  type ScheduledActivity,
} from '@heli/contracts';

export interface Places {
  readonly filled: number;
  readonly wanted: number;
}

/** One activity, with what the plan does about it. */
export interface ActivityRow {
  readonly activity: ActivityRead;
  /** Null: it does not take place. */
  readonly held: ScheduledActivity | null;
  readonly places: Places;
  /** Ids of the people who serve. */
  readonly people: number;
  readonly groups: number;
  readonly spentFen: number;
  /** Held, and every role has the number that was wished for. */
  readonly full: boolean;
}

const countBy = <T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  worthOf: (item: T) => number = () => 1,
) => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + worthOf(item));
  return counts;
};

const roleKey = (activityId: string, roleId: string): string => `${activityId}\u0000${roleId}`;

/** Every activity of the season that the plan knows, by its time; what does not take place comes last, by its title. */
export function rowsOf(document: PlanDocument, activities: readonly ActivityRead[]): ActivityRow[] {
  const held = new Map(document.scheduled.map((one) => [one.activityId, one]));
  const dropped = new Set(document.dropped);
  const inRole = countBy(document.assignments, ({ activityId, roleId }) => roleKey(activityId, roleId));
  const people = countBy(document.assignments, ({ activityId }) => activityId);
  const groups = countBy(document.groupEngagements, ({ activityId }) => activityId);
  const money = countBy(
    document.fundAllocations,
    ({ activityId }) => activityId,
    ({ amountFen }) => amountFen,
  );
  const rows = activities
    .filter(({ id }) => held.has(id) || dropped.has(id))
    .map((activity): ActivityRow => {
      const { id, roles } = activity;
      const wanted = roles.reduce((sum, { target }) => sum + target, 0);
      const filled = roles.reduce(
        (sum, role) => sum + Math.min(role.target, inRole.get(roleKey(id, role.id)) ?? 0),
        0,
      );
      return {
        activity,
        held: held.get(id) ?? null,
        places: { filled, wanted },
        people: people.get(id) ?? 0,
        groups: groups.get(id) ?? 0,
        spentFen: money.get(id) ?? 0,
        full: held.has(id) && filled >= wanted,
      };
    });
  const timeOf = ({ held }: ActivityRow): number => (held === null ? Infinity : Date.parse(held.start));
  return rows.sort((a, b) => {
    const [one, other] = [timeOf(a), timeOf(b)];
    return one === other ? a.activity.title.localeCompare(b.activity.title) : one - other;
  });
}

export interface Summary {
  readonly held: number;
  readonly dropped: number;
  /** Of what takes place. */
  readonly places: Places;
  readonly full: number;
  readonly people: number;
  readonly spentFen: number;
  readonly gifts: number;
  readonly venues: number;
  readonly byKind: readonly {
    readonly kind: ActivityKind;
    readonly held: number;
    readonly dropped: number;
  }[];
  /** How many people serve once, twice, ... */
  readonly load: readonly { readonly times: number; readonly people: number }[];
}

const KINDS: readonly ActivityKind[] = ['self_governance', 'volunteer_service', 'training', 'festival'];

/** The figures of a plan as a whole. */
export function summaryOf(document: PlanDocument, rows: readonly ActivityRow[]): Summary {
  const held = rows.filter((row) => row.held !== null);
  const times = countBy(document.assignments, ({ volunteerId }) => volunteerId);
  const load = countBy([...times.values()], String);
  return {
    held: document.scheduled.length,
    dropped: document.dropped.length,
    places: {
      filled: held.reduce((sum, { places }) => sum + places.filled, 0),
      wanted: held.reduce((sum, { places }) => sum + places.wanted, 0),
    },
    full: held.filter(({ full }) => full).length,
    people: times.size,
    spentFen: document.fundAllocations.reduce((sum, { amountFen }) => sum + amountFen, 0),
    gifts: new Set(document.fundAllocations.map(({ donationId }) => donationId)).size,
    venues: new Set(document.scheduled.flatMap(({ venueId }) => (venueId === null ? [] : [venueId]))).size,
    byKind: KINDS.map((kind) => {
      const ofKind = rows.filter(({ activity }) => activity.kind === kind);
      const there = ofKind.filter((row) => row.held !== null).length;
      return { kind, held: there, dropped: ofKind.length - there };
    }),
    load: [...load]
      .map(([count, people]) => ({ times: Number(count), people }))
      .sort((a, b) => a.times - b.times),
  };
}

export type Wanted = 'all' | 'held' | 'dropped' | 'open' | 'full';

export interface RowFilter {
  readonly text: string;
  readonly kind: ActivityKind | null;
  readonly communityId: string | null;
  readonly wanted: Wanted;
}

export function matches(row: ActivityRow, { text, kind, communityId, wanted }: RowFilter): boolean {
  const { activity, held, full } = row;
  if (kind !== null && activity.kind !== kind) return false;
  if (communityId !== null && activity.communityId !== communityId) return false;
  if (text !== '' && !activity.title.toLowerCase().includes(text.toLowerCase())) return false;
  switch (wanted) {
    case 'all':
      return true;
    case 'held':
      return held !== null;
    case 'dropped':
      return held === null;
    case 'open':
      return held !== null && !full;
    case 'full':
      return full;
  }
}
