import { type Model } from '@heli/lp';
import { type BuiltModel } from '../model/build.js';
import { minutesOf } from '../rules/work-limits.js';
import { type Block } from './blocks.js';
import { type SeasonRow } from './submodel.js';

const SLACK = 1e-6;

/** A row that ties blocks together. */
export interface Coupling {
  readonly rule: string;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly lower: number;
  /** Changes where the row is a cap on a person's load. */
  upper: number;
  /** No negative coefficient: then a part of the row with the whole upper limit is a valid relaxation. */
  readonly nonNegative: boolean;
  /** Whole positive coefficients of several sizes over 0-1 columns: rounding it gives rows that its relaxation breaks. */
  readonly knapsack: boolean;
  /** Position of the volunteer whose load this is, -1 for other rows. */
  readonly volunteer: number;
}

/** Rows that were left out between blocks, with the load rows that fairness caps. */
export class Couplings {
  readonly all: Coupling[] = [];
  /** Load row of each volunteer; -1 for people that nothing could be assigned to. */
  readonly loadRow: Int32Array;
  private readonly byColumn: Int32Array;
  private readonly startOfColumn: Int32Array;
  private readonly coefficients: Float64Array;

  constructor({ model, index }: BuiltModel) {
    for (const row of index.couplingRows)
      this.all.push(rowOf(model, row, index.ruleNames[index.ruleOfRow[row] ?? 0] ?? ''));
    this.loadRow = new Int32Array(index.season.volunteers.length).fill(-1);
    // One array for all: a hundred thousand small buffers are what a collector of garbage is slowest with.
    const entries = index.people.reduce((sum, people) => sum + people.length, 0);
    const loadColumns = new Int32Array(entries);
    const loadMinutes = new Float64Array(entries);
    let from = 0;
    index.people.forEach((people, volunteer) => {
      if (people.length === 0) return;
      people.forEach((person, position) => {
        loadColumns[from + position] = person.column;
        loadMinutes[from + position] = minutesOf(index, person);
      });
      const to = from + people.length;
      const values = loadMinutes.subarray(from, to);
      this.loadRow[volunteer] = this.all.length;
      this.all.push({
        rule: 'fairness',
        columns: loadColumns.subarray(from, to),
        values,
        lower: -Infinity,
        upper: Infinity,
        nonNegative: true,
        knapsack: isKnapsack(values),
        volunteer,
      });
      from = to;
    });
    const counts = new Int32Array(model.columnCount + 1);
    for (const coupling of this.all)
      for (const column of coupling.columns) counts[column + 1] = (counts[column + 1] ?? 0) + 1;
    for (let column = 0; column < model.columnCount; column++)
      counts[column + 1] = (counts[column + 1] ?? 0) + (counts[column] ?? 0);
    this.startOfColumn = counts;
    this.byColumn = new Int32Array(counts[model.columnCount] ?? 0);
    this.coefficients = new Float64Array(this.byColumn.length);
    const next = counts.slice();
    this.all.forEach((coupling, id) => {
      for (let entry = 0; entry < coupling.columns.length; entry++) {
        const column = coupling.columns[entry] ?? 0;
        const at = next[column] ?? 0;
        this.byColumn[at] = id;
        this.coefficients[at] = coupling.values[entry] ?? 0;
        next[column] = at + 1;
      }
    });
  }

  /** Ids of the coupling rows that touch a block. */
  touching(block: Block): number[] {
    const found = new Set<number>();
    for (const column of block.columns)
      for (let at = this.startOfColumn[column] ?? 0; at < (this.startOfColumn[column + 1] ?? 0); at++)
        found.add(this.byColumn[at] ?? 0);
    return [...found].sort((a, b) => a - b);
  }

  /** Goes through the coupling rows of one column with its coefficient, while the visitor says yes; whether it always did. */
  rowsOf(column: number, visit: (id: number, coefficient: number) => boolean): boolean {
    for (let at = this.startOfColumn[column] ?? 0; at < (this.startOfColumn[column + 1] ?? 0); at++)
      if (!visit(this.byColumn[at] ?? 0, this.coefficients[at] ?? 0)) return false;
    return true;
  }

  /** Σ values · point over the whole season. */
  activity(id: number, point: Float64Array): number {
    const coupling = this.all[id];
    if (!coupling) return 0;
    let sum = 0;
    for (let entry = 0; entry < coupling.columns.length; entry++)
      sum += (coupling.values[entry] ?? 0) * (point[coupling.columns[entry] ?? 0] ?? 0);
    return sum;
  }

  get(id: number): Coupling {
    const found = this.all[id];
    if (!found) throw new RangeError(`no coupling row ${id}`);
    return found;
  }
}

