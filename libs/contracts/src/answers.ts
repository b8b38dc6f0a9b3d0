import { z } from 'zod';
import { availabilityWindow, count, fen, id, instant } from './primitives.js';
import {
  pin,
  problemDonation,
  problemEquipment,
  problemGroup,
  problemVolunteer,
  qualification,
  tierName,
  workLimits,
} from './problem.js';
import { assignment, fault, fundAllocation, groupEngagement } from './plan.js';

const onActivity = { activityId: id };

/** Time that is added: it can be had. */
const openWindow = availabilityWindow.refine(
  (window) => window.status !== 'unavailable',
  'A window that is added has to be available, preferred or avoid',
);
const openWindows = z.array(openWindow).min(1).max(200);

/** What would have to be otherwise. Decisions are those of `pin`; the others make something possible that is not. */
export const change = z.discriminatedUnion('type', [
  ...pin.options,
  /** One more candidate time of an activity. */
  z.strictObject({ type: z.literal('offer-start'), ...onActivity, start: instant }),
  z.strictObject({ type: z.literal('allow-holidays'), ...onActivity }),
  /** The activity takes place with fewer people in a role. */
  z.strictObject({ type: z.literal('lower-minimum'), ...onActivity, roleId: id, min: count }),
  /** The activity asks less of its venue: left out means as before. */
  z.strictObject({
    type: z.literal('ease-venue'),
    ...onActivity,
    minCapacity: count.optional(),
    features: z.array(id).max(100).optional(),
    /** Any venue that serves the community, not only those named. */
    anyVenue: z.literal(true).optional(),
  }),
  /** A venue is lent to one more community. */
  z.strictObject({ type: z.literal('share-venue'), venueId: id, communityId: id }),
  z.strictObject({ type: z.literal('open-venue'), venueId: id, windows: openWindows }),
  /** One more person. */
  z.strictObject({ type: z.literal('add-volunteer'), volunteer: problemVolunteer }),
  z.strictObject({ type: z.literal('free-volunteer'), volunteerId: id, windows: openWindows }),
  z.strictObject({ type: z.literal('qualify-volunteer'), volunteerId: id, qualification }),
  /** New limits of a person; what is left out stays. A limit that is lower than before counts as before. */
  z.strictObject({
    type: z.literal('raise-limit'),
    volunteerId: id,
    limits: workLimits.default({}),
    offeredMinutes: count.optional(),
  }),
  z.strictObject({ type: z.literal('add-donation'), donation: problemDonation }),
  z.strictObject({ type: z.literal('raise-donation'), donationId: id, byFen: fen }),
  /** The council lets more be spent under one of its limits. */
  z.strictObject({ type: z.literal('raise-spending-limit'), limitId: id, byFen: fen }),
  z.strictObject({ type: z.literal('add-equipment'), equipment: problemEquipment }),
  /** A venue is closed from `start` to `end`, whatever its opening times say. */
  z.strictObject({ type: z.literal('close-venue'), venueId: id, start: instant, end: instant }),
  /** A person is not to be had from `from` (the beginning of the season) to `until` (its end). */
  z.strictObject({
    type: z.literal('withdraw-volunteer'),
    volunteerId: id,
    from: instant.optional(),
    until: instant.optional(),
  }),
  /** An activity needs more or fewer people in a role: left out means as before. */
  z.strictObject({
    type: z.literal('change-role'),
    ...onActivity,
    roleId: id,
    min: count.optional(),
    target: count.optional(),
    max: count.optional(),
  }),
  z.strictObject({ type: z.literal('add-group'), group: problemGroup }),
]);
export type Change = z.infer<typeof change>;
export const changes = z.array(change).min(1).max(50);

/** One aim before and after a change. */
export const tierChange = z.strictObject({
  tier: tierName,
  sense: z.enum(['max', 'min']),
  /** Of the plan as it stands, and what is proven of it. */
  before: z.number(),
  beforeBound: z.number(),
  after: z.number(),
  /** No plan of the changed season that is as good in the tiers before is better; null where nothing is proven. */
  bound: z.number().nullable(),
  /** `after` is proven to be the best there is. Otherwise the best lies between `after` and `bound`. */
  exact: z.boolean(),
  change: z.number(),
});
export type TierChange = z.infer<typeof tierChange>;

