import { describe, expect, it } from '@jest/globals';
import { dense } from './conformance.js';
import { withImpliedIntegers } from './implied-integers.js';

const wholeOf = (
  rows: readonly (readonly [number, readonly number[], number])[],
  integer: number[],
): number[] => {
  const cost = Array.from({ length: 4 }, () => 1);
  const { integer: found } = withImpliedIntegers(dense('season', 'max', { cost, rows, integer }));
  return [...found.keys()].filter((column) => found[column] === 1);
};

describe('columns that an equation makes whole', () => {
  it('a sum of whole columns is whole', () => {
    expect(wholeOf([[0, [1, -1, -2, 0], 0]], [1, 2])).toEqual([0, 1, 2]);
  });

  it('a price that is paid in whole lots is whole', () => {
    expect(wholeOf([[0, [-250, 1, 0, 0], 0]], [0])).toEqual([0, 1]);
  });

  it('what follows from a column found so is found too, whatever the order of the rows', () => {
    const rows = [
      [3, [0, 0, 1, -1], 3],
      [0, [0, 1, -1, 0], 0],
      [0, [1, -1, 0, 0], 0],
    ] as const;
    expect(wholeOf(rows, [0])).toEqual([0, 1, 2, 3]);
  });

  it.each([
    ['an inequality', [[0, [1, -1, 0, 0], 1]] as const],
    ['half a column', [[0, [2, -1, 0, 0], 0]] as const],
    ['a right side that is not whole', [[0.5, [1, -1, 0, 0], 0.5]] as const],
    ['two columns that are open', [[0, [1, -1, 1, 0], 0]] as const],
  ])('%s proves nothing', (_what, rows) => {
    expect(wholeOf(rows, [1])).toEqual([1]);
  });

  it('a model without such columns is handed back as it is', () => {
    const model = dense('season', 'max', { cost: [1], rows: [[0, [1], 3]] });
    expect(withImpliedIntegers(model)).toBe(model);
  });
});
