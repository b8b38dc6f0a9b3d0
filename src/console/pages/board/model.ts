import {
  type ActivityRead,
  type BookingState,
  type BookingView,
  type PlaceView,
  type PlanDocument,
  type RoleDemand,
} from '@heli/contracts';

/** How one role is filled. */
export interface RoleFill {
  readonly role: RoleDemand;
  readonly people: readonly string[];
  /** People who are there, by the plan or, where it is lived by, by what they answered since. */
  readonly filled: number;
}

/** `tentative`: no plan speaks of it; `dropped`: a plan does not hold it. */
export type Standing = 'held' | 'dropped' | 'tentative';
export type VenueState = 'none' | 'planned' | 'asked' | 'confirmed' | 'lost';

/** One activity as the board shows it. */
export interface Entry {
  readonly activity: ActivityRead;
  readonly standing: Standing;
  /** Milliseconds; of what is not held, its first possible time. */
  readonly start: number;
  readonly end: number;
  readonly venueId: string | null;
  /** Possible times beside this one. */
  readonly otherStarts: number;
  readonly roles: readonly RoleFill[];
  /** Places filled and wished for, nobody counted beyond a role's target. */
  readonly filled: number;
  readonly target: number;
  readonly open: number;
  /** Fewer people than some role needs at least. */
  readonly short: boolean;
  readonly venueState: VenueState;
}

/** What became of a published plan since. */
export interface Live {
  /** Open places by activity and role, of activities that have not begun. */
  readonly open: ReadonlyMap<string, number>;
  readonly bookings: ReadonlyMap<string, BookingState>;
  readonly now: number;
}

export const placeKey = (activityId: string, roleId: string): string => `${activityId}\n${roleId}`;

const STATE_ORDER: readonly BookingState[] = ['withdrawn', 'released', 'declined', 'asked', 'confirmed'];

export function liveOf(places: readonly PlaceView[], bookings: readonly BookingView[], now: number): Live {
  const states = new Map<string, BookingState>();
  for (const { activityId, state } of bookings) {
    const known = states.get(activityId);
    if (known === undefined || STATE_ORDER.indexOf(state) > STATE_ORDER.indexOf(known)) {
      states.set(activityId, state);
    }
  }
  return {
    open: new Map(places.map(({ activityId, roleId, open }) => [placeKey(activityId, roleId), open])),
    bookings: states,
    now,
  };
}

function venueStateOf(venueId: string | null, state: BookingState | undefined): VenueState {
  if (venueId === null) return 'none';
  if (state === undefined || state === 'withdrawn') return 'planned';
  return state === 'asked' || state === 'confirmed' ? state : 'lost';
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const MINUTE = 60_000;

/** The board of a season: its activities as a plan has them, or at their first possible time where there is none. */
export function entriesOf(
  activities: readonly ActivityRead[],
  plan: PlanDocument | null,
  live: Live | null,
): Entry[] {
  const scheduled = new Map((plan?.scheduled ?? []).map((one) => [one.activityId, one]));
  const dropped = new Set(plan?.dropped ?? []);
  const people = grouped(plan?.assignments ?? [], ({ activityId, roleId }) => placeKey(activityId, roleId));
  const entries = activities.map((activity): Entry => {
    const held = scheduled.get(activity.id);
    const standing = held !== undefined ? 'held' : dropped.has(activity.id) ? 'dropped' : 'tentative';
    const starts = activity.candidateStarts.map((start) => Date.parse(start)).sort((a, b) => a - b);
    const start = held === undefined ? (starts[0] ?? 0) : Date.parse(held.start);
    const end = held === undefined ? start + activity.durationMinutes * MINUTE : Date.parse(held.end);
    const roles = activity.roles.map((role): RoleFill => {
      const there = (people.get(placeKey(activity.id, role.id)) ?? []).map(({ volunteerId }) => volunteerId);
      const open = live?.open.get(placeKey(activity.id, role.id));
      const lived = live !== null && held !== undefined && start > live.now;
      const filled = !lived
        ? there.length
        : open === undefined
          ? Math.max(there.length, role.target)
          : Math.max(0, role.target - open);
      return { role, people: there, filled };
    });
    const filled = roles.reduce((sum, one) => sum + Math.min(one.filled, one.role.target), 0);
    const target = roles.reduce((sum, { role }) => sum + role.target, 0);
    const venueId = held?.venueId ?? null;
    return {
      activity,
      standing,
      start,
      end,
      venueId,
      otherStarts: Math.max(0, starts.filter((one) => one !== start).length),
      roles,
      filled,
      target,
      open: target - filled,
      short: held !== undefined && roles.some((one) => one.filled < one.role.min),
      venueState: venueStateOf(venueId, live?.bookings.get(activity.id)),
    };
  });
  return entries.sort((a, b) => a.start - b.start || a.activity.id.localeCompare(b.activity.id));
}

export interface Filter {
  readonly kinds: readonly string[];
  readonly communities: readonly string[];
  readonly gapsOnly: boolean;
  readonly text: string;
}

/** Something is missing: it is not held, has open places, or its venue is lost. */
export const hasGap = (entry: Entry): boolean =>
  entry.standing === 'dropped' ||
  (entry.standing === 'held' && (entry.open > 0 || entry.venueState === 'lost'));

export function matches(entry: Entry, filter: Filter, venue: (id: string) => string): boolean {
  const { activity } = entry;
  if (filter.kinds.length > 0 && !filter.kinds.includes(activity.kind)) return false;
  if (filter.communities.length > 0 && !filter.communities.includes(activity.communityId)) return false;
  if (filter.gapsOnly && !hasGap(entry)) return false;
  const text = filter.text.trim().toLowerCase();
  if (text === '') return true;
  const searched = [activity.title, activity.id, entry.venueId === null ? '' : venue(entry.venueId)];
  return searched.some((one) => one.toLowerCase().includes(text));
}

export interface Totals {
  readonly held: number;
  readonly dropped: number;
  readonly tentative: number;
  readonly filled: number;
  readonly target: number;
  readonly withGaps: number;
  readonly unconfirmed: number;
}

export function totalsOf(entries: readonly Entry[]): Totals {
  const count = (keep: (entry: Entry) => boolean) => entries.filter(keep).length;
  const held = entries.filter(({ standing }) => standing === 'held');
  return {
    held: held.length,
    dropped: count(({ standing }) => standing === 'dropped'),
    tentative: count(({ standing }) => standing === 'tentative'),
    filled: held.reduce((sum, { filled }) => sum + filled, 0),
    target: held.reduce((sum, { target }) => sum + target, 0),
    withGaps: held.filter(hasGap).length,
    unconfirmed: count(({ venueState }) => venueState === 'asked'),
  };
}
