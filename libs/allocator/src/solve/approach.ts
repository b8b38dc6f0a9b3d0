import { FixedRest, slim } from '@heli/lp';
import { solveParts } from './exact.js';
import { beyond, keepsModel } from './keeps.js';
import { Neighbourhoods } from './neighbourhoods.js';
import { boundOf, proofByRegions, rowsOf, type RegionProof } from './region-bounds.js';
import { joinedRegionsOf, regionsOf } from './regions.js';
import { ForcedSchedule } from './forced-schedule.js';
import { proofBySchedule, type ScheduleProof } from './schedule-bound.js';
import { type Relaxation, type SeasonProgram } from './season-program.js';
import { type ForcedRows, type SeasonState } from './state.js';
import { type SeasonRow } from './submodel.js';

const WHOLE = 1e-6;
/** Columns around the fractions of the linear program that are branched on to make it whole. */
const FREE_SIZES = [2_000, 6_000, 12_000] as const;
/** Columns whose reduced cost is worse than so many points are left out of that. */
const FREE_ROOM = 2;
/** Columns that are decided anew at a time: first few, then more. */
const SIZES = [1_500, 3_000, 6_000, 12_000] as const;
/** Regions are branched on once the neighbourhoods of the first size make no more points. */
const REGIONS_FROM = 1;
/** Regions that prices tie together are branched on as one when those of this size make no more either … */
const JOINED_FROM = 2;
/** … up to so many columns, which branch and cut still closes in a minute or two. */
const WIDEST_JOINED = 24_000;
/** So much of the gap asked is left to the regions, the rest to the rows between them. */
const REGIONS_SHARE = 0.8;
/** A round of cuts that takes less of the gap than this share was idle … */
const WORTH_A_ROUND = 0.02;
/** … and after so many of those a better plan has to show that more are worth their while. */
const IDLE_CUTS = 3;
/** What takes place is decided so many times over the season. */
const SCHEDULES = 3;
const MOST_ROUNDS = 200;

/** What is held and proven of one tier over the whole season, in its points. */
export interface Outcome {
  readonly value: number;
  readonly bound: number;
}

/**
 * Brings the plan of the season, or of a part of it, as near to the bound of its program as was asked.
 *
 * First the program's point is kept where it is whole and decided anew by branch and cut around its fractions. Then, in
 * turn, the bound is lowered by rounds of cuts and the plan is made better where it loses. Where that is, complementary
 * slackness tells exactly: for a whole-number point the distance to the bound is Σ y·slack over the rows with a price y
 * plus Σ |d|·(distance from the bound that the program chose) over the columns with a reduced cost d; every
 * neighbourhood starts where the largest share of it lies.
 */
export class Approach {
  private readonly around: Neighbourhoods;
  private held: FixedRest;
  /** Objective of the program when its point was last made whole. */
  private madeWholeAt = -Infinity;
  private proof: RegionProof | null = null;
  /** Regions were branched on by community, and then those that are tied together as one. */
  private regionsTried = 0;
  private scheduled: ScheduleProof | null = null;
  private rounds = 0;
  private idleCuts = 0;
  private size = 0;
  private tried = new Set<number>();
  /** Relative gap at which it rests. */
  private aim: number;

  /** @param program solved once before anything is asked of it */
  constructor(
    private readonly state: SeasonState,
    private readonly program: SeasonProgram,
    private readonly tell: (held: Outcome) => void,
  ) {
    this.aim = state.effort.gap;
    this.held = this.current();
    this.around = new Neighbourhoods(state.built.index, program.model, program.columns);
  }

  /**
   * The program's point made whole, and the first cuts where that is not near enough.
   * @param ahead makes these side by side with it, for there are threads to spare; they count only where they are wanted
   */
  async begin(ahead: boolean): Promise<void> {
    const { program } = this;
    const first = program.relaxation;
    if (!first) return;
    const cuts = ahead ? program.cutAhead() : null;
    this.madeWholeAt = program.objective;
    const whole =
      (await this.bySchedule(first)) ?? (await this.madeWhole(first)) ?? (await this.byCommunity(first));
    await cuts;
    if (whole.objective() >= this.held.objective()) this.held = whole;
    if (this.gap() > this.aim) await program.cut();
    this.report();
  }

  /** Writes the plan into the season's, and says what it makes and what is proven. */
  settle(): Outcome {
    const { program, state } = this;
    if (!keepsModel(program.model, this.held.point)) this.held = this.current();
    program.columns.forEach((column, index) => (state.values[column] = this.held.point[index] ?? 0));
    for (const entry of program.blocks) state.adopt(entry, state.pointOf(entry.block));
    return this.outcome();
  }

