import { type ObjectiveWeights, type RunRequest, type TierName } from '@heli/contracts';

export type Tiers = readonly TierName[];
export type WeightName = keyof ObjectiveWeights;

/** What aims a computation follows: an order, and weights within the aims. */
export interface Aims {
  readonly tiers: Tiers;
  readonly weights: ObjectiveWeights;
}

export const PRESETS = ['own', 'balanced', 'most', 'fairest', 'thriftiest', 'wishes'] as const;
export type PresetName = (typeof PRESETS)[number];

/** What a named preset changes of the season's own aims. */
const CHANGES: Readonly<
  Record<Exclude<PresetName, 'own'>, { readonly tiers: Tiers; readonly weights?: Partial<ObjectiveWeights> }>
> = {
  balanced: { tiers: ['held', 'coverage', 'fairness', 'quality'] },
  most: {
    tiers: ['held', 'coverage', 'quality', 'fairness'],
    weights: { attendance: 40, surplus: 6 },
  },
  fairest: { tiers: ['held', 'fairness', 'coverage', 'quality'] },
  thriftiest: {
    tiers: ['held', 'cost', 'coverage', 'fairness', 'quality'],
    weights: { venueCost: 5 },
  },
  wishes: {
    tiers: ['held', 'coverage', 'quality', 'fairness'],
    weights: { preferred: 8, avoid: 12, wish: 15, continuity: 10, travel: 2 },
  },
};

/** The aims that a preset stands for, based on those of the season as the council decided them. */
export function aimsOf(preset: PresetName, own: Aims): Aims {
  if (preset === 'own') return own;
  const { tiers, weights } = CHANGES[preset];
  return { tiers, weights: { ...own.weights, ...weights } };
}

const sameList = (a: Tiers, b: Tiers): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

/** Weights that are not those of `base`. */
export function changedWeights(weights: ObjectiveWeights, base: ObjectiveWeights): Partial<ObjectiveWeights> {
  const names = Object.keys(weights) as WeightName[];
  return Object.fromEntries(
    names.filter((name) => weights[name] !== base[name]).map((name) => [name, weights[name]]),
  );
}

export const sameAims = (a: Aims, b: Aims): boolean =>
  sameList(a.tiers, b.tiers) && Object.keys(changedWeights(a.weights, b.weights)).length === 0;

/** The preset that these aims are; null where somebody mixed their own. */
export const presetOf = (aims: Aims, own: Aims): PresetName | null =>
  PRESETS.find((preset) => sameAims(aimsOf(preset, own), aims)) ?? null;

/** What is sent of the aims: nothing where they are the season's own, so that they stay those of its decision. */
export function objectiveToSend(aims: Aims, own: Aims): RunRequest['objective'] {
  if (sameAims(aims, own)) return undefined;
  const weights = changedWeights(aims.weights, own.weights);
  return { tiers: [...aims.tiers], ...(Object.keys(weights).length === 0 ? {} : { weights }) };
}

/** The order with one aim a place up (-1) or down (1). */
export function moved(tiers: Tiers, at: number, by: -1 | 1): Tiers {
  const to = at + by;
  const [one, other] = [tiers[at], tiers[to]];
  if (one === undefined || other === undefined) return tiers;
  return tiers.map((tier, place) => (place === at ? other : place === to ? one : tier));
}

/** Why the service would refuse the order; null: it would not. Nothing to do for anybody would be the fairest plan of all. */
export function orderFault(tiers: Tiers): 'none' | 'fairness-first' | null {
  if (tiers.length === 0) return 'none';
  const fairness = tiers.indexOf('fairness');
  const before = tiers.slice(0, Math.max(fairness, 0));
  return fairness >= 0 && !before.some((tier) => tier === 'held' || tier === 'coverage')
    ? 'fairness-first'
    : null;
}

/** Aims that can be in the order; `changes` counts from what people were told, and belongs to a re-plan. */
export const CHOOSABLE: Tiers = ['held', 'coverage', 'cost', 'fairness', 'quality'];

/** Which weights count in which aim. */
export const WEIGHTS_OF: readonly { readonly tier: TierName; readonly names: readonly WeightName[] }[] = [
  { tier: 'coverage', names: ['place', 'attendance'] },
  { tier: 'quality', names: ['preferred', 'avoid', 'wish', 'continuity', 'travel', 'venueCost', 'surplus'] },
];
