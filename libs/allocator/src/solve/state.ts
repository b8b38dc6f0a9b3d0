import { type Progress } from '@heli/contracts';
import { type CancelSignal, commonDivisor, type Limits, type Solver } from '@heli/lp';
import { type BuiltModel } from '../model/build.js';
import { limitsOfModel, type Patience } from '../patience.js';
import { nth } from '../season/season.js';
import { leastPoints, mostPoints } from './points-range.js';
import { type SumTier, type TierOrder } from '../tiers/index.js';
import { type Block, splitBlocks } from './blocks.js';
import { Couplings } from './couplings.js';
import { Cutter, type SeasonRow } from './submodel.js';

/** What is held and proven of one block. Points are those of the tiers before fairness. */
export interface BlockState {
  readonly block: Block;
  readonly touching: readonly number[];
  readonly order: number;
  /** Holds decisions taken before the run. */
  readonly pinned: boolean;
  /** Points of each tier before fairness that the current plan makes in this block. */
  points: number[];
  /** No plan makes more weighted points (Σ multiplier · tier) in this block. */
  bound: number;
  solved: boolean;
  method: 'lp' | 'milp' | 'relaxation';
  /** Coupling rows that keep the block from its bound: those with a price, or broken, when it was last solved. */
  blockers: number[];
}

/** Rows that every plan keeps that is as good as the one held. */
export interface ForcedRows {
  /** @param columns of the season; only rows that hold no others */
  rowsWithin(columns: ReadonlySet<number>): Promise<SeasonRow[]>;
}

export interface Effort {
  readonly solver: Solver;
  /** Solves that may run side by side. */
  readonly atOnce: number;
  readonly signal: CancelSignal | undefined;
  readonly now: () => number;
  /** Moment at which to stop, on the clock of `now`; Infinity for none. */
  readonly deadline: number;
  /** Limit by work; patience is then counted in work too, so that without a deadline no clock has a say. */
  readonly nodesPerBlock: number | undefined;
  readonly gap: number;
  readonly report: (progress: Progress) => void;
}

/** How long one block may branch and cut before its relaxation has to do as the bound. */
const PATIENCE: Patience = { ms: 20_000, iterations: 40_000 };

/** Blocks may be merged until they could make so many times the points of the widest one. */
const ROOM_TO_MERGE = 40;

/** The season while it is being solved: the current whole-number point and what is proven block by block. */
export class SeasonState {
  readonly cutter: Cutter;
  readonly couplings: Couplings;
  /** Current plan, by column of the season's model. Keeps every rule at any time once all pinned blocks are solved. */
  readonly values: Float64Array;
  /** Block of each column. */
  readonly blockOf: Int32Array;
  states: BlockState[] = [];
  /** Points by column for the tiers before and after fairness. */
  readonly before: readonly Float64Array[];
  readonly after: readonly Float64Array[];
  /** By tier before fairness: of how many points of the tier one of `before` stands. Sums of money would else cost the weights their precision. */
  readonly scales: readonly number[];
  /** Common to all blocks: one point of a tier outweighs all that a block can make in the tiers below it. */
  readonly multipliers: readonly number[];
  /** Proven of each tier before fairness over the season as a whole, given the tiers before it; Infinity where only the blocks' bounds count. */
  readonly ceilings: number[];
  readonly broughtBack = new Set<string>();
  /** What has to take place in every plan that is as good in the tiers before fairness; null where nothing is known of it. */
  schedule: ForcedRows | null = null;
  /** Rows over the season that every plan keeps which is as good in the tiers before fairness, with what was proven there. */
  readonly proven: SeasonRow[] = [];
  /** Optima of the communities have been no help for a linear program of the season. */
  tangled = false;
  private readonly pinned: ReadonlySet<number>;
  private readonly least = new WeakMap<Block, readonly number[]>();
  private nextOrder = 0;
  /** When the aim at hand has had its share of the time. */
  private until = Infinity;
  private cutShort = false;

  constructor(
    readonly built: BuiltModel,
    readonly tiers: TierOrder,
    readonly effort: Effort,
  ) {
    const { model, index } = built;
    this.cutter = new Cutter(model);
    this.couplings = new Couplings(built);
    this.values = new Float64Array(model.columnCount);
    this.blockOf = new Int32Array(model.columnCount).fill(-1);
    const before = tiers.before.map((tier: SumTier) => tier.points(index));
    this.scales = tiers.before.map(({ name }, tier) =>
      name === 'cost' ? commonDivisor((before[tier] ?? []).map(Math.abs)) : 1,
    );
    this.before = before.map((points, tier) => points.map((value) => value / (this.scales[tier] ?? 1)));
    this.ceilings = this.before.map(() => Infinity);
    this.after = tiers.after.map((tier: SumTier) => tier.points(index));
    const blocks = splitBlocks(model, index.activityOf, new Set(index.couplingRows));
    const firstStart = (block: Block): number => {
      let first = Infinity;
      for (const column of block.columns) {
        const activity = nth(index.season.activities, index.activityOf[column] ?? 0);
        first = Math.min(first, activity.starts[index.startOf[column] ?? 0]?.start ?? Infinity);
      }
      return first;
    };
    this.pinned = new Set(
      index.season.problem.pins.map((pin) => index.season.position.activity.get(pin.activityId) ?? -1),
    );
    const rank = (block: Block): number => (this.isPinned(block) ? 0 : 1);
    const sorted = blocks
      .map((block) => ({ block, first: firstStart(block), rank: rank(block) }))
      .sort(
        (a, b) =>
          a.rank - b.rank || a.first - b.first || (a.block.columns[0] ?? 0) - (b.block.columns[0] ?? 0),
      );
    for (const { block } of sorted) this.add(block);
    this.multipliers = this.chooseMultipliers();
    for (const state of this.states) state.bound = this.trivialBound(state.block);
  }

