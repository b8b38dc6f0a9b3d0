import { nth } from '../season/season.js';
import { type Part } from './neighbourhood.js';

/**
 * Activities around a part that hold what it would need: those that use a row which has a price, or which the part
 * would break if it did what it could at best; and those that it builds on, or that build on it.
 * @param wanted by column of the part: what it would do if the rest gave way
 */
export function rivalsOf(part: Part, wanted: Float64Array | null, priced: readonly number[]): Set<number> {
  const { couplings, point, built, season } = part.around;
  const { activityOf } = built.index;
  const inside = new Map<number, number>();
  if (wanted) part.columns.forEach((column, position) => inside.set(column, wanted[position] ?? 0));
  const rows = new Set(priced);
  if (wanted)
    for (const id of part.touching) {
      const { columns, values, lower, upper } = couplings.get(id);
      let sum = 0;
      columns.forEach((column, entry) => {
        sum +=
          (values[entry] ?? 0) * (inside.get(column) ?? (part.contains(column) ? 0 : (point[column] ?? 0)));
      });
      if (sum > upper + 1e-6 || sum < lower - 1e-6) rows.add(id);
    }
  const rivals = new Set<number>();
  for (const id of rows)
    for (const column of couplings.get(id).columns)
      if (!part.contains(column) && (point[column] ?? 0) > 1e-6) rivals.add(activityOf[column] ?? -1);
  for (const activity of season.activities)
    for (const before of activity.predecessors)
      if (part.activities.has(activity.index) !== part.activities.has(before))
        rivals.add(part.activities.has(before) ? activity.index : before);
  for (const activity of part.activities) rivals.delete(nth(season.activities, activity).index);
  return rivals;
}
