import { ModelError } from './errors.js';
import { type Model } from './types.js';

/** A name, or how to make it: large models are built without strings. */
export type Name = string | (() => string);

export interface ColumnSpec {
  /** Default 0. */
  readonly lower?: number;
  /** Default +Infinity. */
  readonly upper?: number;
  /** Default 0. */
  readonly cost?: number;
  /** Default false. */
  readonly integer?: boolean;
  /** Default `x<index>`. */
  readonly name?: Name;
}

export interface RowSpec {
  /** Default -Infinity. */
  readonly lower?: number;
  /** Default +Infinity. */
  readonly upper?: number;
  /** Default `r<index>`. */
  readonly name?: Name;
}

/** A whole row: `columns` and `values` run side by side. */
export interface ExtraRow extends RowSpec {
  readonly columns: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

const FIRST_CAPACITY = 64;

const defaultColumnName = (column: number): string => `x${column}`;
const defaultRowName = (row: number): string => `r${row}`;

/** Numbers in one typed array that doubles when full: a push costs no object. */
class Growing<A extends Float64Array | Int32Array | Uint8Array> {
  length = 0;
  private store: A;
  private capacity = FIRST_CAPACITY;

  constructor(private readonly make: (capacity: number) => A) {
    this.store = make(FIRST_CAPACITY);
  }

  push(value: number): void {
    if (this.length === this.capacity) {
      this.capacity *= 2;
      const larger = this.make(this.capacity);
      larger.set(this.store);
      this.store = larger;
    }
    this.store[this.length++] = value;
  }

  at(index: number): number {
    return this.store[index] ?? 0;
  }

  put(index: number, value: number): void {
    this.store[index] = value;
  }

  /** The used part itself: good until the next push. */
  view(): A {
    return this.store.subarray(0, this.length) as A;
  }

  /** A copy of exactly the used part. */
  copy(): A {
    const exact = this.make(this.length);
    exact.set(this.store.subarray(0, this.length));
    return exact;
  }
}

const doubles = () => new Growing((capacity) => new Float64Array(capacity));
const ints = () => new Growing((capacity) => new Int32Array(capacity));
const bytes = () => new Growing((capacity) => new Uint8Array(capacity));

function nameAt(
  names: readonly (Name | undefined)[],
  index: number,
  otherwise: (i: number) => string,
): string {
  const name = names[index];
  if (name === undefined) return otherwise(index);
  return typeof name === 'string' ? name : name();
}

function checkRange(lower: number, upper: number, what: () => string): void {
  if (Number.isNaN(lower) || Number.isNaN(upper)) {
    throw new ModelError('LP_BAD_BOUND', `${what()} has a limit that is not a number: [${lower}, ${upper}]`);
  }
  if (lower > upper) {
    throw new ModelError('LP_BAD_BOUND', `${what()} has lower ${lower} above upper ${upper}`);
  }
  if (lower === Infinity || upper === -Infinity) {
    throw new ModelError('LP_BAD_BOUND', `${what()} has an empty range: [${lower}, ${upper}]`);
  }
}

/**
 * Builds a `Model` from rows and columns in any order. Terms of the same row and column are summed; sums that are
 * exactly zero are dropped. Every fault throws a `ModelError` that names the column or row.
 *
 * ```ts
 * const b = new ModelBuilder('diet', 'min');
 * const bread = b.column({ cost: 3, name: 'bread' });
 * b.row(2000, Infinity, [bread], [250], 'energy');
 * const model = b.build();
 * ```
 */
export class ModelBuilder {
  private readonly cost = doubles();
  private readonly lower = doubles();
  private readonly upper = doubles();
  private readonly integer = bytes();
  private readonly rowLower = doubles();
  private readonly rowUpper = doubles();
  private readonly entryRow = ints();
  private readonly entryColumn = ints();
  private readonly entryValue = doubles();
  private readonly columnNames: (Name | undefined)[] = [];
  private readonly rowNames: (Name | undefined)[] = [];
  private constant = 0;

  constructor(
    readonly name: string,
    readonly sense: 'min' | 'max',
  ) {}

  get columnCount(): number {
    return this.cost.length;
  }

  get rowCount(): number {
    return this.rowLower.length;
  }

  /** Terms added so far, before duplicates are summed. */
  get termCount(): number {
    return this.entryValue.length;
  }

  /** Constant part of the objective. */
  get offset(): number {
    return this.constant;
  }

  set offset(value: number) {
    if (!Number.isFinite(value)) {
      throw new ModelError('LP_BAD_COEFFICIENT', `The offset of ${this.name} is not finite: ${value}`);
    }
    this.constant = value;
  }