function rowOf(model: Model, row: number, rule: string): Coupling {
  const from = model.matrix.starts[row] ?? 0;
  const to = model.matrix.starts[row + 1] ?? 0;
  const values = model.matrix.values.subarray(from, to);
  return {
    rule,
    columns: model.matrix.indices.subarray(from, to),
    values,
    lower: model.rowLower[row] ?? -Infinity,
    upper: model.rowUpper[row] ?? Infinity,
    nonNegative: values.every((value) => value >= 0),
    knapsack:
      isKnapsack(values) &&
      model.matrix.indices.subarray(from, to).every((column) => model.integer[column] === 1),
    volunteer: -1,
  };
}

/** Each size makes one more row as long as the knapsack; prices come in as many sizes as there are activities. */
const MOST_SIZES = 24;

const isKnapsack = (values: ArrayLike<number>): boolean => {
  const sizes = new Set(Array.from(values));
  return (
    sizes.size > 1 &&
    sizes.size <= MOST_SIZES &&
    [...sizes].every((value) => value > 0 && Number.isInteger(value))
  );
};

/**
 * Chvátal-Gomory roundings of a knapsack row Σ w·x ≤ W over whole x ≥ 0: Σ ⌊w/u⌋·x ≤ ⌊W/u⌋ for each size u. A cap on
 * minutes with activities of different lengths is loose in the relaxation, which packs part of an activity into what is
 * left; these rows take most of that away. Source: Chvátal, "Edmonds polytopes and a hierarchy of combinatorial
 * problems", 1973.
 */
function roundedRows(
  columns: readonly number[],
  weights: readonly number[],
  upper: number,
  id: number,
): SeasonRow[] {
  const sizes = [...new Set(weights)].sort((a, b) => a - b);
  if (sizes.length < 2) {
    const size = sizes[0] ?? 1;
    return Math.floor(upper / size) * size < upper - SLACK
      ? [
          {
            columns,
            values: columns.map(() => 1),
            lower: -Infinity,
            upper: Math.floor(upper / size + SLACK),
            id,
          },
        ]
      : [];
  }
  return sizes.flatMap((size) => {
    const limit = Math.floor(upper / size + SLACK);
    const inside: number[] = [];
    const values: number[] = [];
    weights.forEach((weight, position) => {
      const value = Math.floor(weight / size + SLACK);
      if (value === 0) return;
      inside.push(columns[position] ?? 0);
      values.push(value);
    });
    return values.length > limit ? [{ columns: inside, values, lower: -Infinity, upper: limit, id }] : [];
  });
}

/**
 * The coupling rows that can matter inside a block.
 * - `residual`: with what the rest of the season already uses taken off the limits; a point of the block that keeps them fits the rest as it stands.
 * - `relaxed`: valid for every plan of the season whatever the rest does; rows with a negative coefficient outside are left out.
 */
export function rowsFor(
  couplings: Couplings,
  touching: readonly number[],
  inside: ReadonlySet<number> | ((column: number) => boolean),
  point: Float64Array,
  mode: 'residual' | 'relaxed',
  upperOfColumn: (column: number) => number,
): SeasonRow[] {
  const isInside = typeof inside === 'function' ? inside : (column: number): boolean => inside.has(column);
  const rows: SeasonRow[] = [];
  for (const id of touching) {
    const coupling = couplings.get(id);
    if (coupling.upper === Infinity && coupling.lower === -Infinity) continue;
    let outside = 0;
    let most = 0;
    let least = 0;
    let negativeOutside = false;
    const columns: number[] = [];
    const values: number[] = [];
    for (let entry = 0; entry < coupling.columns.length; entry++) {
      const column = coupling.columns[entry] ?? 0;
      const value = coupling.values[entry] ?? 0;
      if (isInside(column)) {
        columns.push(column);
        values.push(value);
        if (value > 0) most += value * upperOfColumn(column);
        else least += value * upperOfColumn(column);
      } else {
        outside += value * (point[column] ?? 0);
        if (value < 0) negativeOutside = true;
      }
    }
    if (mode === 'relaxed') {
      if (negativeOutside || coupling.lower !== -Infinity || most <= coupling.upper + SLACK) continue;
      rows.push({ columns, values, lower: -Infinity, upper: coupling.upper, id });
      if (coupling.knapsack) rows.push(...roundedRows(columns, values, coupling.upper, id));
    } else {
      const lower = coupling.lower - outside;
      const upper = coupling.upper - outside;
      if (most <= upper + SLACK && least >= lower - SLACK) continue;
      rows.push({ columns, values, lower, upper: coupling.nonNegative ? Math.max(upper, 0) : upper, id });
      if (coupling.knapsack) rows.push(...roundedRows(columns, values, Math.max(upper, 0), id));
    }
  }
  return rows;
}

/** Whether a point over the columns of the season keeps the row. */
export function keeps(row: SeasonRow, valueOf: (column: number) => number): boolean {
  let sum = 0;
  for (let entry = 0; entry < row.columns.length; entry++)
    sum += (row.values[entry] ?? 0) * valueOf(row.columns[entry] ?? 0);
  return sum <= row.upper + SLACK && sum >= row.lower - SLACK;
}
