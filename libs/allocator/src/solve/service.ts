import { ColumnKind } from '../model/season-model.js';
import { nth } from '../season/season.js';
import { DisjointSets } from '@heli/lp';
import { mergeBlocks } from './blocks.js';
import { Approach, type Outcome } from './approach.js';
import { approachAll, toTheGap } from './approaches.js';
import { PART_SIZES } from './components.js';
import { Construction } from './construct.js';
import { keeps, rowsFor } from './couplings.js';
import { type Answer, solveExact, type Ways } from './exact.js';
import { type BlockState, type SeasonState } from './state.js';
import { keptRows, SeasonProgram } from './season-program.js';
import { pointsRow, type SeasonRow } from './submodel.js';

/** Half a point: what tie-breaking may cost in all, so that it never outweighs a point of a tier. */
const TIE_BREAK = 0.4;

/** Tells how it goes on; of the tier at this position what is held and proven, where that is known by itself. */
type Report = (tier?: number, held?: Outcome) => void;

/** A thousandth of a point is a difference between ties that nobody sees. */
const WAYS: Ways = { presolve: false, near: 1e-3 };

/** Thrown when decisions taken before the run cannot all stand together. */
export class PinsContradict extends Error {
  constructor(readonly activityIds: readonly string[]) {
    super('The pinned decisions cannot all stand together');
    this.name = 'PinsContradict';
  }
}

/**
 * Tie-breaking costs, in all less than half a point: people who already carry a larger share of what they offered come
 * later, and gifts with a narrow earmark are spent before those that could pay for much else.
 */
function tieBreak(state: SeasonState, { block }: BlockState): Map<number, number> {
  const { index, model } = state.built;
  const costs = new Map<number, number>();
  let places = 1;
  let funds = 0;
  for (const column of block.columns) {
    const kind = index.kinds[column];
    if (kind === ColumnKind.filled || kind === ColumnKind.surplus) places += model.upper[column] ?? 0;
    if (kind === ColumnKind.fund) funds += 1;
  }
  const perPlace = (TIE_BREAK * 0.8) / places;
  const activities = new Set(Array.from(block.columns, (column) => index.activityOf[column] ?? 0));
  for (const activity of activities) {
    for (const { start } of index.startsOf(activity))
      for (const person of index.rolesAt(activity, start).flat()) {
        const volunteer = nth(index.season.volunteers, person.volunteer);
        const row = state.couplings.loadRow[person.volunteer] ?? -1;
        const load = row < 0 ? 0 : state.couplings.activity(row, state.values);
        const minutes = nth(index.season.activities, activity).raw.durationMinutes;
        costs.set(person.column, perPlace * Math.min(1, (load + minutes) / volunteer.offeredMinutes));
      }
    for (const columns of index.fundsOfActivity(activity).values())
      for (const fund of columns) {
        const breadth = index.funds[fund.donation]?.length ?? 0;
        costs.set(
          fund.column,
          (TIE_BREAK * 0.2 * (breadth / (breadth + 10))) / (Math.max(1, funds) * fund.most),
        );
      }
  }
  return costs;
}

/**
 * The tiers before fairness for one block: the best that the rest of the season leaves room for, and a bound that holds
 * whatever the rest does.
 * @param competes the block is of those that others keep from their bounds, and will mostly need both answers: with a
 * thread to spare the second is asked for beside the first
 */
