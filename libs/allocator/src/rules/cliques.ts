/** Something that takes up the half-open time `[start, end)`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Maximal sets of stretches that share a moment. For intervals these are all maximal cliques of the conflict graph, so
 * rows "at most one of each set" describe the conflicts without loss (interval matrices are totally unimodular).
 * Source: Fulkerson and Gross, "Incidence matrices and interval graphs", 1965.
 */
export function maximalCliques<T extends Stretch>(stretches: readonly T[]): T[][] {
  const byStart = [...stretches].sort((a, b) => a.start - b.start || a.end - b.end);
  const cliques: T[][] = [];
  let active: T[] = [];
  let grown = false;
  for (const next of byStart) {
    if (active.some((other) => other.end <= next.start)) {
      if (grown && active.length > 1) cliques.push(active);
      active = active.filter((other) => other.end > next.start);
      grown = false;
    }
    active = [...active, next];
    grown = true;
  }
  if (active.length > 1) cliques.push(active);
  return cliques;
}
