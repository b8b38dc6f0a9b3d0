import {
  type Certificate,
  PLAN_FORMAT,
  type PlanDocument,
  type Problem,
  type TierName,
  type TierResult,
} from '@heli/contracts';
import { type Allocate, type AllocationOptions } from './api.js';
import { openPlacesOf } from './explain.js';
import { buildModel, type BuiltModel } from './model/build.js';
import { MOST_COLUMNS, SeasonTooWide } from './model/too-wide.js';
import { limitsOfMoney } from './patience.js';
import { type Facts, factsOf } from './plan/facts.js';
import { measureFacts } from './plan/measure.js';
import { gapBetween, tierGap } from './plan/gap.js';
import { fundPlan } from './plan/money.js';
import { Occupied } from './plan/occupied.js';
import { readPlan } from './plan/read.js';
import { problemSha256, sealOf } from './plan/seal.js';
import { provenBefore, type Proven } from './proven.js';
import { Reporter } from './reporter.js';
import { compileSeason, nth, type Season } from './season/season.js';
import { FairShare, type FairnessLevel, type FairnessProof } from './solve/fairness.js';
import { Refinement, type SumProof } from './solve/refine.js';
import { PinsContradict, serveAll } from './solve/service.js';
import { type Effort, SeasonState } from './solve/state.js';
import { orderOf, senseOf, stated } from './tiers/index.js';
import { validate } from './validate.js';
import { violationsIn } from './verify.js';

/** Of the model that a certificate speaks of; changes when a rule or a tier changes its meaning. */
export const MODEL_VERSION = '1';

/** Raised when a computed plan breaks a rule: a fault of the engine, never of the input. */
export class PlanRefused extends Error {
  readonly code = 'PLAN_REFUSED';
  constructor(readonly violations: readonly { readonly rule: string; readonly message: string }[]) {
    super(
      `The computed plan breaks ${violations.length} rules, the first: ${violations[0]?.rule ?? ''}: ${violations[0]?.message ?? ''}`,
    );
    this.name = 'PlanRefused';
  }
}

/** Shares are quotients: equal means equal up to rounding. Points and fen are whole numbers. */
const isClosed = (tier: TierName, gap: number): boolean => (tier === 'fairness' ? gap <= 1e-6 : gap === 0);

/** Levels as the finished plan has them: none is above the share of the most loaded. */
const levelsAt = (levels: readonly FairnessLevel[], { value, quality }: TierResult): FairnessLevel[] =>
  levels.map((level, position) => ({
    ...level,
    share: Math.min(level.share, value),
    proven: level.proven || (position === 0 && quality === 'optimal'),
  }));

interface Solved {
  readonly tiers: readonly Proven[];
  readonly levels: readonly FairnessLevel[];
}

async function solveTiers(state: SeasonState, reporter: Reporter): Promise<Solved> {
  await serveAll(state, (tier, held) => reporter.before(tier, held));
  let fairness: FairnessProof | null = null;
  if (state.tiers.fairness) {
    reporter.of('fairness', 'fairness');
    fairness = await new FairShare(state).run((held) => reporter.of('fairness', 'fairness', held));
    reporter.of('fairness', 'fairness', fairness);
  }
  const refined: SumProof[] = [];
  for (const [position, { name }] of state.tiers.after.entries()) {
    reporter.of('coupling', name);
    const proof = await new Refinement(state, position).run((held) => reporter.of('coupling', name, held));
    reporter.of('coupling', name, proof);
    refined.push(proof);
  }
  reporter.say('finish');

  const results = provenBefore(state);
  if (fairness)
    results.push({ tier: 'fairness', sense: 'min', value: fairness.value, bound: fairness.bound });
  state.tiers.after.forEach((tier, position) => {
    const { value, bound } = refined[position] ?? { value: 0, bound: 0 };
    results.push({
      tier: tier.name,
      sense: senseOf(tier.name),
      value: stated(tier.name, value),
      bound: stated(tier.name, Math.max(value, bound)),
    });
  });
  return { tiers: results, levels: fairness?.levels ?? [] };
}

/** The plan, paid for and checked, beside its problem. */
async function planOf(problem: Problem, state: SeasonState): Promise<Facts> {
  const { index } = state.built;
  const plan = readPlan(index, state.values);
  const { solver, nodesPerBlock } = state.effort;
  const funds = await fundPlan(index.season, plan, solver, limitsOfMoney(nodesPerBlock), undefined);
  if (!funds)
    throw new PlanRefused([
      { rule: 'budget-covered', message: 'the minima of the schedule cannot be covered' },
    ]);
  plan.fundAllocations = funds;
  const facts = factsOf(problem, plan);
  const violations = violationsIn(facts);
  if (violations.length > 0) throw new PlanRefused(violations);
  return facts;
}

/** The model, or why it is not built. */
function builtWithin(season: Season, mostColumns: number): BuiltModel | SeasonTooWide {
  try {
    return buildModel(season, 'strong', undefined, mostColumns);
  } catch (error) {
    if (error instanceof SeasonTooWide) return error;
    throw error;
  }
}

