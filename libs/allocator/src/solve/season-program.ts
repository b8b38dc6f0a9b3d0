import {
  atZero,
  basisWithRows,
  type Basis,
  type CancelSignal,
  coverCuts,
  growing,
  type GrowingProgram,
  type Limits,
  type Model,
  slim,
  type Solver,
  withCuts,
  zeroHalfCuts,
} from '@heli/lp';
import { ColumnKind } from '../model/season-model.js';
import { limitsOfModel, type Patience } from '../patience.js';
import { mergeBlocks } from './blocks.js';
import { concurrently } from './concurrently.js';
import { rowsFor } from './couplings.js';
import { joinedBasis, regionsOf } from './regions.js';
import { type BlockState, type SeasonState } from './state.js';
import { pointsRow, type SeasonRow } from './submodel.js';

const WHOLE = 1e-6;
/** How long for one linear program of the season. */
const PATIENCE: Patience = { ms: 240_000, iterations: 400_000 };

/**
 * Iterations for each column after which a start from the communities' bases is given up: where much ties communities
 * together, it is farther from the optimum than nothing, with presolve, is.
 */
const MENDING = 0.1;
/**
 * Iterations for each column after which simplex is given up for the interior-point method: most programs of a season
 * take a fifth of that, one with tight caps 0.56, from whose vertex the rounds of cuts after it take a seventh of what they
 * take from that of the other way; one in which everybody is short of time took 1.5, and four times as long.
 */
const SIMPLEX = 0.6;
/** Iterations for each column with which a schedule shows that it is possible, or is not looked at further. */
const SCHEDULED = 0.1;
/** Before so many iterations neither is given up: that is soon tried. */
const LEAST = 10_000;

/** Points of a tier that the plan makes over the season as a whole. */
export const madeOf = ({ values }: SeasonState, points: Float64Array): number =>
  Math.round(points.reduce((sum, value, column) => sum + value * (values[column] ?? 0), 0));

/** Rows "as many points in each of these tiers as the plan makes", over the season as a whole. */
export const totals = (state: SeasonState, tiers: readonly Float64Array[]): SeasonRow[] =>
  tiers.map((points) => pointsRow(points.keys(), points, madeOf(state, points)));

/** As `totals`, with what was proven on the way to them. */
export const keptRows = (state: SeasonState, tiers: readonly Float64Array[]): SeasonRow[] => [
  ...totals(state, tiers),
  ...state.proven,
];

/** Optimum of the linear program as it now stands. */
export interface Relaxation {
  readonly values: Float64Array;
  readonly prices: Float64Array;
  readonly reduced: Float64Array;
  /** Objective rounded down: no whole-number point makes more. */
  readonly ceiling: number;
}

/** A linear program solved. */
interface Solved extends Omit<Relaxation, 'ceiling'> {
  readonly objective: number;
  readonly basis: Basis | null;
}

/** How to solve it. */
interface Way {
  readonly basis?: Basis | null;
  /** Iterations after which it is given up. */
  readonly most?: number;
  readonly interior?: boolean;
  readonly signal?: CancelSignal;
}

/** The program with more cuts, solved. */
interface Round {
  readonly model: Model;
  readonly solved: Solved;
}

/**
 * One tier over the season, or a part of it, all its rows in one linear program, made tighter round by round with cuts
 * that hold for every whole-number point.
 *
 * It is first solved by community with the rows between communities left out; their bases together are a start from
 * which the whole has only those rows to mend. Then rounds of cuts: covers of hours limits, and zero-half cuts, which
 * see the odd cycles in which an activity is split over its starts.
 *
 * Of a part, the program lets people who also serve elsewhere use the whole of their limits, so the parts' bounds add up
 * to a bound of the season whatever the other parts do; the plan (`model`) has what they leave over.
 */
export class SeasonProgram {
  /** Columns of the season behind the columns of the program, ascending. */
  readonly columns: Int32Array;
  /** What a plan has to keep, the rest of the season as it stands. */
  readonly model: Model;
  private current: Model;
  private basis: Basis | null = null;
  private answer: Relaxation | null = null;
  private exact = Infinity;
  /** Round of cuts that was made before it was wanted. */
  private ahead: Round | null = null;
  private pointless = false;
  /** Solves the program while it grows by cuts. */
  private grown: GrowingProgram | null = null;

