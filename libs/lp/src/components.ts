import { type Model } from './types.js';

/** Disjoint sets with path halving and union by size. */
export class DisjointSets {
  private readonly parent: Int32Array;
  private readonly size: Int32Array;

  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_, index) => index);
    this.size = new Int32Array(count).fill(1);
  }

  find(item: number): number {
    let at = item;
    for (;;) {
      const up = this.parent[at] ?? at;
      if (up === at) return at;
      const next = this.parent[up] ?? up;
      this.parent[at] = next;
      at = next;
    }
  }

  union(a: number, b: number): void {
    let x = this.find(a);
    let y = this.find(b);
    if (x === y) return;
    if ((this.size[x] ?? 0) < (this.size[y] ?? 0)) [x, y] = [y, x];
    this.parent[y] = x;
    this.size[x] = (this.size[x] ?? 0) + (this.size[y] ?? 0);
  }

  /** The items of each set, ascending, by its root; sets in the order of their first items. */
  groups(): Map<number, number[]> {
    const groups = new Map<number, number[]>();
    for (let item = 0; item < this.parent.length; item++) {
      const root = this.find(item);
      const known = groups.get(root);
      if (known) known.push(item);
      else groups.set(root, [item]);
    }
    return groups;
  }
}

/** A part of a model that no row ties to the rest. */
export interface Component {
  readonly model: Model;
  /** Column of the whole model behind each column. */
  readonly columns: Int32Array;
}

/**
 * Splits a model into parts that share no row; solving each gives the whole. Columns with equal limits need no deciding:
 * a row is not counted as tying what it holds through them. One component, the model itself, where nothing can be split.
 * Rows without a free column are left out: whether they are kept is for the caller to know.
 */
export function componentsOf(model: Model): Component[] {
  const { starts, indices, values } = model.matrix;
  const sets = new DisjointSets(model.columnCount);
  const isFree = (column: number): boolean => (model.lower[column] ?? 0) !== (model.upper[column] ?? 0);
  for (let row = 0; row < model.rowCount; row++) {
    let first = -1;
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
      const column = indices[entry] ?? 0;
      if (!isFree(column)) continue;
      if (first < 0) first = column;
      else sets.union(first, column);
    }
  }
  const columnsOf = sets.groups();
  if (columnsOf.size <= 1)
    return [{ model, columns: Int32Array.from({ length: model.columnCount }, (_, index) => index) }];
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < model.rowCount; row++)
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
      const column = indices[entry] ?? 0;
      if (!isFree(column)) continue;
      const root = sets.find(column);
      const known = rowsOf.get(root);
      if (known) known.push(row);
      else rowsOf.set(root, [row]);
      break;
    }
  const local = new Int32Array(model.columnCount).fill(-1);
  return [...columnsOf].map(([root, list]): Component => {
    const columns = Int32Array.from(list);
    const rows = rowsOf.get(root) ?? [];
    columns.forEach((column, index) => (local[column] = index));
    const partStarts = new Int32Array(rows.length + 1);
    const partIndices: number[] = [];
    const partValues: number[] = [];
    const rowLower = new Float64Array(rows.length);
    const rowUpper = new Float64Array(rows.length);
    rows.forEach((row, position) => {
      let fixed = 0;
      for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
        const column = indices[entry] ?? 0;
        if (isFree(column)) {
          partIndices.push(local[column] ?? 0);
          partValues.push(values[entry] ?? 0);
        } else fixed += (values[entry] ?? 0) * (model.lower[column] ?? 0);
      }
      partStarts[position + 1] = partIndices.length;
      rowLower[position] = (model.rowLower[row] ?? -Infinity) - fixed;
      rowUpper[position] = (model.rowUpper[row] ?? Infinity) - fixed;
    });
    const gather = (all: Float64Array): Float64Array =>
      Float64Array.from(columns, (column) => all[column] ?? 0);
    return {
      columns,
      model: {
        name: model.name,
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
  });
}
