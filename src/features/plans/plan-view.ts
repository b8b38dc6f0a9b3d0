import { type PlanView } from '@heli/contracts';
import { type StoredPlan } from './plan.entity.js';

/** A plan in short, read with what it is bound to. */
export function planViewOf(plan: StoredPlan): PlanView {
  const { resolution, ruleSet } = plan;
  return {
    id: plan.id,
    version: plan.version,
    seasonId: plan.seasonId,
    runId: plan.runId,
    state: plan.state,
    problemSha256: plan.problemSha256,
    quality: plan.quality,
    termination: plan.termination,
    gap: plan.gap,
    counts: plan.counts,
    reviewedAt: plan.reviewedAt?.toISOString() ?? null,
    reviewNote: plan.reviewNote,
    resolution: resolution
      ? { id: resolution.id, number: resolution.number, decidedOn: resolution.decidedOn }
      : null,
    ruleSet: ruleSet ? { id: ruleSet.id, number: ruleSet.number } : null,
    createdAt: plan.createdAt.toISOString(),
    publishedAt: plan.publishedAt?.toISOString() ?? null,
    supersededAt: plan.supersededAt?.toISOString() ?? null,
  };
}
