import { type MeasureBound, type TradeOffMeasure } from '@heli/contracts';
import { solveRelaxed } from '../../solve/exact.js';
import { type SeasonRow } from '../../solve/submodel.js';
import { wholeBound } from '../whole-bound.js';
import { limitsOf, type Means } from '../means.js';
import { leastShare } from '../share.js';
import { type Box, type Candidate } from './explore.js';
import { type Aim, gain, merit } from './measures.js';
import { type Scene } from './scene.js';

/**
 * Proven of an aim: no plan of the season that makes the held activities asked for and keeps to the box is better in it.
 * The linear program of the part alone, the rest at the best that it could be; null where that says nothing.
 */
export async function boundWithin(scene: Scene, aim: Aim, box: Box, means: Means): Promise<number | null> {
  const rows: SeasonRow[] = [scene.held('relaxed')];
  for (const [measure, value] of Object.entries(box) as [TradeOffMeasure, number][])
    rows.push(...(scene.limit(measure, value, 'relaxed') ?? []));
  const goal = scene.goal(aim);
  if (!goal || aim === 'fairness')
    return (await leastShare(scene.part, 'relaxed', rows, scene.outsideLoads, means, { byRelaxation: true }))
      .bound;
  const points = scene.part.around.points(goal);
  const { model } = scene.part.model('relaxed', (column) => points[column] ?? 0, rows);
  const { bound } = await solveRelaxed(means.solver, model, limitsOf(means), means.signal);
  const relaxed = bound === null ? null : scene.total(aim, wholeBound(bound), 'relaxed');
  return tighter(aim, relaxed, scene.certified(aim));
}

/** The better of two bounds of an aim, both valid. */
export const tighter = (aim: Aim, a: number | null, b: number | null): number | null => {
  if (a === null || b === null) return a ?? b;
  return merit(aim, a) <= merit(aim, b) ? a : b;
};

/** Both bounds are valid of what the plan makes, so neither can be worse than that. */
const atLeastAsGood = (aim: Aim, bound: number | null, value: number): number | null =>
  bound === null ? null : gain(aim, bound, value) <= 0 ? value : bound;

/**
 * Measure by measure: no plan that is at least as good as this one in all the others is better than the bound. What the
 * search that found it proved holds for these plans too, as they lie in its box and are as good in what came before;
 * where only a part of the season was decided it proved nothing of the season, and the relaxation is asked.
 */
export async function boundsOf(
  scene: Scene,
  { values, bounds }: Candidate,
  measures: readonly TradeOffMeasure[],
  means: Means,
): Promise<MeasureBound[]> {
  const found: MeasureBound[] = [];
  for (const measure of measures) {
    const value = values[measure] ?? Number.NaN;
    let bound = scene.isWhole ? (bounds[measure] ?? null) : null;
    if (bound === null || gain(measure, bound, value) > 0) {
      const others = Object.fromEntries(
        measures.filter((other) => other !== measure).map((other) => [other, values[other] ?? 0]),
      ) as Box;
      bound = tighter(measure, bound, await boundWithin(scene, measure, others, means));
    }
    bound = atLeastAsGood(measure, bound, value);
    found.push({ measure, bound, exact: bound !== null && gain(measure, bound, value) === 0 });
  }
  return found;
}
