import { mergeBlocks } from './blocks.js';
import { keeps, rowsFor } from './couplings.js';
import { solveExact, solveRelaxed } from './exact.js';
import { Approach, type Outcome } from './approach.js';
import { approachAll, type Opener, relativeGap, together, toTheGap, type Working } from './approaches.js';
import { PART_SIZES, type PartSizes, partsOf } from './components.js';
import { mostPoints } from './points-range.js';
import { keptRows, SeasonProgram, totals } from './season-program.js';
import { clusters, floorRow, priced } from './service.js';
import { type BlockState, type SeasonState } from './state.js';
import { Standing } from './standing.js';
import { type SeasonRow } from './submodel.js';

export interface SumProof {
  readonly value: number;
  readonly bound: number;
}

interface Share {
  readonly state: BlockState;
  value: number;
  bound: number;
}

/** What is decided by one program. */
interface Piece {
  readonly blocks: readonly BlockState[];
  /** Rows tie it to other pieces. */
  readonly tied: boolean;
  readonly kept: () => readonly SeasonRow[];
}

/** Wider merged blocks are not tried. */
const WIDEST = 12_000;

/**
 * A tier after fairness: its most points without giving up any tier before it, block by block, the others as they stand.
 * The bound is the sum of the blocks' bounds with the rows between blocks left out (a person's cap is kept inside each
 * block), so it holds for every plan that is as good in the tiers before.
 */
export class Refinement {
  private readonly points: Float64Array;

  constructor(
    private readonly season: SeasonState,
    private readonly tier: number,
    private readonly sizes: PartSizes = PART_SIZES,
  ) {
    this.points = season.after[tier] ?? new Float64Array(season.built.model.columnCount);
  }

  /** Until the gap asked is reached. */
  run(report: (held: Outcome) => void): Promise<SumProof> {
    return toTheGap(this.work(report), this.season.effort.gap);
  }

  async *work(report: (held: Outcome) => void): Working<SumProof> {
    const { season } = this;
    const first = new Map(
      season.states.map((state): [BlockState, Outcome] => [
        state,
        {
          value: season.pointsOf(state.block, this.points),
          bound: mostPoints(season.built, state.block.columns, this.points),
        },
      ]),
    );
    const held = sum([...first.values()], ({ value }) => value);
    // No solver where no plan could make more, as in seasons without wishes.
    if (held >= sum([...first.values()], ({ bound }) => bound)) return { value: held, bound: held };
    const standing = new Standing(first, report);
    const outcome = season.expired() ? null : yield* this.byPrograms(standing);
    if (outcome) return outcome;
    let shares = await this.byBlocks(season.states, standing);
    for (const wide of [false, false, true, true]) {
      if (this.gapOf(shares) <= season.effort.gap || season.expired()) break;
      shares = await this.together(shares, wide, standing);
    }
    return together(shares);
  }

  /**
   * By linear programs, one for each part of the season that is tied together; null where none could be solved. A part
   * whose program has no answer is refined block by block.
   */
  private async *byPrograms(standing: Standing): Working<SumProof | null> {
    const { season } = this;
    const pieces = this.pieces();
    const left: BlockState[] = [];
    const openerOf =
      (piece: Piece): Opener =>
      async () => {
        const approach = await this.approachTo(piece, standing);
        if (approach) return approach;
        left.push(...piece.blocks);
        return null;
      };
    const untied = pieces.filter(({ tied }) => !tied).map(openerOf);
    const proofs = yield* approachAll(season, untied);
    for (const piece of pieces)
      if (piece.tied)
        proofs.push(...(await toTheGap(approachAll(season, [openerOf(piece)]), season.effort.gap)));
    if (proofs.length === 0) return null;
    left.sort((a, b) => a.order - b.order);
    return together([...proofs, ...(await this.byBlocks(left, standing))]);
  }

  /** Null when the linear program was not solved. */
  private async approachTo(piece: Piece, standing: Standing): Promise<Approach | null> {
    const { blocks, tied, kept } = piece;
    if (this.season.expired()) return null;
    const program = new SeasonProgram(this.season, this.points, kept(), blocks, tied);
    const relaxing = program.relax();
    // Made while other threads solve the program.
    const approach = new Approach(this.season, program, (held) => standing.program(piece, blocks, held));
    return (await relaxing) ? approach : null;
  }

  /**
   * What is decided by one program, with the rows that every plan as good in the tiers before keeps: block by block where
   * each block is proven to make as much as it can, and then in parts that nothing ties together; over the season as a
   * whole elsewhere.
   */
  private pieces(): Piece[] {
    const { season } = this;
    if (this.allProvenOnce() && this.tier === 0)
      return partsOf(season, this.sizes).map(({ blocks, tied }) => ({
        blocks,
        tied,
        kept: () => blocks.flatMap((state) => this.keptBy(state)),
      }));
    if (season.built.model.columnCount > this.sizes.widest) return [];
    return [{ blocks: season.states, tied: false, kept: () => this.kept() }];
  }

  private async byBlocks(states: readonly BlockState[], standing: Standing): Promise<Share[]> {
    const shares: Share[] = [];
    for (const state of states) {
      const share = await this.improve(state);
      shares.push(share);
      standing.block(state, share);
    }
    return shares;
  }

  private gapOf(shares: readonly Share[]): number {
    return relativeGap(together(shares));
  }

  /** True when every block is proven to make as many points as it can in the tiers before: then each block has to keep its own. */
  private allProven(): boolean {
    return this.season.states.every((state) => this.season.weightedPoints(state) >= state.bound);
  }

  private kept(): SeasonRow[] {
    const { season } = this;
    const before = this.allProvenOnce()
      ? season.states.flatMap((state) => this.keptBy(state))
      : keptRows(season, season.before);
    return [...before, ...totals(season, season.after.slice(0, this.tier))];
  }