  /** Whether what is held keeps every row of the program; the season's plan, from which it sets out, need not. */
  hasPlan(): boolean {
    return keepsModel(this.program.model, this.held.point);
  }

  outcome(): Outcome {
    return { value: Math.round(this.held.objective()), bound: this.ceiling() };
  }

  /** The plan as the season has it. */
  private current(): FixedRest {
    const { columns, model } = this.program;
    return new FixedRest(
      model,
      Float64Array.from(columns, (column) => this.state.values[column] ?? 0),
    );
  }

  private ceiling(): number {
    return this.program.relaxation?.ceiling ?? Infinity;
  }

  private report(): void {
    this.tell(this.outcome());
  }

  gap(): number {
    const value = this.held.objective();
    return (this.ceiling() - value) / Math.max(1, Math.abs(value));
  }

  private done(): boolean {
    return this.gap() <= this.aim || this.state.expired();
  }

  /**
   * Cuts while they take a fair share of the gap, then the program's point, which they have brought nearer to whole, is
   * made whole again, then neighbourhoods while they make points; what has just been of use goes on. False when nothing
   * gets any further.
   * @param aim relative gap that is enough
   */
  async step(aim: number): Promise<boolean> {
    this.aim = aim;
    if (this.rounds++ >= MOST_ROUNDS) return false;
    while (this.idleCuts < IDLE_CUTS && !this.done()) {
      const open = this.ceiling() - this.held.objective();
      const exact = this.program.objective;
      if (!(await this.program.cut())) this.idleCuts = Infinity;
      else this.idleCuts = exact - this.program.objective > WORTH_A_ROUND * open ? 0 : this.idleCuts + 1;
      this.report();
    }
    let better = !this.done() && (await this.wholeAgain());
    while (this.size < SIZES.length && !better && !this.done()) {
      const due = this.size >= JOINED_FROM ? 2 : this.size >= REGIONS_FROM ? 1 : 0;
      if (this.regionsTried < due && (await this.byRegions())) better = true;
      if (better || this.done()) break;
      const outcome = await this.improve(SIZES[this.size] ?? 0, this.tried);
      this.report();
      if (outcome === null) {
        this.size += 1;
        this.tried = new Set();
      } else better = outcome;
    }
    if (this.size >= SIZES.length && this.idleCuts >= IDLE_CUTS) return false;
    if (Number.isFinite(this.idleCuts)) this.idleCuts = Math.min(this.idleCuts, IDLE_CUTS - 1);
    return true;
  }

  /**
   * Decides over the season as a whole what takes place, where that is what is scarce, which lowers the bound, and then
   * what is around the fractions that are left; once more at the prices that hold with that schedule while the bound is
   * still far. Null where nothing of that kind is scarce, or where it has no answer.
   */
  private async bySchedule(relaxation: Relaxation): Promise<FixedRest | null> {
    const { program } = this;
    let best: FixedRest | null = null;
    let at: Relaxation | null = relaxation;
    for (let time = 0; time < SCHEDULES && at; time++) {
      const proof = await proofBySchedule(program, at);
      if (!proof) break;
      if (this.scheduled && proof.bound > this.scheduled.bound - 1e-6) break;
      this.scheduled = proof;
      program.lowerTo(proof.bound);
      at = await program.without(proof.dropped);
      const whole = at && (await this.madeWhole(at));
      if (whole && (!best || whole.objective() > best.objective())) best = whole;
      const made = Math.max(best?.objective() ?? -Infinity, this.held.objective());
      if (this.ceiling() - made <= this.aim * Math.max(1, Math.abs(made))) break;
    }
    return best;
  }

  /**
   * Branches on the regions whose plan is far from their bound, each by itself: that lowers the bound, and where their
   * best points fit together they are a better plan. First by community, the next time with those in one that have a
   * priced row in common. True when the plan is better.
   */
  private async byRegions(): Promise<boolean> {
    const { program, held, state } = this;
    const { relaxation, tightened, columns } = program;
    const { index } = state.built;
    if (!relaxation) return false;
    const regions =
      this.regionsTried++ === 0
        ? regionsOf(index, tightened, columns)
        : joinedRegionsOf(index, tightened, columns, relaxation.prices, WIDEST_JOINED);
    if (regions.length < 2) return false;
    const asked = Math.max(this.aim, state.effort.gap / 4) * Math.max(1, Math.abs(held.objective()));
    const proof = await proofByRegions(program, relaxation, held.point, REGIONS_SHARE * asked, regions);
    if (!proof) return false;
    if (!this.proof || boundOf(proof) < boundOf(this.proof)) this.proof = proof;
    program.lowerTo(boundOf(proof));
    let better = false;
    for (const { region, values } of proof.shares)
      if (values && this.takes(region.columns, values)) better = true;
    this.report();
    return better;
  }

