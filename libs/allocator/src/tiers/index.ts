import { type TierName } from '@heli/contracts';
import { changes } from './changes.js';
import { cost } from './cost.js';
import { coverage } from './coverage.js';
import { held } from './held.js';
import { quality } from './quality.js';
import { type SumTier } from './tier.js';

export * from './fairness.js';
export * from './sense.js';
export * from './tier.js';

const SUMS: Readonly<Record<SumTier['name'], SumTier>> = { held, coverage, changes, cost, quality };

/** The aims of one problem around fairness: those that count more, and those that count less. */
export interface TierOrder {
  readonly before: readonly SumTier[];
  readonly fairness: boolean;
  readonly after: readonly SumTier[];
}

export function orderOf(tiers: readonly TierName[]): TierOrder {
  const position = tiers.indexOf('fairness');
  const sums = (names: readonly TierName[]): SumTier[] =>
    names.flatMap((name) => (name === 'fairness' ? [] : [SUMS[name]]));
  if (position < 0) return { before: sums(tiers), fairness: false, after: [] };
  return { before: sums(tiers.slice(0, position)), fairness: true, after: sums(tiers.slice(position + 1)) };
}
