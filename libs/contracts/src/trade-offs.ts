import { z } from 'zod';
import { difference } from './answers.js';
import { count, fen, id } from './primitives.js';

/**
 * What plans are weighed by. `coverage`: points of that aim, as many as possible. `fairness`: minutes of the most loaded
 * person as a share of what they offered; `cost`: fen that have to be paid (least amounts and bookings); `disruption`:
 * people who hear something new compared with the stored plan; each as little as possible.
 */
export const tradeOffMeasure = z.enum(['coverage', 'fairness', 'cost', 'disruption']);
export type TradeOffMeasure = z.infer<typeof tradeOffMeasure>;

/** Points of the aim `held` that every plan of the menu makes. */
const heldFloor = count.describe('Points of the aim `held` that every plan of the menu makes at least.');

export const tradeOffAsk = z.strictObject({
  measures: z
    .array(tradeOffMeasure)
    .min(2)
    .max(4)
    .refine((list) => new Set(list).size === list.length, 'Each measure once')
    .default(['coverage', 'fairness', 'cost', 'disruption'])
    .describe(
      'The most interesting first: of plans that are alike, the menu prefers those that are better in it.',
    ),
  points: z.int().min(1).max(12).default(5).describe('Plans in the menu, at most.'),
  heldAtLeast: heldFloor.optional().describe('Left out: what the stored plan makes of the aim `held`.'),
});
export type TradeOffAsk = z.infer<typeof tradeOffAsk>;

/** What a plan is in every measure, asked or not. */
export const tradeOffValues = z.strictObject({
  coverage: z.number(),
  /** Places filled, targets at most: what most people mean by coverage. */
  places: count,
  fairness: z.number().min(0),
  cost: fen,
  disruption: count,
  held: z.number(),
});
export type TradeOffValues = z.infer<typeof tradeOffValues>;

/** Proven of one measure: no plan that is at least as good in all the other measures asked is better in it. Null: nothing. */
const measureBound = z.strictObject({
  measure: tradeOffMeasure,
  bound: z.number().nullable(),
  /** The plan reaches it. */
  exact: z.boolean(),
});
export type MeasureBound = z.infer<typeof measureBound>;

export const tradeOffPoint = z.strictObject({
  values: tradeOffValues,
  /** Compared with the stored plan: this less that. */
  change: z.strictObject({
    coverage: z.number(),
    places: z.int(),
    fairness: z.number(),
    cost: z.int(),
    disruption: count,
    held: z.number(),
  }),
  bounds: z.array(measureBound),
  /** Proven: no plan with the held activities asked for is better in one of the measures and as good in the others. */
  proven: z.boolean(),
  /** Everybody who hears something new, by id. */
  people: z.array(id),
  difference,
});
export type TradeOffPoint = z.infer<typeof tradeOffPoint>;

/** A measure reached and what bounds it; null: nothing is proven. */
const reached = z.strictObject({ value: z.number(), bound: z.number().nullable() });

/** What lies between two numbers, both proven; null where nothing bounds it on that side. */
const between = z.strictObject({ atLeast: z.number().nullable(), atMost: z.number().nullable() });

/** An order of aims with fairness in it or not: what it reaches. */
const orderReached = z.strictObject({
  fairness: z.number().min(0),
  coverage: reached,
  places: count,
  quality: reached,
});

/**
 * What fairness costs. `without`: coverage first, then quality, whoever carries how much. `with`: the load of the most
 * loaded as low as it can be, then coverage, then quality. `price` is the first less the second, as far as it is proven.
 * `stored` is the same for the stored plan: what could be had more if nobody cared who carries how much.
 */
export const priceOfFairness = z.strictObject({
  without: orderReached,
  with: orderReached,
  /** No plan has a lower share than this. */
  leastShare: z.number().min(0),
  price: z.strictObject({ coverage: between, places: z.int(), quality: between }),
  stored: z.strictObject({ coverage: between, quality: between }),
});
export type PriceOfFairness = z.infer<typeof priceOfFairness>;

/** Few plans, each best in its way, to choose from. */
export const tradeOffs = z.strictObject({
  measures: z.array(tradeOffMeasure),
  heldAtLeast: heldFloor,
  stored: tradeOffValues,
  /** Of the stored plan: no plan is better in one of the measures and as good in the others; one is; or that is open. */
  storedIs: z.enum(['pareto', 'dominated', 'open']),
  points: z.array(tradeOffPoint),
  /** Plans found that no other dominates, of which `points` are the most different. */
  found: count,
  /** Per measure: the best of all plans found, and what no plan can be better than. */
  ranges: z.array(
    z.strictObject({ measure: tradeOffMeasure, best: z.number(), bound: z.number().nullable() }),
  ),
  /** Activities that were decided anew, of all: the others stayed, and the bounds allow for what they could do. */
  decided: count,
  activities: count,
  /** Why no more was looked at. */
  ended: z.enum(['done', 'time-limit', 'cancelled']),
  /** Null where the time was up before. */
  priceOfFairness: priceOfFairness.nullable(),
});
export type TradeOffs = z.infer<typeof tradeOffs>;