export async function serveBlock(
  state: SeasonState,
  target: BlockState,
  competes = false,
): Promise<'fine' | 'short' | 'no-plan'> {
  const { effort, cutter, couplings, built } = state;
  const { block, touching, order } = target;
  state.adopt(target, new Float64Array(block.columns.length));
  const inside = (column: number): boolean => state.blockOf[column] === order;
  const upper = (column: number): number => built.model.upper[column] ?? 0;
  const costs = tieBreak(state, target);
  const cost = (column: number): number => state.weighted(column) - (costs.get(column) ?? 0);
  const relaxedRows = rowsFor(couplings, touching, inside, state.values, 'relaxed', upper);
  const residualRows = rowsFor(couplings, touching, inside, state.values, 'residual', upper);
  const solve = (rows: readonly SeasonRow[]): Promise<Answer> =>
    solveExact(
      effort.solver,
      cutter.cut(block, cost, rows),
      state.limits(target.pinned),
      effort.signal,
      WAYS,
    );

  const [open, ahead] = await Promise.all([
    solve(relaxedRows),
    competes && effort.atOnce > 1 ? solve(residualRows) : null,
  ]);
  if (open.termination === 'infeasible' && !target.pinned) return 'no-plan'; // nothing is decided yet, so "nothing takes place" is a plan
  if (open.termination === 'infeasible') throw new PinsContradict(activitiesIn(state, target));
  if (open.bound !== null)
    target.bound = Math.min(
      target.bound,
      Math.floor(open.bound + TIE_BREAK + 1e-4 + Math.abs(open.bound) * 1e-9),
    );
  target.method = open.method;
  const openValue = valueIn(target, open.values);
  if (open.values && residualRows.every((row) => keeps(row, openValue))) {
    state.adopt(target, open.values);
    target.solved = true;
    return state.weightedPoints(target) >= target.bound ? 'fine' : 'short';
  }
  const broken = open.values ? brokenCouplings(state, target, open.values) : [];
  for (const id of broken) state.broughtBack.add(couplings.get(id).rule);
  const rest = ahead ?? (await solve(residualRows));
  if (rest.method === 'milp') target.method = 'milp';
  target.blockers = priced(residualRows, block.rows.length, rest.rowDuals) ?? broken;
  if (!rest.values) {
    target.blockers = [...new Set([...target.blockers, ...broken])];
    return 'no-plan';
  }
  state.adopt(target, rest.values);
  target.solved = true;
  return state.weightedPoints(target) >= target.bound ? 'fine' : 'short';
}

/** Coupling rows with a price at the optimum of the relaxation: those that another block would have to give way on. */
export function priced(
  rows: readonly SeasonRow[],
  first: number,
  duals: Float64Array | null,
): number[] | null {
  if (!duals) return null;
  return rows.flatMap((row, position) =>
    row.id !== undefined && Math.abs(duals[first + position] ?? 0) > 1e-7 ? [row.id] : [],
  );
}

function valueIn(target: BlockState, point: Float64Array | null): (column: number) => number {
  const values = new Map<number, number>();
  target.block.columns.forEach((column, index) => values.set(column, point?.[index] ?? 0));
  return (column) => values.get(column) ?? 0;
}

const activitiesIn = (state: SeasonState, { block }: BlockState): string[] => [
  ...new Set(
    Array.from(
      block.columns,
      (column) => nth(state.built.index.season.activities, state.built.index.activityOf[column] ?? 0).raw.id,
    ),
  ),
];

/** Coupling rows that a point of the block would break, given the rest of the plan. */
function brokenCouplings(state: SeasonState, target: BlockState, point: Float64Array): number[] {
  const inside = valueIn(target, point);
  return target.touching.filter((id) => {
    const coupling = state.couplings.get(id);
    let sum = 0;
    for (let entry = 0; entry < coupling.columns.length; entry++) {
      const column = coupling.columns[entry] ?? 0;
      const value = state.blockOf[column] === target.order ? inside(column) : (state.values[column] ?? 0);
      sum += (coupling.values[entry] ?? 0) * value;
    }
    return sum > coupling.upper + 1e-6 || sum < coupling.lower - 1e-6;
  });
}

/** Blocks that use, in the plan as it stands, the rows that keep the target from its bound; all that touch them when `wide`. */
export function rivals(state: SeasonState, target: BlockState, wide: boolean): BlockState[] {
  const orders = new Set<number>();
  for (const id of target.blockers) {
    const coupling = state.couplings.get(id);
    for (const column of coupling.columns)
      if (wide || !coupling.nonNegative || (state.values[column] ?? 0) > 1e-6)
        orders.add(state.blockOf[column] ?? -1);
  }
  return state.states.filter((other) => other !== target && orders.has(other.order));
}

/** Blocks short of their bound that are dealt with in groups: so many, and a share of all. */
const FEW = 4;
const FEW_SHARE = 0.05;

/** Larger than this a merged block is left to its relaxation. */
const WIDEST = 12_000;

/**
 * Groups blocks with those that they compete with. Groups that would grow wider than `widest` columns stay apart, so
 * that each can still be branched on.
 */
