import { type Basis, DisjointSets, type Model } from '@heli/lp';
import { type SeasonModel } from '../model/season-model.js';

/** Fewer columns than this are solved as quickly in one piece. */
const LEAST_COLUMNS = 4_000;
/** Price of a row that is none. */
const WORTHLESS = 1e-7;

/** A part of a model, as that of one community: its columns, and the rows that hold no others. */
export interface Region {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  readonly model: Model;
}

/**
 * Splits a model of the season by community. Rows that tie communities together (people who serve several, shared gifts
 * and halls) are in no region, so the regions' optima add up to a bound.
 * @param seasonColumns column of the season behind each column of the model
 * @param least columns of a model that is worth a split
 * @returns empty where a split is not worth its while
 */
export function regionsOf(
  index: SeasonModel,
  model: Model,
  seasonColumns: Int32Array,
  least = LEAST_COLUMNS,
): Region[] {
  const communities = index.season.problem.communities.length;
  if (communities < 2 || model.columnCount < least) return [];
  return splitBy(model, communityOf(index, seasonColumns), communities, 'community');
}

/** Community of each column. */
const communityOf = ({ season, activityOf }: SeasonModel, seasonColumns: Int32Array): Int32Array =>
  seasonColumns.map((column) => season.activities[activityOf[column] ?? 0]?.community ?? 0);

/**
 * As `regionsOf`, with communities in one region where the rows between them are worth most at these prices: what is lost
 * at such a row no region can prove by itself.
 * @param widest columns of a region of several communities at most
 * @returns empty where nothing is joined
 */
export function joinedRegionsOf(
  index: SeasonModel,
  model: Model,
  seasonColumns: Int32Array,
  prices: Float64Array,
  widest: number,
): Region[] {
  const communities = index.season.problem.communities.length;
  const labelOf = communityOf(index, seasonColumns);
  const sets = new DisjointSets(communities);
  const width = new Int32Array(communities);
  for (const label of labelOf) width[label] = (width[label] ?? 0) + 1;
  let joined = false;
  for (const tied of tiesOf(model, labelOf, prices)) {
    const roots = [...new Set(tied.map((label) => sets.find(label)))];
    const together = roots.reduce((sum, root) => sum + (width[root] ?? 0), 0);
    if (roots.length < 2 || together > widest) continue;
    for (const root of roots) sets.union(roots[0] ?? root, root);
    width[sets.find(roots[0] ?? 0)] = together;
    joined = true;
  }
  if (!joined) return [];
  return splitBy(
    model,
    labelOf.map((label) => sets.find(label)),
    communities,
    'communities with',
  );
}

/** Labels that rows with a price tie together, those that are worth most first. */
function tiesOf(
  { matrix: { starts, indices }, rowCount, rowLower, rowUpper }: Model,
  labelOf: Int32Array,
  prices: Float64Array,
): number[][] {
  const worth = new Map<string, { labels: number[]; points: number }>();
  for (let row = 0; row < rowCount; row++) {
    const price = prices[row] ?? 0;
    const limit = (price > 0 ? rowUpper[row] : rowLower[row]) ?? 0;
    if (Math.abs(price) < WORTHLESS || !Number.isFinite(limit)) continue;
    const labels = new Set(
      indices.subarray(starts[row] ?? 0, starts[row + 1] ?? 0).map((c) => labelOf[c] ?? 0),
    );
    if (labels.size < 2) continue;
    const sorted = [...labels].sort((a, b) => a - b);
    const tie = worth.get(sorted.join()) ?? { labels: sorted, points: 0 };
    tie.points += Math.abs(price * limit);
    worth.set(sorted.join(), tie);
  }
  return [...worth.values()].sort((a, b) => b.points - a.points).map(({ labels }) => labels);
}

/**
 * Splits a model by the label of its columns; rows that hold columns of several labels are in no part.
 * @param labelOf 0 to `count` - 1, by column
 * @returns the parts that have columns, by label
 */
export function splitBy(model: Model, labelOf: Int32Array, count: number, what: string): Region[] {
  const columns: number[][] = Array.from({ length: count }, () => []);
  const local = new Int32Array(model.columnCount);
  labelOf.forEach((label, column) => {
    local[column] = columns[label]?.length ?? 0;
    columns[label]?.push(column);
  });
  const { starts, indices } = model.matrix;
  const rows: number[][] = Array.from({ length: count }, () => []);
  for (let row = 0; row < model.rowCount; row++) {
    const from = starts[row] ?? 0;
    const to = starts[row + 1] ?? 0;
    const label = labelOf[indices[from] ?? 0] ?? 0;
    let whole = from < to;
    for (let entry = from + 1; entry < to && whole; entry++) whole = labelOf[indices[entry] ?? 0] === label;
    if (whole) rows[label]?.push(row);
  }
  return columns.flatMap((list, label): Region[] =>
    list.length === 0
      ? []
      : [
          {
            columns: Int32Array.from(list),
            rows: Int32Array.from(rows[label] ?? []),
            model: partModel(model, list, rows[label] ?? [], local, `${what} ${label + 1}`),
          },
        ],
  );
}

function partModel(
  model: Model,
  columns: readonly number[],
  rows: readonly number[],
  local: Int32Array,
  part: string,
): Model {
  const { starts, indices, values } = model.matrix;
  const length = rows.reduce((sum, row) => sum + (starts[row + 1] ?? 0) - (starts[row] ?? 0), 0);
  const matrix = {
    starts: new Int32Array(rows.length + 1),
    indices: new Int32Array(length),
    values: new Float64Array(length),
  };
  let at = 0;
  rows.forEach((row, position) => {
    for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
      matrix.indices[at] = local[indices[entry] ?? 0] ?? 0;
      matrix.values[at] = values[entry] ?? 0;
      at += 1;
    }
    matrix.starts[position + 1] = at;
  });
  const gather = (all: Float64Array, list: readonly number[]): Float64Array =>
    Float64Array.from(list, (position) => all[position] ?? 0);
  return {
    name: `${model.name} (${part})`,
    sense: model.sense,
    offset: 0,
    columnCount: columns.length,
    rowCount: rows.length,
    cost: gather(model.cost, columns),
    lower: gather(model.lower, columns),
    upper: gather(model.upper, columns),
    integer: Uint8Array.from(columns, (column) => model.integer[column] ?? 0),
    rowLower: gather(model.rowLower, rows),
    rowUpper: gather(model.rowUpper, rows),
    matrix,
    columnName: (column) => model.columnName(columns[column] ?? -1),
    rowName: (row) => model.rowName(rows[row] ?? -1),
  };
}

const BASIC = 1;

/**
 * The regions' bases put together: dual feasible for the whole, and primal feasible but for the rows between regions,
 * which start slack. From there the dual simplex has only those to mend.
 */
export function joinedBasis(
  model: Model,
  parts: readonly { readonly region: Region; readonly basis: Basis }[],
): Basis {
  const columns = new Int32Array(model.columnCount);
  const rows = new Int32Array(model.rowCount).fill(BASIC);
  for (const { region, basis } of parts) {
    region.columns.forEach((column, index) => (columns[column] = basis.columns[index] ?? 0));
    region.rows.forEach((row, index) => (rows[row] = basis.rows[index] ?? 0));
  }
  return { columns, rows };
}
