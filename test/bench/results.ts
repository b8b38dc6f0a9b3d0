import { type Failure, isMeasured, type Outcome } from './child.js';
import { type SeasonFigures } from './figures.js';
import { type Machine } from './machine.js';
import { GAP, type Measurement } from './measure.js';
import { type Baseline, isBaseline, type Way } from './ways.js';

/** Everything that was measured of one case, in one run of the benchmark. */
export interface CaseRun {
  readonly case: string;
  readonly volunteers: number;
  readonly activities: number;
  readonly figures: SeasonFigures;
  /** In the order they were measured; with `--repeat` several of one way. */
  readonly outcomes: readonly Outcome[];
  readonly limitMs: number;
  readonly machine: Machine;
}

/** One case as `--json` writes it; `null` where a way was not measured or did not get there. */
export interface ResultRow {
  readonly case: string;
  readonly volunteers: number;
  readonly activities: number;
  readonly columns: number | null;
  readonly rows: number | null;
  readonly heliMs: number | null;
  readonly heliObjective: number | null;
  readonly heliBound: number | null;
  readonly heliGap: number | null;
  readonly textbookMs: number | null;
  readonly textbookObjective: number | null;
  readonly textbookGap: number | null;
  /** Time of the textbook way over Heli's; at least this where `textbookReached` is false. */
  readonly ratio: number | null;
  readonly peakMb: number | null;
  readonly verified: boolean;
  readonly strongMs: number | null;
  readonly strongGap: number | null;
  readonly strongRatio: number | null;
  /** Of CBC's two models the one that served it better. */
  readonly cbcMs: number | null;
  readonly cbcGap: number | null;
  readonly cbcRatio: number | null;
  readonly cbcModel: 'textbook' | 'strong' | null;
  readonly cbcTextbookMs: number | null;
  readonly cbcTextbookGap: number | null;
  readonly cbcTextbookRatio: number | null;
  readonly cbcStrongMs: number | null;
  readonly cbcStrongGap: number | null;
  readonly cbcStrongRatio: number | null;
  readonly jsLpMs: number | null;
  readonly jsLpGap: number | null;
  readonly jsLpRatio: number | null;
  /** Whether the way brought every tier to the gap asked. */
  readonly heliReached: boolean;
  readonly textbookReached: boolean;
  readonly strongReached: boolean;
  readonly cbcReached: boolean;
  readonly firstPlanMs: number | null;
  /** Time to the first plan over the whole time. */
  readonly firstPlanShare: number | null;
  readonly threads: number | null;
  /** Time with the most threads over the time with one, where both were measured. */
  readonly threadsShare: number | null;
  /** Every run of Heli, whatever its threads, decided the same. */
  readonly samePlan: boolean | null;
  /** No bound of one way denies a plan of another: see `contradiction`. */
  readonly boundsAgree: boolean;
  /** Of a re-plan case, whose `heliMs` is the slowest re-plan: time of the full run before it, and the share of it. */
  readonly fullMs: number | null;
  readonly replanShare: number | null;
  readonly gapAsked: number;
  readonly limitMs: number;
  readonly machine: Machine;
  readonly figures: SeasonFigures;
  /** All measurements, with gap, time and memory of each and what it found tier by tier. */
  readonly outcomes: readonly Outcome[];
}

/** The measurement in the middle by time; of an even number the quicker one of the two. */
export function medianOf(outcomes: readonly Outcome[]): Outcome | undefined {
  const sorted = [...outcomes].sort((a, b) => a.ms - b.ms);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** Outcomes by way and number of threads asked, each the median of its repeats. */
export function medians(outcomes: readonly Outcome[]): Outcome[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = `${outcome.way} ${outcome.threads}`;
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()].flatMap((group) => medianOf(group) ?? []);
}

/** Every tier done, and each to the gap asked. A hair more is rounding of the gap, not a worse plan. */
export const reached = (outcome: Outcome | undefined): outcome is Measurement =>
  isMeasured(outcome) && outcome.gap !== null && outcome.gap <= GAP + 1e-9;

const rounded = (ms: number | undefined): number | null => (ms === undefined ? null : Math.round(ms));
const measured = (outcome: Outcome | undefined): Measurement | undefined =>
  isMeasured(outcome) ? outcome : undefined;

