import { type BuiltModel } from '../model/build.js';
import { ColumnKind } from '../model/season-model.js';

/** Least points that columns can make, whatever is decided. */
export function leastPoints({ model }: BuiltModel, columns: Iterable<number>, points: Float64Array): number {
  let sum = 0;
  for (const column of columns) sum += Math.min(0, (points[column] ?? 0) * (model.upper[column] ?? 0));
  return sum;
}

/** Most points that columns could make if every activity had its best start and venue: a bound that needs no solver. */
export function mostPoints(
  { index, model }: BuiltModel,
  columns: Iterable<number>,
  points: Float64Array,
): number {
  const byStart = new Map<string, { sum: number; option: number }>();
  for (const column of columns) {
    const value = (points[column] ?? 0) * (model.upper[column] ?? 0);
    if (value <= 0) continue;
    const key = `${index.activityOf[column] ?? 0}/${index.startOf[column] ?? 0}`;
    const known = byStart.get(key) ?? { sum: 0, option: 0 };
    if (index.kinds[column] === ColumnKind.option) known.option = Math.max(known.option, value);
    else known.sum += value;
    byStart.set(key, known);
  }
  const best = new Map<string, number>();
  for (const [key, { sum, option }] of byStart) {
    const activity = key.slice(0, key.indexOf('/'));
    best.set(activity, Math.max(best.get(activity) ?? 0, sum + option));
  }
  return [...best.values()].reduce((sum, value) => sum + value, 0);
}
