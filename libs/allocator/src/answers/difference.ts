import { type Difference, type Plan } from '@heli/contracts';

function only<T>(items: readonly T[], others: readonly T[], key: (item: T) => string): T[] {
  const known = new Set(others.map(key));
  return items.filter((item) => !known.has(key(item)));
}

/** What one plan does otherwise than another. */
export function differenceOf(before: Plan, after: Plan): Difference {
  const placeOf = (plan: Plan): Map<string, { start: string; venueId: string | null }> =>
    new Map(plan.scheduled.map(({ activityId, start, venueId }) => [activityId, { start, venueId }]));
  const was = placeOf(before);
  const now = placeOf(after);
  const ids = [...new Set([...was.keys(), ...now.keys()])];
  const activities = ids.flatMap((activityId) => {
    const a = was.get(activityId) ?? null;
    const b = now.get(activityId) ?? null;
    const same = a && b ? Date.parse(a.start) === Date.parse(b.start) && a.venueId === b.venueId : a === b;
    return same ? [] : [{ activityId, before: a, after: b }];
  });
  const assignmentKey = (entry: Plan['assignments'][number]): string =>
    [entry.activityId, entry.roleId, entry.volunteerId].join('\n');
  const groupKey = (entry: Plan['groupEngagements'][number]): string =>
    [entry.activityId, entry.demandId, entry.groupId].join('\n');
  const added = only(after.assignments, before.assignments, assignmentKey);
  const removed = only(before.assignments, after.assignments, assignmentKey);
  const loans = amounts(before.equipmentLoans, after.equipmentLoans, ({ activityId, equipmentId }) =>
    [activityId, equipmentId].join('\n'),
  ).map(({ item: { activityId, equipmentId }, was: from, now: to }) => ({
    activityId,
    equipmentId,
    before: from?.quantity ?? 0,
    after: to?.quantity ?? 0,
  }));
  const money = amounts(
    before.fundAllocations,
    after.fundAllocations,
    ({ activityId, budgetLineId, donationId }) => [activityId, budgetLineId, donationId].join('\n'),
  ).map(({ item: { activityId, budgetLineId, donationId }, was: from, now: to }) => ({
    activityId,
    budgetLineId,
    donationId,
    beforeFen: from?.amountFen ?? 0,
    afterFen: to?.amountFen ?? 0,
  }));
  return {
    activities,
    assignments: { added, removed },
    groups: {
      added: only(after.groupEngagements, before.groupEngagements, groupKey),
      removed: only(before.groupEngagements, after.groupEngagements, groupKey),
    },
    loans: loans.filter((entry) => entry.before !== entry.after),
    money: money.filter((entry) => entry.beforeFen !== entry.afterFen),
    peopleConcerned: new Set([...added, ...removed].map(({ volunteerId }) => volunteerId)).size,
  };
}

/** Pairs of entries with the same key; each key has at most one entry in a plan that keeps the rules. */
function amounts<T>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
): { item: T; was: T | undefined; now: T | undefined }[] {
  const was = new Map(before.map((item) => [key(item), item]));
  const now = new Map(after.map((item) => [key(item), item]));
  return [...new Map([...was, ...now])].map(([id, item]) => ({ item, was: was.get(id), now: now.get(id) }));
}
