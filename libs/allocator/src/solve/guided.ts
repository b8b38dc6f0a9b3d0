import { type Model } from '@heli/lp';
import { DisjointSets } from '@heli/lp';
import { mergeBlocks } from './blocks.js';
import { rowsFor } from './couplings.js';
import { solveExact } from './exact.js';
import { priced } from './service.js';
import { type BlockState, type SeasonState } from './state.js';
import { type SeasonRow } from './submodel.js';

const WHOLE = 1e-6;
/** Seasons wider than this are not solved as one linear program. */
const WIDEST = 300_000;
/** Groups of blocks wider than this are not branched on. */
const WIDEST_GROUP = 15_000;
const WIDEST_WITH_HOLDERS = 8_000;

export interface Guided {
  readonly bound: number;
}

/**
 * One tier over the whole season by its linear program.
 *
 * Plan: blocks that are whole at the optimum are taken as they are; the others, grouped by the rows that they share
 * fractions in, are solved by branch and cut within what the rest leaves over.
 *
 * Bound: the rows between groups get the prices y of the linear program (a Lagrangian relaxation, valid for every y of
 * the right sign); it then falls apart into groups, and for each the linear program's share is replaced by the bound of
 * its whole-number program. What that takes away is subtracted from the optimum of the linear program.
 * Source: Geoffrion, "Lagrangean relaxation for integer programming", 1974.
 *
 * @param floors rows that keep what a block makes in the tiers before
 * @returns null when the linear program was not solved; the plan is then as before
 */
export async function guidedBySeason(
  state: SeasonState,
  points: Float64Array,
  floors: (block: BlockState) => SeasonRow[],
): Promise<Guided | null> {
  const { built, cutter, couplings, effort } = state;
  if (built.model.columnCount > WIDEST) return null;
  const upper = (column: number): number => built.model.upper[column] ?? 0;
  const whole = mergeBlocks(state.states.map(({ block }) => block));
  // Worked out now: later the blocks' points change while the plan is being put together.
  const floorsOf = new Map(state.states.map((block) => [block, floors(block)]));
  const keptBy = (block: BlockState): SeasonRow[] => floorsOf.get(block) ?? [];
  const kept = state.states.flatMap(keptBy);
  const shared = rowsFor(couplings, couplings.touching(whole), () => true, state.values, 'relaxed', upper);
  // Rows with a negative coefficient (predecessors) lie wholly inside the season: nothing is outside.
  const season = cutter.cut(whole, (column) => points[column] ?? 0, [...kept, ...shared]);
  const limits = {
    ...state.limits(),
    timeMs: Math.min(Math.max(1, effort.deadline - effort.now()), 120_000),
  };
  const answer = await effort.solver.solve(season, limits, effort.signal, { relaxed: true });
  if (answer.quality !== 'optimal' || !answer.values || answer.objective === null || !answer.rowDuals)
    return null;
  const firstShared = whole.rows.length + kept.length;
  const prices = shared.map((_, position) => answer.rowDuals?.[firstShared + position] ?? 0);

  const point = new Float64Array(built.model.columnCount);
  const fractional = new Set<number>();
  whole.columns.forEach((column, index) => {
    const value = answer.values?.[index] ?? 0;
    const near = Math.round(value);
    const integer = built.model.integer[column] === 1;
    if (integer && Math.abs(value - near) > WHOLE) fractional.add(column);
    point[column] = integer && Math.abs(value - near) <= WHOLE ? near : value;
  });

  const groups = groupsOf(state, shared, fractional);
  const grouped = new Set(groups.flat());
  const saved = state.values.slice();
  for (const block of state.states) {
    if (grouped.has(block)) state.adopt(block, new Float64Array(block.block.columns.length));
    else
      state.adopt(
        block,
        Float64Array.from(block.block.columns, (column) => point[column] ?? 0),
      );
  }
  let bound = answer.objective;
  let complete = true;
  for (const group of groups) {
    bound -= await gainOf(state, group, points, keptBy, shared, prices, point);
    if (!complete || (await fill(state, group, points, keptBy, saved))) continue;
    complete = await fill(state, withHolders(state, group), points, keptBy, saved);
  }
  if (!complete) {
    state.values.set(saved);
    for (const block of state.states) state.adopt(block, state.pointOf(block.block));
  }
  return { bound: Math.floor(bound + 1e-4) };
}

/** Blocks with fractions, joined where a row holds fractions of both. */
function groupsOf(
  state: SeasonState,
  shared: readonly SeasonRow[],
  fractional: ReadonlySet<number>,
): BlockState[][] {
  const position = new Map(state.states.map((entry, index) => [entry.order, index]));
  const blockAt = (column: number): number => position.get(state.blockOf[column] ?? -1) ?? -1;
  const sets = new DisjointSets(state.states.length);
  const width = state.states.map(({ block }) => block.columns.length);
  for (const row of shared) {
    let first = -1;
    for (const column of Array.from(row.columns)) {
      if (!fractional.has(column)) continue;
      const block = blockAt(column);
      if (first < 0) first = block;
      else {
        const a = sets.find(first);
        const b = sets.find(block);
        const joined = (width[a] ?? 0) + (width[b] ?? 0);
        if (a === b || joined > WIDEST_GROUP) continue;
        sets.union(a, b);
        width[sets.find(a)] = joined;
      }
    }
  }
  const groups = new Map<number, BlockState[]>();
  const touched = new Set(Array.from(fractional, blockAt));
  state.states.forEach((entry, index) => {
    if (!touched.has(index)) return;
    const root = sets.find(index);
    groups.set(root, [...(groups.get(root) ?? []), entry]);
  });
  return [...groups.values()];
}

