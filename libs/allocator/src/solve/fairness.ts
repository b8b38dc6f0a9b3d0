import { commonDivisor } from '@heli/lp';
import { minutesOf } from '../rules/work-limits.js';
import { nth } from '../season/season.js';
import { type Outcome } from './approach.js';
import { type Block, mergeBlocks } from './blocks.js';
import { LeastWork } from './bottleneck.js';
import { type Verdict, within } from './capped-season.js';
import { rowsFor } from './couplings.js';
import { Exchange } from './exchange.js';
import { solveExact } from './exact.js';
import { floorRow } from './service.js';
import { type BlockState, type SeasonState } from './state.js';
import { type SeasonRow } from './submodel.js';

/** Share of the time offered, 0 to 1 and beyond: what the most loaded person carries, and what is proven of it. */
export interface FairnessProof {
  readonly value: number;
  readonly bound: number;
  readonly levels: readonly FairnessLevel[];
}

/** One step down from the most loaded: nobody outside the levels above carries a larger share. */
export interface FairnessLevel {
  readonly share: number;
  /** People at this level: those through whom no work could be passed on. */
  readonly volunteers: number;
  /** No plan that keeps the levels above can have a lower share here. */
  readonly proven: boolean;
}

const EPSILON = 1e-9;
/** Merged blocks wider than this are not branched on. */
const WIDEST = 40_000;

/** Programs of the season that are asked about fairness in all. */
const MOST_SEASONS = 8;
/** Shares nearer to each other than this are not told apart by one of them. */
const WORTH_A_SEASON = 0.02;

/** Shares tried in all before what is held has to do, with the gap it has. */
const MOST_TRIES = 120;

interface Person {
  readonly volunteer: number;
  readonly row: number;
  readonly offered: number;
  /** All loads are multiples of this, minutes. */
  readonly step: number;
}

/** Largest load that keeps a person's share at most `share`: loads come in steps. */
const capOf = (person: Person, share: number): number =>
  Math.floor((share * person.offered) / person.step + EPSILON) * person.step;

/**
 * Lowers the load of the most loaded as far as can be without giving up a point of the tiers before, then of the most
 * loaded of all others, and so on: lexicographic max-min by bottlenecks.
 *
 * One level: work is passed along chains of stand-ins until none is left for the most loaded person (`Exchange`). The
 * people whom the search reached are the bottleneck S: their places can only be held by each other. Proof: S must carry
 * at least L minutes together in any plan that is as good in the tiers before (`LeastWork`), and at any lower share they
 * could carry only Σ ⌊share·offered⌋ < L (loads come in steps). Then S is frozen with this share as its limit, and the
 * next level is that of everyone else. Source: Megiddo, "Optimal flows in networks with multiple sources and sinks",
 * 1974.
 *
 * Where rows other than loads (rest, clashes, week limits) keep the first level from being proven by counting, its lower
 * bound comes from a linear program "least τ" over the blocks in which the person could serve: for any weights λ ≥ 0,
 * Σ λ·load is at least its minimum L over that relaxation, so τ is possible only if Σ λ_v ⌊τ·offered_v⌋ ≥ L; the weights
 * are the program's duals.
 */
export class FairShare {
  private readonly people: Person[] = [];
  /** Share at which a person was found to be part of a bottleneck, by volunteer. */
  private readonly frozen = new Map<number, number>();
  private readonly leastWork: LeastWork;
  private blocksProven: boolean | null = null;
  private target = 0;
  private proven = 0;

  constructor(private readonly state: SeasonState) {
    this.leastWork = new LeastWork(state);
    const { index } = state.built;
    for (const volunteer of index.season.volunteers) {
      const row = state.couplings.loadRow[volunteer.index] ?? -1;
      if (row < 0) continue;
      const step = commonDivisor(
        (index.people[volunteer.index] ?? []).map((person) => minutesOf(index, person)),
      );
      this.people.push({ volunteer: volunteer.index, row, offered: volunteer.offeredMinutes, step });
    }
  }

  private load(person: Person): number {
    return this.state.couplings.activity(person.row, this.state.values);
  }

  private highest(): number {
    return this.people.reduce((most, person) => Math.max(most, this.load(person) / person.offered), 0);
  }

