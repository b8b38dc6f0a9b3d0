import { dualBound, reducedCostsOf } from '../../dual-bound.js';
import { relaxed, withObjective } from '../../model-builder.js';
import {
  type CancelSignal,
  type Limits,
  type Model,
  type Solution,
  type SolveOptions,
  type Solver,
  type Termination,
} from '../../types.js';
import { withoutColumns, withoutPoint } from '../answers.js';
import { checkPoint, honestBound, room, type CheckedPoint } from '../point.js';
import { search, type Stop } from './branch-and-bound.js';
import { objectiveSteps } from './objective-steps.js';
import { Engine, Interrupted } from './simplex.js';
import { toStandardForm } from './standard-form.js';

/** The package does not tell its version; this is the one in package.json, and a test compares them. */
const VERSION = '1.0.3';

/** What may be left between bound and objective of a MIP that is called optimal, as a share. */
const CLOSED = 1e-8;

/** Bound and objective of an LP agree within this share, else the optimum is not called proven. */
const PROVEN = 1e-7;

interface Work {
  readonly nodes: number;
  readonly iterations: number;
}

/**
 * javascript-lp-solver behind `Solver`: a dense simplex in plain JavaScript, for small blocks and as an independent
 * opinion. Only its table and simplex are used: the search over whole columns is ours and every pivot passes a guard, so
 * that it can be stopped, cannot cycle, counts its work and keeps a true bound. An LP optimum is called optimal only
 * when its duals prove it by weak duality.
 *
 * Signs of duals as in HiGHS: d objective / d limit, in the sense of the model. No basis goes in or out; `start` is
 * taken as the first point to beat if it is a good one. `iterations` counts pivots.
 */
export function createJsLp(): Solver {
  return {
    name: 'js-lp',
    version: VERSION,
    // A promise although nothing waits: errors thrown by `onProgress` must reach the caller as a rejection.
    // eslint-disable-next-line @typescript-eslint/require-await
    async solve(model, limits = {}, signal, options = {}) {
      if (signal?.aborted === true) return withoutPoint('cancelled', null);
      const target = options.relaxed === true ? relaxed(model) : model;
      if (target.columnCount === 0) return withoutColumns(target);
      return target.integer.includes(1)
        ? solveMip(target, limits, watch(limits, signal), options)
        : solveLp(target, limits, signal);
    },
  };
}

function solveLp(model: Model, limits: Limits, signal: CancelSignal | undefined): Solution {
  const made = toStandardForm(model);
  if (made.kind === 'infeasible') return withoutPoint('infeasible', null);
  if (made.kind === 'too-large') return withoutPoint('failed', made.message);
  const { tableau, values, rowDuals } = made.form;
  const engine = new Engine(tableau, watch(limits, signal));
  let outcome;
  try {
    outcome = engine.solve();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return withoutPoint(error.reason as Stop, null, { nodes: 0, iterations: engine.pivots });
  }
  const work = { nodes: 0, iterations: engine.pivots };
  switch (outcome) {
    case 'infeasible':
    case 'unbounded':
      return withoutPoint(outcome, null, work);
    case 'stalled':
      return withoutPoint('failed', `${model.name}: javascript-lp-solver stalled`, work);
    case 'optimal':
      break;
  }
  const verdict = checkPoint(model, values());
  if (verdict.kind === 'refused') {
    const message = `${model.name}: a point of javascript-lp-solver was refused: ${verdict.reason}`;
    return withoutPoint('failed', message, work);
  }
  const { values: point, objective } = verdict.point;
  const duals = rowDuals();
  const bound = honestBound(model.sense, dualBound(model, duals), objective);
  const proven =
    bound !== null && room(model.sense, bound, objective) <= PROVEN * Math.max(1, Math.abs(objective));
  return {
    ...withoutPoint(proven ? 'converged' : 'failed', null, work),
    quality: proven ? 'optimal' : 'feasible',
    values: point,
    objective,
    bound: proven ? objective : bound,
    rowDuals: proven ? duals : null,
    reducedCosts: proven ? reducedCostsOf(model, duals) : null,
    message: proven
      ? null
      : `${model.name}: javascript-lp-solver stopped at a point that its duals do not prove optimal`,
  };
}