/**
 * Plans a season: validates, builds one strong model, solves it block by block, proves each tier, verifies.
 * @throws PlanRefused when the independent check refuses the computed plan (a fault of the engine)
 */
export const allocate: Allocate = async (problem: Problem, options: AllocationOptions) => {
  const { solver, limits = {}, signal, clock } = options;
  const began = { wall: clock.now(), cpu: clock.cpu() };
  const send = options.onProgress ?? (() => undefined);
  send({ phase: 'validate', blocksDone: 0, blocksTotal: 0, objective: null, bound: null, gap: null });
  const faults = validate(problem);
  if (faults.length > 0) return { kind: 'refused', faults };

  send({ phase: 'build', blocksDone: 0, blocksTotal: 0, objective: null, bound: null, gap: null });
  const season = compileSeason(problem);
  const built = builtWithin(season, limits.columns ?? MOST_COLUMNS);
  if (built instanceof SeasonTooWide) return { kind: 'refused', faults: [built.fault(season)] };
  built.index.release();
  const gap = limits.gap ?? 0.001;
  const effort: Effort = {
    solver,
    atOnce: solver.concurrency ?? 1,
    signal,
    now: clock.now,
    deadline: began.wall + (limits.timeMs ?? Infinity),
    nodesPerBlock: limits.nodesPerBlock,
    gap,
    report: send,
  };
  const state = new SeasonState(built, orderOf(problem.objective.tiers), effort);
  const reporter = new Reporter(state, send);
  let proven: Solved;
  try {
    if (built.index.impossible.size > 0)
      throw new PinsContradict(
        [...built.index.impossible].map((position) => nth(built.index.season.activities, position).raw.id),
      );
    proven = await solveTiers(state, reporter);
  } catch (error) {
    if (!(error instanceof PinsContradict)) throw error;
    const concerned = problem.pins.flatMap((pin, position) =>
      error.activityIds.includes(pin.activityId) ? [position] : [],
    );
    return {
      kind: 'refused',
      faults: concerned.map((position) => ({
        pointer: `/pins/${position}`,
        code: 'PINS_CONTRADICT',
        message: `This decision and the others about ${error.activityIds.join(', ')} cannot all stand: together they break a rule`,
      })),
    };
  }
  const facts = await planOf(problem, state);
  const { plan } = facts;
  send({
    phase: 'verify',
    blocksDone: state.states.length,
    blocksTotal: state.states.length,
    objective: null,
    bound: null,
    gap: null,
  });

  const measured = new Map(measureFacts(facts).map(({ tier, value }) => [tier, value]));
  const tiers = proven.tiers.map((tier): TierResult => {
    const value = measured.get(tier.tier) ?? tier.value;
    const bound = tier.sense === 'max' ? Math.max(value, tier.bound) : Math.min(value, tier.bound);
    // A tier after fairness may have moved somebody by the way, so that fairness is better than when it was settled.
    const gap = tierGap(tier.sense, value, bound);
    return { ...tier, value, bound, gap, quality: isClosed(tier.tier, gap) ? 'optimal' : 'feasible' };
  });
  const share = tiers.find(({ tier }) => tier === 'fairness');
  const cancelled = signal?.aborted === true;
  const late = !cancelled && state.left() <= 0;
  const worst = Math.max(0, ...tiers.map((tier) => tier.gap));
  const hash = problemSha256(problem);
  const certificate: Certificate = {
    tiers,
    gap: worst,
    requestedGap: gap,
    fairnessLevels: share ? levelsAt(proven.levels, share) : [],
    termination: cancelled ? 'cancelled' : late ? 'time-limit' : worst <= gap ? 'converged' : 'stalled',
    quality: tiers.every((tier) => tier.quality === 'optimal') ? 'optimal' : 'feasible',
    blocks: state.states.map((entry) => ({
      name: entry.block.name,
      columns: entry.block.columns.length,
      rows: entry.block.rows.length,
      gap: gapBetween(state.weightedPoints(entry), Math.max(state.weightedPoints(entry), entry.bound)),
      method: entry.method,
    })),
    rulesBroughtBack: [...state.broughtBack].sort(),
    solver: { name: solver.name, version: solver.version },
    modelVersion: MODEL_VERSION,
    seed: limits.seed ?? 0,
    wallMs: Math.round(clock.now() - began.wall),
    cpuMs: Math.round(clock.cpu() - began.cpu),
    size: {
      columns: built.model.columnCount,
      rows: built.model.rowCount,
      entries: built.model.matrix.values.length,
    },
    seal: sealOf(
      plan,
      hash,
      problem.activities.map((activity) => activity.id),
    ),
    verified: true,
  };
  const document: PlanDocument = { format: PLAN_FORMAT, problemSha256: hash, ...plan, certificate };
  return { kind: 'plan', document, open: openPlacesOf(new Occupied(built.index.season, plan), plan) };
};