  /** Takes values over into the plan where it keeps every row with them and makes more points. */
  private takes(columns: Int32Array, values: Float64Array): boolean {
    const { held, program } = this;
    const before = held.objective();
    const now = Float64Array.from(columns, (column) => held.point[column] ?? 0);
    held.adopt(columns, values);
    if (held.objective() >= before + 0.5 && keepsModel(program.model, held.point)) return true;
    held.adopt(columns, now);
    return false;
  }

  /** Rows that every plan keeps that makes as many points: region by region, where that is proven. */
  proven(): SeasonRow[] {
    const { proof, program, held } = this;
    return proof ? rowsOf(proof, Math.round(held.objective()), program.columns) : [];
  }

  /** What has to take place in every plan that makes as many points, where that is known. */
  schedule(): ForcedRows | null {
    return (
      this.scheduled && new ForcedSchedule(this.program, this.scheduled, Math.round(this.held.objective()))
    );
  }

  /** The program's point made whole once more where cuts have moved it; true when that is a better plan. */
  private async wholeAgain(): Promise<boolean> {
    const { relaxation, objective } = this.program;
    const open = this.ceiling() - this.held.objective();
    if (!relaxation || this.madeWholeAt - objective <= WORTH_A_ROUND * open) return false;
    this.madeWholeAt = objective;
    const whole = await this.madeWhole(relaxation);
    this.report();
    if (!whole || whole.objective() < this.held.objective() + 0.5) return false;
    this.held = whole;
    this.tried = new Set();
    return true;
  }

  /** The program's point with what is around its fractions decided by branch and cut; null when that has no answer. */
  private async madeWhole(relaxation: Relaxation): Promise<FixedRest | null> {
    const { state, program } = this;
    const fractional = program.fractional(relaxation);
    const point = Float64Array.from(relaxation.values, (value, column) =>
      program.model.integer[column] === 1 ? Math.round(value) : value,
    );
    for (const column of fractional) point[column] = relaxation.values[column] ?? 0;
    const rest = this.held.at(point);
    const seeds = [...fractional, ...overdrawn(rest)];
    if (seeds.length === 0) return rest;
    let asked = 0;
    for (const most of FREE_SIZES) {
      if (state.expired()) return null;
      const columns = this.around.of(seeds, rest.point, relaxation, most, FREE_ROOM);
      // The seeds alone are more than a larger size asks for: it is the same part once more.
      if (columns.length === asked) continue;
      asked = columns.length;
      const part = rest.part(columns);
      const answer = await solveParts(
        state.effort.solver,
        slim(part.model),
        { ...state.limits(), ...this.toSpare() },
        state.effort.signal,
        state.effort.atOnce,
      );
      if (answer) {
        rest.adopt(columns, answer.values);
        return rest;
      }
      // All that lies around the fractions was free: a larger size would ask the same again.
      if (columns.length < most) return null;
    }
    return null;
  }

  /** A quarter of the gap asked, in points of the whole: the few columns around the fractions make few points themselves. */
  private toSpare(): { absoluteGap: number } {
    return { absoluteGap: (this.aim / 4) * Math.max(1, Math.abs(this.held.objective())) };
  }

  /**
   * From the plan held, community by community what the program uses there. Slower, but there is always an answer. Each may
   * be short of its most by what is to spare of the whole: what that costs the neighbourhoods after it find.
   */
  private async byCommunity(relaxation: Relaxation): Promise<FixedRest> {
    const { state, program } = this;
    const { index } = state.built;
    const rest = this.held.at(this.held.point);
    const lists: number[][] = index.season.problem.communities.map(() => []);
    for (let column = 0; column < program.model.columnCount; column++) {
      const used = (rest.point[column] ?? 0) > WHOLE || (relaxation.values[column] ?? 0) > WHOLE;
      if (!used && program.model.integer[column] === 1 && (relaxation.reduced[column] ?? 0) < -WHOLE)
        continue;
      const activity = index.activityOf[program.columns[column] ?? 0] ?? 0;
      lists[index.season.activities[activity]?.community ?? 0]?.push(column);
    }
    const isPlan = keepsModel(program.model, rest.point);
    for (const list of lists) {
      if (state.expired()) break;
      await this.decide(rest, Int32Array.from(list), this.toSpare().absoluteGap, isPlan);
      this.report();
    }
    return rest;
  }

