import { type DutyCard, type DutyState, type PlaceView } from '@heli/contracts';

/** How a role of an activity stands. */
export interface RoleStanding {
  readonly roleId: string;
  readonly role: string;
  /** Wished number; null once the activity has begun. */
  readonly target: number | null;
  readonly open: number;
  readonly waiting: number;
  readonly counts: Readonly<Partial<Record<DutyState, number>>>;
}

export interface DeskActivity {
  readonly activityId: string;
  readonly title: string;
  readonly kind: DutyCard['kind'];
  readonly community: string;
  readonly venue: string | null;
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
  readonly roles: readonly RoleStanding[];
}

const STANDING = ['offered', 'accepted', 'checked-in', 'confirmed'] as const satisfies readonly DutyState[];

export const countIn = ({ counts }: RoleStanding, states: readonly DutyState[]): number =>
  states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
export const standing = (role: RoleStanding): number => countIn(role, STANDING);

type Facts = Pick<
  DeskActivity,
  'activityId' | 'title' | 'kind' | 'community' | 'venue' | 'start' | 'end' | 'timeZone'
>;
const factsOf = ({ activityId, title, kind, community, venue, start, end, timeZone }: Facts): Facts => ({
  ...{ activityId, title, kind, community, venue, start, end, timeZone },
});

/** Activities by time, from who serves there and from what is to be had there. */
export function foldDesk(cards: readonly DutyCard[], places: readonly PlaceView[]): DeskActivity[] {
  const activities = new Map<string, { facts: Facts; roles: Map<string, RoleStanding> }>();
  const activityOf = (facts: Facts) => {
    const found = activities.get(facts.activityId) ?? {
      facts: factsOf(facts),
      roles: new Map<string, RoleStanding>(),
    };
    activities.set(facts.activityId, found);
    return found;
  };
  for (const place of places) {
    const { roleId, role, target, open, waiting } = place;
    activityOf(place).roles.set(roleId, { roleId, role, target, open, waiting, counts: {} });
  }
  for (const card of cards) {
    // Who was moved to another time keeps a row at the old one.
    const { roles } = activityOf(card);
    const role = roles.get(card.roleId) ?? {
      ...{ roleId: card.roleId, role: card.role, target: null, open: 0, waiting: 0, counts: {} },
    };
    const counts = { ...role.counts, [card.state]: (role.counts[card.state] ?? 0) + 1 };
    roles.set(card.roleId, { ...role, counts });
  }
  return [...activities.values()]
    .map(({ facts, roles }) => ({ ...facts, roles: [...roles.values()] }))
    .filter(({ roles }) =>
      roles.some(
        (role) => role.target !== null || standing(role) > 0 || countIn(role, ['no-show', 'excused']) > 0,
      ),
    )
    .sort((a, b) => a.start.localeCompare(b.start) || a.title.localeCompare(b.title, 'zh'));
}

export interface Alert {
  readonly activity: DeskActivity;
  readonly role: RoleStanding;
  readonly open: number;
  readonly unanswered: number;
}

/** Places of what begins within `[now, until)` that nobody has, then those that nobody has said yes to, the nearest first. */
export function alertsOf(activities: readonly DeskActivity[], now: string, until: string): Alert[] {
  return (
    activities
      .filter(({ start }) => start > now && start < until)
      .flatMap((activity) =>
        activity.roles.map((role) => ({
          activity,
          role,
          open: role.open,
          unanswered: role.counts.offered ?? 0,
        })),
      )
      .filter(({ open, unanswered }) => open > 0 || unanswered > 0)
      // A place that nobody has is more than one that waits for an answer.
      .sort((a, b) => Number(b.open > 0) - Number(a.open > 0))
  );
}

/** Rows with the same key together, in the order in which they come. */
export function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