  private isPinned(block: Block): boolean {
    return block.columns.some((column) => this.pinned.has(this.built.index.activityOf[column] ?? -1));
  }

  add(block: Block): BlockState {
    const order = this.nextOrder++;
    for (const column of block.columns) this.blockOf[column] = order;
    const state: BlockState = {
      block,
      order,
      pinned: this.isPinned(block),
      touching: this.couplings.touching(block),
      points: this.before.map(() => 0),
      bound: Infinity,
      solved: false,
      method: 'relaxation',
      blockers: [],
    };
    this.states.push(state);
    return state;
  }

  /** Puts one block in the place of several. */
  replace(old: readonly BlockState[], merged: Block): BlockState {
    const gone = new Set(old);
    this.states = this.states.filter((state) => !gone.has(state));
    return this.add(merged);
  }

  /**
   * Work on an aim begins. While others are still to come it may take half of the time that is left: aims are lexicographic
   * in what a plan is worth, but the last thousandth of the first is a poor trade for all that the next ones would get.
   * Without a limit by clock nothing changes.
   * @param toCome aims after this one
   */
  beginsAim(toCome: number): void {
    const { deadline, now } = this.effort;
    this.until = deadline === Infinity || toCome === 0 ? deadline : now() + (deadline - now()) / 2;
  }

  /** Nothing more is begun for the aim at hand. */
  expired(): boolean {
    const late = this.left() <= 0;
    this.cutShort ||= late;
    return late || this.effort.signal?.aborted === true;
  }

  /** Work on an aim was ended because its time was up. */
  get hurried(): boolean {
    return this.cutShort;
  }

  /** @param must the block holds decisions that have to stand: it is solved even when the time is up */
  limits(must = false): Limits {
    return limitsOfModel(PATIENCE, this.effort.nodesPerBlock, must ? Infinity : this.left());
  }

  /** Until the time is up, or the aim at hand has had its share, milliseconds; Infinity where there is no such limit. */
  left(): number {
    const until = Math.min(this.effort.deadline, this.until);
    return until === Infinity ? Infinity : until - this.effort.now();
  }

  /** Weighted points of the tiers before fairness, by column. */
  weighted(column: number): number {
    let sum = 0;
    for (let tier = 0; tier < this.before.length; tier++)
      sum += (this.multipliers[tier] ?? 0) * (this.before[tier]?.[column] ?? 0);
    return sum;
  }

  pointsOf(block: Block, points: Float64Array): number {
    let sum = 0;
    for (const column of block.columns) sum += (points[column] ?? 0) * (this.values[column] ?? 0);
    return Math.round(sum);
  }

  weightedPoints(state: BlockState): number {
    return state.points.reduce((sum, value, tier) => sum + value * (this.multipliers[tier] ?? 0), 0);
  }

  /** Writes a point of a block into the plan. */
  adopt(state: BlockState, point: Float64Array): void {
    state.block.columns.forEach((column, index) => (this.values[column] = point[index] ?? 0));
    state.points = this.before.map((points) => this.pointsOf(state.block, points));
  }

  /** Current point of a block, to start from. */
  pointOf(block: Block): Float64Array {
    return Float64Array.from(block.columns, (column) => this.values[column] ?? 0);
  }

  /** Most points that a tier could give a block: points are whole numbers. */
  private range(block: Block, points: Float64Array): number {
    return Math.floor(mostPoints(this.built, block.columns, points));
  }

  private lowest(block: Block, points: Float64Array): number {
    return leastPoints(this.built, block.columns, points);
  }

  /** Least points of a tier before fairness that a block can make, whatever is decided. */
  leastOf(block: Block, tier: number): number {
    const known = this.least.get(block) ?? this.before.map((points) => this.lowest(block, points));
    this.least.set(block, known);
    return known[tier] ?? 0;
  }

  private chooseMultipliers(): number[] {
    const multipliers: number[] = new Array<number>(this.before.length).fill(1);
    for (let tier = this.before.length - 2; tier >= 0; tier--) {
      const below = this.before[tier + 1];
      let widest = 0;
      let all = 0;
      if (below)
        for (const { block } of this.states) {
          const width = this.range(block, below) - this.lowest(block, below);
          widest = Math.max(widest, width);
          all += width;
        }
      multipliers[tier] = (multipliers[tier + 1] ?? 1) * (Math.min(all, ROOM_TO_MERGE * widest) + 1);
    }
    return multipliers;
  }

  /** Whether one point of each tier still outweighs all that the block could make in the next. */
  keepsOrder(block: Block): boolean {
    return this.before.slice(1).every((points, position) => {
      const weight = (this.multipliers[position] ?? 1) / (this.multipliers[position + 1] ?? 1);
      return this.range(block, points) - this.lowest(block, points) < weight;
    });
  }

  trivialBound(block: Block): number {
    return this.before.reduce(
      (sum, points, tier) => sum + (this.multipliers[tier] ?? 0) * this.range(block, points),
      0,
    );
  }
}
