import { dualBound, type Model, objectiveOf, reducedCostsOf } from '@heli/lp';
import { ColumnKind } from '../model/season-model.js';
import { limitsOfModel, type Patience } from '../patience.js';
import { nth } from '../season/season.js';
import { concurrently } from './concurrently.js';
import { type Region } from './regions.js';
import { type Relaxation, type SeasonProgram } from './season-program.js';
import { type SeasonRow } from './submodel.js';

const NOISE = 1e-9;
/** What rounding may cost a sum of points. */
const ROUNDING = 1e-6;
/** How long for the branch and cut of one region. */
const PATIENCE: Patience = { ms: 120_000, iterations: 200_000 };
/** Its nodes, where the run names no number: most regions need one. */
const NODES = 1_000;

/** A region, its points priced by the rows that leave it, with the most that these come to. */
export interface RegionShare {
  readonly region: Region;
  readonly bound: number;
  /** Best whole-number point found of the region by itself; null where it was not asked for, or has none. */
  readonly values: Float64Array | null;
  /** Points between that bound and the best point known of the region by itself: so much more could be taken off at most. */
  readonly open: number;
}

/** What the regions of a program prove together. */
export interface RegionProof {
  /** Σ y·b of the rows between regions. */
  readonly between: number;
  readonly shares: readonly RegionShare[];
}

/** No whole-number point of the program makes more. */
export const boundOf = ({ between, shares }: RegionProof): number =>
  shares.reduce((sum, { bound }) => sum + bound, between);

/** So much could be taken off the bound at most by branching on the same regions further, at the same prices. */
export const leftOf = ({ shares }: RegionProof): number => shares.reduce((sum, { open }) => sum + open, 0);

/**
 * Bounds a program by the whole-number optima of its regions. With any prices y of the rows between regions (≥ 0 on a
 * limit from above, ≤ 0 on one from below), c·x = Σ_r (c − yA)_r·x_r + y·Ax ≤ Σ_r max (c − yA)_r·x_r + y·b, each maximum
 * over the whole-number points of one region (Lagrange; Geoffrion 1974). With the prices of the linear program and the
 * regions' linear programs this is the linear program's bound; every region that is branched on takes off what is its own.
 *
 * @param point the plan held, by column of the program
 * @param room the regions may be so far from their bounds together: those that are nearer than others are left as they
 * are, and what they leave over is shared by the rest, which are solved until they are within it
 * @param plain how the program falls into regions: any way proves a bound, fewer and wider regions a better one
 * @returns null where there are none, or the prices prove nothing
 */
export async function proofByRegions(
  program: SeasonProgram,
  relaxation: Relaxation,
  point: Float64Array,
  room: number,
  plain: readonly Region[],
): Promise<RegionProof | null> {
  const { state, tightened } = program;
  const { effort } = state;
  if (plain.length === 0) return null;
  const inside = plain.map(({ rows }) => rows);
  const { cost, between } = priced(tightened, inside, relaxation.prices);
  const known = plain.flatMap((own) => {
    const mine = Float64Array.from(own.columns, (column) => cost[column] ?? 0);
    const region: Region = { ...own, model: { ...own.model, cost: mine } };
    const bound = dualBound(
      region.model,
      Float64Array.from(region.rows, (row) => relaxation.prices[row] ?? 0),
    );
    if (bound === null) return [];
    const start = Float64Array.from(region.columns, (column) => point[column] ?? 0);
    const open = bound - objectiveOf(region.model, start);
    return [{ start, share: { region, bound, values: null, open } }];
  });
  if (known.length < plain.length) return null;
  const open = known.map(({ share }) => share.open);
  const share = waterline(open, room);
  // Those that are far from their bounds mostly take longest: one of them begun last would go on alone.
  const order = [...known.keys()].sort((a, b) => nth(open, b) - nth(open, a));
  const solved = await concurrently(order, effort.atOnce, async (position): Promise<RegionShare> => {
    const { share: entry, start } = nth(known, position);
    if (entry.open <= share || state.expired()) return entry;
    const { region, bound } = entry;
    const answer = await effort.solver.solve(
      region.model,
      { nodes: NODES, ...limitsOfModel(PATIENCE, effort.nodesPerBlock, state.left()), absoluteGap: share },
      effort.signal,
      // Slim as it is: presolve would take longer than all the rest and find nothing more.
      { start, presolve: false },
    );
    if (answer.bound === null) return entry;
    const proven = Math.min(bound, answer.bound);
    const most = makesWholePoints(program, region) ? Math.floor(proven + 1e-4) : proven;
    const best = objectiveOf(region.model, answer.values ?? start);
    return { region, bound: most, values: answer.values, open: Math.max(0, most - best) };
  });
  return { between, shares: known.map((_, position) => nth(solved, order.indexOf(position))) };
}

/** Level t with Σ min(open, t) = room: those that are open further are brought down to it. Infinity where all fit in. */
export function waterline(open: readonly number[], room: number): number {
  let left = room;
  let count = open.length;
  for (const amount of [...open].sort((a, b) => a - b)) {
    if (amount * count >= left) return left / count;
    left -= Math.max(0, amount);
    count -= 1;
  }
  return Infinity;
}

/**
 * The objective less what rows cost at their prices, and what the limits of these are worth at them.
 * @param unpriced rows that are kept instead
 */
export function priced(
  model: Model,
  unpriced: readonly Iterable<number>[],
  prices: Float64Array,
): { cost: Float64Array; between: number } {
  const own = Float64Array.from(prices, (price) => (Math.abs(price) < NOISE ? 0 : price));
  for (const rows of unpriced) for (const row of rows) own[row] = 0;
  let between = model.offset;
  own.forEach((price, row) => {
    const limit = (price > 0 ? model.rowUpper[row] : model.rowLower[row]) ?? 0;
    // Rounding on the side that has no limit: at no price the row is left out of the proof.
    if (!Number.isFinite(limit)) own[row] = 0;
    else between += price * limit;
  });
  return { cost: reducedCostsOf(model, own), between };
}

/** Whether the points of a region are whole numbers in some best plan: no price has a share in them. */
function makesWholePoints({ state, columns }: SeasonProgram, { model, columns: own }: Region): boolean {
  const { kinds } = state.built.index;
  return model.cost.every((cost, position) => {
    if (Math.abs(cost) < NOISE) return true;
    const kind = kinds[columns[own[position] ?? 0] ?? 0];
    return Number.isInteger(cost) && kind !== ColumnKind.fund && kind !== ColumnKind.grownUp;
  });
}

/**
 * Rows that every plan keeps that makes as many points as this one: no region makes more than was proven of it, and what
 * one makes less no other can make up for, beyond what is open between plan and bound. Without them the linear programs of
 * later tiers make of a region's fractions what branch and cut has ruled out, and spend it.
 * @param seasonColumns column of the season behind each column of the program
 */
export function rowsOf(proof: RegionProof, value: number, seasonColumns: Int32Array): SeasonRow[] {
  const open = boundOf(proof) - value;
  return proof.shares.map(({ region, bound }) => {
    const scoring = Array.from(region.columns.keys()).filter((position) => region.model.cost[position] !== 0);
    return {
      columns: scoring.map((position) => seasonColumns[region.columns[position] ?? 0] ?? 0),
      values: scoring.map((position) => region.model.cost[position] ?? 0),
      lower: bound - open - ROUNDING,
      upper: bound + ROUNDING,
    };
  });
}
