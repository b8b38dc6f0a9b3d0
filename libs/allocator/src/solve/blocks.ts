import { DisjointSets, type Model } from '@heli/lp';

/** A part of the season that no row ties to the rest, once the coupling rows are left out. */
export interface Block {
  readonly name: string;
  /** Columns of the season's model, ascending. */
  readonly columns: Int32Array;
  /** Rows of the season's model that lie wholly inside, ascending. */
  readonly rows: Int32Array;
}

/**
 * Splits a model into the connected components of its rows and columns, the rows in `leftOut` not counted.
 *
 * Proof of use: the feasible set without those rows is the product of the blocks' feasible sets, so the sum of the
 * blocks' bounds bounds every plan of the season.
 * @param activityOf the activity behind each column; columns of one activity stay together
 */
export function splitBlocks(
  model: Model,
  activityOf: readonly number[],
  leftOut: ReadonlySet<number>,
): Block[] {
  const sets = new DisjointSets(model.columnCount);
  const firstOf = new Map<number, number>();
  activityOf.forEach((activity, column) => {
    const first = firstOf.get(activity);
    if (first === undefined) firstOf.set(activity, column);
    else sets.union(first, column);
  });
  const { starts, indices } = model.matrix;
  for (let row = 0; row < model.rowCount; row++) {
    if (leftOut.has(row)) continue;
    const from = starts[row] ?? 0;
    const first = indices[from];
    if (first === undefined) continue;
    for (let entry = from + 1; entry < (starts[row + 1] ?? 0); entry++)
      sets.union(first, indices[entry] ?? first);
  }
  const columns = sets.groups();
  const rows = new Map<number, number[]>();
  for (let row = 0; row < model.rowCount; row++) {
    const first = indices[starts[row] ?? 0];
    if (leftOut.has(row) || first === undefined || (starts[row] ?? 0) === (starts[row + 1] ?? 0)) continue;
    const root = sets.find(first);
    const list = rows.get(root);
    if (list) list.push(row);
    else rows.set(root, [row]);
  }
  return [...columns].map(([root, list], index) => ({
    name: `block-${index + 1}`,
    columns: Int32Array.from(list),
    rows: Int32Array.from(rows.get(root) ?? []),
  }));
}

/** One block of several, for when rows between them have to be kept. */
export function mergeBlocks(blocks: readonly Block[]): Block {
  const join = (lists: readonly Int32Array[]): Int32Array => {
    const all = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
    let at = 0;
    for (const list of lists) {
      all.set(list, at);
      at += list.length;
    }
    return all.sort();
  };
  return {
    name: blocks
      .map((block) => block.name)
      .join('+')
      .slice(0, 100),
    columns: join(blocks.map((block) => block.columns)),
    rows: join(blocks.map((block) => block.rows)),
  };
}
