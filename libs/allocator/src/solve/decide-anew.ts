import { type FixedRest, type Model, objectiveOf, slim } from '@heli/lp';
import { nth } from '../season/season.js';
import { concurrently } from './concurrently.js';
import { solveParts } from './exact.js';
import { type SeasonState } from './state.js';

/** Parts that are decided anew at a time: so many whatever the number of threads, for the plan must not depend on that. */
export const SIDE_BY_SIDE = 2;

/**
 * Decides parts of a plan anew side by side, the rest as it stands; what is better is written into it.
 * @param lists columns, each in one part at most; of what is scarce the first part may use what is left over
 * @param absoluteGap so many points less than the most are near enough
 * @param fromPlan begins with what they are in it, where branch and cut may find nothing in its time
 * @returns of each part whether it makes more points
 */
export async function decideAnew(
  state: SeasonState,
  rest: FixedRest,
  lists: readonly Int32Array[],
  absoluteGap: number,
  fromPlan: boolean,
): Promise<boolean[]> {
  const parts = rest.parts(lists);
  const before = lists.map((columns) => rest.valuesOf(columns));
  const gap = Math.max(0.5, absoluteGap);
  const answers = await concurrently(parts, state.effort.atOnce, ({ model }, position) =>
    solvePart(state, model, gap, fromPlan ? before[position] : undefined),
  );
  return parts.map(({ model, columns }, position) => {
    const answer = answers[position];
    if (!answer || answer.objective < objectiveOf(model, nth(before, position)) + 0.5) return false;
    rest.adopt(columns, answer.values);
    return true;
  });
}

/**
 * A part of a plan by itself; null when that has no answer.
 * @param absoluteGap so many points less than the most are near enough
 * @param start a point that keeps every row, to begin with
 */
export function solvePart(
  state: SeasonState,
  model: Model,
  absoluteGap: number,
  start?: Float64Array,
): ReturnType<typeof solveParts> {
  const { solver, signal, atOnce } = state.effort;
  return solveParts(solver, slim(model), { ...state.limits(), absoluteGap }, signal, atOnce, start);
}

/** A list in groups of so many, which are far from each other in it: neighbours share more. */
export function farApart<T>(list: readonly T[], atOnce: number): T[][] {
  const groups = Math.ceil(list.length / atOnce);
  return Array.from({ length: groups }, (_, first) =>
    list.filter((_item, position) => position % groups === first),
  );
}
