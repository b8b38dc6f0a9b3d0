import { z } from 'zod';
import { ruleAt } from './answers.js';
import { fault } from './plan.js';
import { activityKind, count, fen, id } from './primitives.js';
import { tierName } from './problem.js';

const communityIds = z
  .array(id)
  .max(1_000)
  .default([])
  .describe('Activities of these communities; empty: of all.');
const kinds = z.array(activityKind).max(4).default([]).describe('Activities of these kinds; empty: of all.');

/** At least so many activities of some communities or kinds, as far as that can be. */
export const leastHeld = z.strictObject({ count: z.int().min(1).max(100_000), communityIds, kinds });
export type LeastHeld = z.infer<typeof leastHeld>;

/** What `heli portfolio` asks: which activities to hold as more may be spent. */
export const portfolioAsk = z.strictObject({
  budgetsFen: z
    .array(fen)
    .min(1)
    .max(40)
    .optional()
    .describe(
      'Amounts to spend at most, fen; left out: five from nothing to what the best plan without a budget spends.',
    ),
  communityIds,
  kinds,
  least: z.array(leastHeld).max(100).default([]),
});
export type PortfolioAsk = z.infer<typeof portfolioAsk>;
export type PortfolioAskInput = z.input<typeof portfolioAsk>;

/** An aim before fairness. */
const portfolioAim = z.strictObject({
  tier: tierName,
  value: z.number(),
  /** No plan within the budget that is as good in the minima and in the aims before makes more; null where nothing is proven. */
  bound: z.number().nullable(),
  exact: z.boolean(),
});

const leastMet = z.strictObject({
  held: count,
  /** Proven: no plan within the budget holds more of these; null where nothing is proven. */
  most: count.nullable(),
  /** Where the number cannot be reached: the rules that together do not allow it. */
  because: z.array(ruleAt),
  /** Proven: with any one of them away it could be, as far as these rules go. */
  irreducible: z.boolean(),
});
export type LeastMet = z.infer<typeof leastMet>;

/** What ¥100 more would buy. */
const hundredMore = z.strictObject({
  comesIn: z.array(id),
  goesOut: z.array(id),
  /** Gained by the plan that was found, and what is proven to be the most. */
  aims: z.array(z.strictObject({ tier: tierName, gain: z.number(), atMost: z.number().nullable() })),
  leastMet: z.int().describe('Activities more towards the minima.'),
});

export const portfolioStep = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('plan'),
    budgetFen: fen,
    /** Budget minima and prices of bookings of what takes place. */
    spentFen: fen,
    held: count,
    heldIds: z.array(id),
    /** Against the step before; in the first step all that is held comes in. */
    comesIn: z.array(id),
    goesOut: z.array(id),
    byKind: z.array(z.strictObject({ kind: activityKind, held: count })),
    byCommunity: z.array(z.strictObject({ communityId: id, held: count })),
    aims: z.array(portfolioAim),
    exact: z.boolean(),
    /** One for each of the minima that were asked for, in their order. */
    least: z.array(leastMet),
    /** What is missing to all minima together is as little as can be: proven. */
    leastExact: z.boolean(),
    /** Where each could be met alone, but not all: the rules that together do not allow it. */
    together: z.strictObject({ because: z.array(ruleAt), irreducible: z.boolean() }).nullable(),
    /** Null where the time was up. */
    hundredMore: hundredMore.nullable(),
  }),
  /** Decisions that stand cost more than the budget. */
  z.strictObject({ kind: z.literal('impossible'), budgetFen: fen, faults: z.array(fault) }),
]);
export type PortfolioStep = z.infer<typeof portfolioStep>;

export const portfolioAnswer = z.strictObject({
  communityIds: z.array(id),
  kinds: z.array(activityKind),
  limitId: id.describe('Of the budget among the spending limits that reasons name.'),
  least: z.array(leastHeld.extend({ exist: count.describe('Activities of the season that are of these.') })),
  /** From the smallest budget to the largest. */
  steps: z.array(portfolioStep),
});
export type PortfolioAnswer = z.infer<typeof portfolioAnswer>;
