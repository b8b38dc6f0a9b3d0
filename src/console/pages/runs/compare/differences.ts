import { type PlanDocument, type ScheduledActivity } from '@heli/contracts';

/** Kinds of change between two plans, in the order in which they are told. */
export const CHANGE_KINDS = [
  'added',
  'dropped',
  'time',
  'venue',
  'people',
  'groups',
  'equipment',
  'money',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface Seat {
  readonly roleId: string;
  readonly volunteerId: string;
}

/** All that is otherwise about one activity: `before` is the plan it is measured by. */
export interface ActivityChange {
  readonly activityId: string;
  readonly kinds: ReadonlySet<ChangeKind>;
  readonly before: ScheduledActivity | null;
  readonly after: ScheduledActivity | null;
  readonly come: readonly Seat[];
  readonly go: readonly Seat[];
  readonly groupsCome: readonly string[];
  readonly groupsGo: readonly string[];
  readonly loans: { readonly before: number; readonly after: number };
  readonly moneyFen: { readonly before: number; readonly after: number };
}

type Parts<T> = ReadonlyMap<string, readonly T[]>;

function byActivity<T extends { readonly activityId: string }>(parts: readonly T[]): Parts<T> {
  const found = new Map<string, T[]>();
  for (const part of parts) {
    const list = found.get(part.activityId);
    if (list === undefined) found.set(part.activityId, [part]);
    else list.push(part);
  }
  return found;
}

interface Folded {
  readonly scheduled: Parts<ScheduledActivity>;
  readonly seats: Parts<PlanDocument['assignments'][number]>;
  readonly groups: Parts<PlanDocument['groupEngagements'][number]>;
  readonly loans: Parts<PlanDocument['equipmentLoans'][number]>;
  readonly money: Parts<PlanDocument['fundAllocations'][number]>;
}

const fold = (plan: PlanDocument): Folded => ({
  scheduled: byActivity(plan.scheduled),
  seats: byActivity(plan.assignments),
  groups: byActivity(plan.groupEngagements),
  loans: byActivity(plan.equipmentLoans),
  money: byActivity(plan.fundAllocations),
});

/** What the first list has and the second has not. */
function beyond<T>(list: readonly T[], other: readonly T[], keyOf: (part: T) => string): T[] {
  const known = new Set(other.map(keyOf));
  return list.filter((part) => !known.has(keyOf(part)));
}

const seatKey = ({ roleId, volunteerId }: Seat): string => `${roleId}\u0000${volunteerId}`;
const sum = <T>(list: readonly T[], of: (part: T) => number): number =>
  list.reduce((total, part) => total + of(part), 0);

/** Lists of the same parts, whatever their order. */
const alike = <T>(a: readonly T[], b: readonly T[], keyOf: (part: T) => string): boolean =>
  a.length === b.length && beyond(a, b, keyOf).length === 0;

function changeOf(activityId: string, before: Folded, after: Folded): ActivityChange | null {
  const of = <T>(parts: Parts<T>): readonly T[] => parts.get(activityId) ?? [];
  const [was, is] = [of(before.scheduled)[0] ?? null, of(after.scheduled)[0] ?? null];
  const come = beyond(of(after.seats), of(before.seats), seatKey);
  const go = beyond(of(before.seats), of(after.seats), seatKey);
  const groupKey = (one: { readonly demandId: string; readonly groupId: string }) =>
    `${one.demandId}\u0000${one.groupId}`;
  const groupsCome = beyond(of(after.groups), of(before.groups), groupKey);
  const groupsGo = beyond(of(before.groups), of(after.groups), groupKey);
  const loanKey = (one: { readonly equipmentId: string; readonly quantity: number }) =>
    `${one.equipmentId}\u0000${one.quantity}`;
  const moneyKey = (one: PlanDocument['fundAllocations'][number]) =>
    `${one.budgetLineId}\u0000${one.donationId}\u0000${one.amountFen}`;
  const kinds = new Set<ChangeKind>();
  if (was === null && is !== null) kinds.add('added');
  if (was !== null && is === null) kinds.add('dropped');
  if (was !== null && is !== null) {
    // The same instant may be written with another offset.
    if (Date.parse(was.start) !== Date.parse(is.start)) kinds.add('time');
    if (was.venueId !== is.venueId) kinds.add('venue');
  }
  if (come.length + go.length > 0) kinds.add('people');
  if (groupsCome.length + groupsGo.length > 0) kinds.add('groups');
  if (!alike(of(before.loans), of(after.loans), loanKey)) kinds.add('equipment');
  if (!alike(of(before.money), of(after.money), moneyKey)) kinds.add('money');
  if (kinds.size === 0) return null;
  return {
    activityId,
    kinds,
    before: was,
    after: is,
    come,
    go,
    groupsCome: groupsCome.map(({ groupId }) => groupId),
    groupsGo: groupsGo.map(({ groupId }) => groupId),
    loans: {
      before: sum(of(before.loans), ({ quantity }) => quantity),
      after: sum(of(after.loans), ({ quantity }) => quantity),
    },
    moneyFen: {
      before: sum(of(before.money), ({ amountFen }) => amountFen),
      after: sum(of(after.money), ({ amountFen }) => amountFen),
    },
  };
}

/** Two plans laid side by side, activity by activity in the order of time; `before` is what `after` is measured by. */
export function differencesOf(before: PlanDocument, after: PlanDocument): ActivityChange[] {
  const [was, is] = [fold(before), fold(after)];
  const ids = new Set([before, after].flatMap((plan) => plan.scheduled.map(({ activityId }) => activityId)));
  const timeOf = (change: ActivityChange): number =>
    Date.parse((change.after ?? change.before)?.start ?? '') || 0;
  return [...ids]
    .flatMap((activityId) => changeOf(activityId, was, is) ?? [])
    .sort((a, b) => timeOf(a) - timeOf(b) || a.activityId.localeCompare(b.activityId));
}

/** How many activities each kind of change concerns. */
export function countByKind(changes: readonly ActivityChange[]): Readonly<Record<ChangeKind, number>> {
  const counts = Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>;
  for (const { kinds } of changes) for (const kind of kinds) counts[kind] += 1;
  return counts;
}

/** People who hear something new: another place, another time or venue of theirs, or none any more. */
export function peopleConcerned(
  before: PlanDocument,
  after: PlanDocument,
  changes: readonly ActivityChange[],
): number {
  const people = new Set(changes.flatMap(({ come, go }) => [...come, ...go].map((seat) => seat.volunteerId)));
  const elsewhere = new Set(
    changes
      .filter(
        ({ kinds }) => kinds.has('time') || kinds.has('venue') || kinds.has('dropped') || kinds.has('added'),
      )
      .map(({ activityId }) => activityId),
  );
  for (const { activityId, volunteerId } of [...before.assignments, ...after.assignments])
    if (elsewhere.has(activityId)) people.add(volunteerId);
  return people.size;
}
