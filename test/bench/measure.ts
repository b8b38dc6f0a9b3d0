import { allocate, measurePlan, type OnePieceResult, solveOnePiece, verifyPlan } from '@heli/allocator';
import { type Plan, type Problem, type TierResult } from '@heli/contracts';
import { createHighs, createJsLp, type Solver } from '@heli/lp';

export type How = 'heli' | 'textbook' | 'strong' | 'jslp';

/** One way of solving one case, measured in a process of its own. */
export interface Measurement {
  readonly how: How;
  readonly ms: number;
  readonly tiers: readonly TierResult[];
  readonly tiersWanted: number;
  readonly score: number;
  readonly scoreBound: number | null;
  /** Largest gap of all tiers; null when a tier was not reached in the time. */
  readonly gap: number | null;
  readonly columns: number;
  readonly rows: number;
  readonly peakMb: number;
  readonly verified: boolean;
}

/**
 * One number for a list of tiers, to compare with: held and coverage points, less 1000 a share of fairness, quality at a
 * hundredth. Solvers are compared tier by tier; this is for the table.
 */
const WORTH: Readonly<Record<string, number>> = {
  held: 100,
  coverage: 1,
  changes: 1,
  fairness: -1000,
  quality: 0.01,
};

const scoreOf = (tiers: readonly { tier: string; value: number }[]): number =>
  tiers.reduce((sum, { tier, value }) => sum + (WORTH[tier] ?? 0) * value, 0);

const clock = { now: () => performance.now(), cpu: () => process.cpuUsage().user / 1000 };

export const LIMIT_MS = 300_000;
export const GAP = 0.001;

function summary(
  problem: Problem,
  how: How,
  ms: number,
  plan: Plan | null,
  result: Pick<OnePieceResult, 'tiers' | 'tiersWanted' | 'columns' | 'rows'>,
): Measurement {
  const complete = result.tiers.length === result.tiersWanted;
  const bounds = result.tiers.map(({ tier, bound }) => ({ tier, value: bound }));
  return {
    how,
    ms,
    tiers: result.tiers,
    tiersWanted: result.tiersWanted,
    score: plan ? scoreOf(measurePlan(problem, plan)) : 0,
    scoreBound: complete && bounds.every(({ value }) => Number.isFinite(value)) ? scoreOf(bounds) : null,
    gap: complete ? Math.max(0, ...result.tiers.map((tier) => tier.gap)) : null,
    columns: result.columns,
    rows: result.rows,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    verified: plan !== null && verifyPlan(problem, plan).length === 0,
  };
}

/** Solves the case in the given way and re-checks the result with the independent verifier; checking is not timed. */
export async function measure(problem: Problem, how: How): Promise<Measurement> {
  const solver: Solver = how === 'jslp' ? createJsLp() : await createHighs();
  if (how === 'heli') {
    const began = performance.now();
    const answer = await allocate(problem, { solver, limits: { gap: GAP }, clock });
    const ms = performance.now() - began;
    if (answer.kind === 'refused') throw new Error(`refused: ${answer.faults[0]?.message ?? ''}`);
    const { certificate } = answer.document;
    return summary(problem, how, ms, answer.document, {
      tiers: certificate.tiers,
      tiersWanted: certificate.tiers.length,
      columns: certificate.size.columns,
      rows: certificate.size.rows,
    });
  }
  const result = await solveOnePiece(problem, {
    solver,
    formulation: how === 'strong' ? 'strong' : 'textbook',
    timeMs: LIMIT_MS,
    gap: GAP,
    now: clock.now,
  });
  return summary(problem, how, result.ms, result.plan, result);
}
