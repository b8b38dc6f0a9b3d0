import { type Certificate, type TierName } from '@heli/contracts';
import { nth } from '../season/season.js';
import { stated, type SumTier } from '../tiers/index.js';
import { ceilingOf } from './ceiling.js';
import { type Entry, type Ledger } from './ledger.js';
import { type Best, ceilingsOf } from './lexicographic.js';
import { type Means } from './means.js';
import { type Part } from './neighbourhood.js';
import { type Asked, type TierFound } from './asked.js';
import { SAME_SHARE } from './share.js';
import { pointsOver, type Standing } from './standing.js';

export interface BoundedTiers {
  readonly tiers: readonly TierFound[];
  /** Activity by activity, nothing is left open in these tiers. */
  readonly proven: boolean;
}

/** What an answer that redecides a part is worth over the whole season, and what bounds it. */
export class SeasonBounds {
  constructor(
    private readonly standing: Standing,
    private readonly ledger: Ledger,
    private readonly certificate: Certificate,
    private readonly asked: Asked,
    private readonly means: Means,
  ) {}

  private get before(): readonly SumTier[] {
    return this.standing.order.before;
  }

  /** Value over the season of a tier that makes so many points inside the part. */
  total(part: Part, tier: SumTier, inside: number): number {
    const { standing } = this;
    const all = pointsOver(standing, tier, standing.season.activities.keys());
    return all - pointsOver(standing, tier, part.activities) + inside;
  }

  /** Points (for fairness a share) that the stored certificate proves: of a question that only takes away, as long as nothing before got worse. */
  certified(tier: TierName, sofar: readonly TierFound[]): number | null {
    if (!this.asked.restricts) return null;
    const known = new Map(this.certificate.tiers.map((entry) => [entry.tier, entry]));
    const asGood = sofar.every(({ tier: name, value }) => {
      const was = known.get(name);
      if (!was) return false;
      return name === 'fairness' ? value <= was.value + SAME_SHARE : value >= stated(name, was.value);
    });
    const bound = known.get(tier)?.bound;
    return asGood && bound !== undefined ? stated(tier, bound) : null;
  }

  byCertificate(part: Part, best: Best): TierFound[] {
    const tiers: TierFound[] = [];
    const whole = part.activities.size === this.asked.season.activities.length;
    this.before.forEach((tier, position) => {
      const value = this.total(part, tier, best.values[position] ?? 0);
      const proven = this.certified(tier.name, tiers);
      const own = whole ? (best.bounds[position] ?? Infinity) : Infinity;
      const bound = Math.min(proven ?? Infinity, own);
      tiers.push({ tier: tier.name, value, bound: bound === Infinity ? null : Math.max(bound, value) });
    });
    return tiers;
  }

  /**
   * What is proven of the activities around a part, in the asked season. Those that the change could touch, and those
   * that are bounded together with one of the part, with which they could trade, count with their ceilings.
   */
  restOf(part: Part): Entry[] {
    const { season, touched, restricts } = this.asked;
    return this.ledger.outside(part.activities).map((entry) => {
      const outside = [...entry.activities].filter((activity) => !part.activities.has(activity));
      const isApart = outside.length === entry.activities.size;
      if (isApart && (restricts || !outside.some((activity) => touched.has(activity)))) return entry;
      const values = this.before.map((tier) => pointsOver(this.standing, tier, outside));
      const ceilings = this.before.map(({ name }) =>
        outside.reduce((sum, activity) => sum + ceilingOf(season, nth(season.activities, activity), name), 0),
      );
      return { activities: new Set(outside), values, bounds: ceilings, ceilings };
    });
  }

  /** Adds what is proven of the part to what is proven of the rest. */
  async byParts(part: Part, best: Best, tight: readonly number[]): Promise<BoundedTiers> {
    const rest = this.restOf(part);
    const slack = this.before.map((_, tier) =>
      rest.reduce(
        (sum, { values, bounds }) => sum + Math.max(0, (bounds[tier] ?? 0) - (values[tier] ?? 0)),
        0,
      ),
    );
    const loose = slack.some((each) => each > 0);
    const floors = best.values.map((value, tier) => value - (slack[tier] ?? 0));
    const bounds = loose
      ? ((await ceilingsOf(part, this.before, floors, [], this.means))?.bounds ?? tight)
      : tight;
    const tiers: TierFound[] = [];
    let exact = true;
    this.before.forEach((tier, position) => {
      const inside = best.values[position] ?? 0;
      const value = this.total(part, tier, inside);
      const outside = rest.reduce(
        (sum, entry) => sum + ((exact ? entry.bounds : entry.ceilings)[position] ?? Infinity),
        0,
      );
      const proven = this.certified(tier.name, tiers);
      const bound = Math.min(proven ?? Infinity, outside + (bounds[position] ?? Infinity));
      tiers.push({ tier: tier.name, value, bound: bound === Infinity ? null : Math.max(bound, value) });
      exact &&= (bounds[position] ?? Infinity) <= inside && (slack[position] ?? 0) === 0;
    });
    return { tiers, proven: exact };
  }
}
