declare const process: any;declare const console:any;
import { FixedRest, type Model } from '@heli/lp';
import { mergeBlocks } from './blocks.js';
import { rowsFor } from './couplings.js';
import { solveExact } from './exact.js';
import { Neighbourhoods } from './neighbourhoods.js';
import { type SeasonState } from './state.js';
import { type SeasonRow } from './submodel.js';

const WHOLE = 1e-6;
/** Columns that are decided anew at a time: first few, then more. */
const SIZES = [1_500, 3_000, 6_000, 12_000] as const;
/** Columns around the fractions of the linear program that are branched on to make it whole. */
const MOST_FREE = [6_000, 15_000, 40_000] as const;

/** What is held and proven of one tier over the whole season, in its points. */
export interface Outcome {
  readonly value: number;
  readonly bound: number;
}

/**
 * One tier over the whole season, all its rows in one model.
 *
 * Bound: its linear program. Plan: the linear program's point is kept where it is whole and decided anew by branch and
 * cut around its fractions; then the plan is made better where it loses. Where that is, complementary slackness tells
 * exactly: for a whole-number point x the distance to the bound is Σ y·slack over the rows with a price y plus
 * Σ |d|·(distance from the bound the program chose) over the columns with a reduced cost d; every neighbourhood starts
 * from the places with the largest share of it.
 */
export class SeasonProgram {
  readonly model: Model;
  private values: Float64Array | null = null;
  private prices = new Float64Array(0);
  private reduced = new Float64Array(0);
  private ceiling = Infinity;

  /**
   * @param points of the tier, by column of the season
   * @param kept rows that hold what the tiers before have reached
   */
  constructor(
    private readonly state: SeasonState,
    points: Float64Array,
    kept: readonly SeasonRow[],
  ) {
    const { built, cutter, couplings, states } = state;
    const whole = mergeBlocks(states.map(({ block }) => block));
    const shared = rowsFor(
      couplings,
      couplings.touching(whole),
      () => true,
      state.values,
      'relaxed',
      (column) => built.model.upper[column] ?? 0,
    );
    const predecessors = couplings.all.flatMap((coupling, id): SeasonRow[] =>
      coupling.lower === -Infinity ? [] : [{ ...coupling, id }],
    );
    this.model = cutter.cut(whole, (column) => points[column] ?? 0, [...kept, ...shared, ...predecessors]);
  }

  /** Solves the linear program; false when it has no answer in the time that is left. */
  async relax(): Promise<boolean> {
    const { effort } = this.state;
    const limits = { timeMs: Math.min(Math.max(1, effort.deadline - effort.now()), 240_000) };
    const answer = await effort.solver.solve(this.model, limits, effort.signal, { relaxed: true });
    if (answer.quality !== 'optimal' || !answer.values || answer.objective === null) return false;
    if (!answer.rowDuals || !answer.reducedCosts) return false;
    this.values = answer.values;
    this.prices = Float64Array.from(answer.rowDuals);
    this.reduced = Float64Array.from(answer.reducedCosts);
    this.ceiling = Math.floor(answer.objective + 1e-4);
    return true;
  }

  /**
   * Brings the plan of the season as near to the linear program as can be, until the gap asked for is reached.
   * The plan is never worse afterwards, and keeps every row.
   */
  async approach(report: () => void): Promise<Outcome> {
    const { values, state } = this;
    const held = new FixedRest(this.model, state.values.subarray(0, this.model.columnCount));
    if (!values) return { value: Math.round(held.objective()), bound: this.ceiling };
    const rest = (await this.madeWhole(values)) ?? held;
    await this.improve(rest, values, report);
    const best = rest.objective() >= held.objective() ? rest : held;
    this.write(best.point);
    return { value: Math.round(best.objective()), bound: this.ceiling };
  }

  private write(point: Float64Array): void {
    const { state } = this;
    state.values.set(point);
    for (const entry of state.states) state.adopt(entry, state.pointOf(entry.block));
  }

  private near(value: number): boolean {
    return this.ceiling - value <= this.state.effort.gap * Math.max(1, Math.abs(value));
  }