  /**
   * @param points of the tier, by column of the season
   * @param kept rows that hold what the tiers before have reached
   * @param blocks the part; all blocks for the whole season
   * @param tied rows tie the part to the rest of the season
   */
  constructor(
    readonly state: SeasonState,
    points: Float64Array,
    kept: readonly SeasonRow[],
    readonly blocks: readonly BlockState[] = state.states,
    tied = false,
  ) {
    const { built, cutter, couplings } = state;
    const whole = mergeBlocks(blocks.map(({ block }) => block));
    this.columns = whole.columns;
    const orders = new Set(blocks.map(({ order }) => order));
    const cut = (mode: 'residual' | 'relaxed'): Model => {
      const shared = rowsFor(
        couplings,
        couplings.touching(whole),
        (column) => orders.has(state.blockOf[column] ?? -1),
        state.values,
        mode,
        (column) => built.model.upper[column] ?? 0,
      );
      return slim(cutter.cut(whole, (column) => points[column] ?? 0, [...kept, ...shared]));
    };
    this.model = cut('residual');
    // Where nothing is outside both are the same, and only the first has the rows with a lower limit.
    this.current = tied ? cut('relaxed') : this.model;
  }

  get relaxation(): Relaxation | null {
    return this.answer;
  }

  /** Proven: the program has no point at all. */
  get infeasible(): boolean {
    return this.pointless;
  }

  /** The program with its cuts. */
  get tightened(): Model {
    return this.current;
  }

  /** Optimum of the program as it stands, not rounded. */
  get objective(): number {
    return this.exact;
  }

  /** Takes note of a bound that was proven elsewhere. */
  lowerTo(bound: number): void {
    if (this.answer)
      this.answer = { ...this.answer, ceiling: Math.min(this.answer.ceiling, Math.floor(bound + 1e-4)) };
  }

  /**
   * Solves the linear program: from the bases of its communities, from nothing, by the interior-point method, each where
   * the way before leads nowhere. A season in which the first does not help once is one in which everybody competes with
   * everybody: programs of later aims, with all that those before have reached in rows, are the more degenerate, and go
   * the last way at once.
   * @returns false when it has no answer in the time that is left
   */
  async relax(): Promise<boolean> {
    const solved = this.state.tangled
      ? await this.fromInside()
      : ((await this.fromCommunities()) ?? (await this.fromNothing()));
    if (solved) this.adopt(solved);
    return solved !== null;
  }

  private async fromCommunities(): Promise<Solved | null> {
    const { current, state } = this;
    const basis = await this.basisOfCommunities();
    const solved = basis && (await this.solve(current, { basis, most: current.columnCount * MENDING }));
    // Parts are opened side by side: what one of them learns must not be news to another by chance.
    const isWhole = this.blocks.length === state.states.length;
    state.tangled = isWhole && basis !== null && solved === null;
    return solved;
  }

  /**
   * By simplex, or else by the interior-point method. Where the communities' bases were no help that is often the one which
   * gets there, and a thread to spare begins with it at once. The answer is that of simplex wherever it has one, so that it
   * is the same with one thread.
   */
  private async fromNothing(): Promise<Solved | null> {
    if (this.pointless) return null;
    const { effort, tangled } = this.state;
    const race = { over: false };
    const inside = tangled && effort.atOnce > 1 ? this.fromInside(race) : null;
    const solved = await this.solve(this.current, { most: this.iterations(SIMPLEX) });
    race.over = solved !== null || this.pointless;
    const other = await inside;
    if (race.over) return solved;
    return inside ? other : this.fromInside();
  }

  /** @param race is given up when that is over */
  private fromInside(race: { readonly over: boolean } = { over: false }): Promise<Solved | null> {
    const { signal } = this.state.effort;
    const either: CancelSignal = {
      get aborted() {
        return race.over || signal?.aborted === true;
      },
    };
    return this.solve(this.current, { interior: true, signal: either });
  }

  /**
   * One round of cuts ahead of the time at which it is wanted. `cut` then takes it over; where it never is wanted the
   * program stays as it was, so that threads to spare change nothing but the time.
   */
  async cutAhead(): Promise<void> {
    this.ahead ??= await this.tighter();
  }

