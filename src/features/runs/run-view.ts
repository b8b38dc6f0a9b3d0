import { type RunView } from '@heli/contracts';
import { type AllocationRun } from './run.entity.js';

export function runViewOf(run: AllocationRun): RunView {
  return {
    id: run.id,
    seasonId: run.seasonId,
    kind: run.kind,
    state: run.state,
    request: run.request,
    attempt: run.attempt,
    cancelRequested: run.cancelRequestedAt !== null,
    progress: run.progress,
    problemSha256: run.problemSha256,
    planId: run.planId,
    failure: run.failure,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}