  /**
   * Decides columns anew with the rest as it stands; true when that made more points.
   * @param absoluteGap so many points less than the most are near enough
   * @param fromPlan begins with what they are in it, where branch and cut may find nothing in its time
   */
  private async decide(
    rest: FixedRest,
    columns: Int32Array,
    absoluteGap: number,
    fromPlan: boolean,
  ): Promise<boolean> {
    const { state, program } = this;
    const part = rest.part(columns);
    const now = Float64Array.from(columns, (column) => rest.point[column] ?? 0);
    const answer = await solveParts(
      state.effort.solver,
      slim(part.model),
      { ...state.limits(), absoluteGap: Math.max(0.5, absoluteGap) },
      state.effort.signal,
      state.effort.atOnce,
      fromPlan ? now : undefined,
    );
    const made = now.reduce((sum, value, at) => sum + (program.model.cost[columns[at] ?? 0] ?? 0) * value, 0);
    if (!answer || answer.objective < made + 0.5) return false;
    rest.adopt(columns, answer.values);
    return true;
  }

  /** One neighbourhood where the plan loses most; null when all have been tried. */
  private async improve(size: number, tried: Set<number>): Promise<boolean | null> {
    const { program, held } = this;
    const { relaxation } = program;
    if (!relaxation) return null;
    const seed = this.losses(relaxation, tried)[0];
    if (seed === undefined) return null;
    const room = program.objective + 1 - held.objective();
    const columns = this.around.of([seed], held.point, relaxation, size, room);
    for (const column of columns) tried.add(column);
    const better = await this.decide(held, columns, 0.5, false);
    // What has changed is worth another look from there.
    if (better) for (const column of columns) tried.delete(column);
    return better;
  }

  /** Columns at which the plan loses against the program, most first; those tried already left out. */
  private losses({ prices, reduced, values }: Relaxation, tried: ReadonlySet<number>): number[] {
    const { point } = this.held;
    const model = this.program.tightened;
    const lost = new Map<number, number>();
    const add = (column: number, amount: number): void => {
      if (!tried.has(column)) lost.set(column, (lost.get(column) ?? 0) + amount);
    };
    for (let column = 0; column < model.columnCount; column++) {
      const cost = reduced[column] ?? 0;
      if (Math.abs(cost) < WHOLE) continue;
      const chosen = cost > 0 ? model.upper[column] : model.lower[column];
      const away = Math.abs((chosen ?? 0) - (point[column] ?? 0));
      if (away > WHOLE) add(column, Math.abs(cost) * away);
    }
    const { starts, indices, values: coefficients } = model.matrix;
    for (let row = 0; row < model.rowCount; row++) {
      const price = prices[row] ?? 0;
      if (Math.abs(price) < WHOLE) continue;
      let activity = 0;
      for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++)
        activity += (coefficients[entry] ?? 0) * (point[indices[entry] ?? 0] ?? 0);
      const limit = price > 0 ? model.rowUpper[row] : model.rowLower[row];
      const slack = Math.abs((limit ?? 0) - activity);
      if (slack < WHOLE) continue;
      for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry++) {
        const column = indices[entry] ?? 0;
        if ((values[column] ?? 0) > WHOLE || (point[column] ?? 0) > WHOLE)
          add(column, Math.abs(price) * slack);
      }
    }
    return [...lost]
      .filter(([, amount]) => amount > 0.01)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([column]) => column);
  }
}

/**
 * Columns that the point uses more than it may, and those of rows that it breaks: people of a part who are taken up by
 * other parts of the season. A row over one column is a limit of that column.
 */
function overdrawn(rest: FixedRest): number[] {
  const { matrix, rowLower, rowUpper, rowCount } = rest.model;
  const found = new Set<number>();
  rest.point.forEach((value, column) => {
    if (beyond(rest.model, column, value) > WHOLE) found.add(column);
  });
  for (let row = 0; row < rowCount; row++) {
    const activity = rest.activityOf(row);
    if (activity <= (rowUpper[row] ?? 0) + WHOLE && activity >= (rowLower[row] ?? 0) - WHOLE) continue;
    for (let entry = matrix.starts[row] ?? 0; entry < (matrix.starts[row + 1] ?? 0); entry++) {
      const column = matrix.indices[entry] ?? 0;
      if ((rest.point[column] ?? 0) > WHOLE) found.add(column);
    }
  }
  return [...found];
}