  /** Sets the caps of all people's loads. */
  private cap(share: number): void {
    for (const person of this.people) this.state.couplings.get(person.row).upper = capOf(person, share);
  }

  async run(report: (held: Outcome) => void): Promise<FairnessProof> {
    const levels: FairnessLevel[] = [];
    const wanted = this.state.built.index.season.problem.objective.fairnessLevels;
    while (levels.length < wanted && !this.state.expired()) {
      const level = await this.lowerNext(levels.length === 0, report);
      if (!level) break;
      levels.push(level);
    }
    const value = this.highest();
    const first = levels[0]?.share ?? value;
    return { value, bound: Math.min(value, first, this.proven), levels };
  }

  /**
   * From here on nobody carries more than a share of what they offered, but for those whose own level, or whose load as it
   * is, is above it.
   */
  keepWithin(share: number): void {
    for (const person of this.people) {
      const most = Math.max(
        this.frozen.get(person.volunteer) ?? 0,
        share,
        this.load(person) / person.offered,
      );
      this.state.couplings.get(person.row).upper = capOf(person, most);
    }
  }

  /** The share that those not yet frozen can be brought down to, and who is frozen there; null when nobody carries anything. */
  private async lowerNext(first: boolean, report: (held: Outcome) => void): Promise<FairnessLevel | null> {
    const tell = () => report({ value: this.highest(), bound: this.proven });
    const exchange = new Exchange(this.state);
    for (;;) {
      const worst = this.mostLoaded();
      if (!worst) return null;
      const share = this.load(worst) / worst.offered;
      const below = this.limitsBelow(share);
      const relief = exchange.relieve(worst.volunteer, (volunteer) => below[volunteer] ?? 0);
      if (relief.kind === 'relieved') continue;
      tell();
      let proven = first && share <= this.proven + EPSILON;
      if (!proven && (relief.closed || first)) {
        // Where the search was given up among thousands of stand-ins, everyone together may still have too little room.
        const among = relief.closed ? relief.people : new Set(this.people.map(({ volunteer }) => volunteer));
        const capacity = [...among].reduce((sum, volunteer) => sum + (below[volunteer] ?? 0), 0);
        proven = this.allProven() && (await this.leastWork.of(among, capacity + 1)) > capacity;
      }
      if (!proven && first && !this.allProven()) {
        if (await this.bySeason(share, tell)) continue;
        proven = share <= this.proven + EPSILON;
      }
      if (!proven && first && !this.state.expired() && this.tries < MOST_TRIES) {
        if (await this.settle(worst)) continue;
        proven = this.load(worst) / worst.offered <= this.proven + EPSILON;
      }
      if (proven && first) this.proven = Math.max(this.proven, share);
      let volunteers = 0;
      for (const volunteer of relief.people)
        if (!this.frozen.has(volunteer)) {
          this.frozen.set(volunteer, share);
          volunteers += 1;
        }
      return { share, volunteers, proven };
    }
  }

  /** By programs over the blocks around a person: a lower bound, and a plan as near to it as can be found. True when the person carries less than before. */
  private async settle(worst: Person): Promise<boolean> {
    const before = this.load(worst);
    this.proven = Math.max(this.proven, await this.leastShare(worst));
    this.target = Math.max(this.target, this.proven);
    if (before <= capOf(worst, this.target) + EPSILON) return false;
    if (!(await this.fits(worst, this.target))) await this.narrow(worst);
    return this.load(worst) < before - EPSILON;
  }

  private mostLoaded(): Person | null {
    let worst: Person | null = null;
    let most = 0;
    for (const person of this.people) {
      if (this.frozen.has(person.volunteer)) continue;
      const share = this.load(person) / person.offered;
      if (share > most + EPSILON) {
        worst = person;
        most = share;
      }
    }
    return worst;
  }

  /** The most that each may carry, minutes: those frozen their level, all others less than the given share. By volunteer. */
  private limitsBelow(share: number): Float64Array {
    const limits = new Float64Array(this.state.built.index.season.volunteers.length);
    for (const person of this.people)
      limits[person.volunteer] = capOf(person, this.frozen.get(person.volunteer) ?? share - 1e-7);
    return limits;
  }

