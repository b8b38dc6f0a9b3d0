import { type Model } from '@heli/lp';
import { type Relaxation } from './season-program.js';

const WHOLE = 1e-6;

/** A program as it was at one moment: what is looked at while its cuts go on. */
export interface Sight {
  readonly relaxation: Relaxation;
  readonly tightened: Model;
  readonly objective: number;
}

/**
 * Columns at which a plan loses against a program, most first. For a whole-number point the distance to the bound is
 * Σ y·slack over the rows with a price y plus Σ |d|·(distance from the bound that the program chose) over the columns with a
 * reduced cost d (complementary slackness); the share of a row counts for each column that uses it.
 * @param tried columns to be left out
 */
export function lossesOf(
  { relaxation, tightened: model }: Sight,
  point: Float64Array,
  tried: ReadonlySet<number>,
): number[] {
  const { prices, reduced, values } = relaxation;
  const lost = new Map<number, number>();
  const add = (column: number, amount: number): void => {
    if (!tried.has(column)) lost.set(column, (lost.get(column) ?? 0) + amount);
  };
  for (let column = 0; column < model.columnCount; column++) {
    const cost = reduced[column] ?? 0;
    if (Math.abs(cost) < WHOLE) continue;
    const chosen = cost > 0 ? model.upper[column] : model.lower[column];
    const away = Math.abs((chosen ?? 0) - (point[column] ?? 0));
    if (away > WHOLE) add(column, Math.abs(cost) * away);
  }
  const { starts, indices, values: coefficients } = model.matrix;
  for (let row = 0; row < model.rowCount; row++) {
    const price = prices[row] ?? 0;
    if (Math.abs(price) < WHOLE) continue;
    let activity = 0;
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++)
      activity += (coefficients[entry] ?? 0) * (point[indices[entry] ?? 0] ?? 0);
    const limit = price > 0 ? model.rowUpper[row] : model.rowLower[row];
    const slack = Math.abs((limit ?? 0) - activity);
    if (slack < WHOLE) continue;
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
      const column = indices[entry] ?? 0;
      if ((values[column] ?? 0) > WHOLE || (point[column] ?? 0) > WHOLE) add(column, Math.abs(price) * slack);
    }
  }
  return [...lost]
    .filter(([, amount]) => amount > 0.01)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([column]) => column);
}
