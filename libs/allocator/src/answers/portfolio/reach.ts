import { type LeastHeld, type LeastMet, type RuleAt } from '@heli/contracts';
import { solveRelaxed } from '../../solve/exact.js';
import { conflictIn } from '../conflict.js';
import { lexicographic } from '../lexicographic.js';
import { wholeBound } from '../whole-bound.js';
import { isExpired, limitsOf, type Means } from '../means.js';
import { Neighbourhood, type Part } from '../neighbourhood.js';
import { counting, heldOf, leastRow, membersOf } from './minima.js';
import { type Scene } from './whole.js';

/** How far minima can be reached, and why no further. */
export interface Reach {
  readonly least: readonly Omit<LeastMet, 'held'>[];
  /** No plan of this season counts more towards all minima together; Infinity where nothing is proven. */
  readonly most: number;
  readonly together: { readonly because: RuleAt[]; readonly irreducible: boolean } | null;
}

/** Columns of the widest part that is looked at. */
const WIDEST = 40_000;
/** Columns of the widest part whose rules are tried one by one. */
const WIDEST_CONFLICT = 12_000;

/**
 * What no plan can reach: the activities that the minima speak of, with every rule among them and what every other row
 * leaves them at most (`relaxed`), hold at least as many as in any plan of the season. Where that is too few, a deletion
 * filter over the rules says which of them together do not allow it; those named are irreducible where each was shown to
 * be needed.
 */
export async function reachOf(
  { season, decided }: Scene,
  least: readonly LeastHeld[],
  held: readonly number[],
  means: Means,
): Promise<Reach> {
  const isMet = least.map(({ count }, at) => (held[at] ?? 0) >= count);
  const partOf = (some: readonly LeastHeld[]): Part | null => {
    const around = new Neighbourhood(season, membersOf(season, some), decided);
    return around.width <= WIDEST ? around.part() : null;
  };
  const found: Omit<LeastMet, 'held'>[] = [];
  for (const [at, each] of least.entries()) {
    const exist = membersOf(season, [each]).size;
    const nothing = { most: exist < each.count ? exist : null, because: [], irreducible: false };
    const part = isMet[at] === true || isExpired(means) ? null : partOf([each]);
    found.push(
      part ? await alone(part, each, exist, means) : { ...nothing, irreducible: exist < each.count },
    );
  }
  const possible = found.map(({ most }, at) => Math.min(most ?? Infinity, least[at]?.count ?? 0));
  const most = possible.reduce((sum, number) => sum + number, 0);
  const met = least.reduce((sum, { count }, at) => sum + Math.min(count, held[at] ?? 0), 0);
  if (met >= most || isExpired(means)) return { least: found, most, together: null };
  return { least: found, ...(await allTogether(partOf(least), least, most, means)) };
}

/** One of the minima by itself. */
async function alone(
  part: Part,
  each: LeastHeld,
  exist: number,
  means: Means,
): Promise<Omit<LeastMet, 'held'>> {
  const search = await lexicographic(part, 'relaxed', [heldOf(each)], [], means);
  const bound = search.kind === 'best' ? (search.bounds[0] ?? Infinity) : Infinity;
  const most = Math.min(bound, exist);
  if (most >= each.count) return { most, because: [], irreducible: false };
  if (exist < each.count) return { most, because: [], irreducible: true };
  const conflict =
    part.columns.length > WIDEST_CONFLICT ? null : await conflictIn(part, means, [leastRow(part, each)]);
  return { most, because: [...(conflict?.because ?? [])], irreducible: conflict?.irreducible ?? false };
}

/** All minima at once, where none fails by itself. */
async function allTogether(
  whole: Part | null,
  least: readonly LeastHeld[],
  apart: number,
  means: Means,
): Promise<Pick<Reach, 'most' | 'together'>> {
  if (!whole) return { most: apart, together: null };
  const { part, goal } = counting(whole, least);
  const search = await lexicographic(part, 'relaxed', [goal], [], means);
  let most = Math.min(apart, search.kind === 'best' ? (search.bounds[0] ?? Infinity) : Infinity);
  if (search.kind !== 'best') {
    const points = goal.points(part.around.built.index);
    const { model } = part.model('relaxed', (column) => points[column] ?? 0);
    const { bound } = await solveRelaxed(means.solver, model, limitsOf(means), means.signal);
    if (bound !== null) most = Math.min(most, wholeBound(bound));
  }
  const wanted = least.reduce((sum, { count }) => sum + count, 0);
  if (most >= wanted || apart < wanted || whole.columns.length > WIDEST_CONFLICT)
    return { most, together: null };
  const conflict = await conflictIn(
    whole,
    means,
    least.map((each) => leastRow(whole, each)),
  );
  return {
    most,
    together: conflict ? { because: [...conflict.because], irreducible: conflict.irreducible } : null,
  };
}