  /** Each block makes as many weighted points as are proven possible: then in every plan as good each must make its own. */
  private allProven(): boolean {
    this.blocksProven ??= this.state.states.every(
      (entry) => this.state.weightedPoints(entry) >= entry.bound - 1e-6,
    );
    return this.blocksProven;
  }

  /**
   * By the season's program: what is known of plans that are as good in the tiers before and leave everybody at or below
   * this share. Where one is found the season has it.
   */
  private async seasonWithin(share: number, report: () => void): Promise<Verdict> {
    const { couplings } = this.state;
    const before = this.people.map(({ row }) => couplings.get(row).upper);
    this.cap(share);
    const verdict = await within(this.state, report);
    this.people.forEach(({ row }, position) => (couplings.get(row).upper = before[position] ?? Infinity));
    return verdict;
  }

  /**
   * Closes in on the first level by programs of the season: just below the share held, and where that is neither found
   * nor impossible, half way between what is proven and what is held. True when the plan has changed.
   */
  private async bySeason(share: number, report: () => void): Promise<boolean> {
    let high = share;
    let next = share - 1e-7;
    while (this.seasons < MOST_SEASONS && !this.state.expired() && next > this.proven + EPSILON) {
      this.seasons += 1;
      const verdict = await this.seasonWithin(next, report);
      if (verdict === 'found') return true;
      if (verdict === 'impossible') {
        this.proven = Math.max(this.proven, next === share - 1e-7 ? share : next);
        if (this.proven >= share - EPSILON) return false;
      } else high = next;
      if (high - this.proven < WORTH_A_SEASON) return false;
      next = (this.proven + high) / 2;
    }
    return false;
  }

  private seasons = 0;

  /** Whether everybody whom the person shares work with can be brought to this share; changes the plan if so. */
  private async fits(worst: Person, share: number): Promise<boolean> {
    this.cap(share);
    this.tries += 1;
    if (await this.relieve(worst)) return true;
    this.verdict = await this.relieveTogether(worst);
    return this.verdict === 'relieved';
  }

  private tries = 0;
  private verdict: 'relieved' | 'impossible' | 'unknown' = 'relieved';

  /**
   * Looks for the least share possible between one that is impossible and the one that is held, from the held one down,
   * in steps that double while they succeed: chains of stand-ins mostly leave little to gain, and then the first step
   * already proves what is held. Where a step could not be decided it is not proven.
   */
  private async narrow(worst: Person): Promise<void> {
    let low = this.target;
    let decided = this.verdict === 'impossible';
    let step = 1;
    for (;;) {
      const held = this.load(worst) / worst.offered;
      const between = this.sharesAround(worst, low, held);
      if (between.length === 0 || this.state.expired() || this.tries >= MOST_TRIES) {
        if (between.length === 0 && decided) this.proven = Math.max(this.proven, held);
        this.target = Math.max(this.target, held);
        return;
      }
      const next = nth(between, Math.max(0, between.length - step));
      if (await this.fits(worst, next)) {
        if (this.load(worst) / worst.offered >= held) {
          this.target = Math.max(this.target, held);
          return;
        }
        step *= 2;
      } else {
        decided &&= this.verdict === 'impossible';
        low = next;
        step = 1;
      }
    }
  }

  /** Shares strictly between two values that some load of those around a person can have, ascending. */
  private sharesAround(person: Person, low: number, high: number): number[] {
    const columns = new Set(this.blocksOf(person, false).flatMap(({ block }) => Array.from(block.columns)));
    const shares = new Set<number>();
    for (const other of this.people) {
      if (!this.state.couplings.get(other.row).columns.some((column) => columns.has(column))) continue;
      for (
        let load = capOf(other, low) + other.step;
        load / other.offered < high - EPSILON;
        load += other.step
      )
        if (load / other.offered > low + EPSILON) shares.add(load / other.offered);
    }
    return [...shares].sort((a, b) => a - b);
  }

  private blocksOf(person: Person, onlyUsed: boolean): BlockState[] {
    const { couplings, blockOf, values, states } = this.state;
    const orders = new Set<number>();
    for (const column of couplings.get(person.row).columns)
      if (!onlyUsed || (values[column] ?? 0) > 0.5) orders.add(blockOf[column] ?? -1);
    return states.filter((entry) => orders.has(entry.order));
  }

