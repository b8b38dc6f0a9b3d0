import { FixedRest } from '@heli/lp';
import { decideAnew, SIDE_BY_SIDE } from './decide-anew.js';
import { keepsModel } from './keeps.js';
import { lossesOf, type Sight } from './losses.js';
import { Neighbourhoods } from './neighbourhoods.js';
import { boundOf, type RegionProof } from './region-bounds.js';
import { RegionProofs } from './region-proofs.js';
import { ForcedSchedule } from './forced-schedule.js';
import { proofBySchedule, type ScheduleProof } from './schedule-bound.js';
import { type Relaxation, type SeasonProgram } from './season-program.js';
import { type ForcedRows, type SeasonState } from './state.js';
import { type SeasonRow } from './submodel.js';
import { WholePoint } from './whole-point.js';

/** Columns that are decided anew at a time: first few, then more. */
const SIZES = [1_500, 3_000, 6_000, 12_000] as const;
/** Of neighbourhoods that are decided side by side each has to have this share for itself … */
const APART = 0.7;
/** … and so many of the places at which the plan loses most are looked at for that. */
const SEEDS_LOOKED_AT = 6;
/** So many times are neighbourhoods decided anew while a round of cuts is made, where the gap is … */
const BESIDE_CUTS = 2;
/** … so many times the one asked: nearer than that, cuts and regions mostly close it with the plan as it is. */
const FAR = 5;
/** … and at most so many times while regions are branched on. */
const BESIDE_REGIONS = 4;
/** Regions that prices tie together are branched on as one when neighbourhoods of this size make no more points … */
const JOINED_FROM = 2;
/** So much of the gap asked is left to the regions, the rest to the rows between them. */
const REGIONS_SHARE = 0.8;
/** A round of cuts that takes less of the gap than this share was idle … */
const WORTH_A_ROUND = 0.02;
/** … and after so many of those a better plan has to show that more are worth their while. */
const IDLE_CUTS = 3;
/** What takes place is decided so many times over the season. */
const SCHEDULES = 3;
const MOST_ROUNDS = 1_000;

/** What is held and proven of one tier over the whole season, in its points. */
export interface Outcome {
  readonly value: number;
  readonly bound: number;
}

/**
 * Brings the plan of the season, or of a part of it, as near to the bound of its program as was asked.
 *
 * First the program's point is kept where it is whole and decided anew by branch and cut around its fractions. Then, in
 * turn or side by side, the bound is lowered by rounds of cuts and the plan is made better where it loses most against
 * the program (`lossesOf`).
 */
