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

/** A stretch that is one of several ways to do one activity, of which at most one is taken. */
export interface Choice extends Stretch {
  readonly activity: number;
}

const overlap = (a: Stretch, b: Stretch): boolean => a.start < b.end && b.start < a.end;

/**
 * Sets of stretches of which at most one can be taken: the maximal cliques in time, each widened by other starts of the
 * activities in it that clash with all the rest. Two starts of one activity exclude each other although they do not
 * overlap, so the plain interval rows let the relaxation split an activity over its starts around a rival (half at two,
 * half at four, the rival at three); these do not.
 */
export function choiceCliques<T extends Choice>(choices: readonly T[]): T[][] {
  const siblings = new Map<number, T[]>();
  for (const choice of choices) {
    const known = siblings.get(choice.activity);
    if (known) known.push(choice);
    else siblings.set(choice.activity, [choice]);
  }
  const seen = new Set<string>();
  const found: T[][] = [];
  for (const clique of maximalCliques(choices)) {
    const activities = new Set(clique.map(({ activity }) => activity));
    if (activities.size < 2) continue;
    const wide = [...clique];
    const inside = new Set<T>(clique);
    for (const activity of activities)
      for (const other of siblings.get(activity) ?? []) {
        if (inside.has(other)) continue;
        if (!wide.every((member) => member.activity === activity || overlap(member, other))) continue;
        wide.push(other);
        inside.add(other);
      }
    const key = wide
      .map((member) => `${member.activity}@${member.start}`)
      .sort()
      .join();
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(wide);
  }
  return found;
}

/** The rows of a formulation against being in two places at once; only sets that hold more than one activity. */
export const cliquesOf = <T extends Choice>(
  formulation: 'strong' | 'textbook',
  choices: readonly T[],
): T[][] =>
  formulation === 'strong'
    ? choiceCliques(choices)
    : maximalCliques(choices).filter((clique) =>
        clique.some(({ activity }) => activity !== clique[0]?.activity),
      );