/** Nobody carries more than before beyond the lowest level of fairness that the plan is known at. */
const levelsKept = z.boolean();

const whenAndWhere = z.strictObject({ start: instant, venueId: id.nullable() });

/** What a plan would do otherwise. */
export const difference = z.strictObject({
  activities: z.array(
    z.strictObject({
      activityId: id,
      /** Null: does not take place. */
      before: whenAndWhere.nullable(),
      after: whenAndWhere.nullable(),
    }),
  ),
  assignments: z.strictObject({ added: z.array(assignment), removed: z.array(assignment) }),
  groups: z.strictObject({ added: z.array(groupEngagement), removed: z.array(groupEngagement) }),
  loans: z.array(z.strictObject({ activityId: id, equipmentId: id, before: count, after: count })),
  money: z.array(fundAllocation.omit({ amountFen: true }).extend({ beforeFen: fen, afterFen: fen })),
  /** People with at least one assignment more or less. */
  peopleConcerned: count,
});
export type Difference = z.infer<typeof difference>;

/** A rule, and what of the season it speaks of here. */
export const ruleAt = z.strictObject({
  rule: z.string(),
  activityIds: z.array(id),
  volunteerIds: z.array(id),
  resourceIds: z.array(id),
  starts: z.array(instant),
});
export type RuleAt = z.infer<typeof ruleAt>;

/** There is no such plan. */
export const impossibleAnswer = z.strictObject({
  kind: z.literal('impossible'),
  /** These together leave no plan. */
  because: z.array(ruleAt),
  /** Proven: with any one of them away there would be a plan, as far as these rules go. */
  irreducible: z.boolean(),
});
/** No plan was found in the time given, and nothing is proven. */
export const unknownAnswer = z.strictObject({ kind: z.literal('unknown') });
/** What was asked is itself at fault. */
export const refusedAnswer = z.strictObject({ kind: z.literal('refused'), faults: z.array(fault) });

export const answer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('possible'),
    tiers: z.array(tierChange),
    /** Every tier is exact. */
    exact: z.boolean(),
    levelsKept,
    difference,
  }),
  impossibleAnswer,
  unknownAnswer,
  refusedAnswer,
]);
export type Answer = z.infer<typeof answer>;

/** Why somebody cannot take a place. */
export const ruledOut = z.strictObject({
  volunteerId: id,
  /** Rules that refuse this person whatever else is planned, or `impossible` where only the whole season does. */
  rules: z.array(z.string()).min(1),
  /** Activities that are in the way. */
  activityIds: z.array(id),
});
export type RuledOut = z.infer<typeof ruledOut>;

export const candidate = z.strictObject({
  volunteerId: id,
  tiers: z.array(tierChange),
  exact: z.boolean(),
  levelsKept,
  difference,
});
export type Candidate = z.infer<typeof candidate>;

export const recommendation = z.strictObject({
  activityId: id,
  roleId: id,
  start: instant,
  /** Best first: tier by tier, then by how few people change, then by id. */
  candidates: z.array(candidate),
  /** How many people may take the place, of whom this many were compared. */
  eligible: count,
  compared: count,
  /** How many each rule keeps away; who fails several counts under each. */
  ruledOutBy: z.array(z.strictObject({ rule: z.string(), people: count })),
  /** Those who come nearest first: they fail the fewest rules. */
  ruledOut: z.array(ruledOut),
});
export type Recommendation = z.infer<typeof recommendation>;

export const CHANGES_FORMAT = 'heli-changes/1';

/** What `heli what-if` asks about, as a file. */
export const changesDocument = z.strictObject({ format: z.literal(CHANGES_FORMAT), changes });
export type ChangesDocument = z.infer<typeof changesDocument>;
