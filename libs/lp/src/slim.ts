import { type Model } from './types.js';

const SLACK = 1e-9;
/** Limits are carried over from rows to columns so often; more finds little. */
const ROUNDS = 2;

/**
 * The same points with fewer rows: rows over one column become its limits, whole columns get whole limits, and rows that
 * no point within the limits can break are left out. Columns keep their places. Worth it where a program is solved again
 * and again from its last basis, when no solver's presolve takes them away.
 *
 * A model that has no point may lose the rows that say so only if other rows or limits still do.
 */
export function slim(model: Model): Model {
  const lower = Float64Array.from(model.lower);
  const upper = Float64Array.from(model.upper);
  const { starts, indices, values } = model.matrix;
  const gone = new Uint8Array(model.rowCount);
  for (let round = 0; round < ROUNDS; round++)
    for (let row = 0; row < model.rowCount; row++) {
      if (gone[row] === 1) continue;
      const from = starts[row] ?? 0;
      const to = starts[row + 1] ?? 0;
      let free = -1;
      let coefficient = 0;
      let count = 0;
      let fixed = 0;
      for (let entry = from; entry < to && count < 2; entry++) {
        const column = indices[entry] ?? 0;
        if (lower[column] === upper[column]) fixed += (values[entry] ?? 0) * (lower[column] ?? 0);
        else {
          count += 1;
          free = column;
          coefficient = values[entry] ?? 0;
        }
      }
      if (count !== 1 || coefficient === 0) continue;
      tighten(model, row, free, coefficient, fixed, lower, upper);
      gone[row] = 1;
    }
  const kept: number[] = [];
  for (let row = 0; row < model.rowCount; row++)
    if (gone[row] === 0 && !isIdle(model, row, lower, upper)) kept.push(row);
  const length = kept.reduce((sum, row) => sum + (starts[row + 1] ?? 0) - (starts[row] ?? 0), 0);
  const matrix = {
    starts: new Int32Array(kept.length + 1),
    indices: new Int32Array(length),
    values: new Float64Array(length),
  };
  kept.forEach((row, position) => {
    const at = matrix.starts[position] ?? 0;
    matrix.indices.set(indices.subarray(starts[row] ?? 0, starts[row + 1] ?? 0), at);
    matrix.values.set(values.subarray(starts[row] ?? 0, starts[row + 1] ?? 0), at);
    matrix.starts[position + 1] = at + (starts[row + 1] ?? 0) - (starts[row] ?? 0);
  });
  const gather = (all: Float64Array): Float64Array => Float64Array.from(kept, (row) => all[row] ?? 0);
  return {
    ...model,
    lower,
    upper,
    rowCount: kept.length,
    rowLower: gather(model.rowLower),
    rowUpper: gather(model.rowUpper),
    matrix,
    rowName: (row) => model.rowName(kept[row] ?? -1),
  };
}

/** Carries a row over one free column to the limits of the column. */
function tighten(
  model: Model,
  row: number,
  column: number,
  coefficient: number,
  fixed: number,
  lower: Float64Array,
  upper: Float64Array,
): void {
  const a = ((model.rowLower[row] ?? -Infinity) - fixed) / coefficient;
  const b = ((model.rowUpper[row] ?? Infinity) - fixed) / coefficient;
  let least = Math.min(a, b);
  let most = Math.max(a, b);
  if (model.integer[column] === 1) {
    least = Math.ceil(least - 1e-6);
    most = Math.floor(most + 1e-6);
  }
  if (least > (lower[column] ?? 0)) lower[column] = least;
  if (most < (upper[column] ?? 0)) upper[column] = most;
}

function isIdle(model: Model, row: number, lower: Float64Array, upper: Float64Array): boolean {
  const { starts, indices, values } = model.matrix;
  let least = 0;
  let most = 0;
  for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
    const column = indices[entry] ?? 0;
    const value = values[entry] ?? 0;
    const low = value * (lower[column] ?? 0);
    const high = value * (upper[column] ?? 0);
    least += Math.min(low, high);
    most += Math.max(low, high);
  }
  return (
    least >= (model.rowLower[row] ?? -Infinity) - SLACK && most <= (model.rowUpper[row] ?? Infinity) + SLACK
  );
}
