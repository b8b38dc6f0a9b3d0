import { type Limits } from '../../types.js';
import { BestFirst } from './best-first.js';
import { addCuts, valueInTable, type Cut, type WholeColumn } from './cuts.js';
import { Engine, Interrupted } from './simplex.js';
import { type Tableau } from './package.js';
import { type StandardForm } from './standard-form.js';

interface Branch {
  /** No point below here has a lower objective. */
  readonly bound: number;
  readonly cuts: readonly Cut[];
}

export type Stop = 'converged' | 'time-limit' | 'work-limit' | 'cancelled';

export interface SearchOutcome {
  readonly stop: Stop | 'unbounded-relaxation';
  /** Proven lower bound of the minimised objective; -Infinity when nothing is proven, +Infinity when no point exists. */
  readonly bound: number;
  readonly nodes: number;
  readonly pivots: number;
}

export interface SearchHooks {
  /** Rounds a proven bound to what a point can have (see `objectiveSteps`). */
  readonly roundUp: (bound: number) => number;
  /** Why to stop now, asked before every node and every pivot, with the pivots so far. */
  readonly shouldStop: (pivots: number) => Stop | null;
  /**
   * A point with all whole columns whole, as the tableau holds it. Returns the objective of the best point known
   * after it (minimised), or null when the point was refused.
   */
  readonly onPoint: () => number | null;
  readonly onNode: (bound: number, nodes: number) => void;
}

const WHOLE = 1e-7;
/** A branch is dropped when it cannot gain more than this share. */
const TIE = 1e-9;

/**
 * Branch and bound over the package's own simplex, in place of its own search, which cannot be stopped, does not say
 * whether its time ran out, and then returns values that are not whole. Dives to the nearer child first, then takes
 * the open branch with the lowest bound.
 */
export function search(
  form: StandardForm,
  limits: Limits,
  incumbent: number,
  { shouldStop, onPoint, onNode, roundUp }: SearchHooks,
): SearchOutcome {
  const { tableau, whole, constant } = form;
  const open = new BestFirst<Branch>();
  const engine = new Engine<Stop>(tableau, shouldStop);
  let best = incumbent;
  let nodes = 0;
  /** Lowest bound of branches that were left without an answer. */
  let unanswered = Infinity;
  let next: Branch | null = { bound: -Infinity, cuts: [] };

  const proven = (): number => Math.min(open.bound, next?.bound ?? Infinity, unanswered, best);
  const end = (stop: Stop): SearchOutcome => ({ stop, bound: proven(), nodes, pivots: engine.pivots });
  const goodEnough = (): boolean =>
    Number.isFinite(best) &&
    best - proven() <=
      Math.max(limits.absoluteGap ?? 0, (limits.relativeGap ?? 0) * Math.max(1, Math.abs(best)));
  const hopeless = (bound: number): boolean => bound >= best - TIE * Math.max(1, Math.abs(best));

  for (;;) {
    next ??= open.pop() ?? null;
    if (next === null) return end('converged');
    if (hopeless(next.bound)) {
      next = null;
      continue;
    }
    if (goodEnough()) return end('converged');
    const stop = nodes >= (limits.nodes ?? Infinity) ? 'work-limit' : shouldStop(engine.pivots);
    if (stop !== null) return end(stop);

    const branch: Branch = next;
    next = null;
    nodes++;
    tableau.restore();
    addCuts(tableau, branch.cuts);
    let outcome;
    try {
      outcome = engine.solve();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      next = branch;
      return end(error.reason as Stop);
    }
    if (outcome === 'infeasible') continue;
    if (outcome === 'unbounded')
      return { ...end('converged'), stop: 'unbounded-relaxation', bound: -Infinity };
    if (outcome === 'stalled') {
      unanswered = Math.min(unanswered, branch.bound);
      continue;
    }
    const bound = Math.max(branch.bound, roundUp((tableau.matrix[tableau.rhsColumn] ?? NaN) + constant));
    if (nodes === 1) tableau.save();
    onNode(Math.min(bound, open.bound, unanswered, best), nodes);
    if (hopeless(bound)) continue;

    const split = mostFractional(tableau, whole);
    if (split === null) {
      const improved = onPoint();
      if (improved === null) unanswered = Math.min(unanswered, bound);
      else best = Math.min(best, improved);
      continue;
    }
    const floor = Math.floor(split.value);
    const down: Branch = {
      bound,
      cuts: tighten(branch.cuts, { column: split.column, type: 'max', value: floor }),
    };
    const up: Branch = {
      bound,
      cuts: tighten(branch.cuts, { column: split.column, type: 'min', value: floor + 1 }),
    };
    const [near, far] = split.value - floor < 0.5 ? [down, up] : [up, down];
    next = near;
    open.push(far);
  }
}

function mostFractional(
  tableau: Tableau,
  whole: readonly WholeColumn[],
): { readonly column: WholeColumn; readonly value: number } | null {
  let found: { readonly column: WholeColumn; readonly value: number } | null = null;
  let largest = WHOLE;
  for (const column of whole) {
    const value = valueInTable(tableau, column.up) - valueInTable(tableau, column.down);
    const fraction = Math.abs(value - Math.round(value));
    if (fraction > largest) {
      largest = fraction;
      found = { column, value };
    }
  }
  return found;
}

/** A new limit takes the place of an older one on the same side of the same column. */
function tighten(cuts: readonly Cut[], cut: Cut): Cut[] {
  return [...cuts.filter(({ type, column }) => type !== cut.type || column !== cut.column), cut];
}
