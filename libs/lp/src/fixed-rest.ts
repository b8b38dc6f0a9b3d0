import { type Model } from './types.js';

/** A model over some columns of another, the rest fixed at a point. */
export interface Part {
  readonly model: Model;
  /** Column of the whole model behind each column of the part. */
  readonly columns: Int32Array;
}

/**
 * A model with a point, out of which parts can be cut: the columns asked for stay free, all others keep their value, and
 * what they use is taken off the limits of the rows. A point of a part put into the whole keeps every row that the point
 * before kept. Cutting costs the size of the part, not of the whole.
 */
export class FixedRest {
  /** The point; changed by `adopt` alone. */
  readonly point: Float64Array;
  /** Left side of each row at the point. */
  private readonly activity: Float64Array;
  private readonly columnStarts: Int32Array;
  private readonly columnRows: Int32Array;
  private readonly columnValues: Float64Array;
  private readonly local: Int32Array;
  private readonly seenRow: Int32Array;
  private stamp = 0;

  /** @param like of the same model: what does not depend on the point is shared with it */
  constructor(
    readonly model: Model,
    point: Float64Array,
    like?: FixedRest,
  ) {
    this.point = Float64Array.from(point);
    this.activity = new Float64Array(model.rowCount);
    this.local = like?.local ?? new Int32Array(model.columnCount).fill(-1);
    this.seenRow = new Int32Array(model.rowCount).fill(-1);
    const { starts, indices, values } = model.matrix;
    for (let row = 0; row < model.rowCount; row++) {
      let activity = 0;
      for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++)
        activity += (values[entry] ?? 0) * (this.point[indices[entry] ?? 0] ?? 0);
      this.activity[row] = activity;
    }
    if (like) {
      ({
        columnStarts: this.columnStarts,
        columnRows: this.columnRows,
        columnValues: this.columnValues,
      } = like);
      return;
    }
    const counts = new Int32Array(model.columnCount + 1);
    for (const column of indices) counts[column + 1] = (counts[column + 1] ?? 0) + 1;
    for (let column = 0; column < model.columnCount; column++)
      counts[column + 1] = (counts[column + 1] ?? 0) + (counts[column] ?? 0);
    this.columnStarts = counts;
    this.columnRows = new Int32Array(indices.length);
    this.columnValues = new Float64Array(indices.length);
    const next = counts.slice();
    for (let row = 0; row < model.rowCount; row++)
      for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
        const column = indices[entry] ?? 0;
        const at = next[column] ?? 0;
        next[column] = at + 1;
        this.columnRows[at] = row;
        this.columnValues[at] = values[entry] ?? 0;
      }
  }

  /** The same model with another point. */
  at(point: Float64Array): FixedRest {
    return new FixedRest(this.model, point, this);
  }

  /** Values of some columns at the point: a copy. */
  valuesOf(columns: Int32Array): Float64Array {
    return Float64Array.from(columns, (column) => this.point[column] ?? 0);
  }

  /** Left side of a row at the point. */
  activityOf(row: number): number {
    return this.activity[row] ?? 0;
  }

  /** Rows that a column is in, with its coefficient. */
  rowsOf(column: number, visit: (row: number, coefficient: number) => void): void {
    for (let at = this.columnStarts[column] ?? 0; at < (this.columnStarts[column + 1] ?? 0); at++)
      visit(this.columnRows[at] ?? 0, this.columnValues[at] ?? 0);
  }

  objective(): number {
    let sum = this.model.offset;
    for (let column = 0; column < this.point.length; column++)
      sum += (this.model.cost[column] ?? 0) * (this.point[column] ?? 0);
    return sum;
  }

  /** @param columns of the whole model, each once; the objective of the part leaves out what the rest makes */
  part(columns: Int32Array): Part {
    return this.cut(columns, new Set());
  }

  /**
   * Parts that can be decided side by side: whatever becomes of each, all of them put into the whole keep every row that
   * the point before kept. What is left over of a row that several are in is for the first of them; the others have what
   * they use of it at the point.
   * @param lists columns of the whole model, each in one list at most
   */
  parts(lists: readonly Int32Array[]): Part[] {
    const taken = new Set<number>();
    return lists.map((columns) => this.cut(columns, taken));
  }

  /** @param taken rows whose leftovers others may use; those of this part are added */
  private cut(columns: Int32Array, taken: Set<number>): Part {
    const { model, point } = this;
    const stamp = (this.stamp += 1);
    columns.forEach((column, index) => (this.local[column] = index));
    const rows: number[] = [];
    for (const column of columns)
      this.rowsOf(column, (row) => {
        if (this.seenRow[row] === stamp) return;
        this.seenRow[row] = stamp;
        rows.push(row);
      });
    rows.sort((a, b) => a - b);
    const { starts, indices, values } = model.matrix;
    const partStarts = new Int32Array(rows.length + 1);
    const partIndices: number[] = [];
    const partValues: number[] = [];
    const rowLower = new Float64Array(rows.length);
    const rowUpper = new Float64Array(rows.length);
    rows.forEach((row, position) => {
      let own = 0;
      for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
        const column = indices[entry] ?? 0;
        const at = this.local[column] ?? -1;
        if (at < 0) continue;
        own += (values[entry] ?? 0) * (point[column] ?? 0);
        partIndices.push(at);
        partValues.push(values[entry] ?? 0);
      }
      partStarts[position + 1] = partIndices.length;
      const outside = taken.has(row) ? null : (this.activity[row] ?? 0) - own;
      const left = (limit: number): number =>
        outside !== null ? limit - outside : Number.isFinite(limit) ? own : limit;
      rowLower[position] = left(model.rowLower[row] ?? -Infinity);
      rowUpper[position] = left(model.rowUpper[row] ?? Infinity);
    });
    for (const row of rows) taken.add(row);
    for (const column of columns) this.local[column] = -1;
    const gather = (all: Float64Array): Float64Array =>
      Float64Array.from(columns, (column) => all[column] ?? 0);
    return {
      columns,
      model: {
        name: `${model.name} (part)`,
        sense: model.sense,
        offset: 0,
        columnCount: columns.length,
        rowCount: rows.length,
        cost: gather(model.cost),
        lower: gather(model.lower),
        upper: gather(model.upper),
        integer: Uint8Array.from(columns, (column) => model.integer[column] ?? 0),
        rowLower,
        rowUpper,
        matrix: {
          starts: partStarts,
          indices: Int32Array.from(partIndices),
          values: Float64Array.from(partValues),
        },
        columnName: (column) => model.columnName(columns[column] ?? -1),
        rowName: (row) => model.rowName(rows[row] ?? -1),
      },
    };
  }

  /** Writes values for some columns into the point. */
  adopt(columns: Int32Array, values: Float64Array): void {
    columns.forEach((column, index) => {
      const change = (values[index] ?? 0) - (this.point[column] ?? 0);
      if (change === 0) return;
      this.point[column] = values[index] ?? 0;
      this.rowsOf(column, (row, coefficient) => {
        this.activity[row] = (this.activity[row] ?? 0) + coefficient * change;
      });
    });
  }
}
