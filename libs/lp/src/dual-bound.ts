import { type Model } from './types.js';

/** Duals and reduced costs this small, against the largest cost, are rounding and not a direction without end. */
const NOISE = 1e-9;

/**
 * What the given row duals prove, whatever engine or rounding they came from: by weak duality no point of the model,
 * whole or not, has a better objective than the returned number; null when they prove nothing (a dual with the wrong
 * sign for a one-sided row, or a reduced cost that an unlimited column can follow).
 * @param rowDuals d objective / d limit, one per row, in the sense of the model (as in `Solution.rowDuals`)
 */
export function dualBound(model: Model, rowDuals: Float64Array): number | null {
  if (rowDuals.length !== model.rowCount) {
    throw new RangeError(`${model.name} has ${model.rowCount} rows, not ${rowDuals.length} duals`);
  }
  const sign = model.sense === 'min' ? 1 : -1;
  let largest = 1;
  for (const cost of model.cost) largest = Math.max(largest, Math.abs(cost));
  const zero = NOISE * largest;

  const { starts, indices, values } = model.matrix;
  const reduced = reducedCostsOf(model, rowDuals);
  let bound = model.offset;
  for (let row = 0; row < model.rowCount; row++) {
    const dual = rowDuals[row] ?? 0;
    if (dual === 0) continue;
    const limit = (sign * dual > 0 ? model.rowLower[row] : model.rowUpper[row]) ?? 0;
    if (Number.isFinite(limit)) {
      bound += dual * limit;
      continue;
    }
    if (Math.abs(dual) > zero) return null;
    // Rounding on the side that has no limit: leave the row out of the proof.
    for (let k = starts[row] ?? 0; k < (starts[row + 1] ?? 0); k++) {
      const column = indices[k] ?? 0;
      reduced[column] = (reduced[column] ?? 0) + dual * (values[k] ?? 0);
    }
  }
  for (let column = 0; column < model.columnCount; column++) {
    const cost = reduced[column] ?? 0;
    if (cost === 0) continue;
    const limit = (sign * cost > 0 ? model.lower[column] : model.upper[column]) ?? 0;
    if (Number.isFinite(limit)) bound += cost * limit;
    else if (Math.abs(cost) > zero) return null;
  }
  return bound;
}

/** `cost - duals · A`: what one unit of each column is worth beside what it takes from the rows. */
export function reducedCostsOf(model: Model, rowDuals: Float64Array): Float64Array {
  const { starts, indices, values } = model.matrix;
  const reduced = Float64Array.from(model.cost);
  for (let row = 0; row < model.rowCount; row++) {
    const dual = rowDuals[row] ?? 0;
    if (dual === 0) continue;
    for (let k = starts[row] ?? 0; k < (starts[row + 1] ?? 0); k++) {
      const column = indices[k] ?? 0;
      reduced[column] = (reduced[column] ?? 0) - dual * (values[k] ?? 0);
    }
  }
  return reduced;
}
