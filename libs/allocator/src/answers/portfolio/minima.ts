import { type LeastHeld } from '@heli/contracts';
import { type SeasonModel } from '../../model/season-model.js';
import { leastSpending, speaksOf } from '../../rules/spending-limit.js';
import { nth, type Season } from '../../season/season.js';
import { type ExtraColumn, pointsRow, type SeasonRow } from '../../solve/submodel.js';
import { type Goal } from '../lexicographic.js';
import { type Part } from '../neighbourhood.js';

/** Activities that some minima speak of, by position. */
export const membersOf = (season: Season, least: readonly LeastHeld[]): Set<number> =>
  new Set(
    season.activities
      .filter(({ raw }) => least.some((each) => speaksOf(each, raw)))
      .map(({ index }) => index),
  );

/** Activities held that one of the minima speaks of. */
export const heldOf = (least: LeastHeld): Goal => ({
  points(index: SeasonModel): Float64Array {
    const points = new Float64Array(index.kinds.length);
    for (const { index: activity, raw } of index.season.activities)
      if (speaksOf(least, raw)) for (const { column } of index.startsOf(activity)) points[column] = 1;
    return points;
  },
});

/** "At least so many of these", over a part that has all activities that the minima speak of. */
export function leastRow({ around, columns }: Part, least: LeastHeld): SeasonRow {
  return pointsRow(columns, around.points(heldOf(least)), least.count);
}

/**
 * A part that counts what it holds towards the minima: a column m ≤ count for each, with m ≤ Σ z over its activities.
 * The part has to have all activities that the minima speak of.
 */
export function counting(part: Part, least: readonly LeastHeld[]): { part: Part; goal: Goal } {
  const first = part.besidesFrom;
  const besides = least.map(({ count }): ExtraColumn => ({ cost: 0, lower: 0, upper: count }));
  const rows = least.map((each, at): SeasonRow => {
    const held = leastRow(part, each);
    return {
      columns: [...Array.from(held.columns), first + at],
      values: [...Array.from(held.values), -1],
      lower: 0,
      upper: Infinity,
    };
  });
  const goal: Goal = {
    points(index: SeasonModel): Float64Array {
      const points = new Float64Array(index.kinds.length + least.length);
      points.fill(1, index.kinds.length);
      return points;
    },
  };
  return { part: part.with(rows, besides), goal };
}

/**
 * Activities to hold so that the minima are reached, by position: of each those that are held anyway, then the cheapest,
 * of equal ones the weightiest. A guess, which counts every activity for all of the minima that speak of it.
 */
export function guess(season: Season, least: readonly LeastHeld[], held: ReadonlySet<number>): Set<number> {
  const chosen = new Set<number>();
  const cost = (activity: number): number => leastSpending(nth(season.activities, activity).raw, null);
  for (const each of least) {
    const members = [...membersOf(season, [each])];
    let missing = each.count - members.filter((activity) => chosen.has(activity)).length;
    const ranked = members
      .filter((activity) => !chosen.has(activity))
      .sort(
        (a, b) =>
          Number(held.has(b)) - Number(held.has(a)) ||
          cost(a) - cost(b) ||
          nth(season.activities, b).raw.priority - nth(season.activities, a).raw.priority,
      );
    for (const activity of ranked) if (missing-- > 0) chosen.add(activity);
  }
  return chosen;
}
