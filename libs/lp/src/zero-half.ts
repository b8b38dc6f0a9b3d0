import { DisjointSets } from './components.js';
import { type Cut } from './cuts.js';
import { greatestCommonDivisor } from './divisors.js';
import { type Model } from './types.js';

const WHOLE = 1e-6;
/** Least amount by which the point must break a cut. */
const LEAST_VIOLATION = 0.05;
/** Half of what rows with more slack make odd is less than that. */
const MOST_SLACK = 1 - 2 * LEAST_VIOLATION;
/** A combination of more rows, or a cut with more terms, is more likely noise than news. */
const MOST_ROWS = 40;
const MOST_TERMS = 400;
const MOST_CUTS = 200;
const LARGEST = 1e6;
/** Places of columns that are whole at the point, and of those that need not be. */
const NO_FRACTION = -1;
const NOT_WHOLE = -2;

/** One row of the model as `Σ a·x ≤ b` with whole a and b, seen modulo two. */
interface HalfRow {
  readonly row: number;
  readonly sign: 1 | -1;
  readonly scale: number;
  readonly upper: number;
  readonly slack: number;
  /** Places of the fractional columns with odd coefficients. */
  readonly fractions: readonly number[];
  readonly odd: boolean;
}

interface Combination {
  /** Of the fractional columns of a part those that are odd, a bit each. */
  readonly bits: Uint32Array;
  odd: boolean;
  slack: number;
  /** Half rows taken once; those taken twice fell out. */
  readonly members: Set<number>;
  /** Place of the half row that it began with. */
  readonly from: number;
}

/**
 * Zero-half cuts: half the sum of some rows, rounded down, with whole coefficients on the left because every odd one is
 * taken away by a bound that the point sits on. The point breaks such a cut by half of one less the rows' slack. The rows
 * are found by Gaussian elimination modulo two over the columns where the point is fractional, the tightest rows first.
 * Odd cycles of things that exclude each other, which make most fractions of assignment programs, are of this kind.
 * Sources: Caprara and Fischetti, "{0, 1/2}-Chvátal-Gomory cuts", 1996; Koster, Zymolka and Kutschka, "Algorithms to
 * separate {0, 1/2}-Chvátal-Gomory cuts", 2009.
 *
 * @param point of the linear program
 * @param isWhole columns that are whole in some best point, also where the model does not ask for it
 */
