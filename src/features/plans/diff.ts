import { type PlanDiff, type PlanDocument, type ScheduledActivity } from '@heli/contracts';

interface Named {
  readonly id: string;
  readonly document: PlanDocument;
}

/** What plan has and against has not, and the other way round. */
function changes<T>(plan: readonly T[], against: readonly T[], keyOf: (part: T) => string) {
  const before = new Set(against.map(keyOf));
  const after = new Set(plan.map(keyOf));
  return {
    added: plan.filter((part) => !before.has(keyOf(part))),
    removed: against.filter((part) => !after.has(keyOf(part))),
  };
}

const numbersOf = ({ added, removed }: { added: readonly unknown[]; removed: readonly unknown[] }) => ({
  added: added.length,
  removed: removed.length,
});

/** Ids may hold any character but NUL. */
const key = (...parts: readonly (string | number)[]): string => parts.join('\u0000');

const where = ({ start, venueId }: ScheduledActivity) => ({ start, venueId });

/** Instants may be written with different offsets. */
const samePlace = (a: ScheduledActivity, b: ScheduledActivity): boolean =>
  Date.parse(a.start) === Date.parse(b.start) && a.venueId === b.venueId;

/** Compares two plans side by side: `plan` is the newer view, `against` what it is measured by. */
export function diffPlans(plan: Named, against: Named): PlanDiff {
  const [mine, theirs] = [plan.document, against.document];
  const before = new Map(theirs.scheduled.map((activity) => [activity.activityId, activity]));
  const held = changes(mine.scheduled, theirs.scheduled, (activity) => activity.activityId);
  const moved = mine.scheduled.flatMap((activity) => {
    const earlier = before.get(activity.activityId);
    return earlier === undefined || samePlace(activity, earlier)
      ? []
      : [{ activityId: activity.activityId, from: where(earlier), to: where(activity) }];
  });
  const tierValues = new Map(theirs.certificate.tiers.map(({ tier, value }) => [tier, value]));
  const tiers = mine.certificate.tiers.map(({ tier, value }) => ({
    tier,
    value,
    against: tierValues.get(tier) ?? null,
  }));
  const mineTiers = new Set(tiers.map(({ tier }) => tier));
  const otherTiers = theirs.certificate.tiers
    .filter(({ tier }) => !mineTiers.has(tier))
    .map(({ tier, value }) => ({ tier, value: null, against: value }));
  return {
    planId: plan.id,
    againstId: against.id,
    sameProblem: mine.problemSha256 === theirs.problemSha256,
    activities: {
      added: held.added.map((activity) => activity.activityId),
      dropped: held.removed.map((activity) => activity.activityId),
      moved,
    },
    assignments: changes(mine.assignments, theirs.assignments, (part) =>
      key(part.activityId, part.roleId, part.volunteerId),
    ),
    groupEngagements: numbersOf(
      changes(mine.groupEngagements, theirs.groupEngagements, (part) =>
        key(part.activityId, part.demandId, part.groupId),
      ),
    ),
    equipmentLoans: numbersOf(
      changes(mine.equipmentLoans, theirs.equipmentLoans, (part) =>
        key(part.activityId, part.equipmentId, part.quantity),
      ),
    ),
    fundAllocations: numbersOf(
      changes(mine.fundAllocations, theirs.fundAllocations, (part) =>
        key(part.activityId, part.budgetLineId, part.donationId, part.amountFen),
      ),
    ),
    tiers: [...tiers, ...otherTiers],
  };
}