  /** Adds a column; returns its index, counted from 0. Throws `ModelError` on an empty range or a cost that is not finite. */
  column(spec: ColumnSpec = {}): number {
    const { lower = 0, upper = Infinity, cost = 0 } = spec;
    const index = this.cost.length;
    const called = () => `Column ${index} (${nameAt([spec.name], 0, () => defaultColumnName(index))})`;
    checkRange(lower, upper, called);
    if (!Number.isFinite(cost)) {
      throw new ModelError('LP_BAD_COEFFICIENT', `${called()} has a cost that is not finite: ${cost}`);
    }
    this.cost.push(cost);
    this.lower.push(lower);
    this.upper.push(upper);
    this.integer.push(spec.integer === true ? 1 : 0);
    if (spec.name !== undefined) this.columnNames[index] = spec.name;
    return index;
  }

  /** A whole column that is 0 or 1. */
  binary(cost = 0, name?: Name): number {
    return this.column({
      lower: 0,
      upper: 1,
      cost,
      integer: true,
      ...(name === undefined ? {} : { name }),
    });
  }

  /** Adds an empty row, to be filled by `term`; returns its index. */
  row(spec: RowSpec): number;
  /** Adds `lower ≤ Σ values[k] · x[columns[k]] ≤ upper`; returns its index. */
  row(
    lower: number,
    upper: number,
    columns: ArrayLike<number>,
    values: ArrayLike<number>,
    name?: Name,
  ): number;
  row(
    first: RowSpec | number,
    upper = Infinity,
    columns: ArrayLike<number> = [],
    values: ArrayLike<number> = [],
    name?: Name,
  ): number {
    if (typeof first !== 'number')
      return this.openRow(first.lower ?? -Infinity, first.upper ?? Infinity, first.name);
    if (columns.length !== values.length) {
      const called = nameAt([name], 0, () => defaultRowName(this.rowCount));
      throw new ModelError(
        'LP_BAD_SHAPE',
        `Row ${this.rowCount} (${called}) has ${columns.length} columns but ${values.length} values`,
      );
    }
    const row = this.openRow(first, upper, name);
    for (let k = 0; k < columns.length; k++) this.term(row, columns[k] ?? NaN, values[k] ?? NaN);
    return row;
  }

  /** Adds `value · x[column]` to a row. Throws `ModelError` on an unknown row or column, or a value that is not finite. */
  term(row: number, column: number, value: number): this {
    if (!(Number.isInteger(row) && row >= 0 && row < this.rowLower.length)) {
      throw new ModelError(
        'LP_UNKNOWN_ROW',
        `A term names row ${row}, but ${this.name} has ${this.rowCount} rows`,
      );
    }
    if (!(Number.isInteger(column) && column >= 0 && column < this.cost.length)) {
      throw new ModelError(
        'LP_UNKNOWN_COLUMN',
        `Row ${row} (${this.rowName(row)}) names column ${column}, but ${this.name} has ${this.columnCount} columns`,
      );
    }
    if (!Number.isFinite(value)) {
      throw new ModelError(
        'LP_BAD_COEFFICIENT',
        `Row ${row} (${this.rowName(row)}) gives column ${column} (${this.columnName(column)}) a coefficient that is not finite: ${value}`,
      );
    }
    this.entryRow.push(row);
    this.entryColumn.push(column);
    this.entryValue.push(value);
    return this;
  }

  /** Adds to the cost of a column that is already there. */
  addCost(column: number, cost: number): this {
    this.knowColumn(column);
    if (!Number.isFinite(cost)) {
      throw new ModelError(
        'LP_BAD_COEFFICIENT',
        `Column ${column} (${this.columnName(column)}) has a cost that is not finite: ${cost}`,
      );
    }
    this.cost.put(column, this.cost.at(column) + cost);
    return this;
  }

  /** Replaces the limits of a column that is already there. */
  bounds(column: number, lower: number, upper: number): this {
    this.knowColumn(column);
    checkRange(lower, upper, () => `Column ${column} (${this.columnName(column)})`);
    this.lower.put(column, lower);
    this.upper.put(column, upper);
    return this;
  }

  columnName(column: number): string {
    return nameAt(this.columnNames, column, defaultColumnName);
  }

  rowName(row: number): string {
    return nameAt(this.rowNames, row, defaultRowName);
  }

  /** The model as it stands; the builder can go on and build again. Columns are ascending within each row. */
  build(): Model {
    const columnNames = this.columnNames.slice();
    const rowNames = this.rowNames.slice();
    return freeze({
      name: this.name,
      sense: this.sense,
      offset: this.constant,
      columnCount: this.columnCount,
      rowCount: this.rowCount,
      cost: this.cost.copy(),
      lower: this.lower.copy(),
      upper: this.upper.copy(),
      integer: this.integer.copy(),
      rowLower: this.rowLower.copy(),
      rowUpper: this.rowUpper.copy(),
      matrix: compress(
        this.rowCount,
        this.columnCount,
        this.entryRow.view(),
        this.entryColumn.view(),
        this.entryValue.view(),
      ),
      columnName: (column) => nameAt(columnNames, column, defaultColumnName),
      rowName: (row) => nameAt(rowNames, row, defaultRowName),
    });
  }

