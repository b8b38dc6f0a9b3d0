import { z } from 'zod';
import { changes, difference, ruleAt, tierChange } from './answers.js';
import { openPlace } from './plan.js';
import { count, id, instant } from './primitives.js';
import { pin } from './problem.js';

/** Ways to mend something open, from the least effort to the most: docs/allocator-repairs.md says why in this order. */
export const REPAIR_KINDS = [
  /** An earlier decision is taken back. */
  'take-back',
  /** Another time, one that was no candidate before. */
  'move',
  /** It takes place with fewer people in a role. */
  'fewer-people',
  /** Fewer seats or features, or any venue in place of those named. */
  'less-venue',
  /** On a public holiday after all. */
  'on-holiday',
  /** The council lets more be spent. */
  'raise-spending',
  /** Somebody known is asked to be free then. */
  'ask-person',
  /** Somebody known takes on more than they said. */
  'raise-limit',
  /** A venue is lent to one more community. */
  'lend-venue',
  /** A venue opens at one more time. */
  'open-venue',
  /** More money. */
  'money',
  /** Somebody known gets a certificate or learns a skill. */
  'certificate',
  /** One more piece of equipment. */
  'equipment',
  /** Somebody new. */
  'new-person',
  /** Somebody new who may lead. */
  'new-leader',
  /** Somebody new who is of age, so that minors are not alone. */
  'new-grown-up',
  /** One more group. */
  'new-group',
] as const;
export const repairKind = z.enum(REPAIR_KINDS);
export type RepairKind = z.infer<typeof repairKind>;

/** A way to fill an open place or to hold a dropped activity, confirmed by solving again. */
export const repair = z.strictObject({
  /** One, or two where no single one does. */
  kinds: z.array(repairKind).min(1).max(2),
  /** What would have to be otherwise. */
  changes,
  /** What is decided with it, so that what is new is used here: the price is that of these together. */
  decision: z.array(pin),
  /** Sum of the places of its kinds in `REPAIR_KINDS`, from 1. */
  effort: count,
  /** Places of the role that it fills; 1 for an activity that takes place. */
  fills: count,
  /** Nothing else of the role or the activity stays open. */
  complete: z.boolean(),
  tiers: z.array(tierChange),
  exact: z.boolean(),
  levelsKept: z.boolean(),
  difference,
  /** No aim before fairness gets worse. */
  free: z.boolean(),
  /** Solved again with the changes alone, no plan found is better in the aims before fairness; null: not tried. */
  byItself: z.boolean().nullable(),
  /** Of money (fen), people, groups or pieces: the least number that does. Null where there is nothing to count. */
  least: z
    .strictObject({
      amount: count,
      /** One less was shown not to do. */
      proven: z.boolean(),
    })
    .nullable(),
  /** The whole changed plan was checked against every rule. */
  checked: z.boolean(),
});
export type Repair = z.infer<typeof repair>;

/** An activity that has what another lacks. */
export const rival = z.strictObject({
  activityId: id,
  /** People that it has and the other could use. */
  volunteerIds: z.array(id),
  /** What would become of it if the other had its way; null where that was not asked. */
  fate: z.enum(['dropped', 'moved', 'loses-people']).nullable(),
});
export type Rival = z.infer<typeof rival>;

/** Why one place is open or one activity is dropped, and what would mend it. */
export const explanation = openPlace.extend({
  /** The time that the funnel speaks of; null where it speaks of all candidate times. */
  start: instant.nullable(),
  /** Who has what is lacking. */
  rivals: z.array(rival),
  /** What it would cost to hold the activity as things are; null for a place, or where that cannot be or was not found. */
  price: z.array(tierChange).nullable(),
  /** Rules that together leave no way to hold it as things are; empty where there is a way. */
  because: z.array(ruleAt),
  /** None of these rules could be left out. */
  irreducible: z.boolean(),
  /** The best few: what needs least effort first, and of these what loses nothing. */
  repairs: z.array(repair),
  /** By kind: how many were tried and how many of these do. */
  tried: z.array(z.strictObject({ kinds: z.array(repairKind).min(1), tried: count, worked: count })),
  /** Possible repairs that the time did not allow to try. */
  untried: count,
});
export type Explanation = z.infer<typeof explanation>;

/** Open places and dropped activities that lack the same. */
export const openGroup = z.strictObject({
  bottleneck: z.string(),
  /** What the role asks for; empty for any skill, and for a dropped activity that lacks no people. */
  skillIds: z.array(id),
  /** Activities that do not take place, not open places. */
  dropped: z.boolean(),
  /** What is missing over all, in the unit of the bottleneck: people, pieces, or fen. */
  missing: count,
  members: z.array(
    z.strictObject({ activityId: id, roleId: id.nullable(), missing: count, explained: z.boolean() }),
  ),
  /** Those that were explained, the weightiest first. */
  explanations: z.array(explanation),
});
export type OpenGroup = z.infer<typeof openGroup>;

export const explanations = z.strictObject({
  /** What matters most first: dropped activities, then places; the more of them the earlier. */
  groups: z.array(openGroup),
  /** Open places and dropped activities, and for how many of them repairs were looked for. */
  open: count,
  explained: count,
});
export type Explanations = z.infer<typeof explanations>;
