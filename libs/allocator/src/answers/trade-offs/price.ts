import { type PriceOfFairness, type TradeOffValues } from '@heli/contracts';
import { isExpired, type Means } from '../means.js';
import { boundWithin } from './bounds.js';
import { type Box } from './explore.js';
import { inOrder, type Reached } from './in-order.js';
import { type Aim } from './measures.js';
import { type Scene } from './scene.js';

interface Bounded {
  readonly value: number;
  readonly bound: number | null;
}

interface Between {
  readonly atLeast: number | null;
  readonly atMost: number | null;
}

/**
 * What fairness costs in coverage, and in quality where coverage is the best: two orders of aims that differ in nothing
 * but whether the load of the most loaded comes first. As a difference of what is best, the price is bounded by what
 * either order reached and what is proven of the other (Bertsimas, Farias, Trichakis, "The price of fairness", 2011,
 * take the same difference as a share). Null where the time is up before both are known.
 */
export async function priceOf(
  scene: Scene,
  stored: TradeOffValues & { readonly quality: number },
  means: Means,
): Promise<PriceOfFairness | null> {
  const rows = [scene.held('residual')];
  const free = await inOrder(scene, ['coverage', 'quality'], rows, means);
  const fair = await inOrder(scene, ['fairness', 'coverage', 'quality'], rows, means);
  if (free.kind !== 'reached' || fair.kind !== 'reached' || isExpired(means)) return null;
  const share = fair.values.fairness ?? 0;
  const without = {
    coverage: await bounded(scene, free, 'coverage', {}, means),
    quality: await bounded(scene, free, 'quality', { coverage: free.values.coverage ?? 0 }, means),
  };
  const coverage = fair.values.coverage ?? 0;
  const within = {
    coverage: await bounded(scene, fair, 'coverage', { fairness: share }, means),
    quality: await bounded(scene, fair, 'quality', { fairness: share, coverage }, means),
  };
  const least = await bounded(scene, fair, 'fairness', {}, means);
  const places = { without: scene.placesAt(free.point), with: scene.placesAt(fair.point) };
  return {
    without: { fairness: scene.valueAt('fairness', free.point), places: places.without, ...without },
    with: { fairness: share, places: places.with, ...within },
    leastShare: Math.max(0, least.bound ?? 0),
    price: {
      // Whoever keeps a share too has one plan less to choose from, never one more.
      coverage: atLeastNothing(between(without.coverage, within.coverage)),
      places: places.without - places.with,
      quality: between(without.quality, within.quality),
    },
    stored: {
      coverage: atLeastNothing(between(without.coverage, { value: stored.coverage, bound: stored.coverage })),
      quality: await qualityOf(scene, stored, means),
    },
  };
}

/** More points of quality that a plan could make which covers as much as the stored one, whoever carries how much. */
async function qualityOf(
  scene: Scene,
  { coverage, quality }: { readonly coverage: number; readonly quality: number },
  means: Means,
): Promise<Between> {
  const limit = scene.limit('coverage', coverage, 'residual') ?? [];
  const best = await inOrder(scene, ['quality'], [scene.held('residual'), ...limit], means);
  if (best.kind !== 'reached') return { atLeast: null, atMost: null };
  const free = await bounded(scene, best, 'quality', { coverage }, means);
  return atLeastNothing(between(free, { value: quality, bound: quality }));
}

/** What was reached and what is proven of it, over the season. */
async function bounded(
  scene: Scene,
  { values, bounds }: Reached,
  aim: Aim,
  box: Box,
  means: Means,
): Promise<Bounded> {
  const own = scene.isWhole ? bounds[aim] : undefined;
  return { value: values[aim] ?? 0, bound: own ?? (await boundWithin(scene, aim, box, means)) };
}

const between = (free: Bounded, fair: Bounded): Between => ({
  atLeast: fair.bound === null ? null : free.value - fair.bound,
  atMost: free.bound === null ? null : free.bound - fair.value,
});

const atLeastNothing = ({ atLeast, atMost }: Between): Between => ({
  atLeast: Math.max(0, atLeast ?? 0),
  atMost: atMost === null ? null : Math.max(0, atMost),
});
