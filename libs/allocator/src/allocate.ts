import {
  type Certificate,
  PLAN_FORMAT,
  type Plan,
  type PlanDocument,
  type Problem,
  type TierName,
  type TierResult,
} from '@heli/contracts';
import { type Allocate, type Allocation, type AllocationOptions } from './api.js';
import { MOST_COLUMNS, tooWide, type Widest } from './model/too-wide.js';
import { type Facts, factsOf } from './plan/facts.js';
import { tierGap } from './plan/gap.js';
import { measureFacts } from './plan/measure.js';
import { PlanRefused } from './plan/refused.js';
import { problemSha256, sealOf } from './plan/seal.js';
import { nth } from './season/season.js';
import {
  fairnessOf,
  gather,
  type Gathered,
  planHere,
  type PlanningTerms,
  refineAll,
  Reports,
  type SectionPlanner,
  separate,
} from './sections/index.js';
import { type FairnessLevel, type FairnessProof } from './solve/fairness.js';
import { orderOf } from './tiers/index.js';
import { validate } from './validate.js';
import { violationsIn } from './verify.js';

/** Of the model that a certificate speaks of; changes when a rule or a tier changes its meaning. */
export const MODEL_VERSION = '1';

/** Shares are quotients: equal means equal up to rounding. Points and fen are whole numbers. */
const isClosed = (tier: TierName, gap: number): boolean => (tier === 'fairness' ? gap <= 1e-6 : gap === 0);

/** Levels as the finished plan has them: none is above the share of the most loaded. */
const levelsAt = (levels: readonly FairnessLevel[], { value, quality }: TierResult): FairnessLevel[] =>
  levels.map((level, position) => ({
    ...level,
    share: Math.min(level.share, value),
    proven: level.proven || (position === 0 && quality === 'optimal'),
  }));

/** The plan, checked, beside its problem. */
function checked(problem: Problem, plan: Plan): Facts {
  const facts = factsOf(problem, plan);
  const violations = violationsIn(facts);
  if (violations.length > 0) throw new PlanRefused(violations);
  return facts;
}

const contradiction = (problem: Problem, activityIds: readonly string[]): Allocation => ({
  kind: 'refused',
  faults: problem.pins.flatMap((pin, position) =>
    activityIds.includes(pin.activityId)
      ? {
          pointer: `/pins/${position}`,
          code: 'PINS_CONTRADICT',
          message: `This decision and the others about ${activityIds.join(', ')} cannot all stand: together they break a rule`,
        }
      : [],
  ),
});

interface Solved {
  readonly gathered: Gathered;
  readonly fairness: FairnessProof | null;
  readonly size: Certificate['size'];
}

/** Plans the sections of a season side by side, with fairness as one thing for all of them; or says why it cannot be. */
async function solveSections(
  problem: Problem,
  planners: readonly SectionPlanner[],
  terms: PlanningTerms,
): Promise<Solved | Allocation> {
  const size = { columns: 0, rows: 0, entries: 0 };
  let refusal: Allocation | null = null;
  let widest: Widest = { activity: 0, columns: 0 };
  await Promise.all(
    planners.map(async (planner) => {
      const served = await planner.serve();
      if (served.kind === 'contradict') refusal ??= contradiction(problem, served.activityIds);
      else if (served.kind === 'too-wide') refusal ??= { kind: 'refused', faults: [served.fault] };
      else {
        size.columns += served.size.columns;
        size.rows += served.size.rows;
        size.entries += served.size.entries;
        if (served.widest.columns > widest.columns) widest = served.widest;
      }
    }),
  );
  if (size.columns > terms.columns)
    refusal ??= {
      kind: 'refused',
      faults: [tooWide(terms.columns, nth(problem.activities, widest.activity), widest)],
    };
  if (refusal) return refusal;
  const proofs = (await Promise.all(planners.map((planner) => planner.fair()))).flatMap(
    (proof) => proof ?? [],
  );
  const fairness = proofs.length > 0 ? fairnessOf(proofs, problem.objective.fairnessLevels) : null;
  const share = fairness && (fairness.levels.at(-1)?.share ?? fairness.value);
  const aims = orderOf(problem.objective.tiers).after;
  for (const aim of aims.keys()) await refineAll(planners, aim, share, terms.gap);
  const plans = await Promise.all(planners.map((planner) => planner.finish()));
  return { gathered: gather(problem, plans, fairness), fairness, size };
}

/**
 * Plans a season: validates, separates what shares nothing, builds one strong model for each section, solves it block by
 * block, proves each tier, verifies the whole.
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
  const gap = limits.gap ?? 0.001;
  const deadline = began.wall + (limits.timeMs ?? Infinity);
  const sections = separate(problem, limits.sectionActivities);
  const reports = new Reports(sections, clock.now, send);
  const here = planHere({ solver, signal, now: clock.now });
  const plan = (sections.length > 1 ? options.sections : undefined) ?? here;
  const terms: PlanningTerms = {
    leftMs: deadline - clock.now(),
    nodesPerBlock: limits.nodesPerBlock,
    gap,
    columns: limits.columns ?? MOST_COLUMNS,
  };
  const planners = plan(sections, terms, (section, progress) => reports.hear(section, progress));
  const solved = await solveSections(problem, planners, terms);
  if ('kind' in solved) return solved;
  const { fairness, gathered, size } = solved;
  send({
    phase: 'verify',
    blocksDone: gathered.blocks.length,
    blocksTotal: gathered.blocks.length,
    objective: null,
    bound: null,
    gap: null,
  });
  const facts = checked(problem, gathered.plan);
  const measured = new Map(measureFacts(facts).map(({ tier, value }) => [tier, value]));
  const tiers = gathered.tiers.map((tier): TierResult => {
    const value = measured.get(tier.tier) ?? tier.value;
    const bound = tier.sense === 'max' ? Math.max(value, tier.bound) : Math.min(value, tier.bound);
    // A tier after fairness may have moved somebody by the way, so that fairness is better than when it was settled.
    const gap = tierGap(tier.sense, value, bound);
    return { ...tier, value, bound, gap, quality: isClosed(tier.tier, gap) ? 'optimal' : 'feasible' };
  });
  const share = tiers.find(({ tier }) => tier === 'fairness');
  const cancelled = signal?.aborted === true;
  const worst = Math.max(0, ...tiers.map((tier) => tier.gap));
  const late = clock.now() >= deadline || (gathered.hurried && worst > gap);
  const hash = problemSha256(problem);
  const certificate: Certificate = {
    tiers,
    gap: worst,
    requestedGap: gap,
    fairnessLevels: share && fairness ? levelsAt(fairness.levels, share) : [],
    termination: cancelled ? 'cancelled' : late ? 'time-limit' : worst <= gap ? 'converged' : 'stalled',
    quality: tiers.every((tier) => tier.quality === 'optimal') ? 'optimal' : 'feasible',
    blocks: gathered.blocks,
    rulesBroughtBack: [...gathered.broughtBack].sort(),
    solver: { name: solver.name, version: solver.version },
    modelVersion: MODEL_VERSION,
    seed: limits.seed ?? 0,
    wallMs: Math.round(clock.now() - began.wall),
    cpuMs: Math.round(clock.cpu() - began.cpu),
    size,
    seal: sealOf(
      gathered.plan,
      hash,
      problem.activities.map((activity) => activity.id),
    ),
    verified: true,
  };
  const document: PlanDocument = { format: PLAN_FORMAT, problemSha256: hash, ...gathered.plan, certificate };
  return { kind: 'plan', document, open: gathered.open };
};