  private openRow(lower: number, upper: number, name: Name | undefined): number {
    const index = this.rowLower.length;
    checkRange(lower, upper, () => `Row ${index} (${nameAt([name], 0, () => defaultRowName(index))})`);
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
    if (name !== undefined) this.rowNames[index] = name;
    return index;
  }

  private knowColumn(column: number): void {
    if (!(Number.isInteger(column) && column >= 0 && column < this.cost.length)) {
      throw new ModelError(
        'LP_UNKNOWN_COLUMN',
        `${this.name} has no column ${column}, only ${this.columnCount}`,
      );
    }
  }
}

function freeze(model: Model): Model {
  Object.freeze(model.matrix);
  return Object.freeze(model);
}

/** Stable counting sort: the order in which to visit entries so that `keys` ascend. */
function orderBy(keys: Int32Array, keyCount: number, visit: Int32Array): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (const key of keys) next[key + 1] = (next[key + 1] ?? 0) + 1;
  for (let key = 0; key < keyCount; key++) next[key + 1] = (next[key + 1] ?? 0) + (next[key] ?? 0);
  const order = new Int32Array(keys.length);
  for (const entry of visit) {
    const key = keys[entry] ?? 0;
    const place = next[key] ?? 0;
    order[place] = entry;
    next[key] = place + 1;
  }
  return order;
}

function isAscending(numbers: Int32Array, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) if ((numbers[at] ?? 0) < (numbers[at - 1] ?? 0)) return false;
  return true;
}

/** Longer rows are not sorted by insertion. */
const LONG_ROW = 500;

/** Triplets row by row to CSR; null where that takes more than sorting short rows: duplicates, zeros. */
function compressRows(
  rowCount: number,
  rows: Int32Array,
  columns: Int32Array,
  values: Float64Array,
): Model['matrix'] | null {
  if (values.includes(0)) return null;
  const starts = new Int32Array(rowCount + 1);
  for (const row of rows) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let row = 0; row < rowCount; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const indices = columns.slice();
  const sums = values.slice();
  for (let row = 0; row < rowCount; row++) {
    const from = starts[row] ?? 0;
    const to = starts[row + 1] ?? 0;
    if (!isAscending(indices, from, to)) {
      if (to - from > LONG_ROW) return null;
      sortByInsertion(indices, sums, from, to);
    }
    for (let at = from + 1; at < to; at++) if (indices[at] === indices[at - 1]) return null;
  }
  return { starts, indices, values: sums };
}

function sortByInsertion(indices: Int32Array, values: Float64Array, from: number, to: number): void {
  for (let at = from + 1; at < to; at++) {
    const index = indices[at] ?? 0;
    const value = values[at] ?? 0;
    let place = at;
    for (; place > from && (indices[place - 1] ?? 0) > index; place--) {
      indices[place] = indices[place - 1] ?? 0;
      values[place] = values[place - 1] ?? 0;
    }
    indices[place] = index;
    values[place] = value;
  }
}

/** Triplets in any order to CSR with ascending columns, duplicates summed, zeros dropped; linear in their number. */
function compress(
  rowCount: number,
  columnCount: number,
  rows: Int32Array,
  columns: Int32Array,
  values: Float64Array,
): Model['matrix'] {
  // Nearly always whole rows come one after the other, and a sort of everything, with its copies, would be for nothing.
  const byRow = isAscending(rows, 0, rows.length) ? compressRows(rowCount, rows, columns, values) : null;
  if (byRow) return byRow;
  const given = new Int32Array(rows.length);
  for (let k = 0; k < given.length; k++) given[k] = k;
  const order = orderBy(rows, rowCount, orderBy(columns, columnCount, given));
  const starts = new Int32Array(rowCount + 1);
  const indices = new Int32Array(rows.length);
  const sums = new Float64Array(rows.length);
  let used = 0;
  let k = 0;
  for (let row = 0; row < rowCount; row++) {
    starts[row] = used;
    while (k < order.length) {
      const entry = order[k] ?? 0;
      if (rows[entry] !== row) break;
      const column = columns[entry] ?? 0;
      let sum = 0;
      for (; k < order.length; k++) {
        const same = order[k] ?? 0;
        if (rows[same] !== row || columns[same] !== column) break;
        sum += values[same] ?? 0;
      }
      if (sum !== 0) {
        indices[used] = column;
        sums[used] = sum;
        used++;
      }
    }
  }
  starts[rowCount] = used;
  return { starts, indices: indices.slice(0, used), values: sums.slice(0, used) };
}

