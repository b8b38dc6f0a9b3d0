import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CancelSignal,
  type Limits,
  type Model,
  objectiveOf,
  relaxed,
  type Solution,
  type SolveOptions,
  type Solver,
  violations,
  withBounds,
  writeLpText,
} from '@heli/lp';
import { type CbcLog, parseCbcLog, parseCbcSolution, writeCbcStart } from './cbc-text.js';
import { runCbc } from './process.js';

/** CBC as a program of its own, fed with LP files. */
export interface Cbc extends Solver {
  /** Time spent so far beside CBC, milliseconds: writing its files, reading and checking its points. */
  readonly asideMs: () => number;
  /** CPU time of all CBC processes so far, milliseconds, as CBC counts it. */
  readonly cpuMs: () => number;
  /** Largest resident memory of a CBC process so far, MB. */
  readonly peakMb: () => number;
  /** Removes the folder with its files. */
  readonly close: () => Promise<void>;
}

const COMMAND = 'cbc';
const LP_FILE = 'model.lp';
const START_FILE = 'start.sol';
const POINT_FILE = 'point.sol';

/** A whole column may be this far from whole and still be meant as whole, as for our own backends. */
const NEARLY_WHOLE = 1e-5;
const AGREEMENT = 1e-6;

/** Version of the `cbc` on the path, or null where there is none. */
export async function cbcVersion(): Promise<string | null> {
  const run = await runCbc(COMMAND, ['-quit'], tmpdir(), 10_000).catch(() => null);
  return run === null ? null : (/Version:\s+(\S+)/.exec(run.log)?.[1] ?? 'unknown');
}

/**
 * @param lp solves the program over the columns that are not whole once CBC has chosen the whole ones: CBC prints eight
 * digits, too few for rows with large numbers
 * @throws Error where `cbc` is not installed
 */
export async function createCbc(lp: Solver): Promise<Cbc> {
  const version = await cbcVersion();
  if (version === null) throw new Error(`${COMMAND} is not installed, or not on the path`);
  const folder = await mkdtemp(join(tmpdir(), 'heli-cbc-'));
  let asideMs = 0;
  let cpuMs = 0;
  let peakMb = 0;

  const solve = async (
    asked: Model,
    limits: Limits = {},
    signal?: CancelSignal,
    options: SolveOptions = {},
  ): Promise<Solution> => {
    const began = performance.now();
    const model = numbered(options.relaxed === true ? relaxed(asked) : asked);
    await writeFile(join(folder, LP_FILE), writeLpText(model));
    await rm(join(folder, POINT_FILE), { force: true });
    if (options.start) await writeFile(join(folder, START_FILE), writeCbcStart(options.start));
    const run = await runCbc(
      COMMAND,
      argumentsFor(limits, options.start !== undefined),
      folder,
      limits.timeMs ?? Infinity,
      signal,
    );
    const log = parseCbcLog(run.log, model.sense);
    cpuMs += (log.cpuSeconds ?? 0) * 1000;
    peakMb = Math.max(peakMb, run.peakMb);
    const point = await readFile(join(folder, POINT_FILE), 'utf8').catch(() => '');
    const answer = orStart(model, await conclude(model, log, point, lp), options.start);
    asideMs += performance.now() - began - run.ms;
    return answer;
  };
  return {
    name: 'cbc',
    version,
    solve,
    asideMs: () => asideMs,
    cpuMs: () => cpuMs,
    peakMb: () => peakMb,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Columns by number, so that their names in the point say which they are. */
const numbered = (model: Model): Model => ({
  ...model,
  columnName: (column) => `x${column}`,
  rowName: (row) => `r${row}`,
});

function argumentsFor(limits: Limits, hasStart: boolean): string[] {
  const args = [LP_FILE];
  if (hasStart) args.push('-mipStart', START_FILE);
  // CBC counts CPU seconds unless told otherwise; our limits are wall time.
  if (limits.timeMs !== undefined) args.push('-sec', String(limits.timeMs / 1000), '-timeMode', 'elapsed');
  if (limits.nodes !== undefined) args.push('-maxNodes', String(limits.nodes));
  if (limits.relativeGap !== undefined) args.push('-ratioGap', String(limits.relativeGap));
  if (limits.absoluteGap !== undefined) args.push('-allowableGap', String(limits.absoluteGap));
  return [...args, '-solve', '-solution', POINT_FILE];
}

async function conclude(model: Model, log: CbcLog, text: string, lp: Solver): Promise<Solution> {
  const { termination, hasPoint, values: read } = parseCbcSolution(text);
  const answer: Solution = {
    termination,
    quality: 'none',
    values: null,
    objective: null,
    bound: log.bound,
    rowDuals: null,
    reducedCosts: null,
    basis: null,
    nodes: log.nodes,
    iterations: log.iterations,
    message: termination === 'failed' ? `CBC ended without a word: ${text.slice(0, 200)}` : null,
  };
  if (!hasPoint) return answer;
  const raw = Float64Array.from({ length: model.columnCount }, (_, column) => read.get(column) ?? 0);
  const values = await exact(model, raw, lp);
  if (values === null) return { ...answer, message: 'the point of CBC breaks the model and was refused' };
  const objective = objectiveOf(model, values);
  const proven = termination === 'converged' && log.proven;
  const bound = honest(model.sense, proven ? objective : log.bound, objective);
  return { ...answer, quality: proven ? 'optimal' : 'feasible', values, objective, bound };
}

/** The point with whole columns rounded and the others found again by a linear program; null when it breaks the model. */
async function exact(model: Model, raw: Float64Array, lp: Solver): Promise<Float64Array | null> {
  const lower = Float64Array.from(model.lower);
  const upper = Float64Array.from(model.upper);
  let free = 0;
  raw.forEach((value, column) => {
    if (model.integer[column] !== 1) free += 1;
    else if (Math.abs(value - Math.round(value)) <= NEARLY_WHOLE)
      lower[column] = upper[column] = raw[column] = Math.round(value) + 0;
  });
  let values: Float64Array | null = raw;
  if (free > 0) ({ values } = await lp.solve(relaxed(withBounds(model, lower, upper))));
  return values !== null && violations(model, values).length === 0 ? values : null;
}

/**
 * The answer, or the point that CBC was given to start from where it holds none as good: CBC 2.10 loses most starts in
 * its preprocessing, without which it is slower still.
 */
function orStart(model: Model, answer: Solution, start: Float64Array | undefined): Solution {
  if (start?.length !== model.columnCount || violations(model, start).length > 0) return answer;
  const objective = objectiveOf(model, start);
  const sign = model.sense === 'max' ? 1 : -1;
  if (answer.objective !== null && sign * (answer.objective - objective) >= 0) return answer;
  const bound = honest(model.sense, answer.bound, objective);
  const held: Solution = { ...answer, quality: 'feasible', values: start, objective, bound };
  if (answer.termination !== 'infeasible') return held;
  return { ...held, termination: 'failed', message: 'CBC calls a model infeasible that has a point' };
}

/** The bound where the point does not contradict it; a hair past the objective is rounding. */
function honest(sense: 'min' | 'max', bound: number | null, objective: number): number | null {
  if (bound === null) return null;
  const room = sense === 'max' ? bound - objective : objective - bound;
  if (room >= 0) return bound;
  return -room <= AGREEMENT * Math.max(1, Math.abs(objective)) ? objective : null;
}