  /** What the block makes in the tiers before fairness. */
  private keptBy(state: BlockState): SeasonRow[] {
    return this.season.before.map((points, tier) => floorRow(state, points, state.points[tier] ?? 0));
  }

  /** As `keptBy`, and what it makes in the tiers between: enough for the plan to stay as good, more than a bound may ask. */
  private floors(state: BlockState): SeasonRow[] {
    const { season } = this;
    const earlier = season.after.slice(0, this.tier);
    return [
      ...this.keptBy(state),
      ...earlier.map((points) => floorRow(state, points, season.pointsOf(state.block, points))),
    ];
  }

  private valueOf(state: BlockState): number {
    return this.season.pointsOf(state.block, this.points);
  }

  private async improve(state: BlockState): Promise<Share> {
    const { season } = this;
    const { effort, couplings, cutter, built } = season;
    const share: Share = { state, value: this.valueOf(state), bound: Infinity };
    const upper = (column: number): number => built.model.upper[column] ?? 0;
    if (season.expired()) {
      share.bound = trivialBound(state, this.points, upper);
      return share;
    }
    const inside = (column: number): boolean => season.blockOf[column] === state.order;
    const relaxed = rowsFor(couplings, state.touching, inside, season.values, 'relaxed', upper);
    const residual = rowsFor(couplings, state.touching, inside, season.values, 'residual', upper);
    const floors = this.floors(state);
    const cost = (column: number): number => this.points[column] ?? 0;
    const current = season.pointOf(state.block);
    const proven = this.allProvenOnce();
    const openModel = proven
      ? cutter.cut(state.block, cost, [...this.keptBy(state), ...relaxed])
      : cutter.cut(state.block, (column) => cost(column) + season.weighted(column), relaxed);
    const open = await solveRelaxed(effort.solver, openModel, season.limits(), effort.signal);
    const given = proven ? 0 : season.weightedPoints(state);
    share.bound =
      open.bound === null ? trivialBound(state, this.points, upper) : Math.floor(open.bound - given + 1e-4);
    if (open.values && proven && fits(state, open.values, residual)) {
      season.adopt(state, open.values);
      share.value = this.valueOf(state);
      return share;
    }
    const rest = await solveExact(
      effort.solver,
      cutter.cut(state.block, cost, [...floors, ...residual]),
      { ...season.limits(), relativeGap: effort.gap / 4 },
      effort.signal,
      { start: current },
    );
    state.blockers =
      priced(residual, state.block.rows.length + floors.length, rest.rowDuals) ?? state.blockers;
    if (rest.values) {
      season.adopt(state, rest.values);
      if (this.valueOf(state) < share.value) season.adopt(state, current);
      share.value = this.valueOf(state);
    }
    if (proven && this.tier === 0 && rest.bound !== null && sameLimits(relaxed, residual)) {
      share.bound = Math.min(share.bound, Math.floor(rest.bound + 1e-4));
    } else if (proven && share.bound > share.value && !open.values) {
      const closed = await solveExact(
        effort.solver,
        openModel,
        { ...season.limits(), relativeGap: effort.gap / 4 },
        effort.signal,
        { start: current },
      );
      if (closed.bound !== null) share.bound = Math.min(share.bound, Math.floor(closed.bound + 1e-4));
    }
    return share;
  }

  private proven: boolean | null = null;
  private allProvenOnce(): boolean {
    this.proven ??= this.allProven();
    return this.proven;
  }

  /** Blocks that fall short of their bound, solved together with those that they compete with. */
  private async together(shares: Share[], wide: boolean, standing: Standing): Promise<Share[]> {
    const { season } = this;
    const byState = new Map(shares.map((share) => [share.state, share]));
    const short = shares.filter((share) => share.bound - share.value > 0.5).map((share) => share.state);
    for (const group of clusters(season, short, wide, WIDEST)) {
      const held = [...byState.values()];
      if (season.expired() || this.gapOf(held) <= season.effort.gap) break;
      const parts = group.flatMap((state) => byState.get(state) ?? []);
      const merged = season.replace(group, mergeBlocks(group.map((state) => state.block)));
      merged.bound = sum(group, (state) => state.bound);
      merged.solved = group.every((state) => state.solved);
      merged.points = season.before.map((points) => season.pointsOf(merged.block, points));
      const better = await this.improve(merged);
      better.bound = Math.min(
        better.bound,
        sum(parts, (part) => part.bound),
      );
      for (const part of parts) byState.delete(part.state);
      byState.set(merged, better);
      standing.block(merged, better, group);
    }
    return [...byState.values()];
  }
}

/** Whether a point of a block keeps rows over columns of the season. */
function fits(state: BlockState, point: Float64Array, rows: readonly SeasonRow[]): boolean {
  const at = new Map<number, number>();
  state.block.columns.forEach((column, index) => at.set(column, point[index] ?? 0));
  return rows.every((row) => keeps(row, (column) => at.get(column) ?? 0));
}

/** Whether the rest of the season takes nothing of what the block may use: then both bounds are the same. */
function sameLimits(relaxed: readonly SeasonRow[], residual: readonly SeasonRow[]): boolean {
  if (relaxed.length !== residual.length) return false;
  return residual.every((row, position) => {
    const same = relaxed[position];
    return same !== undefined && same.id === row.id && same.upper === row.upper && row.lower === -Infinity;
  });
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

function trivialBound(state: BlockState, points: Float64Array, upper: (column: number) => number): number {
  let total = 0;
  for (const column of state.block.columns) total += Math.max(0, (points[column] ?? 0) * upper(column));
  return total;
}
