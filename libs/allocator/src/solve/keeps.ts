import { type Model } from '@heli/lp';
import { type Block } from './blocks.js';
import { type BlockState, type SeasonState } from './state.js';

const SLACK = 1e-6;

/** Whether the plan as it stands keeps every row inside a block. */
export function keepsBlock({ built, values }: SeasonState, { rows }: Block): boolean {
  const { matrix, rowLower, rowUpper } = built.model;
  for (const row of rows) {
    let sum = 0;
    for (let entry = matrix.starts[row] ?? 0; entry < (matrix.starts[row + 1] ?? 0); entry++)
      sum += (matrix.values[entry] ?? 0) * (values[matrix.indices[entry] ?? 0] ?? 0);
    if (sum < (rowLower[row] ?? 0) - SLACK || sum > (rowUpper[row] ?? 0) + SLACK) return false;
  }
  return true;
}

/** Whether it keeps one row between blocks. */
function keepsCoupling({ couplings, values }: SeasonState, id: number): boolean {
  const { lower, upper } = couplings.get(id);
  if (lower === -Infinity && upper === Infinity) return true;
  const sum = couplings.activity(id, values);
  return sum >= lower - SLACK && sum <= upper + SLACK;
}

/** Whether it keeps the rows between a block and the rest. */
export const keepsCouplings = (state: SeasonState, { touching }: BlockState): boolean =>
  touching.every((id) => keepsCoupling(state, id));

/** Whether it keeps those on which what is decided in a block has a say: the others are as they were without it. */
export function keepsCouplingsOf(state: SeasonState, { columns }: Block): boolean {
  const seen = new Set<number>();
  return columns.every(
    (column) =>
      state.values[column] === 0 ||
      state.couplings.rowsOf(column, (id) => {
        if (seen.has(id)) return true;
        seen.add(id);
        return keepsCoupling(state, id);
      }),
  );
}

/** Far above what solvers leave, far below a unit. */
const LEAVINGS = 1e-5;
/** What adding up terms of this size can cost. */
const ROUNDING = 1e-13;

/**
 * Whether a point keeps every row of a model, and the limits of its columns, to the unit: solvers allow themselves a
 * share of large limits, which of a million yuan is money.
 */
export function keepsModel(model: Model, point: Float64Array): boolean {
  const { matrix, rowLower, rowUpper, rowCount } = model;
  if (point.some((value, column) => beyond(model, column, value) > LEAVINGS)) return false;
  for (let row = 0; row < rowCount; row++) {
    let sum = 0;
    let size = 0;
    for (let entry = matrix.starts[row] ?? 0; entry < (matrix.starts[row + 1] ?? 0); entry++) {
      const term = (matrix.values[entry] ?? 0) * (point[matrix.indices[entry] ?? 0] ?? 0);
      sum += term;
      size += Math.abs(term);
    }
    const slack = LEAVINGS + ROUNDING * size;
    if (sum < (rowLower[row] ?? 0) - slack || sum > (rowUpper[row] ?? 0) + slack) return false;
  }
  return true;
}

/** By how much a value is outside the limits of its column. */
export const beyond = ({ lower, upper }: Model, column: number, value: number): number =>
  Math.max((lower[column] ?? 0) - value, value - (upper[column] ?? 0));
