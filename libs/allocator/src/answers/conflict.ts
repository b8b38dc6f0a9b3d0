import { type RuleAt } from '@heli/contracts';
import { solveExact } from '../solve/exact.js';
import { type SeasonRow } from '../solve/submodel.js';
import { isExpired, limitsOf, type Means } from './means.js';
import { type Part } from './neighbourhood.js';
import { type RowGroup, rowGroupsOf } from './row-groups.js';

export interface Conflict {
  readonly because: readonly RuleAt[];
  /** Proven: with any one of them away the others leave a point. */
  readonly irreducible: boolean;
}

type Verdict = 'empty' | 'point' | 'unknown';

/** Whether some of the rows of a part leave a whole-number point. */
async function verdictOf(
  part: Part,
  groups: readonly RowGroup[],
  required: readonly SeasonRow[],
  means: Means,
): Promise<Verdict> {
  const rows = groups.flatMap((group) => group.rows).sort((a, b) => a - b);
  const between = groups.flatMap((group) => group.between);
  const model = part.around.cut(part.columns, rows, () => 0, [...between, ...required], []);
  const answer = await solveExact(means.solver, model, limitsOf(means), means.signal);
  if (answer.values) return 'point';
  return answer.termination === 'infeasible' ? 'empty' : 'unknown';
}

/**
 * An irreducible set of rules among the rows of a part that cannot all be kept, by a deletion filter: groups are left
 * out, many at a time and then fewer, as long as what remains still has no point. The engine's own sets of this kind
 * speak of linear programs only, so each step is a whole-number program; where one is not decided, the set stands and
 * is not said to be irreducible.
 * Source: Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in linear programs", 1991.
 * @param required what is wanted of the part, and is not up for discussion
 * @returns null when the rows do leave a point
 */
export async function conflictIn(
  part: Part,
  means: Means,
  required: readonly SeasonRow[] = [],
): Promise<Conflict | null> {
  let kept = rowGroupsOf(part);
  if ((await verdictOf(part, kept, required, means)) === 'point') return null;
  let irreducible = true;
  let tested = 0;
  let step = Math.max(1, kept.length >> 1);
  // Groups before `tested` are needed: without any one of them there is a point, or it was not decided.
  while (tested < kept.length) {
    if (isExpired(means)) return { because: kept.map(({ at }) => at), irreducible: false };
    const size = Math.min(step, kept.length - tested);
    const rest = [...kept.slice(0, tested), ...kept.slice(tested + size)];
    const verdict = await verdictOf(part, rest, required, means);
    if (verdict === 'empty') {
      kept = rest;
      step = Math.max(1, Math.min(step * 2, (kept.length - tested) >> 1));
    } else if (size > 1) step = Math.max(1, size >> 1);
    else {
      irreducible &&= verdict === 'point';
      tested += 1;
    }
  }
  return { because: kept.map(({ at }) => at), irreducible };
}
