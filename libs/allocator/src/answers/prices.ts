import { dualBound } from '@heli/lp';
import { type Part, type PartModel } from './neighbourhood.js';
import { wholeBound } from './whole-bound.js';

/** What the rows of a part's linear program cost at its optimum. */
export interface Prices {
  readonly of: PartModel;
  /** One a row. */
  readonly duals: Float64Array;
  /** Points of the objective that make one point of its first goal. */
  readonly scale: number;
  readonly cost: (column: number) => number;
  /** What the objective came to, where it stood for all goals; null where it did not. */
  readonly total: number | null;
}

/** Names of the rows between a part and the rest: roundings of a coupling row follow it. */
function namesOf({ between }: PartModel): string[] {
  const counts = new Map<number, number>();
  return between.map(({ id = -1 }) => {
    const count = counts.get(id) ?? 0;
    counts.set(id, count + 1);
    return `${id}/${count}`;
  });
}

/**
 * What the prices of one model of a part prove of another one of the same part, without solving it: by weak duality any
 * prices bound it. Those of `residual` mostly prove of `relaxed` all that there is, for what the rest of the season holds
 * is seldom what is short.
 * @param other maximises the first goal of the model that the prices are of; its rows beside those of the rules are as many
 * @returns null where they prove nothing
 */
export function boundByPrices(
  { of, duals, scale }: Pick<Prices, 'of' | 'duals' | 'scale'>,
  other: PartModel,
): number | null {
  const tail = ({ model, firstBetween, between }: PartModel): number =>
    firstBetween + between.length - model.rowCount;
  if (of.firstBetween !== other.firstBetween || tail(of) !== tail(other)) return null;
  const carried = new Float64Array(other.model.rowCount);
  carried.set(duals.subarray(0, of.firstBetween));
  const known = new Map(namesOf(of).map((name, row) => [name, duals[of.firstBetween + row] ?? 0]));
  namesOf(other).forEach((name, row) => (carried[other.firstBetween + row] = known.get(name) ?? 0));
  carried.set(duals.subarray(of.firstBetween + of.between.length), other.firstBetween + other.between.length);
  return dualBound(
    other.model,
    carried.map((dual) => dual / scale),
  );
}

/** Whether the prices of a part amid the rest as it stands prove that it could do no better whatever the rest did. */
export function isBestByPrices(part: Part, prices: Prices): boolean {
  if (prices.total === null) return false;
  const bound = boundByPrices({ ...prices, scale: 1 }, part.model('relaxed', prices.cost));
  return bound !== null && wholeBound(bound) <= prices.total;
}
