import { type Model } from './types.js';

const WHOLE = 1e-9;
/** Equations that lead from one to the next against the order of the rows need a pass each. */
const MOST_PASSES = 8;

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) <= WHOLE;

/**
 * The same model with every column marked as whole that an equation makes whole: `a·x + Σ b·y = c` with all `y` whole
 * and all `b/a` and `c/a` whole numbers. Its feasible points are the same.
 *
 * HiGHS finds such columns too, but in 1.14 and 1.15 its presolve goes wrong where they are left to it: it calls a worse
 * point of a small MIP the optimum, or a feasible MIP infeasible (cases in `conformance`; right again in HiGHS 1.16).
 * Source of the rule: Achterberg, Bixby, Gu, Rothberg, Weninger, "Presolve reductions in mixed integer programming",
 * 2020, section 4.5.
 * @returns the model itself where there is no such column
 */
export function withImpliedIntegers(model: Model): Model {
  const { rowCount, rowLower, rowUpper, matrix } = model;
  let integer: Uint8Array | null = null;
  const isInteger = (column: number): boolean => (integer ?? model.integer)[column] === 1;

  /** The one column of an equation that is not whole yet; its place in the matrix, or -1. */
  const openPlaceOf = (row: number): number => {
    let open = -1;
    for (let place = matrix.starts[row] ?? 0; place < (matrix.starts[row + 1] ?? 0); place++) {
      if (isInteger(matrix.indices[place] ?? 0) || matrix.values[place] === 0) continue;
      if (open >= 0) return -1;
      open = place;
    }
    return open;
  };
  const makesWhole = (row: number, open: number): boolean => {
    const own = matrix.values[open] ?? 1;
    if (!isWhole((rowLower[row] ?? 0) / own)) return false;
    for (let place = matrix.starts[row] ?? 0; place < (matrix.starts[row + 1] ?? 0); place++)
      if (!isWhole((matrix.values[place] ?? 0) / own)) return false;
    return true;
  };

  let found = true;
  for (let pass = 0; found && pass < MOST_PASSES; pass++) {
    found = false;
    for (let row = 0; row < rowCount; row++) {
      if (rowLower[row] !== rowUpper[row]) continue;
      const open = openPlaceOf(row);
      if (open < 0 || !makesWhole(row, open)) continue;
      integer ??= Uint8Array.from(model.integer);
      integer[matrix.indices[open] ?? 0] = 1;
      found = true;
    }
  }
  return integer ? { ...model, integer } : model;
}
