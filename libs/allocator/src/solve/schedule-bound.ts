import { type Limits, type Model, ModelBuilder } from '@heli/lp';
import { ColumnKind } from '../model/season-model.js';
import { limitsOfModel, type Patience } from '../patience.js';
import { priced } from './region-bounds.js';
import { splitBy } from './regions.js';
import { type BlockChoices, choicesOf } from './schedule-choices.js';
import { type Relaxation, type SeasonProgram } from './season-program.js';
import { type SeasonState } from './state.js';

const NOISE = 1e-9;
const WHOLE = 1e-6;
/** How long for what takes place over the season. */
const PATIENCE: Patience = { ms: 60_000, iterations: 400_000 };

/** What is proven of a program, and of what takes place under that proof. */
export interface ScheduleProof {
  /** No whole-number point of the program makes more. */
  readonly bound: number;
  /** Columns of the program "takes place at this start", of activities that the best schedule leaves out. */
  readonly dropped: readonly number[];
  /** The program S. */
  readonly model: Model;
  /** Activity to its columns "takes place" in S. */
  readonly starts: ReadonlyMap<number, readonly number[]>;
  readonly blocks: readonly BlockChoices[];
}

/** How long for the program S. */
export const limitsOfSchedule = (state: SeasonState): Limits =>
  limitsOfModel(PATIENCE, state.effort.nodesPerBlock, state.left());

/**
 * Bounds a program in which one thing that cannot be divided is scarce for all: a gift that cannot pay for every
 * activity, a sum of points to be kept. The linear program holds parts of activities there, and no price on the scarce
 * thing does better.
 *
 * So what takes place, and what pays for it, is decided over the season as a whole: a small program S with the columns
 * "takes place", "in this venue" and "fen spent", all rows that hold no others, and for each block b and each choice σ of
 * its activities a column λ[b,σ], Σ_σ λ[b,σ] = 1. All other rows between blocks are priced as in `proofByRegions`. With
 * V[b,σ] the most that block b makes at these prices when just σ takes place, every whole-number point x has
 * c·x ≤ Σ_b V[b,σ(x)] + y·b + (what its money makes), and its columns of S keep the rows of S: the optimum of S bounds them
 * all. Source: Lagrangian decomposition, Guignard and Kim 1987.
 *
 * @param at any prices prove a bound; those of the program, or of it with a schedule given, prove a good one
 * @returns null where the program's point holds no part of an activity or nothing that S keeps is scarce between blocks,
 * and where nothing is proven
 */