function solveMip(model: Model, limits: Limits, shouldStop: StopSource, options: SolveOptions): Solution {
  const made = toStandardForm(model);
  if (made.kind === 'infeasible') return withoutPoint('infeasible', null);
  if (made.kind === 'too-large') return withoutPoint('failed', made.message);
  const { form } = made;
  const sign = model.sense === 'min' ? 1 : -1;
  const notes: string[] = [];
  let held = startFor(model, options.start, notes);

  const outcome = search(form, limits, held === null ? Infinity : sign * held.objective, {
    shouldStop,
    roundUp: objectiveSteps(model),
    onPoint: () => {
      const verdict = checkPoint(model, form.values());
      if (verdict.kind === 'refused') {
        notes.push(`a point of javascript-lp-solver was refused: ${verdict.reason}`);
        return null;
      }
      if (held === null || room(model.sense, verdict.point.objective, held.objective) > 0)
        held = verdict.point;
      return sign * verdict.point.objective;
    },
    onNode: (bound, nodes) => {
      options.onProgress?.({
        objective: held?.objective ?? null,
        bound: Number.isFinite(bound) ? sign * bound : null,
        nodes,
      });
    },
  });
  const work = { nodes: outcome.nodes, iterations: outcome.pivots };
  const message = notes.length === 0 ? null : `${model.name}: ${notes.join('; ')}`;
  if (outcome.stop === 'unbounded-relaxation') {
    return unboundedOrInfeasible(model, limits, shouldStop, work);
  }
  return answer(model, limits, outcome.stop, sign * outcome.bound, held, work, message);
}

/** Any point at all? Then the descent that the relaxation showed has no end. */
function unboundedOrInfeasible(model: Model, limits: Limits, stop: StopSource, work: Work): Solution {
  const anyPoint = withObjective(model, new Float64Array(model.columnCount), 'min');
  const found = solveMip(anyPoint, limits, stop, {});
  const total = { nodes: work.nodes + found.nodes, iterations: work.iterations + found.iterations };
  return withoutPoint(found.quality === 'none' ? found.termination : 'unbounded', found.message, total);
}

/** @param pivots made so far */
type StopSource = (pivots: number) => Stop | null;

/** Why to stop, if at all. The package shares no clock, so this backend reads one: a time limit is part of what it is asked. */
function watch(limits: Limits, signal: CancelSignal | undefined): StopSource {
  const end = performance.now() + (limits.timeMs ?? Infinity);
  return (pivots) => {
    if (signal?.aborted === true) return 'cancelled';
    if (pivots > (limits.iterations ?? Infinity)) return 'work-limit';
    return performance.now() >= end ? 'time-limit' : null;
  };
}

function answer(
  model: Model,
  limits: Limits,
  stop: Stop,
  claimed: number,
  held: CheckedPoint | null,
  work: Work,
  message: string | null,
): Solution {
  if (held === null) {
    if (stop === 'converged')
      return withoutPoint(Number.isFinite(claimed) ? 'failed' : 'infeasible', message, work);
    return { ...withoutPoint(stop, message, work), bound: Number.isFinite(claimed) ? claimed : null };
  }
  const { values, objective } = held;
  const bound = honestBound(model.sense, claimed, objective);
  const size = Math.max(1, Math.abs(objective));
  const left = bound === null ? Infinity : room(model.sense, bound, objective);
  const asked = Math.max(limits.absoluteGap ?? 0, (limits.relativeGap ?? 0) * size);
  const closed = left <= CLOSED * size;
  const termination: Termination = stop === 'converged' && !closed && left > asked ? 'failed' : stop;
  return {
    ...withoutPoint(termination, message, work),
    quality: stop === 'converged' && closed ? 'optimal' : 'feasible',
    values,
    objective,
    bound,
  };
}

function startFor(model: Model, start: Float64Array | undefined, notes: string[]): CheckedPoint | null {
  if (start === undefined) return null;
  const verdict = checkPoint(model, start);
  if (verdict.kind === 'good') return verdict.point;
  notes.push(`the start was ignored: ${verdict.reason}`);
  return null;
}
