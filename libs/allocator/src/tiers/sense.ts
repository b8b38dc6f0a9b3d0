import { type Certificate, type TierName } from '@heli/contracts';

/** Aims that are stated as what is to be as little as possible. */
const MINIMISED: ReadonlySet<TierName> = new Set<TierName>(['fairness', 'cost']);

/** How the value of an aim is stated: the more the better, or the less. */
export const senseOf = (tier: TierName): 'max' | 'min' => (MINIMISED.has(tier) ? 'min' : 'max');

/**
 * Models make points of every sum as many as possible; money is stated as what it is. Turns points into the value that is
 * stated, and back. (Fairness has no points: its share is stated as it is.)
 */
export const stated = (tier: TierName, points: number): number => (tier === 'cost' ? 0 - points : points);

/** Points of a sum that a certificate states; 0 where it says nothing of it. */
export const pointsIn = ({ tiers }: Pick<Certificate, 'tiers'>, name: TierName): number =>
  stated(name, tiers.find(({ tier }) => tier === name)?.value ?? 0);
