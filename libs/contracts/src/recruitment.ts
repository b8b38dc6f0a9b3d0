import { z } from 'zod';
import { change, tierChange } from './answers.js';
import { ageClass, clockTime, count, fen, id, instant } from './primitives.js';
import { tierName } from './problem.js';

/** One more of something. */
export const oneMore = z.discriminatedUnion('unit', [
  z.strictObject({
    unit: z.literal('person'),
    communityId: id,
    /** Empty: no skill is asked for. */
    skillIds: z.array(id),
    minAgeClass: ageClass,
    /** Free every week on these ISO weekdays between these clock times. */
    weekdays: z.array(z.int().min(1).max(7)).min(1),
    from: clockTime,
    to: clockTime,
    /** Offers so many minutes over the season. */
    offeredMinutes: count,
  }),
  z.strictObject({ unit: z.literal('venue-slot'), venueId: id, start: instant, end: instant }),
  z.strictObject({ unit: z.literal('money'), communityId: id, purposes: z.array(id), amountFen: fen }),
  z.strictObject({ unit: z.literal('equipment'), communityId: id, type: id, quantity: count }),
  z.strictObject({
    unit: z.literal('group'),
    communityId: id,
    tags: z.array(id),
    start: instant,
    end: instant,
  }),
]);
export type OneMore = z.infer<typeof oneMore>;

/** What is scarce, and what one more of it would be worth. */
export const scarce = z.strictObject({
  what: oneMore,
  /** As a question for `heli what-if`. */
  change,
  /** Of each aim before fairness: proven that one more is worth no more points than this. Empty where no prices were computed. */
  atMost: z.array(z.strictObject({ tier: tierName, points: z.number() })),
  /** What solving again with one more gives. */
  tiers: z.array(tierChange),
  exact: z.boolean(),
  /** More activities that take place, and more places filled, than now. */
  activities: z.int(),
  places: z.int(),
  /** Fen for each activity more; null for other things than money, or where none is held more. */
  fenPerActivity: z.number().nullable(),
});
export type Scarce = z.infer<typeof scarce>;

export const recruitment = z.strictObject({
  /** Only what solving again has confirmed; what is worth most first. */
  scarce: z.array(scarce),
  /** Possibilities that something open could use. */
  considered: count,
  /** Of these: proven to be worth nothing, solved again, and not looked at for want of time. */
  worthless: count,
  solved: count,
  untried: count,
  /** Prices of the linear program were there to choose by; else what is missing was counted. */
  priced: z.boolean(),
});
export type Recruitment = z.infer<typeof recruitment>;
