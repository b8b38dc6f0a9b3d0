import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { waterline } from './region-bounds.js';

const filled = (open: readonly number[], level: number): number =>
  open.reduce((sum, amount) => sum + Math.min(amount, level), 0);

describe('what regions may be open, shared between them', () => {
  it.each([
    [[4, 4], 6, 3],
    [[1, 8, 9], 7, 3],
    [[0, 0, 5], 4, 4],
    [[3], 0, 0],
    [[], 1, Infinity],
    [[1, 2], 3.5, Infinity],
  ])('of %j in %d is %d each', (open, room, level) => {
    expect(waterline(open, room)).toBe(level);
  });

  it('comes to the room in all, or leaves everybody as open as they are', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 200 }), (open, room) => {
        const level = waterline(open, room);
        const all = filled(open, Infinity);
        if (level === Infinity) expect(all).toBeLessThan(room + 1e-9);
        else expect(filled(open, level)).toBeCloseTo(Math.min(all, room), 9);
      }),
    );
  });
});
