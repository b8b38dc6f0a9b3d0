import { type Certificate, type OpenPlace, type Plan, type Problem } from '@heli/contracts';
import { type Proven } from '../proven.js';
import { type FairnessProof } from '../solve/fairness.js';
import { orderOf, senseOf } from '../tiers/index.js';
import { type SectionPlan } from './planner.js';

/** A season's plan and what is proven of it, before anything is checked. */
export interface Gathered {
  readonly plan: Plan;
  readonly open: readonly OpenPlace[];
  readonly tiers: readonly Proven[];
  readonly blocks: Certificate['blocks'];
  readonly broughtBack: readonly string[];
}

/** The plan of a season from those of its sections, and of each aim what it makes and what is proven: their sums. */
export function gather(
  problem: Problem,
  plans: readonly SectionPlan[],
  fairness: FairnessProof | null,
): Gathered {
  const order = orderOf(problem.objective.tiers);
  const sum = (of: (plan: SectionPlan) => readonly Proven[], position: number): Proven[] => {
    const parts = plans.flatMap((plan) => of(plan)[position] ?? []);
    const [first] = parts;
    return first
      ? [
          {
            tier: first.tier,
            sense: first.sense,
            value: parts.reduce((total, { value }) => total + value, 0),
            bound: parts.reduce((total, { bound }) => total + bound, 0),
          },
        ]
      : [];
  };
  const [only] = plans;
  const isOne = plans.length === 1 && only;
  const merge = inOrder(problem, plans);
  return {
    plan: isOne ? only.plan : planIn(merge),
    open: isOne ? only.open : openIn(merge),
    tiers: [
      ...order.before.flatMap((_, position) => sum((plan) => plan.before, position)),
      ...(fairness
        ? [
            {
              tier: 'fairness' as const,
              sense: senseOf('fairness'),
              value: fairness.value,
              bound: fairness.bound,
            },
          ]
        : []),
      ...order.after.flatMap((_, position) => sum((plan) => plan.after, position)),
    ],
    blocks: plans.flatMap(({ blocks }, position) =>
      plans.length === 1
        ? blocks
        : blocks.map((block) => ({ ...block, name: `section-${position + 1}/${block.name}` })),
    ),
    broughtBack: [...new Set(plans.flatMap(({ broughtBack }) => broughtBack))].sort(),
  };
}

type Merge = <T>(of: (plan: SectionPlan) => readonly T[], activityOf: (item: T) => string) => T[];

const activityId = (item: { readonly activityId: string }): string => item.activityId;

/** Puts lists of the sections into the order of the problem's activities. */
function inOrder(problem: Problem, plans: readonly SectionPlan[]): Merge {
  const position = new Map(problem.activities.map(({ id }, index) => [id, index]));
  return (of, activityOf) =>
    plans
      .flatMap(of)
      .map((item, index) => ({ item, index, at: position.get(activityOf(item)) ?? 0 }))
      .sort((a, b) => a.at - b.at || a.index - b.index)
      .map(({ item }) => item);
}

/** As in a season that is one section: places of what takes place, then what does not. */
const openIn = (merge: Merge): OpenPlace[] => [
  ...merge(({ open }) => open.filter(({ roleId }) => roleId !== null), activityId),
  ...merge(({ open }) => open.filter(({ roleId }) => roleId === null), activityId),
];

const planIn = (merge: Merge): Plan => ({
  scheduled: merge(({ plan }) => plan.scheduled, activityId),
  dropped: merge(
    ({ plan }) => plan.dropped,
    (id) => id,
  ),
  assignments: merge(({ plan }) => plan.assignments, activityId),
  groupEngagements: merge(({ plan }) => plan.groupEngagements, activityId),
  equipmentLoans: merge(({ plan }) => plan.equipmentLoans, activityId),
  fundAllocations: merge(({ plan }) => plan.fundAllocations, activityId),
});
