import { ceilingsOf, type Goal, lexicographic, type Search } from './lexicographic.js';
import { keeping } from './keep.js';
import { loadsOf } from './decided-plan.js';
import { isExpired, type Means } from './means.js';
import { type Part } from './neighbourhood.js';
import { type Asked, type Served, type TierFound } from './asked.js';
import { type SeasonBounds } from './season-bounds.js';
import { capRows, leastShare, loadsInside, SAME_SHARE } from './share.js';
import { type ShareProof } from './share-proof.js';
import { highestShare, type Standing } from './standing.js';
import { type SeasonRow } from '../solve/submodel.js';

export interface Finished {
  readonly point: Float64Array;
  readonly tiers: readonly TierFound[];
  /** Nobody carries more than before beyond the lowest level of fairness that the plan was proven at. */
  readonly levelsKept: boolean;
}

/** Fairness settled for a part: rows that keep it, and how well the goals after it do under them. */
interface Settled {
  readonly point: Float64Array;
  readonly last: Search;
  /** Everybody within the same share, so that what was proven under the rows holds for every plan as fair. */
  readonly uniform: boolean;
  readonly levelsKept: boolean;
}

/**
 * Fairness and the tiers after it, the tiers before held; of equal plans the one that changes least.
 *
 * Fairness has levels: the most loaded person, then the most loaded of the others, and so on. Of the plan that stands it
 * is known down to the share of its lowest level. An answer keeps the levels if nobody goes above that share who was not
 * above it before, and then not higher. Where that cannot be, the lowest level that can be kept is; the last resort is
 * the least share of the most loaded.
 */
export class Finish {
  private readonly outside: Float64Array;
  private readonly floors: readonly SeasonRow[];
  private readonly goals: readonly Goal[];
  private readonly whole: boolean;

  constructor(
    private readonly standing: Standing,
    private readonly shares: ShareProof,
    private readonly bounds: SeasonBounds,
    private readonly asked: Asked,
    private readonly served: Served,
    /** Shares of the levels of the plan that stands, the highest first. */
    private readonly levels: readonly number[],
    private readonly thorough: boolean,
    private readonly means: Means,
  ) {
    const { part, best } = served;
    const { order, decided } = standing;
    this.whole = part.activities.size === asked.season.activities.length;
    this.floors = order.before.map((tier, position) => part.floor(tier, best.values[position] ?? 0));
    this.goals = [...order.after, keeping(decided)];
    this.outside = loadsOf(
      asked.season,
      decided.map((held, activity) => (part.activities.has(activity) ? null : held)),
    );
  }

  private get part(): Part {
    return this.served.part;
  }

  async run(): Promise<Finished> {
    const { order } = this.standing;
    if (!order.fairness) {
      const last = await this.within([]);
      const point = last.kind === 'best' ? last.point : this.served.best.point;
      const tiers = this.servedAt(point);
      await this.add(tiers, { point, last, uniform: true, levelsKept: true });
      return { point, tiers, levelsKept: true };
    }
    const certified = this.bounds.certified('fairness', this.served.tiers) ?? 0;
    const { settled, bound } = await this.settle(certified);
    const tiers = this.servedAt(settled.point);
    const value = this.shareAt(settled.point);
    let least = Math.max(certified, bound);
    if (value > least + SAME_SHARE && this.thorough && this.served.proven && !isExpired(this.means))
      least = Math.max(least, await this.leastOf(settled.point));
    tiers.push({ tier: 'fairness', value, bound: Math.min(value, least) });
    await this.add(tiers, settled);
    return { point: settled.point, tiers, levelsKept: settled.levelsKept };
  }

  /**
   * The tiers before fairness as a point makes them. That is more than was held of them where their own search had to end
   * before it was done, and a later one came upon better.
   */
  private servedAt(point: Float64Array): TierFound[] {
    const { part, best, tiers } = this.served;
    return tiers.map((found, position) => {
      const tier = this.standing.order.before[position];
      const more = tier ? part.value(tier, point) - (best.values[position] ?? 0) : 0;
      if (more <= 0) return found;
      const value = found.value + more;
      return { ...found, value, bound: found.bound === null ? null : Math.max(found.bound, value) };
    });
  }

  private within(rows: readonly SeasonRow[]): Promise<Search> {
    return lexicographic(this.part, 'residual', this.goals, [...this.floors, ...rows], this.means);
  }

  /** Share that each may carry: a common one or, where levels are kept, what the person carries already. */
  private caps(share: (volunteer: number) => number): SeasonRow[] {
    return capRows(this.part, 'residual', share, this.outside);
  }

  private ownShare(volunteer: number): number {
    const { offeredMinutes } = this.asked.season.volunteers[volunteer] ?? { offeredMinutes: 1 };
    return (this.standing.loads[volunteer] ?? 0) / offeredMinutes;
  }