  /** The program's point with what is around its fractions decided by branch and cut; null when that has no answer. */
  private async madeWhole(values: Float64Array): Promise<FixedRest | null> {
    const { model, state } = this;
    const point = Float64Array.from(values);
    const fractional: number[] = [];
    for (let column = 0; column < model.columnCount; column++) {
      if (model.integer[column] !== 1) continue;
      const near = Math.round(values[column] ?? 0);
      if (Math.abs((values[column] ?? 0) - near) > WHOLE) fractional.push(column);
      else point[column] = near;
    }
    const rest = new FixedRest(model, point);
    if (fractional.length === 0) return rest;
    const around = new Neighbourhoods(state.built.index, rest, values);
    for (const most of MOST_FREE) {
      if (state.expired()) return null;
      const columns = around.of(fractional, most, Infinity, this.reduced);
      const part = rest.part(columns);
      const answer = await solveExact(
        state.effort.solver,
        part.model,
        { ...state.limits(), relativeGap: state.effort.gap / 4 },
        state.effort.signal,
      );
      if (process.env.DBG) console.log('whole', fractional.length, columns.length, answer.termination, answer.objective, answer.method);
      if (answer.values) {
        rest.adopt(columns, answer.values);
        return rest;
      }
    }
    return null;
  }

  private async improve(rest: FixedRest, values: Float64Array, report: () => void): Promise<void> {
    const { state } = this;
    const around = new Neighbourhoods(state.built.index, rest, values);
    for (const most of SIZES) {
      const tried = new Set<number>();
      for (;;) {
        const value = rest.objective();
        if (this.near(value) || state.expired()) return;
        const seed = this.losses(rest, tried)[0];
        if (seed === undefined) break;
        const columns = around.of([seed], most, this.ceiling - value, this.reduced);
        for (const column of columns) tried.add(column);
        const part = rest.part(columns);
        const answer = await solveExact(
          state.effort.solver,
          part.model,
          { ...state.limits(), absoluteGap: 0.5 },
          state.effort.signal,
        );
        report();
        const now = columns.reduce(
          (sum, column) => sum + (this.model.cost[column] ?? 0) * (rest.point[column] ?? 0),
          0,
        );
      if (process.env.DBG) console.log('near', most, columns.length, answer.termination, now, answer.objective, answer.method, value, this.ceiling);
        if (!answer.values || (answer.objective ?? -Infinity) < now + 0.5) continue;
        rest.adopt(columns, answer.values);
        tried.clear();
      }
    }
  }

  /** Columns at which the plan loses against the program, most first; those tried already left out. */
  private losses(rest: FixedRest, tried: ReadonlySet<number>): number[] {
    const { model, prices, reduced } = this;
    const lost = new Map<number, number>();
    const add = (column: number, amount: number): void => {
      if (!tried.has(column)) lost.set(column, (lost.get(column) ?? 0) + amount);
    };
    for (let column = 0; column < model.columnCount; column++) {
      const cost = reduced[column] ?? 0;
      if (Math.abs(cost) < 1e-7) continue;
      const chosen = cost > 0 ? model.upper[column] : model.lower[column];
      const away = Math.abs((chosen ?? 0) - (rest.point[column] ?? 0));
      if (away > WHOLE) add(column, Math.abs(cost) * away);
    }
    const { starts, indices } = model.matrix;
    for (let row = 0; row < model.rowCount; row++) {
      const price = prices[row] ?? 0;
      if (Math.abs(price) < 1e-7) continue;
      const limit = price > 0 ? model.rowUpper[row] : model.rowLower[row];
      const slack = Math.abs((limit ?? 0) - rest.activityOf(row));
      if (slack < WHOLE) continue;
      for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
        const column = indices[entry] ?? 0;
        if ((this.values?.[column] ?? 0) > WHOLE || (rest.point[column] ?? 0) > WHOLE)
          add(column, Math.abs(price) * slack);
      }
    }
    return [...lost]
      .filter(([, amount]) => amount > 0.01)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([column]) => column);
  }
}
