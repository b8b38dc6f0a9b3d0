import { type SeasonModel } from '../model/season-model.js';
import { solveExact } from '../solve/exact.js';
import { leastPoints, mostPoints } from '../solve/points-range.js';
import { type SeasonRow } from '../solve/submodel.js';
import { limitsOf, type Means } from './means.js';
import { type Mode, type Part } from './neighbourhood.js';
import { type Prices } from './prices.js';
import { isSlim } from './slim.js';
import { wholeBound } from './whole-bound.js';

/** Whole-number points by column, to be made as many as possible. A `SumTier` is one. */
export interface Goal {
  readonly points: (model: SeasonModel) => Float64Array;
}

export interface Best {
  readonly kind: 'best';
  /** By column of the part. */
  readonly point: Float64Array;
  /** By goal. */
  readonly values: readonly number[];
  /** By goal: proven of every point of the model that is as good in the goals before. Infinity where nothing is proven. */
  readonly bounds: readonly number[];
  /** Coupling rows that had a price when the first goal was at its best. */
  readonly priced: readonly number[];
  /** All prices then; null where they are not known. */
  readonly prices: Prices | null;
}

/** `unknown`: the time was up before a point was found. */
export type Search = Best | { readonly kind: 'infeasible' } | { readonly kind: 'unknown' };

/** Weights beyond this product would cost the solver its precision; the goals are then taken one after the other. */
const WIDEST_WEIGHTS = 1e7;

/**
 * People who can stand in for one another leave more columns without a price in a part than in a season. With half of
 * them free branch and cut of a gift's part took 60 ms in place of 260.
 */
const FREE_SHARE = 0.5;

/** Most less least points that a goal could give the part. */
function widthOf({ around, columns, besideColumns }: Part, goal: Goal): number {
  const points = around.points(goal);
  const beside = besideColumns.reduce((sum, column) => sum + Math.abs(points[column] ?? 0), 0);
  return mostPoints(around.built, columns, points) - leastPoints(around.built, columns, points) + beside;
}

interface Weighed {
  readonly goal: Goal;
  readonly weight: number;
}

/** Goals in groups that one weighted sum may stand for: one point of a goal outweighs all of those after it. */
function weigh(part: Part, goals: readonly Goal[]): Weighed[][] {
  const groups: Weighed[][] = [];
  let group: Weighed[] = [];
  let weight = 1;
  for (const goal of [...goals].reverse()) {
    const width = widthOf(part, goal);
    if (group.length > 0 && weight * (width + 1) > WIDEST_WEIGHTS) {
      groups.unshift(group);
      group = [];
      weight = 1;
    }
    group.unshift({ goal, weight });
    weight *= width + 1;
  }
  if (group.length > 0) groups.unshift(group);
  return groups;
}

function weightedCost(part: Part, group: readonly Weighed[]): (column: number) => number {
  const weighted = group.map(({ goal, weight }) => ({ points: part.around.points(goal), weight }));
  return (column) => weighted.reduce((sum, { points, weight }) => sum + weight * (points[column] ?? 0), 0);
}

/**
 * The goals one after the other, each with those before it held at what they reached. Goals whose weights allow it are
 * solved as one sum; where that is not closed they are taken apart again.
 * @param extra rows that every point has to keep beside those of the part
 */
export async function lexicographic(
  part: Part,
  mode: Mode,
  goals: readonly Goal[],
  extra: readonly SeasonRow[],
  means: Means,
): Promise<Search> {
  if (mode === 'residual' && part.isBlocked) return { kind: 'infeasible' };
  const kept = [...extra];
  const values: number[] = [];
  const bounds: number[] = [];
  let point: Float64Array | null = null;
  let priced: number[] | null = null;
  let prices: Prices | null = null;
  const queue = goals.length === 0 ? [[]] : weigh(part, goals);
  for (let group = queue.shift(); group; group = queue.shift()) {
    const cost = weightedCost(part, group);
    const made = part.model(mode, cost, kept);
    const { model, between, firstBetween } = made;
    const answer = await solveExact(means.solver, model, limitsOf(means), means.signal, {
      start: point ?? undefined,
      asItStands: mode === 'residual' && isSlim(part),
      freeShare: FREE_SHARE,
    });
    if (!answer.values && !point)
      return answer.termination === 'infeasible' ? { kind: 'infeasible' } : { kind: 'unknown' };
    // The point of the goals before keeps these rows too; it stands where nothing better was found.
    point = answer.values ?? point;
    if (!point) continue;
    priced ??= between.flatMap(({ id }, row) =>
      id !== undefined && Math.abs(answer.rowDuals?.[firstBetween + row] ?? 0) > 1e-7 ? [id] : [],
    );
    const reached = point;
    const points = group.map(({ goal }) => part.value(goal, reached));
    const total = group.reduce((sum, { weight }, position) => sum + weight * (points[position] ?? 0), 0);
    if (answer.rowDuals)
      prices ??= {
        of: made,
        duals: answer.rowDuals,
        scale: group[0]?.weight ?? 1,
        cost,
        total: group.length === goals.length ? total : null,
      };
    const bound = answer.bound === null ? Infinity : wholeBound(answer.bound);
    if (bound > total && group.length > 1) {
      queue.unshift(...group.map(({ goal }) => [{ goal, weight: 1 }]));
      continue;
    }
    group.forEach(({ goal }, position) => {
      const value = points[position] ?? 0;
      values.push(value);
      bounds.push(Math.max(value, group.length > 1 ? value : bound));
      kept.push(part.floor(goal, value));
    });
  }
  return point ? { kind: 'best', point, values, bounds, priced: priced ?? [], prices } : { kind: 'unknown' };
}

/**
 * What the part could make of each goal in any plan of the season that makes at least `floors` of the goals before.
 * @returns bounds by goal and the best point of the relaxation; null when the part cannot be decided at all, whatever the rest does
 */
export async function ceilingsOf(
  part: Part,
  goals: readonly Goal[],
  floors: readonly number[],
  extra: readonly SeasonRow[],
  means: Means,
): Promise<{ readonly bounds: number[]; readonly best: Best | null } | null> {
  const search = await lexicographic(part, 'relaxed', goals, extra, means);
  if (search.kind === 'infeasible') return null;
  if (search.kind === 'unknown') return { bounds: goals.map(() => Infinity), best: null };
  const bounds: number[] = [];
  for (const [position, goal] of goals.entries()) {
    const asGood = goals
      .slice(0, position)
      .every((_, before) => (search.values[before] ?? 0) <= (floors[before] ?? -Infinity));
    if (asGood) {
      bounds.push(search.bounds[position] ?? Infinity);
      continue;
    }
    const kept = goals.slice(0, position).flatMap((before, at) => {
      const floor = floors[at] ?? -Infinity;
      return floor === -Infinity ? [] : [part.floor(before, floor)];
    });
    const points = part.around.points(goal);
    const { model } = part.model('relaxed', (column) => points[column] ?? 0, [...kept, ...extra]);
    const answer = await means.solver.solve(model, limitsOf(means), means.signal, { relaxed: true });
    const bound = answer.quality === 'optimal' ? answer.objective : answer.bound;
    bounds.push(bound === null ? Infinity : wholeBound(bound));
  }
  return { bounds, best: search };
}
