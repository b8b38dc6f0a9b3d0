import {
  type Fault,
  type OpenPlace,
  type PlanDocument,
  type Progress,
  type RunRequest,
} from '@heli/contracts';

/** What a solving thread is given. */
export interface SolveTask {
  /** heli-problem/1 as JSON, compressed by gzip. */
  readonly problemGzip: Uint8Array;
  readonly limits: {
    readonly timeMs: number;
    readonly nodesPerBlock?: number;
    readonly gap: number;
    readonly seed: number;
  };
  /** One Int32: anything but 0 means that the work is no longer wanted. */
  readonly cancel: SharedArrayBuffer;
  /** Tests only: wait at each step, so that a run can be met half way. */
  readonly stepDelayMs: number;
}

export type SolveMessage =
  | { readonly type: 'prepared'; readonly problemSha256: string }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'plan'; readonly document: PlanDocument; readonly open: readonly OpenPlace[] }
  | { readonly type: 'refused'; readonly faults: readonly Fault[] }
  /** The engine made a plan that the independent check does not accept: a fault of ours, never stored. */
  | { readonly type: 'unsound'; readonly violations: readonly string[] };

export type SolveResult = Exclude<SolveMessage, { type: 'prepared' } | { type: 'progress' }>;

export function taskLimits(request: RunRequest, defaultTimeMs: number): SolveTask['limits'] {
  return {
    timeMs: request.limits.timeMs ?? defaultTimeMs,
    ...(request.limits.nodesPerBlock === undefined ? {} : { nodesPerBlock: request.limits.nodesPerBlock }),
    gap: request.gap,
    seed: request.seed,
  };
}