export class Approach {
  private readonly around: Neighbourhoods;
  private readonly whole: WholePoint;
  private readonly byRegion: RegionProofs;
  private held: FixedRest;
  /** Objective of the program when its point was last made whole. */
  private madeWholeAt = -Infinity;
  private scheduled: ScheduleProof | null = null;
  private rounds = 0;
  private ahead = false;
  private idleCuts = 0;
  /** Objective of the plan when cuts were last made. */
  private madeAtCuts = -Infinity;
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
    this.whole = new WholePoint(program, this.around);
    this.byRegion = new RegionProofs(program);
  }

  /**
   * The program's point made whole, and the first cuts where that is not near enough.
   * @param ahead makes cuts side by side with it, for there are threads to spare; they count only where they are wanted
   */
  async begin(ahead: boolean): Promise<void> {
    const { program } = this;
    const first = program.relaxation;
    if (!first) return;
    this.ahead = ahead;
    const cuts = this.cutAhead();
    this.madeWholeAt = program.objective;
    const whole =
      (await this.bySchedule(first)) ??
      (await this.madeWhole(first)) ??
      (await this.whole.byCommunity(first, this.held, this.toSpare(), () => this.report()));
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

  /** Points between the plan and its bound. */
  private open(): number {
    return this.ceiling() - this.held.objective();
  }

  private report(): void {
    this.tell(this.outcome());
  }

  gap(ceiling = this.ceiling()): number {
    const value = this.held.objective();
    return (ceiling - value) / Math.max(1, Math.abs(value));
  }

  private done(): boolean {
    return this.gap() <= this.aim || this.state.expired();
  }

  /**
   * Cuts while they take a fair share of the gap, then the program's point, which they have brought nearer to whole, is
   * made whole again, then regions, then neighbourhoods while they make points; what has just been of use goes on. False
   * when nothing gets any further.
   * @param aim relative gap that is enough
   */
  async step(aim: number): Promise<boolean> {
    this.aim = aim;
    if (this.rounds++ >= MOST_ROUNDS) return false;
    let better = await this.program.growing(() => this.cutOn());
    if (!this.done() && this.isWorthWhole() && (await this.wholeAgain())) better = true;
    while (this.size < SIZES.length && !better && !this.done()) {
      const due = this.size >= JOINED_FROM ? 2 : 1;
      if (this.byRegion.ways < due && (await this.byRegions())) better = true;
      if (better || this.done()) break;
      const sight = this.sight();
      const outcome = sight && (await this.improve(SIZES[this.size] ?? 0, sight));
      this.report();
      if (outcome === null) {
        this.size += 1;
        this.tried = new Set();
      } else better = outcome;
    }
    const spent = this.size >= SIZES.length;
    if (spent && this.idleCuts >= IDLE_CUTS && !better) return this.byRegionsFurther();
    if (Number.isFinite(this.idleCuts) && (spent || this.hasMoved()))
      this.idleCuts = Math.min(this.idleCuts, IDLE_CUTS - 1);
    return true;
  }

  /** The plan is so much better than when cuts were last made that they are worth another round. */
  private hasMoved(): boolean {
    const made = this.held.objective();
    return made - this.madeAtCuts > WORTH_A_ROUND * (this.ceiling() - this.madeAtCuts);
  }

  /**
   * Rounds of cuts while they take a fair share of the gap. Where the plan is near its bound, the program's point is made
   * whole as soon as a round was idle: those after it hardly move it, and are made beside that.
   * @returns whether the plan is better
   */
  private async cutOn(): Promise<boolean> {
    const open = this.open();
    const better = await this.cutUntil(1, open);
    const beside = this.idleCuts < IDLE_CUTS && !this.done() && !this.isFar() && this.isWorthWhole();
    const [whole, improved] = await Promise.all([
      beside ? this.madeWholeNow() : null,
      this.cutUntil(IDLE_CUTS, open),
    ]);
    if (!beside) return better || improved;
    this.madeWholeAt = this.program.objective;
    const adopted = this.adopts(whole);
    this.madeAtCuts = this.held.objective();
    return adopted || better || improved;
  }

  /**
   * Rounds of cuts until so many after each other were idle; beside each, where the plan is far from its bound, neighbourhoods.
   * @param open points between plan and bound, of which a round has to take its share
   * @returns whether the plan is better
   */
  private async cutUntil(idle: number, open: number): Promise<boolean> {
    const { program } = this;
    let better = false;
    while (this.idleCuts < idle && !this.done()) {
      const exact = program.objective;
      const beside = this.isFar() ? BESIDE_CUTS : 0;
      // First the cuts: the thread that keeps the program is free then.
      const [wasCut, improved] = await Promise.all([program.cut(), this.meanwhile(beside)]);
      better ||= improved;
      if (!wasCut) this.idleCuts = Infinity;
      else this.idleCuts = exact - program.objective > WORTH_A_ROUND * open ? 0 : this.idleCuts + 1;
      this.madeAtCuts = this.held.objective();
      this.report();
    }
    return better;
  }

  private isFar(): boolean {
    return this.gap() > FAR * this.aim;
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
      const known = this.scheduled?.dropped.join() === proof.dropped.join();
      this.scheduled = proof;
      program.lowerTo(proof.bound);
      if (!known) at = await program.without(proof.dropped);
      const whole: FixedRest | null = at && (await this.madeWhole(at));
      if (whole && (!best || whole.objective() > best.objective())) best = whole;
      const made = Math.max(best?.objective() ?? -Infinity, this.held.objective());
      // The same schedule has the same prices: its bound would be the same once more.
      if (known || this.ceiling() - made <= this.aim * Math.max(1, Math.abs(made))) break;
    }
    return best;
  }

  /**
   * Branches on the regions whose plan is far from their bound, each by itself, with neighbourhoods beside them: that
   * lowers the bound, and where their best points fit together they are a better plan. First by community, the next time
   * with those in one that have a priced row in common. True when the plan is better.
   */
  private async byRegions(): Promise<boolean> {
    const { byRegion, held, state } = this;
    const split = byRegion.next();
    if (!split) return false;
    const asked = Math.max(this.aim, state.effort.gap / 4) * Math.max(1, Math.abs(held.objective()));
    const [proof, improved] = await Promise.all([
      byRegion.prove(split, held.point, REGIONS_SHARE * asked),
      this.meanwhile(BESIDE_REGIONS),
    ]);
    const better = this.learns(proof);
    return better || improved;
  }

  /** Once nothing else gets any further: the regions again, where that may be enough. False when they come to nothing new. */
  private async byRegionsFurther(): Promise<boolean> {
    if (this.done()) return false;
    const before = this.ceiling();
    const wanting = this.open() - this.aim * Math.max(1, Math.abs(this.held.objective()));
    const better = this.learns(await this.byRegion.further(this.held.point, wanting));
    return better || this.ceiling() < before;
  }

  /** Takes over what regions prove, and those of their best points that fit into the plan; true when it is better. */
  private learns(proof: RegionProof | null): boolean {
    if (!proof) return false;
    let better = false;
    this.program.lowerTo(boundOf(proof));
    for (const { region, values } of proof.shares)
      if (values && this.takes(region.columns, values)) better = true;
    this.report();
    return better;
  }

  /** Takes values over into the plan where it keeps every row with them and makes more points. */
  private takes(columns: Int32Array, values: Float64Array): boolean {
    const { held, program } = this;
    const before = held.objective();
    const now = held.valuesOf(columns);
    held.adopt(columns, values);
    if (held.objective() >= before + 0.5 && keepsModel(program.model, held.point)) return true;
    held.adopt(columns, now);
    return false;
  }

  /** Rows that every plan keeps that makes as many points: region by region, where that is proven. */
  proven(): SeasonRow[] {
    return this.byRegion.rows(Math.round(this.held.objective()));
  }

  /** What has to take place in every plan that makes as many points, where that is known. */
  schedule(): ForcedRows | null {
    return (
      this.scheduled && new ForcedSchedule(this.program, this.scheduled, Math.round(this.held.objective()))
    );
  }

  private async cutAhead(): Promise<void> {
    if (this.ahead && Number.isFinite(this.idleCuts)) await this.program.cutAhead();
  }

  /**
   * Cuts have moved the program's point since it was last made whole, and it is not farther above a bound that was proven
   * otherwise than the plan is below that: such a point is far from every plan, and most of what is around it has none.
   */
  private isWorthWhole(): boolean {
    const { objective } = this.program;
    const open = this.open();
    return (
      this.madeWholeAt - objective > WORTH_A_ROUND * open && objective - this.ceiling() <= Math.max(1, open)
    );
  }

  /** The program's point made whole once more; true when that is a better plan. */
  private async wholeAgain(): Promise<boolean> {
    const [whole] = await Promise.all([this.madeWholeNow(), this.cutAhead()]);
    return this.adopts(whole);
  }

  /** The program's point as it is now made whole; the plan is left alone. */
  private madeWholeNow(): Promise<FixedRest | null> {
    const { relaxation, objective } = this.program;
    this.madeWholeAt = objective;
    return relaxation ? this.madeWhole(relaxation) : Promise.resolve(null);
  }

  private adopts(whole: FixedRest | null): boolean {
    const better = whole !== null && whole.objective() >= this.held.objective() + 0.5;
    if (better) {
      this.held = whole;
      this.tried = new Set();
    }
    this.report();
    return better;
  }

  private madeWhole(relaxation: Relaxation): Promise<FixedRest | null> {
    const enough = this.ceiling() / (1 + this.aim);
    return this.whole.aroundFractions(relaxation, this.held, this.toSpare(), enough);
  }

  /** A quarter of the gap asked, in points of the whole: the few columns around the fractions make few points themselves. */
  private toSpare(): number {
    return (this.aim / 4) * Math.max(1, Math.abs(this.held.objective()));
  }

  private sight(): Sight | null {
    const { relaxation, tightened, objective } = this.program;
    return relaxation && { relaxation, tightened, objective };
  }

  /**
   * Neighbourhoods where the plan loses most, so many side by side whatever the number of threads.
   * @returns whether any made more points; null when all have been tried
   */
  private async improve(size: number, sight: Sight): Promise<boolean | null> {
    const { held, tried } = this;
    const { relaxation, objective } = sight;
    const room = objective + 1 - held.objective();
    const lists: Int32Array[] = [];
    const taken = new Set<number>();
    let looked = 0;
    for (const seed of lossesOf(sight, held.point, tried)) {
      if (taken.has(seed)) continue;
      if (looked++ === SEEDS_LOOKED_AT || lists.length === SIDE_BY_SIDE) break;
      const around = this.around.of([seed], held.point, relaxation, size, room);
      const columns = around.filter((column) => !taken.has(column));
      // Too much of it is being decided already: it is worth more after that.
      if (columns.length < APART * around.length) continue;
      lists.push(columns);
      for (const column of columns) taken.add(column);
    }
    if (lists.length === 0) return null;
    for (const column of taken) tried.add(column);
    const better = await decideAnew(this.state, held, lists, 0.5, false);
    // What has changed is worth another look from there.
    lists.forEach((columns, position) => {
      if (better[position]) for (const column of columns) tried.delete(column);
    });
    return better.includes(true);
  }

  /**
   * Neighbourhoods of the size at hand, at most so many times, while something else is worked on. What that comes to in
   * the meantime has no say: it is all as it was at the beginning, so that nothing depends on which is done first.
   * @returns whether the plan is better
   */
  private async meanwhile(times: number): Promise<boolean> {
    const size = SIZES[this.size];
    const sight = this.sight();
    let better = false;
    for (let time = 0; time < times && size !== undefined && sight; time++) {
      if (this.gap(sight.relaxation.ceiling) <= this.aim || this.state.expired()) break;
      const outcome = await this.improve(size, sight);
      if (outcome === null) break;
      better ||= outcome;
    }
    return better;
  }
}