export function zeroHalfCuts(
  model: Model,
  point: Float64Array,
  isWhole: (column: number) => boolean = (column) => model.integer[column] === 1,
): Cut[] {
  const place = new Int32Array(model.columnCount).fill(NOT_WHOLE);
  let fractions = 0;
  for (let column = 0; column < model.columnCount; column++) {
    if (!isWhole(column)) continue;
    const value = point[column] ?? 0;
    place[column] = Math.abs(value - Math.round(value)) > WHOLE ? fractions++ : NO_FRACTION;
  }
  if (fractions === 0) return [];
  const rows = halfRows(model, point, place);
  const found = combinations(rows, fractions);
  const cuts: Cut[] = [];
  const seen = new Set<string>();
  for (const { members } of found) {
    const cut = cutOf(
      model,
      point,
      [...members].flatMap((position) => rows[position] ?? []),
    );
    if (!cut) continue;
    const key = `${cut.upper}:${cut.columns.join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    cuts.push(cut);
    if (cuts.length >= MOST_CUTS) break;
  }
  return cuts;
}

/** @param place of each column among the fractional ones, or one of the two marks below 0 */
function halfRows(model: Model, point: Float64Array, place: Int32Array): HalfRow[] {
  const { starts, indices, values } = model.matrix;
  const found: HalfRow[] = [];
  for (let row = 0; row < model.rowCount; row++) {
    const from = starts[row] ?? 0;
    const to = starts[row + 1] ?? 0;
    let touches = false;
    let sound = true;
    let divisor = 0;
    let activity = 0;
    for (let entry = from; entry < to && sound; entry++) {
      const column = indices[entry] ?? 0;
      const value = values[entry] ?? 0;
      const at = place[column] ?? NOT_WHOLE;
      if (at === NOT_WHOLE || !Number.isInteger(value) || Math.abs(value) > LARGEST) sound = false;
      touches ||= at >= 0;
      divisor = greatestCommonDivisor(Math.abs(value), divisor);
      activity += value * (point[column] ?? 0);
    }
    if (!sound || !touches || divisor === 0) continue;
    for (const sign of [1, -1] as const) {
      const limit = sign === 1 ? (model.rowUpper[row] ?? Infinity) : -(model.rowLower[row] ?? -Infinity);
      if (!Number.isFinite(limit)) continue;
      const upper = Math.floor(limit / divisor + WHOLE);
      const slack = Math.max(0, upper - (sign * activity) / divisor);
      if (slack >= MOST_SLACK) continue;
      const fractions: number[] = [];
      let parity = upper;
      for (let entry = from; entry < to; entry++) {
        const column = indices[entry] ?? 0;
        if ((Math.abs(values[entry] ?? 0) / divisor) % 2 === 0) continue;
        const at = place[column] ?? NOT_WHOLE;
        if (at < 0) parity += Math.round(point[column] ?? 0);
        else fractions.push(at);
      }
      found.push({ row, sign, scale: divisor, upper, slack, fractions, odd: Math.abs(parity) % 2 === 1 });
    }
  }
  return found;
}

/**
 * Combinations in which no fractional column is odd, but the right side is, the tightest first. Rows that no fractional
 * column ties together have nothing to combine: each part is eliminated by itself, with a bit for its own columns only.
 */
function combinations(rows: readonly HalfRow[], fractions: number): Combination[] {
  const sets = new DisjointSets(fractions);
  for (const { fractions: own } of rows) for (const other of own) sets.union(own[0] ?? other, other);
  const bit = new Int32Array(fractions);
  const parts = new Map<number, { readonly columns: number; readonly open: Combination[] }>();
  for (const [root, columns] of sets.groups()) {
    columns.forEach((column, position) => (bit[column] = position));
    parts.set(root, { columns: columns.length, open: [] });
  }
  const found: Combination[] = [];
  const ranked = rows.map((row, position) => ({ row, position })).sort((a, b) => a.row.slack - b.row.slack);
  ranked.forEach(({ row, position }, from) => {
    const [first] = row.fractions;
    const part = first === undefined ? undefined : parts.get(sets.find(first));
    const bits = new Uint32Array(((part?.columns ?? 0) + 31) >> 5);
    for (const column of row.fractions) {
      const at = bit[column] ?? 0;
      bits[at >> 5] = ((bits[at >> 5] ?? 0) ^ (1 << (at & 31))) >>> 0;
    }
    const { odd, slack } = row;
    (part?.open ?? found).push({ bits, odd, slack, members: new Set([position]), from });
  });
  for (const { columns, open } of parts.values()) found.push(...eliminate(open, columns));
  return found
    .filter(({ odd, members }) => odd && members.size <= MOST_ROWS)
    .sort((a, b) => a.slack - b.slack || a.members.size - b.members.size || a.from - b.from);
}

/**
 * Combinations in which no column is odd any more. Slack only grows as rows are added: one that has too much for any cut
 * is let go, so that a tighter row is the pivot in its place.
 * @param combinations the tightest first
 */
function eliminate(combinations: readonly Combination[], columns: number): readonly Combination[] {
  let open = combinations;
  for (let column = 0; column < columns && open.length > 0; column++) {
    const word = column >> 5;
    const mask = 1 << (column & 31);
    let pivot: Combination | null = null;
    const left: Combination[] = [];
    for (const combination of open) {
      if (((combination.bits[word] ?? 0) & mask) === 0) left.push(combination);
      else if (!pivot) pivot = combination;
      else if (combination.slack + pivot.slack < MOST_SLACK) {
        add(pivot, combination, word);
        left.push(combination);
      }
    }
    open = left;
  }
  return open;
}

/** @param from columns before this word are even in both */
function add(pivot: Combination, to: Combination, from: number): void {
  for (let at = from; at < to.bits.length; at++)
    to.bits[at] = ((to.bits[at] ?? 0) ^ (pivot.bits[at] ?? 0)) >>> 0;
  to.odd = to.odd !== pivot.odd;
  to.slack += pivot.slack;
  for (const member of pivot.members) if (!to.members.delete(member)) to.members.add(member);
}

/** Half the sum of the rows and of the bounds that make it whole, rounded down; null when the point does not break it. */
function cutOf(model: Model, point: Float64Array, members: readonly HalfRow[]): Cut | null {
  const { starts, indices, values } = model.matrix;
  const sum = new Map<number, number>();
  let upper = 0;
  for (const { row, sign, scale, upper: limit } of members) {
    upper += limit;
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
      const column = indices[entry] ?? 0;
      sum.set(column, (sum.get(column) ?? 0) + (sign * (values[entry] ?? 0)) / scale);
    }
  }
  const columns: number[] = [];
  const halves: number[] = [];
  for (const [column, value] of sum) {
    let even = value;
    if (value % 2 !== 0) {
      // The bound nearest to the point: x ≤ u adds one to the coefficient, −x ≤ −l takes one off.
      const low = model.lower[column] ?? -Infinity;
      const high = model.upper[column] ?? Infinity;
      const atUpper = (point[column] ?? 0) - low > high - (point[column] ?? 0);
      if (!Number.isFinite(atUpper ? high : low)) return null;
      even = atUpper ? value + 1 : value - 1;
      upper += atUpper ? Math.floor(high + WHOLE) : -Math.ceil(low - WHOLE);
    }
    if (even === 0) continue;
    columns.push(column);
    halves.push(even / 2);
  }
  if (columns.length === 0 || columns.length > MOST_TERMS) return null;
  const limit = Math.floor(upper / 2 + WHOLE);
  let activity = 0;
  columns.forEach((column, index) => (activity += (halves[index] ?? 0) * (point[column] ?? 0)));
  if (activity - limit < LEAST_VIOLATION) return null;
  const order = columns.map((_, index) => index).sort((a, b) => (columns[a] ?? 0) - (columns[b] ?? 0));
  return {
    columns: Int32Array.from(order, (index) => columns[index] ?? 0),
    values: Float64Array.from(order, (index) => halves[index] ?? 0),
    upper: limit,
  };
}
