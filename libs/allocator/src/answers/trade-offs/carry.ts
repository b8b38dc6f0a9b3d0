import { type TierName, type TradeOffMeasure } from '@heli/contracts';
import { nth } from '../../season/season.js';
import { type SeasonRow } from '../../solve/submodel.js';
import { type SumTier } from '../../tiers/index.js';
import { type TierFound } from '../asked.js';
import { keeping } from '../keep.js';
import { lexicographic } from '../lexicographic.js';
import { type Means } from '../means.js';
import { type Found } from '../question.js';
import { loadsInside, SAME_SHARE } from '../share.js';
import { highestShare, pointsOver } from '../standing.js';
import { type Possible, type Workbench } from '../workbench.js';
import { type Candidate } from './explore.js';
import { type Scene } from './scene.js';

/**
 * Writes a plan of the menu down: of plans that are as good in every measure asked, one that is good in the problem's
 * other aims and stays with what was decided. Where fairness was not asked, nobody gets to carry more than the most
 * loaded did, if that can be.
 */
export async function carriedOut(
  workbench: Workbench,
  scene: Scene,
  candidate: Candidate,
  measures: readonly TradeOffMeasure[],
  means: Means,
): Promise<{ readonly found: Found; readonly possible: Possible }> {
  const point = await settled(scene, candidate, measures, means);
  const found: Found = {
    kind: 'found',
    part: scene.part,
    point,
    tiers: tiersAt(scene, point),
    levelsKept: keepsLevels(workbench, scene, point),
  };
  return { found, possible: await workbench.carryOut({ asked: workbench.asked([]), outcome: found }) };
}

async function settled(
  scene: Scene,
  { point, values }: Candidate,
  measures: readonly TradeOffMeasure[],
  means: Means,
): Promise<Float64Array> {
  const { order, decided, loads } = scene.standing;
  const asked = new Set<TierName>(measures.flatMap((measure) => (measure === 'disruption' ? [] : [measure])));
  const rows: SeasonRow[] = [scene.held('residual')];
  for (const measure of measures)
    rows.push(...(scene.limit(measure, values[measure] ?? 0, 'residual') ?? []));
  const goals = [
    ...[...order.before, ...order.after].filter(({ name }) => !asked.has(name)),
    keeping(decided),
  ];
  const cap = asked.has('fairness')
    ? null
    : scene.limit('fairness', highestShare(scene.season, loads), 'residual');
  for (const more of cap ? [cap, []] : [[]]) {
    const search = await lexicographic(scene.part, 'residual', goals, [...rows, ...more], means);
    if (search.kind === 'best') return search.point;
  }
  return point;
}

/** In the problem's order; of the whole season nothing is proven here. */
function tiersAt(scene: Scene, point: Float64Array): TierFound[] {
  const { standing, part, season } = scene;
  const { order } = standing;
  const value = (tier: SumTier): number =>
    pointsOver(standing, tier, season.activities.keys()) -
    pointsOver(standing, tier, part.activities) +
    part.value(tier, point);
  const sums = new Map<TierName, SumTier>([...order.before, ...order.after].map((tier) => [tier.name, tier]));
  return season.problem.objective.tiers.map((tier) => {
    const sum = sums.get(tier);
    return { tier, value: sum ? value(sum) : scene.valueAt('fairness', point), bound: null };
  });
}

/** Nobody carries more than before beyond the lowest level of fairness that the stored plan is known at. */
function keepsLevels({ levels, standing }: Workbench, scene: Scene, point: Float64Array): boolean {
  const lowest = levels.length > 1 ? levels.at(-1) : undefined;
  if (lowest === undefined) return true;
  return [...loadsInside(scene.part, point)].every(([volunteer, inside]) => {
    const { offeredMinutes } = nth(scene.season.volunteers, volunteer);
    const now = ((scene.outsideLoads[volunteer] ?? 0) + inside) / offeredMinutes;
    const before = (standing.loads[volunteer] ?? 0) / offeredMinutes;
    return now <= Math.max(before, lowest) + SAME_SHARE;
  });
}