  private floors(entry: BlockState): SeasonRow[] {
    return this.state.before.map((points, tier) => floorRow(entry, points, entry.points[tier] ?? 0));
  }

  /** Caps of everybody in the block with what they carry elsewhere taken off; nobody gets worse than now or the cap. */
  private capRows(block: BlockState, free: Person | null): SeasonRow[] {
    const { couplings, values, blockOf, built } = this.state;
    const upper = (column: number): number => built.model.upper[column] ?? 0;
    const rows = rowsFor(
      couplings,
      block.touching,
      (column) => blockOf[column] === block.order,
      values,
      'residual',
      upper,
    );
    return rows.map((row) => {
      let now = 0;
      for (let entry = 0; entry < row.columns.length; entry++)
        now += (row.values[entry] ?? 0) * (values[row.columns[entry] ?? 0] ?? 0);
      const most = Math.max(row.upper, now);
      // Only the load of that person is free: a row of theirs against two places at once, or of a limit, stays as it is.
      const isFree = free !== null && row.id === free.row;
      return { ...row, upper: isFree ? Infinity : most };
    });
  }

  /** Takes work off one person, block by block, all else kept within its caps. */
  private async relieve(person: Person): Promise<boolean> {
    const { state } = this;
    const cap = capOf(person, this.target);
    const own = state.couplings.get(person.row);
    const minutes = new Map<number, number>();
    own.columns.forEach((column, entry) => minutes.set(column, own.values[entry] ?? 0));
    for (const block of this.blocksOf(person, true)) {
      if (this.load(person) <= cap + EPSILON) return true;
      if (state.expired()) return false;
      const before = this.load(person);
      const cost = (column: number): number => -(minutes.get(column) ?? 0) / person.step;
      const model = state.cutter.cut(block.block, cost, [
        ...this.floors(block),
        ...this.capRows(block, person),
      ]);
      const answer = await solveExact(state.effort.solver, model, state.limits(), state.effort.signal, {
        start: state.pointOf(block.block),
      });
      if (!answer.values) continue;
      const saved = state.pointOf(block.block);
      state.adopt(block, answer.values);
      if (this.load(person) > before + EPSILON) state.adopt(block, saved);
    }
    return this.load(person) <= cap + EPSILON;
  }

  /** The blocks in which a person could serve, as one. */
  private around(person: Person): {
    parts: BlockState[];
    merged: Block;
    columns: Set<number>;
    touching: number[];
  } {
    const parts = this.blocksOf(person, false);
    const merged = mergeBlocks(parts.map((part) => part.block));
    return {
      parts,
      merged,
      columns: new Set(merged.columns),
      touching: this.state.couplings.touching(merged),
    };
  }

  /** Slack that the season's other blocks have not been proven free of, in weighted points. */
  private openPointsOutside(parts: readonly BlockState[]): number {
    const inside = new Set(parts);
    return this.state.states.reduce(
      (sum, entry) =>
        inside.has(entry) ? sum : sum + Math.max(0, entry.bound - this.state.weightedPoints(entry)),
      0,
    );
  }

  /** Rows that say "as good as now in the tiers before", valid for every plan that is so over the whole season. */
  private keepPoints(parts: readonly BlockState[], merged: Block): SeasonRow[] {
    const { state } = this;
    const outside = this.openPointsOutside(parts);
    const proven = parts.every((part) => state.weightedPoints(part) >= part.bound);
    if (outside === 0 && proven) return parts.flatMap((part) => this.floors(part));
    const weighted = new Float64Array(state.built.model.columnCount);
    for (const column of merged.columns) weighted[column] = state.weighted(column);
    const now = parts.reduce((sum, part) => sum + state.weightedPoints(part), 0);
    const whole: BlockState = { ...nth(parts, 0), block: merged };
    return [floorRow(whole, weighted, now - outside)];
  }