export function clusters(
  state: SeasonState,
  short: readonly BlockState[],
  wide: boolean,
  widest: number,
): BlockState[][] {
  const position = new Map(state.states.map((entry, index) => [entry, index]));
  const sets = new DisjointSets(state.states.length);
  const width = state.states.map(({ block }) => block.columns.length);
  for (const target of short) {
    const mine = position.get(target);
    if (mine === undefined) continue;
    for (const other of rivals(state, target, wide)) {
      const a = sets.find(mine);
      const b = sets.find(position.get(other) ?? mine);
      const joined = (width[a] ?? 0) + (width[b] ?? 0);
      if (a === b || joined > widest) continue;
      sets.union(a, b);
      width[sets.find(a)] = joined;
    }
  }
  return [...sets.groups().values()]
    .filter((group) => group.length > 1)
    .map((group) => group.map((index) => nth(state.states, index)));
}

/**
 * Solves every block in order of time, each within what the ones before left over; then blocks that fall short of their
 * bound are solved together with those that compete for the same limits.
 * @param onServed told once: the season has its first plan
 */
export async function serveAll(
  state: SeasonState,
  report: Report,
  onServed: () => void = () => undefined,
): Promise<void> {
  const construction = new Construction(state);
  for (const target of [...state.states]) {
    const late = state.expired();
    // A guess costs next to nothing; without one, a season that takes its whole time to build would have an empty plan.
    if (late && state.effort.signal?.aborted === true && !target.pinned) continue;
    const served = construction.serve(target, late && !target.pinned);
    if (!served && (!late || target.pinned)) await serveBlock(state, target);
    report();
  }
  onServed();
  const isShort = (entry: BlockState): boolean => !entry.solved || state.weightedPoints(entry) < entry.bound;
  for (const wide of [false, false, true, true]) {
    const short = state.states.filter(isShort);
    if (short.length === 0 || state.expired()) return;
    // Where many fall short they all compete with each other, and groups of them are no easier than the season.
    if (short.length > FEW + FEW_SHARE * state.states.length && isOnePiece(state)) break;
    for (const group of clusters(state, short, wide, WIDEST)) {
      if (state.expired()) return;
      if (!state.keepsOrder(mergeBlocks(group.map(({ block }) => block)))) continue;
      await mergeAndServe(state, group);
      report();
    }
  }
  if (state.states.some(isShort)) await serveSeason(state, report);
}

const isOnePiece = ({ built }: SeasonState): boolean => built.model.columnCount <= PART_SIZES.widest;

/**
 * The tiers before fairness over the season as a whole, one after the other, where blocks fall short of their bounds
 * because what they compete for is short everywhere.
 */
async function serveSeason(state: SeasonState, report: Report): Promise<void> {
  if (!isOnePiece(state) || state.states.some(({ solved }) => !solved)) return;
  for (const [tier, points] of state.before.entries()) {
    state.beginsAim(state.before.length - tier - 1 + (state.tiers.fairness ? 1 : 0) + state.after.length);
    if (state.expired()) return;
    const program = new SeasonProgram(state, points, keptRows(state, state.before.slice(0, tier)));
    const approach = new Approach(state, program, (held) => report(tier, held));
    const open = async () => ((await program.relax()) ? approach : null);
    const [outcome] = await toTheGap(approachAll(state, [open]), state.effort.gap);
    if (!outcome) return;
    state.ceilings[tier] = outcome.bound;
    state.proven.push(...approach.proven());
    state.schedule = approach.schedule();
  }
}

async function mergeAndServe(state: SeasonState, parts: BlockState[]): Promise<void> {
  const saved = state.values.slice();
  const points = parts.map((part) => state.weightedPoints(part)).reduce((sum, value) => sum + value, 0);
  const bound = parts.reduce((sum, part) => sum + part.bound, 0);
  const solved = parts.every((part) => part.solved);
  const merged = state.replace(parts, mergeBlocks(parts.map((part) => part.block)));
  merged.bound = bound;
  const verdict = await serveBlock(state, merged, true);
  const worse = solved && (verdict === 'no-plan' || state.weightedPoints(merged) < points);
  if (worse) {
    state.values.set(saved);
    state.adopt(merged, state.pointOf(merged.block));
    merged.solved = true;
  }
}

/** A row "points of this tier ≥ value" over a block. */
export const floorRow = ({ block }: BlockState, points: Float64Array, value: number): SeasonRow =>
  pointsRow(block.columns, points, value);
