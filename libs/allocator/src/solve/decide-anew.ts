import { type FixedRest, slim } from '@heli/lp';
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
  const { effort } = state;
  const { cost } = rest.model;
  const before = lists.map((columns) => Float64Array.from(columns, (column) => rest.point[column] ?? 0));
  const answers = await concurrently(rest.parts(lists), effort.atOnce, ({ model }, position) =>
    solveParts(
      effort.solver,
      slim(model),
      { ...state.limits(), absoluteGap: Math.max(0.5, absoluteGap) },
      effort.signal,
      effort.atOnce,
      fromPlan ? before[position] : undefined,
    ),
  );
  return answers.map((answer, position) => {
    const columns = nth(lists, position);
    const made = nth(before, position).reduce(
      (sum, value, at) => sum + (cost[columns[at] ?? 0] ?? 0) * value,
      0,
    );
    if (!answer || answer.objective < made + 0.5) return false;
    rest.adopt(columns, answer.values);
    return true;
  });
}

/** A list in groups of so many, which are far from each other in it: neighbours share more. */
export function farApart<T>(list: readonly T[], atOnce: number): T[][] {
  const groups = Math.ceil(list.length / atOnce);
  return Array.from({ length: groups }, (_, first) =>
    list.filter((_item, position) => position % groups === first),
  );
}