/**
 * The same rows and columns under another objective; all other arrays are shared.
 * @param cost one finite number per column; `offset` defaults to 0, since the old one belonged to the old objective
 */
export function withObjective(model: Model, cost: Float64Array, sense: 'min' | 'max', offset = 0): Model {
  if (cost.length !== model.columnCount) {
    throw new ModelError(
      'LP_BAD_SHAPE',
      `${model.name} has ${model.columnCount} columns, not ${cost.length} costs`,
    );
  }
  cost.forEach((value, column) => {
    if (!Number.isFinite(value)) {
      throw new ModelError(
        'LP_BAD_COEFFICIENT',
        `Column ${column} (${model.columnName(column)}) has a cost that is not finite: ${value}`,
      );
    }
  });
  return freeze({ ...model, cost, sense, offset });
}

/** The same model with some of its columns at 0; null where one of them may not be. */
export function atZero(model: Model, columns: Iterable<number>): Model | null {
  const upper = Float64Array.from(model.upper);
  for (const column of columns) {
    if ((model.lower[column] ?? 0) > 0) return null;
    upper[column] = 0;
  }
  return withBounds(model, model.lower, upper);
}

/** The same model within other column limits (one number per column each); all other arrays are shared. */
export function withBounds(model: Model, lower: Float64Array, upper: Float64Array): Model {
  if (lower.length !== model.columnCount || upper.length !== model.columnCount) {
    throw new ModelError(
      'LP_BAD_SHAPE',
      `${model.name} has ${model.columnCount} columns, not ${lower.length} lower and ${upper.length} upper limits`,
    );
  }
  for (let column = 0; column < model.columnCount; column++) {
    checkRange(
      lower[column] ?? NaN,
      upper[column] ?? NaN,
      () => `Column ${column} (${model.columnName(column)})`,
    );
  }
  return freeze({ ...model, lower, upper });
}

/** The same model with more rows after its own; column arrays are shared, the matrix is copied once. */
export function withRows(model: Model, extraRows: readonly ExtraRow[]): Model {
  const added = new ModelBuilder(model.name, model.sense);
  for (let column = 0; column < model.columnCount; column++)
    added.column({ name: () => model.columnName(column) });
  const names: (Name | undefined)[] = [];
  for (const { lower = -Infinity, upper = Infinity, columns, values, name } of extraRows) {
    names.push(name);
    added.row(lower, upper, columns, values, name ?? defaultRowName(model.rowCount + added.rowCount));
  }
  const extra = added.build();
  const entryCount = model.matrix.indices.length;
  return freeze({
    ...model,
    rowCount: model.rowCount + extra.rowCount,
    rowLower: concat(model.rowLower, extra.rowLower),
    rowUpper: concat(model.rowUpper, extra.rowUpper),
    matrix: {
      starts: Int32Array.from({ length: model.rowCount + extra.rowCount + 1 }, (_, row) =>
        row < model.rowCount
          ? (model.matrix.starts[row] ?? 0)
          : entryCount + (extra.matrix.starts[row - model.rowCount] ?? 0),
      ),
      indices: joinInts(model.matrix.indices, extra.matrix.indices),
      values: concat(model.matrix.values, extra.matrix.values),
    },
    rowName: (row) =>
      row < model.rowCount
        ? model.rowName(row)
        : nameAt(names, row - model.rowCount, () => defaultRowName(row)),
  });
}

/** The LP relaxation as a model: no column has to be whole. */
export function relaxed(model: Model): Model {
  return model.integer.includes(1) ? freeze({ ...model, integer: new Uint8Array(model.columnCount) }) : model;
}

function concat(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function joinInts(first: Int32Array, second: Int32Array): Int32Array {
  const both = new Int32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const columnIndexes = new WeakMap<Model, ReadonlyMap<string, number>>();
const rowIndexes = new WeakMap<Model, ReadonlyMap<string, number>>();

function indexOf(
  cache: WeakMap<Model, ReadonlyMap<string, number>>,
  model: Model,
  count: number,
  nameOf: (index: number) => string,
): ReadonlyMap<string, number> {
  const known = cache.get(model);
  if (known !== undefined) return known;
  const index = new Map<string, number>();
  for (let i = count - 1; i >= 0; i--) index.set(nameOf(i), i);
  cache.set(model, index);
  return index;
}

/** Index of the first column of this name, or undefined. Makes all names on the first call for a model. */
export function columnByName(model: Model, name: string): number | undefined {
  return indexOf(columnIndexes, model, model.columnCount, model.columnName).get(name);
}

/** Index of the first row of this name, or undefined. Makes all names on the first call for a model. */
export function rowByName(model: Model, name: string): number | undefined {
  return indexOf(rowIndexes, model, model.rowCount, model.rowName).get(name);
}
