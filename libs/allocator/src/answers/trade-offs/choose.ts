import { type TradeOffMeasure } from '@heli/contracts';
import { dominates, isAlike, merit, type Values } from './measures.js';

/** Those that no other dominates and, of plans that are alike in every measure, the first. */
export function undominated<T extends { readonly values: Values }>(
  found: readonly T[],
  stored: Values,
  measures: readonly TradeOffMeasure[],
): T[] {
  return found.filter(
    ({ values }, at) =>
      !dominates(stored, values, measures) &&
      !isAlike(stored, values, measures) &&
      !found.some(
        (other, position) =>
          dominates(other.values, values, measures) ||
          (position < at && isAlike(other.values, values, measures)),
      ),
  );
}

/**
 * The few that are most different: one after the other the one whose nearest of those chosen, and of the stored plan, is
 * farthest away, each measure as a share of its range (Gonzalez, "Clustering to minimize the maximum intercluster
 * distance", 1985). Begins with the best in the first measure.
 */
export function mostDistinct<T extends { readonly values: Values }>(
  found: readonly T[],
  stored: Values,
  measures: readonly TradeOffMeasure[],
  most: number,
): T[] {
  const all = [...found.map(({ values }) => values), stored];
  const widths = measures.map((measure) => {
    const merits = all.map((values) => merit(measure, values[measure] ?? 0));
    return Math.max(1e-9, Math.max(...merits) - Math.min(...merits));
  });
  const apart = (a: Values, b: Values): number =>
    Math.hypot(...measures.map((measure, at) => ((a[measure] ?? 0) - (b[measure] ?? 0)) / (widths[at] ?? 1)));
  const inOrder = [...found].sort((a, b) => compare(b.values, a.values, measures));
  const chosen: T[] = inOrder.slice(0, Math.min(1, most));
  while (chosen.length < Math.min(most, found.length)) {
    let next: T | null = null;
    let farthest = -1;
    for (const candidate of inOrder) {
      if (chosen.includes(candidate)) continue;
      const nearest = Math.min(
        apart(candidate.values, stored),
        ...chosen.map(({ values }) => apart(candidate.values, values)),
      );
      if (nearest > farthest + 1e-9) {
        farthest = nearest;
        next = candidate;
      }
    }
    if (!next) break;
    chosen.push(next);
  }
  return chosen.sort((a, b) => compare(b.values, a.values, measures));
}

/** By the first measure, then the second …: above 0 where `a` is better. */
function compare(a: Values, b: Values, measures: readonly TradeOffMeasure[]): number {
  for (const measure of measures) {
    const difference = merit(measure, a[measure] ?? 0) - merit(measure, b[measure] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
