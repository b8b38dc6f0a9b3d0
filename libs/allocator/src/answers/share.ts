import { commonDivisor } from '@heli/lp';
import { minutesOf } from '../rules/work-limits.js';
import { nth } from '../season/season.js';
import { solveExact, solveRelaxed } from '../solve/exact.js';
import { type SeasonRow } from '../solve/submodel.js';
import { limitsOf, type Means } from './means.js';
import { type Mode, type Part } from './neighbourhood.js';
import { isSlim } from './slim.js';

const EPSILON = 1e-9;
/** Shares nearer than this are equal: loads and offers are whole minutes. */
export const SAME_SHARE = 1e-6;

interface Carrier {
  readonly volunteer: number;
  readonly offered: number;
  readonly columns: readonly number[];
  readonly minutes: readonly number[];
}

/** Everybody who could serve in the part. */
function carriersOf(part: Part): Carrier[] {
  const { index } = part.around.built;
  return index.people.flatMap((list, volunteer) => {
    const inside = list.filter(({ activity }) => part.activities.has(activity));
    if (inside.length === 0) return [];
    const { offeredMinutes } = nth(index.season.volunteers, volunteer);
    return [
      {
        volunteer,
        offered: offeredMinutes,
        columns: inside.map(({ column }) => column),
        minutes: inside.map((person) => minutesOf(index, person)),
      },
    ];
  });
}

/**
 * Rows that keep everybody's load at most at their share of what they offered. In `residual` with what they carry outside
 * the part taken off; in `relaxed` their load inside alone. Rounded to what the activities' lengths can add up to.
 */
export function capRows(
  part: Part,
  mode: Mode,
  shareOf: (volunteer: number) => number,
  outside: Float64Array,
): SeasonRow[] {
  return carriersOf(part).flatMap(({ volunteer, offered, columns, minutes }) => {
    const cap =
      Math.floor(shareOf(volunteer) * offered + SAME_SHARE) -
      (mode === 'residual' ? (outside[volunteer] ?? 0) : 0);
    const step = commonDivisor(minutes);
    const upper = Math.floor(cap / step + EPSILON) * step;
    const most = minutes.reduce((sum, each) => sum + each, 0);
    return most <= upper ? [] : [{ columns, values: minutes, lower: -Infinity, upper }];
  });
}

/** Load of each volunteer inside the part at a point of it, minutes. */
export function loadsInside(part: Part, point: Float64Array): Map<number, number> {
  const at = new Map<number, number>();
  part.columns.forEach((column, position) => at.set(column, point[position] ?? 0));
  const loads = new Map<number, number>();
  for (const { volunteer, columns, minutes } of carriersOf(part)) {
    let load = 0;
    columns.forEach((column, entry) => (load += Math.round(at.get(column) ?? 0) * (minutes[entry] ?? 0)));
    loads.set(volunteer, load);
  }
  return loads;
}

export interface LeastShareOptions {
  /** The linear program alone: a bound, rarely a point. */
  readonly byRelaxation?: boolean;
  /** Shares that are as good as each other: the most loaded carries so much elsewhere. */
  readonly atLeast?: number;
}

/**
 * The least that the most loaded person can carry as a share of the offer: min τ with load ≤ τ · offered for everybody.
 * In `residual` with what they carry outside; in `relaxed` the part alone, which no plan of the season can undercut.
 * @param floors rows that keep what the tiers before have
 */
export async function leastShare(
  part: Part,
  mode: Mode,
  floors: readonly SeasonRow[],
  outside: Float64Array,
  means: Means,
  { byRelaxation = false, atLeast = 0 }: LeastShareOptions = {},
): Promise<{ readonly point: Float64Array | null; readonly bound: number }> {
  const share = part.besidesFrom + part.besideColumns.length;
  const rows = carriersOf(part).flatMap(({ volunteer, offered, columns, minutes }): SeasonRow[] => {
    const carried = mode === 'residual' ? (outside[volunteer] ?? 0) : 0;
    const most = minutes.reduce((sum, each) => sum + each, carried);
    if (most <= atLeast * offered) return [];
    return [
      {
        columns: [...columns, share],
        values: [...minutes.map((each) => each / offered), -1],
        lower: -Infinity,
        upper: -carried / offered,
      },
    ];
  });
  const { model } = part.model(
    mode,
    () => 0,
    [...floors, ...rows],
    [{ cost: -1, lower: atLeast, upper: 1e6 }],
  );
  const { solver, signal } = means;
  const answer = byRelaxation
    ? await solveRelaxed(solver, model, limitsOf(means), signal, isSlim(part))
    : await solveExact(solver, model, limitsOf(means), signal, { asItStands: isSlim(part) });
  return {
    point: answer.values ? answer.values.subarray(0, part.width) : null,
    bound: answer.bound === null ? 0 : Math.max(0, -answer.bound - SAME_SHARE / 10),
  };
}
