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
  /** Work on an aim was ended somewhere because its time was up. */
  readonly hurried: boolean;
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
  const plan = plans.length === 1 && only ? only.plan : merged(problem, plans);
  return {
    plan,
    open: plans.length === 1 && only ? only.open : openIn(plan, plans),
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
    hurried: plans.some(({ hurried }) => hurried),
    broughtBack: [...new Set(plans.flatMap(({ broughtBack }) => broughtBack))].sort(),
  };
}

const activityId = (item: { readonly activityId: string }): string => item.activityId;

const positions = (ids: readonly string[]): Map<string, number> =>
  new Map(ids.map((id, position) => [id, position]));

/** In the order of their activities; what belongs to one keeps its order. */
const inOrder = <T>(
  items: readonly T[],
  order: ReadonlyMap<string, number>,
  activityOf: (item: T) => string,
): T[] =>
  items
    .map((item, index) => ({ item, index, at: order.get(activityOf(item)) ?? 0 }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ item }) => item);

/** All decisions in the order of the problem's activities. */
function merged(problem: Problem, plans: readonly SectionPlan[]): Plan {
  const order = positions(problem.activities.map(({ id }) => id));
  const all = <T extends { readonly activityId: string }>(of: (plan: Plan) => readonly T[]): T[] =>
    inOrder(
      plans.flatMap(({ plan }) => of(plan)),
      order,
      activityId,
    );
  const dropped = plans.flatMap(({ plan }) => plan.dropped);
  return {
    scheduled: all((plan) => plan.scheduled),
    dropped: inOrder(dropped, order, (id) => id),
    assignments: all((plan) => plan.assignments),
    groupEngagements: all((plan) => plan.groupEngagements),
    equipmentLoans: all((plan) => plan.equipmentLoans),
    fundAllocations: all((plan) => plan.fundAllocations),
  };
}

/** As `explainOpen` tells them: of what takes place first, then of what does not. */
const openIn = ({ scheduled, dropped }: Plan, plans: readonly SectionPlan[]): OpenPlace[] =>
  inOrder(
    plans.flatMap(({ open }) => open),
    positions([...scheduled.map(activityId), ...dropped]),
    activityId,
  );