  private async settle(certified: number): Promise<{ readonly settled: Settled; readonly bound: number }> {
    const target = Math.max(certified, highestShare(this.asked.season, this.outside));
    const [first] = this.levels.length > 1 ? this.levels.slice(-1) : [];
    if (first !== undefined) {
      const kept = await this.within(
        this.caps((volunteer) => Math.min(target, Math.max(this.ownShare(volunteer), first))),
      );
      if (kept.kind === 'best')
        return {
          settled: { point: kept.point, last: kept, uniform: false, levelsKept: true },
          bound: 0,
        };
    }
    let { top, point, bound } = { top: target, point: this.served.best.point, bound: 0 };
    const isKept = this.shareAt(point) <= target + SAME_SHARE;
    let last: Search = isKept ? await this.within(this.caps(() => target)) : { kind: 'unknown' };
    if (last.kind !== 'best' && !isExpired(this.means)) {
      const lowest = await this.lowest(target);
      point = lowest.point;
      bound = this.whole ? lowest.bound : 0;
      top = Math.max(target, this.shareAt(point));
      last = lowest.last ?? (await this.within(this.caps(() => top)));
    }
    for (const share of this.levels.length > 1 ? [...this.levels].reverse() : []) {
      if (share >= top || isExpired(this.means)) break;
      const kept = await this.within(
        this.caps((volunteer) => Math.min(top, Math.max(this.ownShare(volunteer), share))),
      );
      if (kept.kind === 'best')
        return {
          settled: { point: kept.point, last: kept, uniform: false, levelsKept: share === first },
          bound,
        };
    }
    if (last.kind === 'best') point = last.point;
    return { settled: { point, last, uniform: true, levelsKept: this.levels.length <= 1 }, bound };
  }

  /**
   * The least share that the most loaded can carry. Loads come in steps, so that mostly the linear program says it to the
   * minute; then the goals after fairness find a plan that keeps it, and nothing else has to be decided.
   * @param atLeast somebody carries so much elsewhere, or less is proven impossible
   */
  private async lowest(atLeast: number): Promise<{
    readonly point: Float64Array;
    readonly bound: number;
    readonly last: Search | null;
  }> {
    const least = (byRelaxation: boolean): ReturnType<typeof leastShare> =>
      leastShare(this.part, 'residual', this.floors, this.outside, this.means, { byRelaxation, atLeast });
    const { bound } = await least(true);
    const last = await this.within(this.caps(() => Math.max(atLeast, bound) + SAME_SHARE));
    if (last.kind === 'best') return { point: last.point, bound, last };
    const exact = await least(false);
    return {
      point: exact.point ?? this.served.best.point,
      bound: Math.max(bound, exact.bound),
      last: null,
    };
  }

  /** The tiers after fairness. */
  private async add(tiers: TierFound[], { point, last, uniform, levelsKept }: Settled): Promise<void> {
    const { order } = this.standing;
    const made = order.after.map((tier) => this.part.value(tier, point));
    let own: readonly number[] = order.after.map(() => Infinity);
    if (this.whole && last.kind === 'best') {
      const top = this.shareAt(point);
      own = uniform
        ? last.bounds
        : ((
            await ceilingsOf(
              this.part,
              order.after,
              made,
              [...this.floors, ...this.caps(() => top)],
              this.means,
            )
          )?.bounds ?? own);
    }
    order.after.forEach((tier, position) => {
      const inside = made[position] ?? 0;
      const value = this.bounds.total(this.part, tier, inside);
      const certified = levelsKept ? this.bounds.certified(tier.name, tiers) : null;
      const bound = Math.min(certified ?? Infinity, value - inside + (own[position] ?? Infinity));
      tiers.push({ tier: tier.name, value, bound: bound === Infinity ? null : Math.max(bound, value) });
    });
  }

  private leastOf(point: Float64Array): Promise<number> {
    const { part } = this;
    const { index } = part.around.built;
    const chosen = new Set<number>();
    part.columns.forEach((column, position) => {
      if ((point[position] ?? 0) > 0.5) chosen.add(column);
    });
    const answer = {
      season: this.asked.season,
      activities: part.activities,
      loads: this.loadsAt(point),
      inside: this.served.best.values,
      servesInside: (volunteer: number): number[] =>
        (index.people[volunteer] ?? []).flatMap(({ column, activity }) =>
          chosen.has(column) ? [activity] : [],
        ),
    };
    return this.shares.boundFor(answer, this.asked.restricts ? new Set() : this.asked.touched, this.means);
  }

  private loadsAt(point: Float64Array): Float64Array {
    const loads = this.outside.slice();
    for (const [volunteer, minutes] of loadsInside(this.part, point))
      loads[volunteer] = (loads[volunteer] ?? 0) + minutes;
    return loads;
  }

  private shareAt(point: Float64Array): number {
    return highestShare(this.asked.season, this.loadsAt(point));
  }
}
