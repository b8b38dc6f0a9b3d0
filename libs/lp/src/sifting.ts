import { dualBound, reducedCostsOf } from './dual-bound.js';
import { type Basis, type CancelSignal, type Limits, type Model, type Solver } from './types.js';

/** Optimum of a linear program, with what proves it. */
export interface LinearOptimum {
  readonly values: Float64Array;
  readonly objective: number;
  readonly rowDuals: Float64Array;
  readonly reducedCosts: Float64Array;
  readonly basis: Basis;
}

/** Where a search begins: a basis, and what its columns are worth beside what they take from the rows. */
export interface SiftingStart {
  readonly basis: Basis;
  readonly reducedCosts: Float64Array;
  /** Columns at their lower limit whose reduced cost is worse than this are left out at first. */
  readonly room: number;
  /** A point that keeps every row: what it uses is never left out, so that the few have a point too. */
  readonly point?: Float64Array;
}

const AT_LOWER = 0;
const BASIC = 1;
const DUAL_TOLERANCE = 1e-7;
/** The dual bound and the objective are the same up to this share of it. */
const SAME = 1e-6;
/** Times that columns which were missed are let in. */
const ROUNDS = 6;

/**
 * Optimum of a linear program that is solved over few of its columns: those that a basis near by holds, and those whose
 * reduced cost is near zero. Each of the others is priced at the optimum of the few; where one would gain, it is let in
 * and the program is solved again. Rows that only columns left out could break are left out with them.
 *
 * Proof: the row duals of the few, with 0 for the rows left out (or what `priceByIdleRows` finds), are duals of the whole;
 * their bound (weak duality) is compared with the objective before the answer is believed.
 * @returns null where it did not come to an optimum: solve the whole then
 */
export async function sift(
  solver: Solver,
  model: Model,
  start: SiftingStart,
  limits: Limits,
  signal: CancelSignal | undefined,
): Promise<LinearOptimum | null> {
  const inside = candidates(model, start);
  let { basis } = start;
  for (let round = 0; round < ROUNDS; round++) {
    const few = narrowed(model, inside, basis);
    const answer = await solver.solve(few.model, limits, signal, {
      relaxed: true,
      basis: few.basis,
      // What is let in may gain, but every row is kept: the primal simplex goes on from there.
      primal: round > 0,
    });
    if (answer.quality !== 'optimal' || !answer.values || answer.objective === null) return null;
    if (!answer.rowDuals || !answer.basis) return null;
    const values = Float64Array.from(model.lower);
    few.columns.forEach((column, at) => (values[column] = answer.values?.[at] ?? 0));
    const rowDuals = new Float64Array(model.rowCount);
    few.rows.forEach((row, at) => (rowDuals[row] = answer.rowDuals?.[at] ?? 0));
    basis = widened(model, few, answer.basis);
    const reducedCosts = reducedCostsOf(model, rowDuals);
    priceByIdleRows(model, few, inside, values, rowDuals, reducedCosts);
    if (admit(model, inside, reducedCosts) > 0) continue;
    const bound = dualBound(model, rowDuals);
    const sign = model.sense === 'max' ? 1 : -1;
    if (bound === null || sign * (bound - answer.objective) > SAME * Math.max(1, Math.abs(bound)))
      return null;
    // The bound is what is proven, whatever the solver rounded.
    const objective = sign * Math.max(sign * bound, sign * answer.objective);
    return { values, objective, rowDuals, reducedCosts, basis };
  }
  return null;
}

/** What a column would gain a unit, in the sense of the model. */
const gainOf = (model: Model, reduced: Float64Array, column: number): number =>
  (model.sense === 'max' ? 1 : -1) * (reduced[column] ?? 0);

function candidates(model: Model, { basis, reducedCosts, room, point }: SiftingStart): Uint8Array {
  return Uint8Array.from({ length: model.columnCount }, (_, column) =>
    basis.columns[column] === AT_LOWER &&
    (point?.[column] ?? model.lower[column] ?? 0) === model.lower[column] &&
    Number.isFinite(model.lower[column] ?? 0) &&
    gainOf(model, reducedCosts, column) < -room
      ? 0
      : 1,
  );
}

/** Lets those in that would gain; how many. */
function admit(model: Model, inside: Uint8Array, reduced: Float64Array): number {
  let admitted = 0;
  for (let column = 0; column < inside.length; column++) {
    if (inside[column] === 1 || gainOf(model, reduced, column) <= DUAL_TOLERANCE) continue;
    inside[column] = 1;
    admitted += 1;
  }
  return admitted;
}