  /** Proven: in no plan that is as good in the tiers before does everybody stay below this share. */
  private async leastShare(person: Person): Promise<number> {
    const { state } = this;
    const { parts, merged, columns, touching } = this.around(person);
    const tau = state.built.model.columnCount;
    const inside = this.people.filter((candidate) =>
      state.couplings.get(candidate.row).columns.some((column) => columns.has(column)),
    );
    const loads = inside.map((candidate): SeasonRow => {
      const own = state.couplings.get(candidate.row);
      return {
        columns: [...own.columns, tau],
        values: [...Array.from(own.values, (value) => value / candidate.offered), -1],
        lower: -Infinity,
        upper: 0,
      };
    });
    const keep = this.keepPoints(parts, merged);
    const forced = (await state.schedule?.rowsWithin(columns)) ?? [];
    const upper = (column: number): number => state.built.model.upper[column] ?? 0;
    const isInside = (column: number): boolean => columns.has(column);
    const others = rowsFor(
      state.couplings,
      touching.filter((id) => state.couplings.get(id).volunteer < 0),
      isInside,
      state.values,
      'relaxed',
      upper,
    );
    const model = state.cutter.cut(
      merged,
      () => 0,
      [...keep, ...forced, ...others, ...loads],
      [{ cost: -1, lower: 0, upper: 1e6 }],
    );
    const answer = await state.effort.solver.solve(model, state.limits(), state.effort.signal, {
      relaxed: true,
    });
    if (answer.quality !== 'optimal' || answer.objective === null || !answer.rowDuals) return this.proven;
    const least = -answer.objective;
    const first = model.rowCount - loads.length;
    const weights = inside.map((candidate, position) => ({
      person: candidate,
      weight: Math.abs(answer.rowDuals?.[first + position] ?? 0) / candidate.offered,
    }));
    return Math.max(
      this.proven,
      roundedShare(
        least,
        weights.filter(({ weight }) => weight > EPSILON),
      ),
    );
  }

  /** As `relieve`, over all blocks in which the person could serve at once. */
  private async relieveTogether(person: Person): Promise<'relieved' | 'impossible' | 'unknown'> {
    const { state } = this;
    const { parts, merged, columns, touching } = this.around(person);
    if (merged.columns.length > WIDEST) return 'unknown';
    const upper = (column: number): number => state.built.model.upper[column] ?? 0;
    const isInside = (column: number): boolean => columns.has(column);
    const keep = this.keepPoints(parts, merged);
    const relaxed = rowsFor(state.couplings, touching, isInside, state.values, 'relaxed', upper);
    const residual = rowsFor(state.couplings, touching, isInside, state.values, 'residual', upper);
    const quality = state.after[0];
    const cost = (column: number): number => quality?.[column] ?? 0;
    const open = await solveExact(
      state.effort.solver,
      state.cutter.cut(merged, () => 0, [...keep, ...relaxed]),
      state.limits(),
      state.effort.signal,
    );
    if (open.termination === 'infeasible') return 'impossible';
    const answer = await solveExact(
      state.effort.solver,
      state.cutter.cut(merged, cost, [...parts.flatMap((part) => this.floors(part)), ...residual]),
      { ...state.limits(), relativeGap: 0.05 },
      state.effort.signal,
    );
    if (!answer.values) return 'unknown';
    const point = answer.values;
    merged.columns.forEach((column, index) => (state.values[column] = point[index] ?? 0));
    for (const part of parts) state.adopt(part, state.pointOf(part.block));
    return 'relieved';
  }
}

/** Least share τ ≥ `least` with Σ weight · ⌊τ·offered⌋ (in steps) ≥ `least`; the weights satisfy Σ weight · offered = 1. */
function roundedShare(least: number, weights: readonly { person: Person; weight: number }[]): number {
  if (weights.length === 0) return least;
  const total = weights.reduce((sum, { person, weight }) => sum + weight * person.offered, 0);
  const goal = least * total - 1e-7;
  const reached = (share: number): boolean =>
    weights.reduce((sum, { person, weight }) => sum + weight * capOf(person, share), 0) >= goal;
  let share = least - 1e-9;
  for (let step = 0; step < 100_000 && !reached(share); step++) {
    let next = Infinity;
    for (const { person } of weights)
      next = Math.min(next, (capOf(person, share) + person.step) / person.offered);
    share = next;
  }
  return Math.max(least - 1e-7, share);
}
