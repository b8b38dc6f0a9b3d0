import { type Cut } from './cuts.js';
import { type Model } from './types.js';

const WHOLE = 1e-6;
const LEAST_VIOLATION = 0.02;

interface Item {
  readonly column: number;
  readonly weight: number;
  readonly value: number;
}

/**
 * Cover cuts of knapsack rows Σ w·x ≤ W over 0-1 columns: items that together weigh more than W cannot all be taken, so
 * one less of them can; items at least as heavy as the heaviest of them are added on the left, for any of them may take
 * the place of another. The relaxation fills what is left of a knapsack with part of an item, and exactly the items that
 * it packed there are such a cover.
 * Source: Balas, "Facets of the knapsack polytope", 1975; Crowder, Johnson and Padberg, 1983.
 * @param point of the linear program
 */
export function coverCuts(model: Model, point: Float64Array): Cut[] {
  const { starts, indices, values } = model.matrix;
  const cuts: Cut[] = [];
  for (let row = 0; row < model.rowCount; row++) {
    const capacity = model.rowUpper[row] ?? Infinity;
    if (!Number.isFinite(capacity) || capacity <= 0) continue;
    const from = starts[row] ?? 0;
    const to = starts[row + 1] ?? 0;
    let sound = true;
    let fractional = false;
    let sizes = 1;
    const first = values[from] ?? 0;
    for (let entry = from; entry < to && sound; entry++) {
      const column = indices[entry] ?? 0;
      const weight = values[entry] ?? 0;
      const value = point[column] ?? 0;
      sound =
        weight > 0 && model.integer[column] === 1 && model.lower[column] === 0 && model.upper[column] === 1;
      if (weight !== first) sizes = 2;
      fractional ||= value > WHOLE && value < 1 - WHOLE;
    }
    if (!sound || !fractional || (sizes === 1 && Number.isInteger(capacity / first))) continue;
    const items = Array.from({ length: to - from }, (_, at): Item => {
      const column = indices[from + at] ?? 0;
      return { column, weight: values[from + at] ?? 0, value: point[column] ?? 0 };
    });
    const cut = coverOf(items, capacity);
    if (cut) cuts.push(cut);
  }
  return cuts;
}

function coverOf(items: readonly Item[], capacity: number): Cut | null {
  const ranked = [...items].sort((a, b) => b.value - a.value || b.weight - a.weight);
  let weight = 0;
  let cover: Item[] = [];
  for (const item of ranked) {
    if (weight > capacity + WHOLE || item.value <= WHOLE) break;
    cover.push(item);
    weight += item.weight;
  }
  if (weight <= capacity + WHOLE) return null;
  // Minimal: without any of them the rest would fit. What the point takes least of goes first.
  for (const item of [...cover].reverse())
    if (weight - item.weight > capacity + WHOLE) {
      weight -= item.weight;
      cover = cover.filter((other) => other !== item);
    }
  const heaviest = cover.reduce((most, item) => Math.max(most, item.weight), 0);
  const inside = new Set(cover);
  const all = [...cover, ...items.filter((item) => !inside.has(item) && item.weight >= heaviest)];
  const upper = cover.length - 1;
  if (all.reduce((sum, { value }) => sum + value, 0) - upper < LEAST_VIOLATION) return null;
  const columns = Int32Array.from(all, ({ column }) => column).sort();
  return { columns, values: new Float64Array(columns.length).fill(1), upper };
}
