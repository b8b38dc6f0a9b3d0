import { ModelBuilder } from '../../model-builder.js';
import { type Model } from '../../types.js';

const COLUMNS = 300;
const ROWS = 300;

/** Scattered, so that the rows form odd cycles, and the same each time. */
const memberOf = (row: number, place: number): number =>
  (row * row * 7 + row * 71 + place * place * 47 + place * 113) % COLUMNS;

/**
 * A packing problem of 300 choices whose linear program is not whole, so that solving it walks through cuts, heuristics
 * and branching of HiGHS. V8 runs WebAssembly slowly until it has seen which functions are hot and has optimized them:
 * the first branch and cut of a process takes three times as long as the same one repeated. Whoever has a thread to
 * spare solves this in it while the season's model is still being built; the code is shared by all threads.
 */
export function warmUpModel(): Model {
  const builder = new ModelBuilder('warm-up', 'max');
  for (let column = 0; column < COLUMNS; column++) builder.binary(1 + ((column * 37) % 9));
  for (let row = 0; row < ROWS; row++) {
    const weighted = row % 4 === 0;
    const members = [...new Set(Array.from({ length: 3 + (row % 4) }, (_, place) => memberOf(row, place)))];
    const weights = members.map((column) => (weighted ? 1 + ((column * 13 + row) % 5) : 1));
    builder.row(-Infinity, weighted ? 6 : 1, members, weights);
  }
  return builder.build();
}