export function rowOf(run: CaseRun): ResultRow {
  const all = medians(run.outcomes);
  const heliRuns = all.filter(({ way }) => way === 'heli' || way === 'replan');
  const byThreads = [...heliRuns].sort((a, b) => a.threads - b.threads);
  const heliOutcome = byThreads.at(-1);
  const heli = measured(heliOutcome);
  const isReplan = heli?.way === 'replan';
  const slowestReplan = isReplan ? Math.max(...heli.replans.map(({ ms }) => ms)) : undefined;
  const heliMs = slowestReplan ?? heli?.ms;
  const of = (way: Baseline): Outcome | undefined => all.find((outcome) => outcome.way === way);
  const ratio = (outcome: Outcome | undefined): number | null =>
    outcome === undefined || heliMs === undefined ? null : outcome.ms / heliMs;
  const figuresOf = (outcome: Outcome | undefined) => ({
    ms: rounded(outcome?.ms),
    gap: measured(outcome)?.gap ?? null,
    ratio: ratio(outcome),
  });
  const [textbook, strong, jsLp] = [of('textbook'), of('strong'), of('js-lp')];
  const [cbcTextbook, cbcStrong] = [of('cbc-textbook'), of('cbc-strong')];
  const cbc = betterOf(cbcTextbook, cbcStrong);
  const seals = run.outcomes.flatMap((outcome) => measured(outcome)?.seal ?? []);
  const [one, most] = [measured(byThreads[0]), heli];
  return {
    case: run.case,
    volunteers: run.volunteers,
    activities: run.activities,
    columns: (heli ?? measured(textbook))?.columns ?? null,
    rows: (heli ?? measured(strong))?.rows ?? null,
    heliMs: rounded(heliMs),
    heliObjective: heli?.score ?? null,
    heliBound: heli?.scoreBound ?? null,
    heliGap: isReplan ? Math.max(...heli.replans.map(({ gap }) => gap)) : (heli?.gap ?? null),
    textbookMs: figuresOf(textbook).ms,
    textbookObjective: measured(textbook)?.score ?? null,
    textbookGap: figuresOf(textbook).gap,
    ratio: ratio(textbook),
    peakMb: heli?.peakMb ?? null,
    verified: isVerified(run.outcomes),
    strongMs: figuresOf(strong).ms,
    strongGap: figuresOf(strong).gap,
    strongRatio: ratio(strong),
    cbcMs: figuresOf(cbc).ms,
    cbcGap: figuresOf(cbc).gap,
    cbcRatio: ratio(cbc),
    cbcModel: cbc === undefined ? null : cbc.way === 'cbc-strong' ? 'strong' : 'textbook',
    cbcTextbookMs: figuresOf(cbcTextbook).ms,
    cbcTextbookGap: figuresOf(cbcTextbook).gap,
    cbcTextbookRatio: ratio(cbcTextbook),
    cbcStrongMs: figuresOf(cbcStrong).ms,
    cbcStrongGap: figuresOf(cbcStrong).gap,
    cbcStrongRatio: ratio(cbcStrong),
    jsLpMs: figuresOf(jsLp).ms,
    jsLpGap: figuresOf(jsLp).gap,
    jsLpRatio: ratio(jsLp),
    heliReached: reached(heliOutcome),
    textbookReached: reached(textbook),
    strongReached: reached(strong),
    cbcReached: reached(cbc),
    firstPlanMs: rounded(heli?.firstPlanMs ?? undefined),
    firstPlanShare: heli?.firstPlanMs == null ? null : heli.firstPlanMs / heli.ms,
    threads: heli?.threads ?? null,
    threadsShare: one?.threads === 1 && most !== undefined && most.threads > 1 ? most.ms / one.ms : null,
    samePlan: seals.length < 2 ? null : new Set(seals).size === 1,
    boundsAgree: contradiction(run.outcomes) === null,
    fullMs: isReplan ? rounded(heli.ms) : null,
    replanShare: slowestReplan === undefined || heli === undefined ? null : slowestReplan / heli.ms,
    gapAsked: GAP,
    limitMs: run.limitMs,
    machine: run.machine,
    figures: run.figures,
    outcomes: run.outcomes,
  };
}

/** Of two ways of one solver the one that got further: to the gap asked, else to the more tiers; then the quicker. */
function betterOf(a: Outcome | undefined, b: Outcome | undefined): Outcome | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const progress = (outcome: Outcome): number =>
    reached(outcome) ? Infinity : (measured(outcome)?.tiers.length ?? -1);
  if (progress(a) !== progress(b)) return progress(a) > progress(b) ? a : b;
  return a.ms <= b.ms ? a : b;
}

/** Heli gave plans, and every plan of every way passed the independent verifier. */
function isVerified(outcomes: readonly Outcome[]): boolean {
  const plans = outcomes.filter(isMeasured);
  return (
    outcomes.every((outcome) => isBaseline(outcome.way) || isMeasured(outcome)) &&
    plans.every(({ way, verified }) => verified === true || (verified === null && isBaseline(way))) &&
    plans.every(({ replans }) => replans.every(({ verified }) => verified))
  );
}

/** Points are whole numbers; fair shares are ratios of minutes, far coarser than this. */
const ROUNDING = 1e-6;

/**
 * The first tier in which a bound of one way denies what a plan of another reached, as a sentence; null when all agree.
 * A tier's bound holds for plans that are as good in the tiers before, so two ways are compared as long as they
 * reached the same.
 */
export function contradiction(outcomes: readonly Outcome[]): string | null {
  const plans = outcomes.filter(isMeasured);
  for (const prover of plans)
    for (const other of plans)
      for (const [position, { tier, sense, bound, value }] of prover.tiers.entries()) {
        const theirs = other.tiers[position];
        if (theirs?.tier !== tier) break;
        if (bound === null) break;
        const past = sense === 'max' ? theirs.value - bound : bound - theirs.value;
        if (past > ROUNDING * Math.max(1, Math.abs(bound)))
          return `${tier}: ${prover.way} says that nothing is better than ${bound}, ${other.way} holds ${theirs.value}`;
        if (Math.abs(theirs.value - value) > ROUNDING * Math.max(1, Math.abs(value))) break;
      }
  return null;
}

/** Where a way ended, in words: the tier that it did not finish, or why there are no figures. */
export function stopOf(outcome: Measurement | Failure): string | null {
  if (!isMeasured(outcome)) return outcome.failed;
  const { tiers, tiersWanted } = outcome;
  const open = tiers.find(({ gap }) => gap === null || gap > GAP + 1e-9);
  if (open) return `${open.tier} not proven`;
  return tiers.length < tiersWanted ? `no plan for tier ${tiers.length + 1} of ${tiersWanted}` : null;
}

/** Names of the ways that were measured, Heli first. */
export const waysIn = (rows: readonly ResultRow[]): Way[] => [
  ...new Set(rows.flatMap(({ outcomes }) => outcomes.map(({ way }) => way))),
];
