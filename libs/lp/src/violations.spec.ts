import { describe, expect, it } from '@jest/globals';
import { dense } from './conformance.js';
import { dualBound, reducedCostsOf } from './dual-bound.js';
import { objectiveOf, violations } from './violations.js';

const model = dense('plan', 'max', {
  cost: [2, -1],
  rows: [
    [-Infinity, [1, 1], 4],
    [1, [1, -1], 2],
  ],
  upper: [3, 1e6],
  integer: [0],
  offset: 10,
});

describe('violations', () => {
  it('finds nothing wrong with a good point', () => {
    expect(violations(model, Float64Array.of(2, 1))).toEqual([]);
  });

  it('names every column and row that is broken, and by how much', () => {
    expect(violations(model, Float64Array.of(4.5, -1))).toEqual([
      { kind: 'bound', index: 0, name: 'x0', value: 4.5, lower: 0, upper: 3, excess: 1.5 },
      { kind: 'integrality', index: 0, name: 'x0', value: 4.5, lower: 0, upper: 3, excess: 0.5 },
      { kind: 'bound', index: 1, name: 'x1', value: -1, lower: 0, upper: 1e6, excess: 1 },
      { kind: 'row', index: 1, name: 'r1', value: 5.5, lower: 1, upper: 2, excess: 3.5 },
    ]);
  });

  it('refuses values that are not numbers, and rows that they reach', () => {
    const found = violations(model, Float64Array.of(NaN, 0));
    expect(found.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'not-finite x0',
      'not-finite r0',
      'not-finite r1',
    ]);
    expect(violations(model, Float64Array.of(0, Infinity))[0]).toMatchObject({
      kind: 'not-finite',
      excess: Infinity,
    });
  });

  it('lets rounding pass, more of it beside a large limit', () => {
    const large = dense('large', 'min', { cost: [1], rows: [[1e9, [1], Infinity]] });
    expect(violations(large, Float64Array.of(1e9 - 100))).toEqual([]);
    expect(violations(large, Float64Array.of(1e9 - 2000))).toHaveLength(1);
    expect(violations(model, Float64Array.of(2, 2 + 5e-7))).toMatchObject([{ kind: 'row', name: 'r1' }]);
    const near = dense('near', 'min', { cost: [1], rows: [[0, [1], 1]] });
    expect(violations(near, Float64Array.of(1 + 5e-7))).toEqual([]);
    expect(violations(near, Float64Array.of(1 + 5e-6))).toHaveLength(1);
    expect(violations(near, Float64Array.of(1 + 5e-6), 1e-5)).toEqual([]);
  });

  it('does not call rounding of huge terms that cancel a violation', () => {
    const huge = dense('huge', 'min', { cost: [0, 0], rows: [[0, [1e12, -1e12], 0]] });
    expect(violations(huge, Float64Array.of(1 / 3, 1 / 3 + 1e-16))).toEqual([]);
    expect(violations(huge, Float64Array.of(1, 1.01))).toHaveLength(1);
  });

  it('refuses a point of another length', () => {
    expect(() => violations(model, Float64Array.of(1))).toThrow(/has 2 values, not 1/);
  });

  it('counts the objective with its offset', () => {
    expect(objectiveOf(model, Float64Array.of(3, 0.5))).toBe(15.5);
  });
});

describe('dualBound', () => {
  const wyndor = dense('wyndor', 'max', {
    cost: [3, 5],
    rows: [
      [-Infinity, [1, 0], 4],
      [-Infinity, [0, 2], 12],
      [-Infinity, [3, 2], 18],
    ],
    offset: 1,
  });

  it('proves the optimum from its duals', () => {
    expect(dualBound(wyndor, Float64Array.of(0, 1.5, 1))).toBeCloseTo(37);
    expect([...reducedCostsOf(wyndor, Float64Array.of(0, 1.5, 1))]).toEqual([0, 0]);
  });

  it('proves less from worse duals, and never more than is true', () => {
    expect(dualBound(wyndor, Float64Array.of(3, 2.5, 0))).toBeCloseTo(43);
  });

  it('proves nothing from duals of the wrong sign or too small', () => {
    expect(dualBound(wyndor, Float64Array.of(0, -1, 1))).toBeNull();
    expect(dualBound(wyndor, Float64Array.of(0, 0, 0))).toBeNull();
  });

  it('leaves out a dual that is only rounding', () => {
    expect(dualBound(wyndor, Float64Array.of(-1e-12, 1.5, 1))).toBeCloseTo(37);
  });

  it('wants one dual a row', () => {
    expect(() => dualBound(wyndor, Float64Array.of(1))).toThrow(/3 rows, not 1 duals/);
  });
});
