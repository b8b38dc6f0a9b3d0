import { type Model } from '@heli/lp';
import { type Block } from './blocks.js';

/** A row over columns of the season's model. */
export interface SeasonRow {
  readonly columns: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly lower: number;
  readonly upper: number;
  /** Coupling row that it comes from. */
  readonly id?: number;
}

/** "At least so many points" over some columns. */
export function pointsRow(columns: Iterable<number>, points: Float64Array, least: number): SeasonRow {
  const scoring: number[] = [];
  const values: number[] = [];
  for (const column of columns) {
    const coefficient = points[column] ?? 0;
    if (coefficient === 0) continue;
    scoring.push(column);
    values.push(coefficient);
  }
  return { columns: scoring, values, lower: least, upper: Infinity };
}

/** A column beside the season's: its number is `model.columnCount` plus its place in the list. */
export interface ExtraColumn {
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
}

/** Cuts blocks out of the season's model straight into sparse arrays. Keeps one scratch array for the whole season. */
export class Cutter {
  private local: Int32Array;

  constructor(readonly model: Model) {
    this.local = new Int32Array(model.columnCount).fill(-1);
  }

  /**
   * The block as a model of its own, maximising `cost` (points of a column of the season).
   * @param extra rows to add; their terms outside the block are dropped, so give limits that already account for them
   */
  cut(
    block: Block,
    cost: (column: number) => number,
    extra: readonly SeasonRow[] = [],
    extraColumns: readonly ExtraColumn[] = [],
  ): Model {
    const { model } = this;
    const { columns, rows } = block;
    if (this.local.length < model.columnCount + extraColumns.length)
      this.local = new Int32Array(model.columnCount + extraColumns.length).fill(-1);
    const { local } = this;
    const count = columns.length;
    columns.forEach((column, index) => (local[column] = index));
    extraColumns.forEach((_, index) => (local[model.columnCount + index] = count + index));
    let entries = 0;
    for (const row of rows) entries += (model.matrix.starts[row + 1] ?? 0) - (model.matrix.starts[row] ?? 0);
    for (const row of extra) entries += row.columns.length;

    const rowCount = rows.length + extra.length;
    const starts = new Int32Array(rowCount + 1);
    const indices = new Int32Array(entries);
    const values = new Float64Array(entries);
    const rowLower = new Float64Array(rowCount);
    const rowUpper = new Float64Array(rowCount);
    let at = 0;
    let written = 0;
    for (const row of rows) {
      for (let entry = model.matrix.starts[row] ?? 0; entry < (model.matrix.starts[row + 1] ?? 0); entry++) {
        indices[at] = local[model.matrix.indices[entry] ?? 0] ?? 0;
        values[at] = model.matrix.values[entry] ?? 0;
        at += 1;
      }
      rowLower[written] = model.rowLower[row] ?? -Infinity;
      rowUpper[written] = model.rowUpper[row] ?? Infinity;
      written += 1;
      starts[written] = at;
    }
    for (const row of extra) {
      for (let entry = 0; entry < row.columns.length; entry++) {
        const column = local[row.columns[entry] ?? 0] ?? -1;
        if (column < 0) continue;
        indices[at] = column;
        values[at] = row.values[entry] ?? 0;
        at += 1;
      }
      rowLower[written] = row.lower;
      rowUpper[written] = row.upper;
      written += 1;
      starts[written] = at;
    }
    const gather = (
      inside: (column: number) => number,
      outside: (extra: ExtraColumn) => number,
    ): Float64Array => {
      const all = new Float64Array(count + extraColumns.length);
      columns.forEach((column, index) => (all[index] = inside(column)));
      extraColumns.forEach((column, index) => (all[count + index] = outside(column)));
      return all;
    };
    const integer = new Uint8Array(count + extraColumns.length);
    columns.forEach((column, index) => (integer[index] = model.integer[column] ?? 0));
    const sub: Model = {
      name: block.name,
      sense: 'max',
      offset: 0,
      columnCount: count + extraColumns.length,
      rowCount,
      cost: gather(cost, (column) => column.cost),
      lower: gather(
        (column) => model.lower[column] ?? 0,
        (column) => column.lower,
      ),
      upper: gather(
        (column) => model.upper[column] ?? 0,
        (column) => column.upper,
      ),
      integer,
      rowLower,
      rowUpper,
      matrix: { starts, indices: indices.subarray(0, at), values: values.subarray(0, at) },
      columnName: (column) => `c${column}`,
      rowName: (row) => `r${row}`,
    };
    columns.forEach((column) => (local[column] = -1));
    extraColumns.forEach((_, index) => (local[model.columnCount + index] = -1));
    return sub;
  }
}
