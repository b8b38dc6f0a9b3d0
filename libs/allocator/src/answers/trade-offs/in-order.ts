import { type SeasonRow } from '../../solve/submodel.js';
import { type Goal, lexicographic } from '../lexicographic.js';
import { isExpired, type Means } from '../means.js';
import { leastShare } from '../share.js';
import { gain, type Aim } from './measures.js';
import { type Scene } from './scene.js';

/** The best plan in an order of aims, and what is proven of it. */
export interface Reached {
  readonly kind: 'reached';
  readonly point: Float64Array;
  readonly values: Readonly<Partial<Record<Aim, number>>>;
  /** By aim: no plan that keeps the rows and is as good in the aims before is better. Missing: nothing is proven. */
  readonly bounds: Readonly<Partial<Record<Aim, number>>>;
}

/** `empty`: proven that no plan keeps the rows; `unknown`: none was found with these means. */
export type InOrder = Reached | { readonly kind: 'empty' } | { readonly kind: 'unknown' };

/**
 * One aim after the other, each with those before it held at what they reached; aims that are sums and follow each other
 * go together (`lexicographic`). The rest of the season stays as it is.
 * @param rows that every plan has to keep beside the rules
 */
export async function inOrder(
  scene: Scene,
  aims: readonly Aim[],
  rows: readonly SeasonRow[],
  means: Means,
): Promise<InOrder> {
  const { part } = scene;
  const kept = [...rows];
  const bounds: Partial<Record<Aim, number>> = {};
  let point: Float64Array | null = null;
  for (let at = 0; at < aims.length;) {
    if (point && isExpired(means)) break;
    const sums: Exclude<Aim, 'fairness'>[] = [];
    const goals: Goal[] = [];
    for (let aim = aims[at]; aim !== undefined && aim !== 'fairness'; aim = aims[++at]) {
      const goal = scene.goal(aim);
      if (goal) {
        sums.push(aim);
        goals.push(goal);
      }
    }
    if (goals.length > 0) {
      const search = await lexicographic(part, 'residual', goals, kept, means);
      if (search.kind !== 'best' && !point)
        return { kind: search.kind === 'infeasible' ? 'empty' : 'unknown' };
      if (search.kind !== 'best') break;
      point = search.point;
      for (const [position, aim] of sums.entries()) {
        const bound = search.bounds[position] ?? Infinity;
        if (Number.isFinite(bound)) bounds[aim] = scene.total(aim, bound, 'residual');
        kept.push(...(scene.limit(aim, scene.valueAt(aim, point), 'residual') ?? []));
      }
      continue;
    }
    const found = await leastShare(part, 'residual', kept, scene.outsideLoads, means);
    if (found.point && !(point && better(scene, point, found.point))) point = found.point;
    if (!point) return { kind: 'unknown' };
    const share = scene.valueAt('fairness', point);
    bounds.fairness = Math.min(share, found.bound);
    kept.push(...(scene.limit('fairness', share, 'residual') ?? []));
    at += 1;
  }
  if (!point) return { kind: 'unknown' };
  const reached = point;
  return {
    kind: 'reached',
    point,
    values: Object.fromEntries(aims.map((aim) => [aim, scene.valueAt(aim, reached)])),
    bounds,
  };
}

const better = (scene: Scene, a: Float64Array, b: Float64Array): boolean =>
  gain('fairness', scene.valueAt('fairness', a), scene.valueAt('fairness', b)) > 0;
