import { nth } from '../season/season.js';
import { type SumTier } from '../tiers/index.js';
import { ceilingOf, ceilingsByCount } from './ceiling.js';
import { ceilingsOf } from './lexicographic.js';
import { isExpired, type Means } from './means.js';
import { Neighbourhood, type Part } from './neighbourhood.js';
import { rivalsOf } from './rivals.js';
import { pointsOver, type Standing } from './standing.js';

/** Activities that are bounded together. */
export interface Entry {
  readonly activities: ReadonlySet<number>;
  /** Points of each tier before fairness, as they stand. */
  readonly values: readonly number[];
  /** No plan of the season that is as good in the tiers before makes more of the tier here. */
  readonly bounds: readonly number[];
  /** Bounds by what the activities are alone, whatever the tiers before. */
  readonly ceilings: readonly number[];
}

const slackOf = ({ values, bounds }: Entry): number =>
  bounds.reduce((sum, bound, tier) => sum + Math.max(0, bound - (values[tier] ?? 0)), 0);

/** Times that an entry is widened by what it competes with. */
const ROUNDS = 4;

/**
 * What is proven of the stored plan activity by activity, so that a question has to prove only what it touches.
 *
 * The season's plans, seen from one activity, lie within its own rows and within what any one row that ties it to
 * others leaves for it at most; its best there bounds its share of every plan. Activities that hold something which
 * others would need are bounded together, as the sum of their best would say too much.
 */
export class Ledger {
  private readonly entryOf: Entry[];
  /** Activities that were bounded, or found to have all that they could have. */
  private readonly settled = new Set<number>();

  constructor(
    private readonly standing: Standing,
    /** Columns of the widest set of activities that is looked at as one. */
    private readonly widest: number,
  ) {
    this.entryOf = standing.season.activities.map(({ index }) => {
      const ceilings = standing.order.before.map(({ name }) =>
        ceilingOf(standing.season, nth(standing.season.activities, index), name),
      );
      return this.entry(new Set([index]), ceilings, ceilings);
    });
  }

  private get tiers(): readonly SumTier[] {
    return this.standing.order.before;
  }

  private entry(
    activities: ReadonlySet<number>,
    bounds: readonly number[],
    ceilings: readonly number[],
  ): Entry {
    const values = this.tiers.map((tier) => pointsOver(this.standing, tier, activities));
    return { activities, values, bounds, ceilings };
  }

  /** Whether an activity makes all the points that it could make by itself. */
  private isFull(activity: number): boolean {
    const { values, ceilings } = nth(this.entryOf, activity);
    return ceilings.every((ceiling, tier) => (values[tier] ?? 0) >= ceiling);
  }

  /** Whether it is not proven that an activity, with those bounded together with it, has all that it can have. */
  isLoose(activity: number): boolean {
    return slackOf(nth(this.entryOf, activity)) > 0;
  }

  /** The activities and all that are bounded together with one of them. */
  closure(activities: Iterable<number>): Set<number> {
    const all = new Set<number>();
    for (const activity of activities)
      for (const other of nth(this.entryOf, activity).activities) all.add(other);
    return all;
  }

  /** Entries that have none of these activities; these have to be closed. */
  outside(activities: ReadonlySet<number>): Entry[] {
    const entries = new Set<Entry>();
    this.entryOf.forEach((entry, activity) => {
      if (!activities.has(activity)) entries.add(entry);
    });
    return [...entries];
  }

  /**
   * Bounds every activity that is short of its ceiling, of all or of those given; each once. Without it the ceilings have
   * to do. Counting who may serve settles most; the others take linear programs.
   */
  async settle(means: Means, among: Iterable<number> = this.entryOf.keys()): Promise<void> {
    if (this.tiers.length === 0) return;
    const short = [...among].filter(
      (activity) => !this.settled.has(activity) && !this.isFull(activity) && !this.isFullByCount(activity),
    );
    if (short.length === 0) return;
    const around = new Neighbourhood(this.standing.season, new Set(short), this.standing.decided);
    for (const activity of short) {
      if (isExpired(means)) return;
      const found = nth(this.entryOf, activity);
      if (found.activities.size === 1) await this.bound(found, around.part(found.activities), means);
      this.settled.add(activity);
    }
  }

  /** Whether an activity that is bounded by itself makes all that those who may serve it could. */
  private isFullByCount(activity: number): boolean {
    const entry = nth(this.entryOf, activity);
    if (entry.activities.size > 1) return false;
    const { season } = this.standing;
    const ceilings = ceilingsByCount(season, nth(season.activities, activity), this.tiers);
    const bounds = entry.bounds.map((bound, tier) => Math.min(bound, ceilings[tier] ?? Infinity));
    const counted = this.entry(entry.activities, bounds, ceilings);
    this.enter(counted);
    return slackOf(counted) === 0;
  }

  private async bound(first: Entry, firstPart: Part, means: Means): Promise<void> {
    let entry = first;
    let part = firstPart;
    for (let round = 0; round <= ROUNDS; round++) {
      const found = await ceilingsOf(part, this.tiers, entry.values, [], means);
      if (!found) return; // cannot be: the plan that stands is a point of the relaxation
      const bounds = found.bounds.map((bound, tier) => Math.min(bound, entry.bounds[tier] ?? Infinity));
      entry = this.entry(entry.activities, bounds, entry.ceilings);
      this.enter(entry);
      if (slackOf(entry) === 0 || isExpired(means)) return;
      const { activities } = entry;
      const wider = this.closure([...activities, ...rivalsOf(part, found.best?.point ?? null, [])]);
      if (wider.size === activities.size) return;
      const around = new Neighbourhood(this.standing.season, wider, this.standing.decided);
      if (around.width > this.widest) return;
      part = around.part();
      const joined = new Set([...wider].map((activity) => nth(this.entryOf, activity)));
      const sum = (pick: (entry: Entry) => readonly number[]): number[] =>
        this.tiers.map((_, tier) => [...joined].reduce((total, one) => total + (pick(one)[tier] ?? 0), 0));
      entry = this.entry(
        wider,
        sum(({ bounds: theirs }) => theirs),
        sum(({ ceilings }) => ceilings),
      );
    }
  }

  private enter(entry: Entry): void {
    for (const activity of entry.activities) this.entryOf[activity] = entry;
  }
}
