import { type Problem, type TierName } from '@heli/contracts';
import { type SeasonModel } from '../model/season-model.js';
import { type Facts } from '../plan/facts.js';

/**
 * One aim as a sum over columns: points to be made as many as possible. Whole numbers, so that a bound may be rounded.
 * (Fairness is not a sum; it has its own file.)
 */
export interface SumTier {
  readonly name: Exclude<TierName, 'fairness'>;
  /** Points of each column at 1, by column. */
  readonly points: (model: SeasonModel) => Float64Array;
  /** Points that a plan makes, from the problem alone. */
  readonly measure: (facts: Facts) => number;
}

export const pointsArray = (model: SeasonModel): Float64Array => new Float64Array(model.kinds.length);

/** Points for seating the expected attendance, in proportion, rounded down. */
export function attendancePoints(problem: Problem, expected: number, capacity: number): number {
  if (expected === 0) return 0;
  return Math.floor(problem.objective.weights.attendance * Math.min(1, capacity / expected));
}
