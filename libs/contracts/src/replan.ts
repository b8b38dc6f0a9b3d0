import { z } from 'zod';
import { difference, impossibleAnswer, refusedAnswer, tierChange, unknownAnswer } from './answers.js';
import { count, id, instant } from './primitives.js';

/**
 * Stretches of the season that a re-plan treats otherwise, by the start of an activity. Before `frozenUntil` everything
 * stays exactly as it is; from there to `publishedUntil` whoever hears something new is counted; after it the plan is a
 * draft and may be changed freely. Left out: nothing is frozen, everything is published.
 */
export const replanWindows = z.strictObject({
  frozenUntil: instant.optional(),
  publishedUntil: instant.optional(),
});
export type ReplanWindows = z.infer<typeof replanWindows>;

/** What somebody was or is told: come to this activity, in this role, then and there. */
export const engagement = z.strictObject({
  activityId: id,
  roleId: id,
  start: instant,
  venueId: id.nullable(),
});
export type Engagement = z.infer<typeof engagement>;

/**
 * Somebody who hears something new: of the engagements that start before the end of the published window, at least one
 * that they were told no longer holds (`noLonger`), or one is new to them (`newly`). Another time, venue or role of the
 * same activity is both.
 */
export const personChange = z.strictObject({
  volunteerId: id,
  noLonger: z.array(engagement),
  newly: z.array(engagement),
});
export type PersonChange = z.infer<typeof personChange>;

export const replanAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('possible'),
    /**
     * Aims before and after; bounds hold within the windows. The tiers before fairness come first, then how few people
     * change, then the others.
     */
    tiers: z.array(tierChange),
    /** The tiers before fairness are proven to be the best that there still are. */
    serviceProven: z.boolean(),
    levelsKept: z.boolean(),
    /** Everybody who hears something new, each once, by id. */
    people: z.array(personChange),
    /** Proven: no plan that serves as well changes fewer people. */
    fewestPeople: count,
    /** `fewestPeople` is reached. */
    fewerIsImpossible: z.boolean(),
    /** Activities of the published window that take place at another time or venue, newly, or no longer. */
    activitiesMoved: z.array(id),
    /** Frozen activities that the change itself does not let stay as they were, and which were therefore decided anew. */
    released: z.array(id),
    /** What is otherwise over the whole season, draft included. */
    difference,
    savedPlanId: id
      .optional()
      .describe('The draft plan that it was stored as; only where that was asked for.'),
  }),
  z.strictObject({ ...impossibleAnswer.shape, released: z.array(id) }),
  unknownAnswer,
  /** The changes or the windows are at fault. */
  refusedAnswer,
]);
export type ReplanAnswer = z.infer<typeof replanAnswer>;
