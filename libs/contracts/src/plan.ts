import { z } from 'zod';
import { count, fen, id, instant } from './primitives.js';
import { tierName } from './problem.js';

export const PLAN_FORMAT = 'heli-plan/1';

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const scheduledActivity = z.strictObject({
  activityId: id,
  start: instant,
  end: instant,
  venueId: id.nullable(),
});

export const assignment = z.strictObject({ activityId: id, roleId: id, volunteerId: id });
export const groupEngagement = z.strictObject({ activityId: id, demandId: id, groupId: id });
export const equipmentLoan = z.strictObject({ activityId: id, equipmentId: id, quantity: z.int().min(1) });
/** `budgetLineId` is `venue` for the price of a booking. */
export const fundAllocation = z.strictObject({
  activityId: id,
  budgetLineId: id,
  donationId: id,
  amountFen: fen,
});

/**
 * Why the computation ended, apart from what it holds. `converged`: the gap asked for is proven; `stalled`: it is not, and
 * more time would not have helped.
 */
export const termination = z.enum([
  'converged',
  'stalled',
  'time-limit',
  'cancelled',
  'infeasible',
  'failed',
]);
export type Termination = z.infer<typeof termination>;
export const quality = z.enum(['optimal', 'feasible', 'none']);
export type Quality = z.infer<typeof quality>;

/** What is proven of one aim. `gap` = |bound - value| / max(1, |value|). */
export const tierResult = z.strictObject({
  tier: tierName,
  sense: z.enum(['max', 'min']),
  value: z
    .number()
    .describe(
      'Value of the plan: points; for fairness the load of the most loaded person as a share (0 to 1) of the time offered.',
    ),
  bound: z.number().describe('No plan that is as good in the tiers before can be better than this.'),
  gap: z.number().min(0),
  quality,
});
export type TierResult = z.infer<typeof tierResult>;

export const certificate = z.strictObject({
  tiers: z.array(tierResult).describe('From the most to the least important aim.'),
  gap: z.number().min(0).describe('The largest gap of all tiers.'),
  requestedGap: z.number().min(0),
  termination,
  quality,
  fairnessLevels: z
    .array(
      z.strictObject({
        share: z
          .number()
          .min(0)
          .describe('Load as a share of the time offered that nobody outside the levels above exceeds.'),
        volunteers: count.describe('People whose places can only be held by each other at this share.'),
        proven: z.boolean().describe('With the levels above kept, no plan has a lower share here.'),
      }),
    )
    .default([])
    .describe('Fairness level by level, from the most loaded down; empty where fairness is no aim.'),
  blocks: z.array(
    z.strictObject({
      name: z.string(),
      columns: count,
      rows: count,
      gap: z.number().min(0),
      method: z.enum(['lp', 'milp', 'relaxation']),
    }),
  ),
  rulesBroughtBack: z
    .array(z.string())
    .describe('Rules that were first left out between blocks and had to be brought back, by name.'),
  solver: z.strictObject({ name: z.string(), version: z.string() }),
  modelVersion: z.string(),
  seed: z.int(),
  wallMs: z.number().min(0),
  cpuMs: z.number().min(0),
  size: z.strictObject({ columns: count, rows: count, entries: count }),
  seal: z
    .strictObject({ plan: sha256, activities: z.record(z.string(), sha256) })
    .describe(
      'Seal: what was decided, so that a later change of the file shows and the activity concerned can be named.',
    ),
  verified: z.boolean().describe('Verdict of the independent check at the time of writing.'),
});
export type Certificate = z.infer<typeof certificate>;

/** A plan with its proof, as `heli solve` writes it and the service stores it. */
export const planDocument = z.strictObject({
  format: z.literal(PLAN_FORMAT),
  problemSha256: sha256.describe('SHA-256 of the canonical JSON (RFC 8785) of the problem.'),
  scheduled: z.array(scheduledActivity),
  dropped: z.array(id).describe('Activities that do not take place.'),
  assignments: z.array(assignment),
  groupEngagements: z.array(groupEngagement),
  equipmentLoans: z.array(equipmentLoan),
  fundAllocations: z.array(fundAllocation),
  certificate,
});
export type PlanDocument = z.infer<typeof planDocument>;
/** What was decided, without the proof. */
export type Plan = Omit<PlanDocument, 'format' | 'problemSha256' | 'certificate'>;
export type ScheduledActivity = z.infer<typeof scheduledActivity>;
export type Assignment = z.infer<typeof assignment>;
export type GroupEngagement = z.infer<typeof groupEngagement>;
export type EquipmentLoan = z.infer<typeof equipmentLoan>;
export type FundAllocation = z.infer<typeof fundAllocation>;

/** One fault of an input file, with the JSON pointer (RFC 6901) of the place. */
export const fault = z.strictObject({
  pointer: z.string(),
  code: z.string(),
  message: z.string(),
  value: z.unknown().optional(),
});
export type Fault = z.infer<typeof fault>;

/** One broken rule found by the independent check. */
export const violation = z.strictObject({
  rule: z.string().describe('Name of the rule, the same as in the model and in the explanations.'),
  message: z.string(),
  activityIds: z.array(id).default([]),
  volunteerIds: z.array(id).default([]),
  resourceIds: z.array(id).default([]),
  start: instant.optional(),
  end: instant.optional(),
});
export type Violation = z.infer<typeof violation>;

/** One aim while it is being proven: what the best plan so far makes of it, and what no plan is known to exceed. */
export const aimProgress = z.strictObject({
  tier: tierName,
  sense: z.enum(['max', 'min']),
  value: z.number().nullable().describe('Null before anything is held.'),
  bound: z.number().nullable().describe('As in the certificate; null while nothing is known.'),
  gap: z.number().min(0).nullable(),
});
export type AimProgress = z.infer<typeof aimProgress>;

/** One step of a running computation, as the stream of events carries it. */
export const progress = z.strictObject({
  phase: z.enum(['validate', 'build', 'blocks', 'coupling', 'fairness', 'finish', 'verify']),
  blocksDone: count,
  blocksTotal: count,
  objective: z
    .number()
    .nullable()
    .describe('Points of the leading tiers so far, and what is proven of them; null before the first plan.'),
  bound: z.number().nullable(),
  gap: z.number().nullable(),
  aim: tierName.optional().describe('The aim that is being proven now; left out between two.'),
  aims: z
    .array(aimProgress)
    .optional()
    .describe('All aims from the most to the least important; left out before the model is built.'),
});
export type Progress = z.infer<typeof progress>;

/** Why one place stays open, in numbers: how many people are left after each condition. */
export const funnelStep = z.strictObject({ rule: z.string(), remaining: count });
export const openPlace = z.strictObject({
  activityId: id,
  roleId: id.nullable().describe('Null: the activity as a whole does not take place.'),
  missing: count,
  funnel: z.array(funnelStep),
  bottleneck: z.string().describe('The rule at which too few are left.'),
});
export type OpenPlace = z.infer<typeof openPlace>;
