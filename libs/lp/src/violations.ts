import { type Model } from './types.js';

export interface Violation {
  readonly kind: 'bound' | 'row' | 'integrality' | 'not-finite';
  /** Index of the column, or of the row where kind is `row`. */
  readonly index: number;
  readonly name: string;
  /** Value of the column, or of the row's left side. */
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** How far outside, in the units of the value; Infinity where the value is not finite. */
  readonly excess: number;
}

/** What a solver's feasibility tolerance of 1e-7 to 1e-6 may leave, and no more. */
export const FEASIBILITY_TOLERANCE = 1e-6;

/** Relative rounding of one double-precision sum, with room for a few thousand terms. */
const SUM_ROUNDING = 1e-14;

/**
 * Every way in which a point breaks a model; empty when the point is good. Knows no solver: plain sums over the rows.
 *
 * A limit may be passed by `tolerance · max(1, |limit|)`: absolute for limits near zero, relative for large ones;
 * rows also by 1e-14 of the sum of their absolute terms, which is what adding them up can cost. A whole column may
 * miss the nearest whole number by `tolerance`.
 * @param values one number per column; throws `RangeError` on another length
 * @param tolerance default 1e-6
 */
export function violations(
  model: Model,
  values: Float64Array,
  tolerance: number = FEASIBILITY_TOLERANCE,
): Violation[] {
  if (values.length !== model.columnCount) {
    throw new RangeError(`A point of ${model.name} has ${model.columnCount} values, not ${values.length}`);
  }
  const found: Violation[] = [];
  const { starts, indices, values: coefficients } = model.matrix;

  for (let column = 0; column < model.columnCount; column++) {
    const value = values[column] ?? NaN;
    const lower = model.lower[column] ?? NaN;
    const upper = model.upper[column] ?? NaN;
    const at = { index: column, value, lower, upper };
    if (!Number.isFinite(value)) {
      found.push({ kind: 'not-finite', ...at, name: model.columnName(column), excess: Infinity });
      continue;
    }
    const excess = excessOf(value, lower, upper, tolerance, 0);
    if (excess > 0) found.push({ kind: 'bound', ...at, name: model.columnName(column), excess });
    const fraction = Math.abs(value - Math.round(value));
    if (model.integer[column] === 1 && fraction > tolerance) {
      found.push({ kind: 'integrality', ...at, name: model.columnName(column), excess: fraction });
    }
  }

  for (let row = 0; row < model.rowCount; row++) {
    let sum = 0;
    let size = 0;
    const end = starts[row + 1] ?? 0;
    for (let k = starts[row] ?? 0; k < end; k++) {
      const term = (coefficients[k] ?? NaN) * (values[indices[k] ?? -1] ?? NaN);
      sum += term;
      size += Math.abs(term);
    }
    const lower = model.rowLower[row] ?? NaN;
    const upper = model.rowUpper[row] ?? NaN;
    const at = { index: row, value: sum, lower, upper };
    if (!Number.isFinite(sum)) {
      found.push({ kind: 'not-finite', ...at, name: model.rowName(row), excess: Infinity });
      continue;
    }
    const excess = excessOf(sum, lower, upper, tolerance, SUM_ROUNDING * size);
    if (excess > 0) found.push({ kind: 'row', ...at, name: model.rowName(row), excess });
  }
  return found;
}

/** 0 when within tolerance, else the whole distance outside. */
function excessOf(value: number, lower: number, upper: number, tolerance: number, rounding: number): number {
  const below = lower - value;
  if (below > tolerance * Math.max(1, Math.abs(lower)) + rounding) return below;
  const above = value - upper;
  if (above > tolerance * Math.max(1, Math.abs(upper)) + rounding) return above;
  return 0;
}

/** `cost · values + offset`, summed in column order. */
export function objectiveOf(model: Model, values: Float64Array): number {
  let sum = 0;
  for (let column = 0; column < model.columnCount; column++) {
    const cost = model.cost[column] ?? NaN;
    if (cost !== 0) sum += cost * (values[column] ?? NaN);
  }
  return sum + model.offset;
}
