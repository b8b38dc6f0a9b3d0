import { type TierResult } from '@heli/contracts';
import { type SeasonState } from './solve/state.js';
import { senseOf, stated } from './tiers/index.js';

/** What a tier came to, and what is proven of it. */
export type Proven = Pick<TierResult, 'tier' | 'sense' | 'value' | 'bound'>;

/**
 * Proven of the tiers before fairness, read from the blocks' bounds on weighted points, the most important tier down.
 * A block's bound less the least it makes in the tiers below, divided by the multiplier and rounded down, bounds the tier
 * in that block. While the blocks reach these bounds together, each of them reaches its own in every plan that is as
 * good, so the next tier may be read block by block too; after that only the sum over all blocks counts.
 */
export function provenBefore(state: SeasonState): Proven[] {
  const left = state.states.map((entry) => entry.bound);
  let reached = true;
  return state.tiers.before.map((tier, position): Proven => {
    const multiplier = state.multipliers[position] ?? 1;
    const scale = state.scales[position] ?? 1;
    const most = state.states.map((entry, block) => {
      let below = 0;
      for (let lower = position + 1; lower < state.before.length; lower++)
        below += (state.multipliers[lower] ?? 1) * state.leastOf(entry.block, lower);
      return ((left[block] ?? 0) - below) / multiplier + 1e-9;
    });
    const value = state.states.reduce((sum, entry) => sum + (entry.points[position] ?? 0), 0);
    const proven = reached
      ? most.reduce((sum, points) => sum + Math.floor(points), 0)
      : Math.floor(most.reduce((sum, points) => sum + points, 0));
    const best = Math.max(value, Math.min(proven, state.ceilings[position] ?? Infinity));
    reached &&= Math.max(value, proven) === value;
    state.states.forEach((entry, block) => {
      left[block] = (left[block] ?? 0) - multiplier * (entry.points[position] ?? 0);
    });
    return {
      tier: tier.name,
      sense: senseOf(tier.name),
      value: stated(tier.name, scale * value),
      bound: stated(tier.name, scale * best),
    };
  });
}
