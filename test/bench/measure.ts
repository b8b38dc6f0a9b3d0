import { loadavg } from 'node:os';
import {
  allocate,
  type Allocation,
  measurePlan,
  openWorkbench,
  type OnePieceResult,
  replan,
  solveOnePiece,
  verifyDocument,
  verifyPlan,
} from '@heli/allocator';
import { type Plan, type PlanDocument, type Problem, type Progress, type TierName } from '@heli/contracts';
import { createHighs, createJsLp, type Solver } from '@heli/lp';
import { type Cbc, createCbc } from './cbc/cbc.js';
import { type Event, eventsFor } from './changes.js';
import { type PlanFacts, planFacts } from './figures.js';
import { type Baseline, isBaseline, isCbc, type Way } from './ways.js';
import { createSolverPool, keepEngineCode, SectionThreads } from '../../src/solving/index.js';

/** Gap asked of every tier, of every way. */
export const GAP = 0.001;

export interface MeasureOptions {
  /** Solver threads for Heli. */
  readonly threads: number;
  /** Wall time for all tiers together, milliseconds. */
  readonly limitMs: number;
}

/** A re-plan after one change, beside the full run that it changes. */
export interface Replan {
  readonly change: Event['name'];
  readonly ms: number;
  /** People who hear something new beyond those of whom it is proven that they must, as a share of these. */
  readonly gap: number;
  /** People who hear something new. */
  readonly changed: number;
  /** Proven: fewer are impossible. */
  readonly fewest: number;
  readonly verified: boolean;
}

/** What one way found in one tier; null where it proved no bound. Figures travel as JSON, which knows no Infinity. */
export interface TierFigures {
  readonly tier: TierName;
  readonly sense: 'max' | 'min';
  readonly value: number;
  readonly bound: number | null;
  readonly gap: number | null;
}