interface Narrowed {
  readonly model: Model;
  readonly basis: Basis;
  /** Of the whole model. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

/** The columns inside, the others at their lower limits, with the rows that can be broken or that the basis holds at a limit. */
function narrowed(model: Model, inside: Uint8Array, basis: Basis): Narrowed {
  const { starts, indices, values } = model.matrix;
  const local = new Int32Array(model.columnCount).fill(-1);
  let count = 0;
  for (let column = 0; column < inside.length; column++) if (inside[column] === 1) local[column] = count++;
  const columns = new Int32Array(count);
  for (let column = 0; column < inside.length; column++)
    if (inside[column] === 1) columns[local[column] ?? 0] = column;
  const rows = new Int32Array(model.rowCount);
  const lower = new Float64Array(model.rowCount);
  const upper = new Float64Array(model.rowCount);
  const rowStarts = new Int32Array(model.rowCount + 1);
  const entries = new Int32Array(indices.length);
  const coefficients = new Float64Array(indices.length);
  let kept = 0;
  let length = 0;
  for (let row = 0; row < model.rowCount; row++) {
    let outside = 0;
    let least = 0;
    let most = 0;
    let at = length;
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
      const column = indices[entry] ?? 0;
      const value = values[entry] ?? 0;
      const place = local[column] ?? -1;
      const low = value * (model.lower[column] ?? 0);
      if (place < 0) {
        if (low !== 0) outside += low;
        continue;
      }
      const high = value * (model.upper[column] ?? 0);
      least += Math.min(low, high);
      most += Math.max(low, high);
      entries[at] = place;
      coefficients[at] = value;
      at += 1;
    }
    const rowLower = (model.rowLower[row] ?? -Infinity) - outside;
    const rowUpper = (model.rowUpper[row] ?? Infinity) - outside;
    if (basis.rows[row] === BASIC && least >= rowLower && most <= rowUpper) continue;
    rows[kept] = row;
    lower[kept] = rowLower;
    upper[kept] = rowUpper;
    kept += 1;
    rowStarts[kept] = length = at;
  }
  const used = rows.slice(0, kept);
  const gather = (all: Float64Array): Float64Array =>
    Float64Array.from(columns, (column) => all[column] ?? 0);
  return {
    columns,
    rows: used,
    basis: {
      columns: Int32Array.from(columns, (column) => basis.columns[column] ?? 0),
      rows: Int32Array.from(used, (row) => basis.rows[row] ?? 0),
    },
    model: {
      ...model,
      name: `${model.name} (few columns)`,
      offset: model.offset + fixedObjective(model, inside),
      columnCount: count,
      rowCount: kept,
      cost: gather(model.cost),
      lower: gather(model.lower),
      upper: gather(model.upper),
      integer: Uint8Array.from(columns, (column) => model.integer[column] ?? 0),
      rowLower: lower.slice(0, kept),
      rowUpper: upper.slice(0, kept),
      matrix: {
        starts: rowStarts.slice(0, kept + 1),
        indices: entries.slice(0, length),
        values: coefficients.slice(0, length),
      },
      columnName: (column) => model.columnName(columns[column] ?? -1),
      rowName: (row) => model.rowName(used[row] ?? -1),
    },
  };
}

function fixedObjective(model: Model, inside: Uint8Array): number {
  let sum = 0;
  for (let column = 0; column < inside.length; column++)
    if (inside[column] === 0) sum += (model.cost[column] ?? 0) * (model.lower[column] ?? 0);
  return sum;
}

/** The basis of the few as one of the whole: columns left out at their lower limit, rows left out slack. */
function widened(model: Model, few: Narrowed, basis: Basis): Basis {
  const columns = new Int32Array(model.columnCount).fill(AT_LOWER);
  const rows = new Int32Array(model.rowCount).fill(BASIC);
  few.columns.forEach((column, at) => (columns[column] = basis.columns[at] ?? AT_LOWER));
  few.rows.forEach((row, at) => (rows[row] = basis.rows[at] ?? BASIC));
  return { columns, rows };
}

/**
 * Columns left out that seem to gain, but only because a row that was left out with them has no price: "no more of me
 * than of the start", where the start is not taken. Such a row gets the least price at which they gain nothing, if it
 * has no slack and the columns inside that it makes dearer or cheaper stay where they are all the same.
 */
function priceByIdleRows(
  model: Model,
  few: Narrowed,
  inside: Uint8Array,
  point: Float64Array,
  rowDuals: Float64Array,
  reduced: Float64Array,
): void {
  const { starts, indices, values } = model.matrix;
  const sign = model.sense === 'max' ? 1 : -1;
  const kept = new Uint8Array(model.rowCount);
  for (const row of few.rows) kept[row] = 1;
  for (let row = 0; row < model.rowCount; row++) {
    if (kept[row] === 1) continue;
    let price = 0;
    let activity = 0;
    const from = starts[row] ?? 0;
    const to = starts[row + 1] ?? 0;
    for (let entry = from; entry < to; entry++) {
      const column = indices[entry] ?? 0;
      const value = values[entry] ?? 0;
      activity += value * (point[column] ?? 0);
      if (inside[column] === 0 && value > 0) price = Math.max(price, gainOf(model, reduced, column) / value);
    }
    if (price <= DUAL_TOLERANCE || Math.abs(activity - (model.rowUpper[row] ?? Infinity)) > 1e-9) continue;
    let stays = true;
    for (let entry = from; entry < to && stays; entry++) {
      const column = indices[entry] ?? 0;
      const value = values[entry] ?? 0;
      if (inside[column] === 0 && value > 0) continue;
      const gain = gainOf(model, reduced, column) - price * value;
      const low = (point[column] ?? 0) <= (model.lower[column] ?? 0);
      const high = (point[column] ?? 0) >= (model.upper[column] ?? 0);
      stays = low ? gain <= DUAL_TOLERANCE : high && gain >= -DUAL_TOLERANCE;
    }
    if (!stays) continue;
    rowDuals[row] = sign * price;
    for (let entry = from; entry < to; entry++) {
      const column = indices[entry] ?? 0;
      reduced[column] = (reduced[column] ?? 0) - sign * price * (values[entry] ?? 0);
    }
  }
}
