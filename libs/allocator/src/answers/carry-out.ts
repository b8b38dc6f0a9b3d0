import { type FundAllocation, type Plan, type SpendingLimit } from '@heli/contracts';
import { type Limits, type Solver } from '@heli/lp';
import { fundPlan } from '../plan/money.js';
import { readPlan } from '../plan/read.js';
import { speaksOf, spendingLimitsOf } from '../rules/spending-limit.js';
import { nth, type Season } from '../season/season.js';
import { type Found } from './question.js';

type Lists = Pick<
  Plan,
  'scheduled' | 'assignments' | 'groupEngagements' | 'equipmentLoans' | 'fundAllocations'
>;

/** Entries of both plans in the order of the season's activities: those of `open` from the second. */
function joined(season: Season, open: ReadonlySet<string>, stands: Plan, anew: Plan): Plan {
  const order = season.position.activity;
  const at = ({ activityId }: { readonly activityId: string }): number => order.get(activityId) ?? -1;
  const join = <K extends keyof Lists>(key: K): Plan[K] => {
    const isOpen = (entry: { readonly activityId: string }): boolean => open.has(entry.activityId);
    const list: readonly { readonly activityId: string }[] = [
      ...stands[key].filter((entry: { readonly activityId: string }) => !isOpen(entry)),
      ...anew[key].filter(isOpen),
    ].sort((a, b) => at(a) - at(b));
    return list as Plan[K];
  };
  const held = join('scheduled');
  const taken = new Set(held.map(({ activityId }) => activityId));
  return {
    scheduled: held,
    dropped: season.problem.activities.map(({ id }) => id).filter((id) => !taken.has(id)),
    assignments: join('assignments'),
    groupEngagements: join('groupEngagements'),
    equipmentLoans: join('equipmentLoans'),
    fundAllocations: [],
  };
}

/** What an answer decides anew: the ids of the activities, and their entries among others that mean nothing. */
function decidedAnew(season: Season, { part, point }: Found): { open: Set<string>; anew: Plan } {
  const values = part.around.point.slice();
  part.columns.forEach((column, position) => (values[column] = point[position] ?? 0));
  const open = new Set([...part.activities].map((activity) => nth(season.activities, activity).raw.id));
  return { open, anew: readPlan(part.around.built.index, values) };
}

/** What an answer would do, the money left out. */
export function planOf(season: Season, stands: Plan, found: Found): Plan {
  const { open, anew } = decidedAnew(season, found);
  return joined(season, open, stands, anew);
}

/** The activities that an answer decides anew, before and after, the money left out. */
export function partsOf(season: Season, stands: Plan, found: Found): { before: Plan; after: Plan } {
  const { open, anew } = decidedAnew(season, found);
  const only = (plan: Plan): Plan => {
    const isOpen = ({ activityId }: { readonly activityId: string }): boolean => open.has(activityId);
    return {
      scheduled: plan.scheduled.filter(isOpen),
      dropped: [],
      assignments: plan.assignments.filter(isOpen),
      groupEngagements: plan.groupEngagements.filter(isOpen),
      equipmentLoans: plan.equipmentLoans.filter(isOpen),
      fundAllocations: [],
    };
  };
  return { before: only(stands), after: only(anew) };
}

/**
 * Money for a plan that differs from one that stands: what is given to activities that stay stays; the others get what
 * is left, and only where that does not pay their minima is all of it divided anew.
 */
export async function fundsOf(
  season: Season,
  stands: Plan,
  plan: Plan,
  solver: Solver,
  limits: Limits,
): Promise<FundAllocation[] | null> {
  const placeOf = ({ activityId, start, venueId }: Plan['scheduled'][number]): string =>
    [activityId, Date.parse(start), venueId].join('\n');
  const was = new Set(stands.scheduled.map(placeOf));
  const changed = plan.scheduled.filter((entry) => !was.has(placeOf(entry)));
  const now = new Set(plan.scheduled.map(placeOf));
  const gone = new Set(
    stands.scheduled.filter((entry) => !now.has(placeOf(entry))).map(({ activityId }) => activityId),
  );
  const kept = stands.fundAllocations.filter(({ activityId }) => !gone.has(activityId));
  if (changed.length === 0) return kept;
  const spent = new Map<string, number>();
  for (const { donationId, amountFen } of kept)
    spent.set(donationId, (spent.get(donationId) ?? 0) + amountFen);
  const activityOf = new Map(season.problem.activities.map((activity) => [activity.id, activity]));
  const spentUnder = (limit: SpendingLimit): number =>
    kept.reduce((sum, { activityId, amountFen }) => {
      const activity = activityOf.get(activityId);
      return activity && speaksOf(limit, activity) ? sum + amountFen : sum;
    }, 0);
  const spendingLimits = spendingLimitsOf(season.problem).map((limit) => ({
    ...limit,
    limitFen: limit.limitFen - spentUnder(limit),
  }));
  const left: Season = {
    ...season,
    problem: { ...season.problem, policy: { ...season.problem.policy, spendingLimits } },
    donations: season.donations.map((donation) => ({
      ...donation,
      raw: { ...donation.raw, amountFen: donation.raw.amountFen - (spent.get(donation.raw.id) ?? 0) },
    })),
  };
  const fresh = await fundPlan(left, { ...plan, scheduled: changed }, solver, limits, undefined);
  return fresh ? [...kept, ...fresh] : fundPlan(season, plan, solver, limits, undefined);
}
