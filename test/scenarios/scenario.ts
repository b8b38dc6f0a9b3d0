import { z } from 'zod';
import { problem, tierName } from '@heli/contracts';
import { question } from './questions/index.js';

/** What a plan decides about one activity, in short; see `Decision` of the allocator's season builder. */
const decision = z.strictObject({
  start: z.string().exactOptional(),
  venue: z.string().exactOptional(),
  people: z.record(z.string(), z.array(z.string())).exactOptional(),
  groups: z.record(z.string(), z.array(z.string())).exactOptional(),
  loans: z.record(z.string(), z.number()).exactOptional(),
  funds: z.array(z.tuple([z.string(), z.string(), z.number()])).exactOptional(),
});

/** A case told in one file: a season, and the facts that its plan must show. What a file does not name is free. */
export const scenario = z.strictObject({
  name: z.string(),
  problem,
  expect: z.strictObject({
    /** Activity to start. */
    held: z.record(z.string(), z.string()).default({}),
    dropped: z.array(z.string()).default([]),
    /** Activity to venue. */
    venues: z.record(z.string(), z.string()).default({}),
    /** `activity/role/person` */
    assigned: z.array(z.string()).default([]),
    notAssigned: z.array(z.string()).default([]),
    /** Activity to number of people. */
    places: z.record(z.string(), z.number()).default({}),
    /** Donation to fen. */
    spent: z.record(z.string(), z.number()).default({}),
    /** Dropped activity or activity with open places to the rule that explains it. */
    open: z.record(z.string(), z.string()).default({}),
    tiers: z.partialRecord(tierName, z.number()).default({}),
  }),
  /**
   * Rule to the plan that would be made without it, by activity; what is not named is dropped. It breaks this rule and no
   * other, and is worth more than the plan that is made.
   */
  rules: z.record(z.string(), z.record(z.string(), decision)).default({}),
  /** Questions about the plan, each with the facts that its answer must show. */
  questions: z.array(question).default([]),
});
export type Scenario = z.infer<typeof scenario>;
