import { z } from 'zod';
import { pageQueryFields } from './api/common.js';
import { certificate, fault, openPlace, progress, quality, sha256, termination } from './plan.js';
import { count, id } from './primitives.js';
import { objectiveWeights, tierName } from './problem.js';

const moment = z.iso.datetime();

/** Body of `POST /seasons/{id}/runs`; everything may be left out. */
export const runRequest = z
  .strictObject({
    limits: z
      .strictObject({
        timeMs: z
          .int()
          .min(100)
          .max(24 * 60 * 60 * 1000)
          .optional()
          .describe(
            "Wall time, milliseconds; left out: the service's setting, or none where nodesPerBlock limits the work.",
          ),
        nodesPerBlock: z
          .int()
          .min(1)
          .max(100_000_000)
          .optional()
          .describe(
            'Branch-and-bound nodes a block: a limit by work. Without timeMs the same data and seed then give the same plan on any machine and any number of threads.',
          ),
      })
      .default({}),
    gap: z
      .number()
      .min(0)
      .max(1)
      .default(0.001)
      .describe('Stop once the proven gap is at most this; 0 asks for a proven optimum.'),
    seed: z.int().min(0).max(2_147_483_647).default(0),
    objective: z
      .strictObject({
        tiers: z.array(tierName).min(1).max(tierName.options.length).optional(),
        weights: objectiveWeights.partial().optional(),
      })
      .optional()
      .describe("Aims other than the season's own, for a trial."),
  })
  .prefault({});
export type RunRequest = z.infer<typeof runRequest>;

/** queued → running → one of the others, which are final. */
export const runState = z.enum(['queued', 'running', 'succeeded', 'cancelled', 'refused', 'failed']);
export type RunState = z.infer<typeof runState>;

/** How a plan came about: computed from the pools, or from another plan after a change. */
export const runKind = z.enum(['allocation', 'replan']);
export type RunKind = z.infer<typeof runKind>;
export const FINAL_RUN_STATES: readonly RunState[] = ['succeeded', 'cancelled', 'refused', 'failed'];

export const runFailure = z.strictObject({
  code: z.string(),
  detail: z.string(),
  faults: z.array(fault).optional().describe("Faults of the season's data that kept it from being planned."),
});
export type RunFailure = z.infer<typeof runFailure>;

/** One computation, as `GET /runs/{id}` tells it. */
export const runView = z.strictObject({
  id,
  seasonId: id,
  kind: runKind,
  state: runState,
  request: z.unknown(),
  attempt: count.describe('How often a worker took it up.'),
  cancelRequested: z.boolean(),
  progress: progress.nullable(),
  problemSha256: sha256.nullable().describe('Null until a worker has read the pools.'),
  planId: id.nullable().describe('Present when it succeeded, and when it was cancelled with a plan in hand.'),
  failure: runFailure.nullable(),
  createdAt: moment,
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
});
export type RunView = z.infer<typeof runView>;

export const planState = z.enum(['draft', 'reviewed', 'published', 'superseded']);
export type PlanState = z.infer<typeof planState>;

const { limit, cursor, count: total } = pageQueryFields;

/** Lists of runs, newest first. */
export const runsOfSeasonQuery = z.strictObject({ limit, cursor, count: total, state: runState.optional() });
export const runQuery = runsOfSeasonQuery.extend({ seasonId: id.optional() });
export type RunQuery = z.infer<typeof runQuery>;

/** Lists of plans, newest first. */
export const plansOfSeasonQuery = z.strictObject({
  limit,
  cursor,
  count: total,
  state: planState.optional(),
});
export const planQuery = plansOfSeasonQuery.extend({ seasonId: id.optional() });
export type PlanQuery = z.infer<typeof planQuery>;

/** A stored plan in short; the whole is at `/plans/{id}/document`. */
export const planView = z.strictObject({
  id,
  version: count,
  seasonId: id,
  runId: id,
  state: planState,
  problemSha256: sha256,
  quality,
  termination,
  gap: z.number(),
  counts: z.strictObject({
    scheduled: count,
    dropped: count,
    assignments: count,
    groupEngagements: count,
    equipmentLoans: count,
    fundAllocations: count,
    openPlaces: count,
  }),
  reviewedAt: moment.nullable(),
  reviewNote: z.string().nullable(),
  resolution: z
    .strictObject({ id, number: z.string(), decidedOn: z.iso.date() })
    .nullable()
    .describe('The decision by which it was published.'),
  ruleSet: z
    .strictObject({ id, number: count })
    .nullable()
    .describe('The rules and weights that it was made under; null: it is older than their versions.'),
  createdAt: moment,
  publishedAt: moment.nullable(),
  supersededAt: moment.nullable(),
});
export type PlanView = z.infer<typeof planView>;

/** Lists of a plan's assignments, by activity. */
export const assignmentQuery = z.strictObject({
  limit,
  cursor,
  count: total,
  activityId: id.optional(),
  volunteerId: id.optional(),
});
export type AssignmentQuery = z.infer<typeof assignmentQuery>;

/** One assignment of a stored plan; its id is what `GET /assignments/{id}/recommendations` asks for. */
export const assignmentView = z.strictObject({
  id,
  planId: id,
  activityId: id,
  roleId: id,
  volunteerId: id,
});
export type AssignmentView = z.infer<typeof assignmentView>;

export const planExplanations = z.strictObject({ planId: id, open: z.array(openPlace) });
export const planCertificate = certificate;

const where = z.strictObject({ start: z.string(), venueId: id.nullable() });

/** What is different between two plans, change by change and aim by aim. */
export const planDiff = z.strictObject({
  planId: id,
  againstId: id,
  sameProblem: z.boolean().describe('Same pools, same activities, same rules.'),
  activities: z.strictObject({
    added: z.array(id),
    dropped: z.array(id),
    moved: z.array(z.strictObject({ activityId: id, from: where, to: where })),
  }),
  assignments: z.strictObject({
    added: z.array(z.strictObject({ activityId: id, roleId: id, volunteerId: id })),
    removed: z.array(z.strictObject({ activityId: id, roleId: id, volunteerId: id })),
  }),
  groupEngagements: z.strictObject({ added: count, removed: count }),
  equipmentLoans: z.strictObject({ added: count, removed: count }),
  fundAllocations: z.strictObject({ added: count, removed: count }),
  tiers: z.array(
    z.strictObject({ tier: tierName, value: z.number().nullable(), against: z.number().nullable() }),
  ),
});
export type PlanDiff = z.infer<typeof planDiff>;