export async function proofBySchedule(
  program: SeasonProgram,
  { prices, ceiling }: Relaxation,
): Promise<ScheduleProof | null> {
  const { state, tightened: model, columns, blocks: states } = program;
  const { effort, built } = state;
  const { relaxation } = program;
  if (!relaxation || !holdsParts(program, relaxation.values)) return null;
  const kindOf = (column: number): ColumnKind | undefined => built.index.kinds[columns[column] ?? 0];
  const position = new Map(states.map(({ order }, at) => [order, at]));
  const labels = Int32Array.from(columns, (column) => position.get(state.blockOf[column] ?? -1) ?? 0);
  const parts = splitBy(model, labels, states.length, 'block');
  const inside = parts.map(({ rows }) => rows);
  const decides = Uint8Array.from(columns.keys(), (column) => (DECIDES.has(kindOf(column)) ? 1 : 0));
  const own = rowsOver(model, decides);
  if (!scarceBetween(own, inside, relaxation.prices)) return null;

  const { cost, between } = priced(model, [...inside, own], prices);
  const blocks = await choicesOf(
    state,
    parts.map((region) => {
      const starts = new Map<number, number[]>();
      region.columns.forEach((column, at) => {
        if (kindOf(column) === ColumnKind.start) append(starts, activityOf(program, column), at);
      });
      const mine = Float64Array.from(region.columns, (column) =>
        kindOf(column) === ColumnKind.fund ? 0 : (cost[column] ?? 0),
      );
      return { region: { ...region, model: { ...region.model, cost: mine } }, starts };
    }),
  );
  if (!blocks) return null;

  const builder = new ModelBuilder(`${model.name} (schedule)`, 'max');
  builder.offset = between;
  const local = new Int32Array(model.columnCount).fill(-1);
  const starts = new Map<number, number[]>();
  decides.forEach((is, column) => {
    if (is === 0) return;
    const at = builder.column({
      lower: model.lower[column] ?? 0,
      upper: model.upper[column] ?? 0,
      integer: model.integer[column] === 1,
      cost: kindOf(column) === ColumnKind.fund ? (cost[column] ?? 0) : 0,
    });
    local[column] = at;
    if (kindOf(column) === ColumnKind.start) append(starts, activityOf(program, column), at);
  });
  for (const row of own) {
    const [from, to] = [model.matrix.starts[row] ?? 0, model.matrix.starts[row + 1] ?? 0];
    builder.row(
      model.rowLower[row] ?? -Infinity,
      model.rowUpper[row] ?? Infinity,
      model.matrix.indices.subarray(from, to).map((column) => local[column] ?? 0),
      model.matrix.values.subarray(from, to),
    );
  }
  for (const block of blocks) addChoices(builder, block, starts);
  const schedule = builder.build();
  const { bound, values } = await effort.solver.solve(
    schedule,
    { ...limitsOfSchedule(state), absoluteGap: (effort.gap / 8) * Math.max(1, Math.abs(ceiling)) },
    effort.signal,
  );
  if (bound === null || values === null) return null;
  const takesPlace = new Set<number>();
  for (const [activity, list] of starts)
    if (list.some((at) => (values[at] ?? 0) > 0.5)) takesPlace.add(activity);
  const dropped = Array.from(columns.keys()).filter(
    (column) => kindOf(column) === ColumnKind.start && !takesPlace.has(activityOf(program, column)),
  );
  return { bound, dropped, model: schedule, starts, blocks };
}

const DECIDES = new Set<ColumnKind | undefined>([ColumnKind.start, ColumnKind.option, ColumnKind.fund]);

const activityOf = ({ state, columns }: SeasonProgram, column: number): number =>
  state.built.index.activityOf[columns[column] ?? 0] ?? 0;

function append(lists: Map<number, number[]>, key: number, item: number): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

/** Rows that hold none but the given columns. */
function rowsOver({ matrix, rowCount }: Model, given: Uint8Array): number[] {
  const found: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    let all = true;
    for (let entry = matrix.starts[row] ?? 0; entry < (matrix.starts[row + 1] ?? 0) && all; entry++)
      all = given[matrix.indices[entry] ?? 0] === 1;
    if (all) found.push(row);
  }
  return found;
}

/** Whether an activity takes place in part. */
function holdsParts(program: SeasonProgram, point: Float64Array): boolean {
  const { kinds } = program.state.built.index;
  const held = new Map<number, number>();
  program.columns.forEach((column, at) => {
    if (kinds[column] !== ColumnKind.start) return;
    const activity = activityOf(program, at);
    held.set(activity, (held.get(activity) ?? 0) + (point[at] ?? 0));
  });
  return [...held.values()].some((share) => Math.abs(share - Math.round(share)) > WHOLE);
}

/** Whether one of the rows has a price and lies in no block. */
function scarceBetween(
  rows: readonly number[],
  inside: readonly Int32Array[],
  prices: Float64Array,
): boolean {
  const within = new Set(inside.flatMap((list) => Array.from(list)));
  return rows.some((row) => Math.abs(prices[row] ?? 0) > NOISE && !within.has(row));
}

/** The columns λ of a block, one of which is 1, and what takes place with each. */
function addChoices(
  builder: ModelBuilder,
  { choices, starts: inBlock }: BlockChoices,
  starts: ReadonlyMap<number, readonly number[]>,
): void {
  const columns = choices.map(({ points }) => builder.binary(points));
  builder.row(
    1,
    1,
    columns,
    columns.map(() => 1),
  );
  if (choices.some((choice) => choice.activities === null)) return;
  for (const activity of inBlock.keys()) {
    const own = starts.get(activity) ?? [];
    const having = columns.filter((_, at) => choices[at]?.activities?.has(activity) === true);
    builder.row(0, 0, [...own, ...having], [...own.map(() => 1), ...having.map(() => -1)]);
  }
}
