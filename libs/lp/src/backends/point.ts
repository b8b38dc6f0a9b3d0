import { type Model } from '../types.js';
import { objectiveOf, violations, type Violation } from '../violations.js';

/** A point that has been checked against every row, limit and whole column. */
export interface CheckedPoint {
  readonly values: Float64Array;
  readonly objective: number;
}

export type Verdict =
  | { readonly kind: 'good'; readonly point: CheckedPoint }
  | { readonly kind: 'refused'; readonly reason: string };

/** A backend's whole column may be this far from whole and still be meant as whole. */
const NEARLY_WHOLE = 1e-5;

/**
 * The only door through which a point leaves a backend: whole columns are rounded, values a hair outside their
 * limits are put on them, and the result is checked by `violations`.
 */
export function checkPoint(model: Model, raw: Float64Array): Verdict {
  if (raw.length !== model.columnCount) {
    return { kind: 'refused', reason: `the point has ${raw.length} values for ${model.columnCount} columns` };
  }
  const values = tidy(model, raw);
  const broken = violations(model, values);
  if (broken.length > 0) return { kind: 'refused', reason: describe(broken) };
  return { kind: 'good', point: { values, objective: objectiveOf(model, values) } };
}

/** Whole columns rounded where nearly whole, all columns within their limits where only a rounding error outside. */
export function tidy(model: Model, raw: Float64Array): Float64Array {
  const values = Float64Array.from(raw);
  for (let column = 0; column < values.length; column++) {
    let value = values[column] ?? NaN;
    if (model.integer[column] === 1) {
      const whole = Math.round(value);
      if (Math.abs(value - whole) <= NEARLY_WHOLE) value = whole;
    }
    const lower = model.lower[column] ?? -Infinity;
    const upper = model.upper[column] ?? Infinity;
    if (value < lower && lower - value <= 1e-6 * Math.max(1, Math.abs(lower))) value = lower;
    if (value > upper && value - upper <= 1e-6 * Math.max(1, Math.abs(upper))) value = upper;
    // Adding 0 turns -0 into 0.
    values[column] = value + 0;
  }
  return values;
}

function describe(broken: readonly Violation[]): string {
  const worst = broken.reduce((a, b) => (b.excess > a.excess ? b : a));
  const where = worst.kind === 'row' ? 'row' : 'column';
  return `${broken.length} violation${broken.length === 1 ? '' : 's'}, the worst: ${worst.kind} at ${where} ${worst.name}, value ${worst.value} in [${worst.lower}, ${worst.upper}], by ${worst.excess}`;
}

/** Bound and objective agree when they differ by no more than what feasibility tolerances can move. */
const AGREEMENT = 1e-6;

/** Positive when `bound` leaves room for a better point than `objective`, negative when it denies the point we hold. */
export function room(sense: 'min' | 'max', bound: number, objective: number): number {
  return sense === 'min' ? objective - bound : bound - objective;
}

/**
 * A bound that a checked point does not contradict: moved onto the objective when it is past it by rounding only,
 * null when it is past it by more (then it was no bound).
 */
export function honestBound(sense: 'min' | 'max', bound: number | null, objective: number): number | null {
  if (bound === null || !Number.isFinite(bound)) return null;
  const left = room(sense, bound, objective);
  if (left >= 0) return bound;
  return -left <= AGREEMENT * Math.max(1, Math.abs(objective)) ? objective : null;
}