/** One way of solving one case, measured in a process of its own. */
export interface Measurement {
  readonly way: Way;
  readonly ms: number;
  /** CPU time, all threads, milliseconds: says what was computed where others used the machine too. */
  readonly cpuMs: number;
  /** To the first plan of the whole season that keeps every rule; null where the way does not tell. */
  readonly firstPlanMs: number | null;
  /** Solver threads that were really used. */
  readonly threads: number;
  readonly solver: string;
  readonly tiers: readonly TierFigures[];
  readonly tiersWanted: number;
  readonly score: number | null;
  readonly scoreBound: number | null;
  /** Largest gap of all tiers; null when a tier was not reached in the time. */
  readonly gap: number | null;
  readonly columns: number;
  readonly rows: number;
  readonly peakMb: number;
  /** Verdict of the independent verifier; null when there is no plan. */
  readonly verified: boolean | null;
  readonly facts: PlanFacts | null;
  /** Rules that Heli left out between blocks and had to bring back. */
  readonly broughtBack: readonly string[];
  /** SHA-256 of what Heli decided: the same whatever the number of threads. */
  readonly seal: string | null;
  readonly replans: readonly Replan[];
  /** Load of the machine (1 minute average) when it began. */
  readonly load: number;
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

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const clock = { now: () => performance.now(), cpu: cpuMs };

/** Heli's solver with so many threads, as a run has it (`solve-thread`), and how to end it. */
interface HeliEngine {
  readonly solver: Solver;
  readonly sections: SectionThreads | null;
  readonly threads: number;
  readonly warmUp: () => void;
  readonly close: () => Promise<void>;
}

async function heliEngine(asked: number): Promise<HeliEngine> {
  keepEngineCode();
  if (asked <= 1)
    return {
      solver: await createHighs(),
      sections: null,
      threads: 1,
      warmUp: () => undefined,
      close: () => Promise.resolve(),
    };
  const pool = await createSolverPool('highs', asked);
  const sections = new SectionThreads({ solver: 'highs', threads: asked, cancel: null });
  return {
    solver: pool,
    sections,
    threads: pool.concurrency,
    warmUp: () => pool.warmUp(),
    close: async () => {
      await Promise.all([pool.close(), sections.close()]);
    },
  };
}

/** Solves the case in the given way and re-checks the result with the independent verifier; checking is not timed. */
export function measure(problem: Problem, way: Way, options: MeasureOptions): Promise<Measurement> {
  return isBaseline(way)
    ? measureBaseline(problem, way, options)
    : measureHeli(problem, way === 'replan', options);
}

const BEFORE_A_PLAN = new Set<Progress['phase']>(['validate', 'build', 'blocks']);

/** Every block has been served once: from here on there is a plan of the whole season that keeps every rule. */
const isWhole = ({ phase, blocksDone, blocksTotal }: Progress): boolean =>
  !BEFORE_A_PLAN.has(phase) || (blocksTotal > 0 && blocksDone === blocksTotal);

async function measureHeli(
  problem: Problem,
  withReplans: boolean,
  { threads, limitMs }: MeasureOptions,
): Promise<Measurement> {
  const engine = await heliEngine(threads);
  const began = { ms: performance.now(), cpu: cpuMs() };
  const [load = 0] = loadavg();
  // As a run does (`solve-thread`), and within the time that is measured.
  engine.warmUp();
  let firstPlanMs: number | null = null;
  const document = documentOf(
    await allocate(problem, {
      solver: engine.solver,
      ...(engine.sections ? { sections: engine.sections.plan } : {}),
      limits: { gap: GAP, timeMs: limitMs },
      clock,
      onProgress: (progress: Progress) => {
        if (isWhole(progress)) firstPlanMs ??= performance.now() - began.ms;
      },
    }),
  );
  const ms = performance.now() - began.ms;
  const cpu = cpuMs() - began.cpu;
  const replans: Replan[] = [];
  if (withReplans)
    for (const event of eventsFor(document))
      replans.push(await measureReplan(problem, document, event, engine.solver, limitMs));
  await engine.close();
  const { certificate } = document;
  return {
    ...summary(problem, document, {
      tiers: certificate.tiers,
      tiersWanted: certificate.tiers.length,
      ...certificate.size,
    }),
    way: withReplans ? 'replan' : 'heli',
    ms,
    cpuMs: cpu,
    firstPlanMs,
    threads: engine.threads,
    solver: `${certificate.solver.name} ${certificate.solver.version}`,
    broughtBack: certificate.rulesBroughtBack,
    seal: certificate.seal.plan,
    replans,
    load,
  };
}

function documentOf(answer: Allocation): PlanDocument {
  if (answer.kind === 'refused') throw new Error(`refused: ${answer.faults[0]?.message ?? ''}`);
  return answer.document;
}

/** From the stored plan to the new document: opening it and the check of the new one are part of the time. */
async function measureReplan(
  problem: Problem,
  document: PlanDocument,
  { name, changes }: Event,
  solver: Solver,
  limitMs: number,
): Promise<Replan> {
  const began = performance.now();
  const workbench = openWorkbench(problem, document, { solver, clock, limits: { timeMs: limitMs } });
  const after = await replan(workbench, changes);
  const ms = performance.now() - began;
  if (after.kind !== 'possible') throw new Error(`no re-plan after ${name}: ${after.kind}`);
  const changed = after.people.length;
  return {
    change: name,
    ms,
    gap: (changed - after.fewestPeople) / Math.max(1, changed),
    changed,
    fewest: after.fewestPeople,
    verified: verifyDocument(after.problem, after.document).length === 0,
  };
}

async function measureBaseline(
  problem: Problem,
  way: Baseline,
  { limitMs }: MeasureOptions,
): Promise<Measurement> {
  const highs = await createHighs({ asShipped: true });
  const cbc: Cbc | null = isCbc(way) ? await createCbc(highs) : null;
  const solver = cbc ?? (way === 'js-lp' ? createJsLp() : highs);
  const began = cpuMs();
  const [load = 0] = loadavg();
  try {
    const result = await solveOnePiece(problem, {
      solver,
      formulation: way === 'strong' || way === 'cbc-strong' ? 'strong' : 'textbook',
      timeMs: limitMs,
      gap: GAP,
      // The clock stands still while we write files for CBC and check what it wrote.
      now: () => performance.now() - (cbc?.asideMs() ?? 0),
    });
    return {
      ...summary(problem, result.plan, result),
      way,
      ms: result.ms,
      cpuMs: cbc ? cbc.cpuMs() : cpuMs() - began,
      firstPlanMs: null,
      threads: 1,
      solver: `${solver.name} ${solver.version}`,
      ...(cbc ? { peakMb: cbc.peakMb() } : {}),
      broughtBack: [],
      seal: null,
      replans: [],
      load,
    };
  } finally {
    await cbc?.close();
  }
}

function summary(
  problem: Problem,
  plan: Plan | null,
  { tiers, tiersWanted, columns, rows }: Pick<OnePieceResult, 'tiers' | 'tiersWanted' | 'columns' | 'rows'>,
) {
  const figures = tiers.map(({ tier, sense, value, bound, gap }): TierFigures =>
    Number.isFinite(bound)
      ? { tier, sense, value, bound, gap }
      : { tier, sense, value, bound: null, gap: null },
  );
  const proven = figures.flatMap(({ tier, bound, gap }) =>
    bound === null || gap === null ? [] : [{ tier, value: bound, gap }],
  );
  const complete = proven.length === tiersWanted;
  return {
    tiers: figures,
    tiersWanted,
    score: plan ? scoreOf(measurePlan(problem, plan)) : null,
    scoreBound: complete ? scoreOf(proven) : null,
    gap: complete ? Math.max(0, ...proven.map(({ gap }) => gap)) : null,
    columns,
    rows,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    verified: plan && verifyPlan(problem, plan).length === 0,
    facts: plan && planFacts(problem, plan),
  };
}