  /** Optimum of the program with some of its columns at 0; null when that has none, or is far. */
  async without(columns: Iterable<number>): Promise<Relaxation | null> {
    const model = atZero(this.current, columns);
    const solved =
      model && (await this.solve(model, { basis: this.basis, most: this.iterations(SCHEDULED) }));
    return solved && { ...solved, ceiling: Math.floor(solved.objective + 1e-4) };
  }

  /** With one engine that keeps the program for all the rounds of cuts that are made meanwhile. */
  async growing<T>(rounds: () => Promise<T>): Promise<T> {
    const program = growing(this.state.effort.solver);
    this.grown = program;
    try {
      return await rounds();
    } finally {
      this.grown = null;
      program.end();
    }
  }

  /** One round of cuts; false when none were found or the time is up. */
  async cut(): Promise<boolean> {
    // Never at once, though it was made ahead: whoever begins beside it sees the program as it was.
    const round = await (this.ahead ?? this.tighter());
    this.ahead = null;
    if (!round) return false;
    this.current = round.model;
    this.adopt(round.solved);
    return true;
  }

  private async tighter(): Promise<Round | null> {
    const { answer, state } = this;
    if (!answer || state.expired()) return null;
    const { index } = state.built;
    // Places filled are a count: whole in some best plan although the model leaves that open.
    const isWhole = (column: number): boolean =>
      this.model.integer[column] === 1 || index.kinds[this.columns[column] ?? 0] === ColumnKind.filled;
    const cuts = [
      ...coverCuts(this.current, answer.values),
      ...zeroHalfCuts(this.current, answer.values, isWhole),
    ];
    if (cuts.length === 0) return null;
    const model = withCuts(this.current, cuts);
    const basis = this.basis && basisWithRows(this.basis, cuts.length);
    const solved = await this.solve(model, { basis }, this.grown ?? this.state.effort.solver);
    return solved && { model, solved };
  }

  private iterations(forEachColumn: number): number {
    return Math.max(LEAST, this.current.columnCount * forEachColumn);
  }

  private limits(): Limits {
    return limitsOfModel(PATIENCE, this.state.effort.nodesPerBlock, this.state.left());
  }

  private async basisOfCommunities(): Promise<Basis | null> {
    const { effort, built } = this.state;
    const regions = regionsOf(built.index, this.current, this.columns);
    if (regions.length === 0) return null;
    const parts = await concurrently(regions, effort.atOnce, async (region) => {
      // Slim as they are, these are solved in less than half the time without presolve.
      const { basis } = await effort.solver.solve(region.model, this.limits(), effort.signal, {
        relaxed: true,
        presolve: false,
      });
      return basis ? [{ region, basis }] : [];
    });
    const found = parts.flat();
    return found.length === regions.length ? joinedBasis(this.current, found) : null;
  }

  /** Null when there is no proven optimum. */
  private async solve(
    model: Model,
    way: Way,
    engine: Pick<Solver, 'solve'> = this.state.effort.solver,
  ): Promise<Solved | null> {
    const { effort, tangled } = this.state;
    const { basis = null, most = Infinity, interior = false, signal = effort.signal } = way;
    const limits = this.limits();
    const iterations = Math.ceil(Math.min(most, limits.iterations ?? Infinity));
    const { quality, values, objective, rowDuals, reducedCosts, ...answer } = await engine.solve(
      model,
      iterations === Infinity ? limits : { ...limits, iterations },
      signal,
      // Where everybody competes with everybody no optimum is near.
      { relaxed: true, interior, ...(basis ? { basis, near: !tangled } : {}) },
    );
    this.pointless ||= model === this.current && answer.termination === 'infeasible';
    if (quality !== 'optimal' || !values || objective === null || !rowDuals || !reducedCosts) return null;
    return { values, objective, prices: rowDuals, reduced: reducedCosts, basis: answer.basis };
  }

  private adopt({ values, objective, prices, reduced, basis }: Solved): void {
    this.basis = basis;
    this.exact = objective;
    const ceiling = Math.min(this.answer?.ceiling ?? Infinity, Math.floor(objective + 1e-4));
    this.answer = { values, prices, reduced, ceiling };
  }

  /** Columns that should be whole and are not. */
  fractional({ values }: Relaxation): number[] {
    const found: number[] = [];
    values.forEach((value, column) => {
      if (this.model.integer[column] === 1 && Math.abs(value - Math.round(value)) > WHOLE) found.push(column);
    });
    return found;
  }
}