/** The group and the blocks that use up a limit which it touches, as many as may be branched on together. */
function withHolders(state: SeasonState, group: readonly BlockState[]): BlockState[] {
  const inside = insideOf(group, state);
  const uses = new Map<number, number>();
  for (const { touching } of group)
    for (const id of touching) {
      const coupling = state.couplings.get(id);
      if (coupling.upper === Infinity || state.couplings.activity(id, state.values) < 0.5 * coupling.upper)
        continue;
      for (const column of coupling.columns)
        if (!inside(column) && (state.values[column] ?? 0) > WHOLE) {
          const order = state.blockOf[column] ?? -1;
          uses.set(order, (uses.get(order) ?? 0) + 1);
        }
    }
  const all = [...group];
  let width = group.reduce((sum, { block }) => sum + block.columns.length, 0);
  const holders = state.states.filter(({ order }) => uses.has(order));
  for (const holder of holders.sort((a, b) => (uses.get(b.order) ?? 0) - (uses.get(a.order) ?? 0))) {
    if (width + holder.block.columns.length > WIDEST_WITH_HOLDERS) continue;
    width += holder.block.columns.length;
    all.push(holder);
  }
  return all;
}

function insideOf(group: readonly BlockState[], state: SeasonState): (column: number) => boolean {
  const orders = new Set(group.map(({ order }) => order));
  return (column) => orders.has(state.blockOf[column] ?? -1);
}

const isWholly = (row: SeasonRow, inside: (column: number) => boolean): boolean =>
  Array.from(row.columns).every(inside);

/** How much less than the linear program's share of a group its whole-number program can make at the given prices. */
async function gainOf(
  state: SeasonState,
  group: readonly BlockState[],
  points: Float64Array,
  floors: (block: BlockState) => SeasonRow[],
  shared: readonly SeasonRow[],
  prices: readonly number[],
  relaxedPoint: Float64Array,
): Promise<number> {
  if (state.expired()) return 0;
  const { cutter, effort } = state;
  const inside = insideOf(group, state);
  const merged = mergeBlocks(group.map(({ block }) => block));
  const cost = new Map<number, number>();
  for (const column of merged.columns) cost.set(column, points[column] ?? 0);
  const own: SeasonRow[] = [];
  shared.forEach((row, position) => {
    if (isWholly(row, inside)) {
      own.push(row);
      return;
    }
    const price = prices[position] ?? 0;
    if (price === 0) return;
    for (let entry = 0; entry < row.columns.length; entry++) {
      const column = row.columns[entry] ?? 0;
      const known = cost.get(column);
      if (known !== undefined) cost.set(column, known - price * (row.values[entry] ?? 0));
    }
  });
  let relaxedShare = 0;
  for (const column of merged.columns) relaxedShare += (cost.get(column) ?? 0) * (relaxedPoint[column] ?? 0);
  const model: Model = cutter.cut(merged, (column) => cost.get(column) ?? 0, [
    ...group.flatMap(floors),
    ...own,
  ]);
  const answer = await solveExact(effort.solver, model, state.limits(), effort.signal);
  return answer.bound === null ? 0 : Math.max(0, relaxedShare - answer.bound);
}

/** Solves a group within what the rest of the season leaves over. */
export async function fill(
  state: SeasonState,
  group: readonly BlockState[],
  points: Float64Array,
  floors: (block: BlockState) => SeasonRow[],
  saved: Float64Array,
): Promise<boolean> {
  const { cutter, couplings, effort, built } = state;
  const upper = (column: number): number => built.model.upper[column] ?? 0;
  const merged = mergeBlocks(group.map(({ block }) => block));
  const residual = rowsFor(
    couplings,
    couplings.touching(merged),
    insideOf(group, state),
    state.values,
    'residual',
    upper,
  );
  const model = cutter.cut(merged, (column) => points[column] ?? 0, [...group.flatMap(floors), ...residual]);
  const answer = await solveExact(
    effort.solver,
    model,
    { ...state.limits(), relativeGap: effort.gap / 10 },
    effort.signal,
    Float64Array.from(merged.columns, (column) => saved[column] ?? 0),
  );
  const { values } = answer;
  const floorCount = group.reduce((count, part) => count + floors(part).length, 0);
  const blockers = priced(residual, merged.rows.length + floorCount, answer.rowDuals) ?? [];
  for (const part of group) part.blockers = blockers;
  if (!values) return false;
  merged.columns.forEach((column, index) => (state.values[column] = values[index] ?? 0));
  for (const part of group) state.adopt(part, state.pointOf(part.block));
  return true;
}
