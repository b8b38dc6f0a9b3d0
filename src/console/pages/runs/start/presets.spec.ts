import { type ObjectiveWeights, type TierName } from '@heli/contracts';
import { describe, expect, it } from '@jest/globals';
import { type Aims, aimsOf, moved, objectiveToSend, orderFault, PRESETS, presetOf } from './presets';

const weights: ObjectiveWeights = {
  ...{ place: 10, attendance: 20, preferred: 4, avoid: 6, wish: 9 },
  ...{ continuity: 5, travel: 1, venueCost: 1, surplus: 12 },
};
/** A council that put wishes before fairness, and made them count more than usual. */
const own: Aims = { tiers: ['held', 'coverage', 'quality', 'fairness'], weights };

describe('presets of aims', () => {
  it('knows each preset again, and none once somebody has mixed their own', () => {
    for (const preset of PRESETS) expect(presetOf(aimsOf(preset, own), own)).toBe(preset);
    expect(presetOf({ tiers: ['held', 'cost'], weights }, own)).toBeNull();
    expect(presetOf({ ...own, weights: { ...weights, wish: 10 } }, own)).toBeNull();
  });

  it('is an order that the service accepts, and keeps the weights of the season that it does not speak of', () => {
    for (const preset of PRESETS) {
      const aims = aimsOf(preset, own);
      expect(orderFault(aims.tiers)).toBeNull();
      expect(new Set(aims.tiers).size).toBe(aims.tiers.length);
    }
    expect(aimsOf('fairest', own).weights.wish).toBe(9);
  });

  it("sends nothing where the aims are the season's own, else the order and the weights that differ", () => {
    expect(objectiveToSend(own, own)).toBeUndefined();
    expect(objectiveToSend(aimsOf('thriftiest', own), own)).toEqual({
      tiers: ['held', 'cost', 'coverage', 'fairness', 'quality'],
      weights: { venueCost: 5 },
    });
    expect(objectiveToSend(aimsOf('fairest', own), own)).toEqual({
      tiers: ['held', 'fairness', 'coverage', 'quality'],
    });
  });
});

describe('the order of aims', () => {
  const tiers: readonly TierName[] = ['held', 'coverage', 'fairness'];

  it('moves an aim by one place and stops at the ends', () => {
    expect(moved(tiers, 2, -1)).toEqual(['held', 'fairness', 'coverage']);
    expect(moved(tiers, 0, 1)).toEqual(['coverage', 'held', 'fairness']);
    expect(moved(tiers, 0, -1)).toEqual(tiers);
    expect(moved(tiers, 2, 1)).toEqual(tiers);
  });

  it('puts fairness after what it is fair about', () => {
    expect(orderFault(['fairness', 'held'])).toBe('fairness-first');
    expect(orderFault(['cost', 'fairness', 'coverage'])).toBe('fairness-first');
    expect(orderFault(['cost', 'coverage', 'fairness'])).toBeNull();
    expect(orderFault(['quality'])).toBeNull();
    expect(orderFault([])).toBe('none');
  });
});
