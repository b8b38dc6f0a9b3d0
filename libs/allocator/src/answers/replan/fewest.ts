import { nth } from '../../season/season.js';
import { solveRelaxed } from '../../solve/exact.js';
import { type SumTier } from '../../tiers/index.js';
import { type Asked, isProven, type Served } from '../asked.js';
import { ceilingOf } from '../ceiling.js';
import { type Ledger } from '../ledger.js';
import { type Best, ceilingsOf, lexicographic } from '../lexicographic.js';
import { isExpired, limitsOf, type Means } from '../means.js';
import { Neighbourhood, type Part } from '../neighbourhood.js';
import { boundByPrices, type Prices } from '../prices.js';
import { rivalsOf } from '../rivals.js';
import { type SeasonBounds } from '../season-bounds.js';
import { isSlim } from '../slim.js';
import { pointsOver, type Standing } from '../standing.js';
import { wholeBound } from '../whole-bound.js';
import { looseBeside } from './loose-beside.js';
import { type Telling, tellingOf } from './telling.js';

export interface FewestFound {
  /** As served, with rows that keep how few people and activities change. */
  readonly served: Served;
  /** Proven: no plan of the season that serves as well changes fewer people. */
  readonly bound: number;
}

/** Times that the part is widened. */
const ROUNDS = 6;
/** Columns of the widest set of activities that is looked at as one, at this; more makes it slow rather than better. */
const WIDEST = 4_000;

interface Bound {
  readonly people: number;
  /** What the part would do at its fewest if the rest gave way; null where that was not needed. */
  readonly wanted: Float64Array | null;
}

/**
 * The fewest people who hear something new, the tiers before fairness held at what they are.
 *
 * - From above: a part R of the season is decided anew while the rest stays (`residual`): a plan.
 * - From below: every plan Q that serves as well, seen from R alone, keeps the rows inside R and what every other row
 *   leaves R at most (`relaxed`), and makes at least as many points in R as the plan in hand less what the rest could
 *   gain at most (the ledger). So the fewest people who change within R under these rows alone, rounded up, are no more
 *   than those who change in Q.
 *
 * Where the two do not meet, R grows by the activities that hold what it would need to do with fewer.
 */
export class Fewest {
  constructor(
    private readonly standing: Standing,
    private readonly ledger: Ledger,
    private readonly bounds: SeasonBounds,
    private readonly asked: Asked,
    private readonly served: Served,
    /** End of the published window, epoch minutes. */
    private readonly until: number,
    private readonly widest: number,
    private readonly means: Means,
  ) {}

  private get before(): readonly SumTier[] {
    return this.standing.order.before;
  }

  /** Null when the time was up before anything was found. */
  async run(): Promise<FewestFound | null> {
    let { part } = this.served;
    let found: { telling: Telling; best: Best; inside: readonly number[] } | null = null;
    let bound = 0;
    for (let round = 0; ; round++) {
      const telling = tellingOf(part, this.standing.decided, this.until);
      const inside = this.insideOf(part);
      const search = await lexicographic(
        telling.part,
        'residual',
        [telling.people, telling.staying],
        this.before.map((tier, position) => telling.part.floor(tier, inside[position] ?? 0)),
        this.means,
      );
      if (search.kind === 'best') found = { telling, best: search, inside };
      if (!found) return null;
      const people = peopleIn(found.best);
      const least =
        this.isWhole(part) && search.kind === 'best'
          ? { people: 0 - (search.bounds[0] ?? Infinity), wanted: null }
          : await this.least(part, telling, inside, people, search.kind === 'best' ? search.prices : null);
      bound = Math.min(people, Math.max(bound, least.people));
      if (bound >= people || round >= ROUNDS || isExpired(this.means)) break;
      const wider = this.widened(part, search.kind === 'best' ? search.priced : [], least.wanted);
      if (!wider) break;
      part = wider;
    }
    const { telling, best, inside } = found;
    const kept = [telling.people, telling.staying].map((goal, position) =>
      telling.part.floor(goal, best.values[position] ?? 0),
    );
    const { tiers, proven } = this.served;
    return {
      served: { part: telling.part.with(kept), best: { ...best, values: inside }, tiers, proven },
      bound,
    };
  }

  private isWhole(part: Part): boolean {
    return part.activities.size === this.asked.season.activities.length;
  }

  /** Points of each tier before fairness that the part has to make, so that the season keeps what it has. */
  private insideOf(part: Part): number[] {
    const { activities } = this.served.part;
    const more = [...part.activities].filter((activity) => !activities.has(activity));
    return this.before.map(
      (tier, position) => (this.served.best.values[position] ?? 0) + pointsOver(this.standing, tier, more),
    );
  }

  /**
   * At least so many people change in every plan that serves as well. Mostly those who change in any case are all, or
   * all but one; then it is enough that nobody but them is too few, which concerns few activities around the part.
   */
  private async least(
    part: Part,
    telling: Telling,
    inside: readonly number[],
    reached: number,
    prices: Prices | null,
  ): Promise<Bound> {
    const { sure } = telling;
    if (reached <= sure.size) return { people: sure.size, wanted: null };
    if (reached === sure.size + 1) {
      const { season, restricts, touched } = this.asked;
      const loose = looseBeside(season, this.standing.decided, sure, this.until);
      if (!restricts) for (const activity of touched) loose.add(activity);
      await this.ledger.settle(this.means, loose);
      const isLoose = (activity: number): boolean => loose.has(activity);
      const least = await this.leastIn(part, telling, inside, reached, prices, isLoose);
      if (least.people >= reached) return least;
    }
    await this.ledger.settle(this.means);
    return this.leastIn(part, telling, inside, reached, prices, () => true);
  }

  /**
   * At least so many people change within the part in every plan that serves as well.
   * @param prices of the model that found how few there can be
   * @param isLoose activities around it that could make more points than they do; the others are known to stay
   */
  private async leastIn(
    part: Part,
    telling: Telling,
    inside: readonly number[],
    reached: number,
    prices: Prices | null,
    isLoose: (activity: number) => boolean,
  ): Promise<Bound> {
    const slack = await this.slackAround(part, inside, isLoose);
    const floors = this.before.map((tier, position) =>
      telling.part.floor(tier, (inside[position] ?? 0) - (slack[position] ?? 0)),
    );
    const points = telling.people.points(part.around.built.index);
    const least = telling.part.model('relaxed', (column) => points[column] ?? 0, floors);
    const byPrices = prices && boundByPrices(prices, least);
    if (byPrices !== null && 0 - wholeBound(byPrices) >= reached) return { people: reached, wanted: null };
    const { model } = least;
    const relaxed = await solveRelaxed(
      this.means.solver,
      model,
      limitsOf(this.means),
      this.means.signal,
      isSlim(part),
    );
    const byRelaxation = relaxed.bound === null ? 0 : Math.max(0, -wholeBound(relaxed.bound));
    if (byRelaxation >= reached || isExpired(this.means)) return { people: byRelaxation, wanted: null };
    const exact = await lexicographic(telling.part, 'relaxed', [telling.people], floors, this.means);
    if (exact.kind !== 'best') return { people: byRelaxation, wanted: relaxed.values };
    const proven = 0 - (exact.bounds[0] ?? Infinity);
    return { people: Math.max(byRelaxation, proven), wanted: exact.point };
  }

  /**
   * Points that the rest of the season could make more than it does in a plan that serves as well. What the ledger says of
   * a tier holds while every activity keeps what it has in the tiers before; where that is not certain, the ceilings do.
   */
  private async slackAround(
    part: Part,
    inside: readonly number[],
    isLoose: (activity: number) => boolean,
  ): Promise<number[]> {
    const rest = this.bounds.restOf(part).filter(({ activities }) => [...activities].some(isLoose));
    let own: readonly number[] | null = null;
    let certain = true;
    const slack: number[] = [];
    for (const [position, tier] of this.before.entries()) {
      const gains = rest.map(({ values, bounds, ceilings }) =>
        Math.max(0, ((certain ? bounds : ceilings)[position] ?? Infinity) - (values[position] ?? 0)),
      );
      const sum = gains.reduce((total, gain) => total + gain, 0);
      slack.push(sum);
      if (position === this.before.length - 1) break;
      const most = [...part.activities].reduce(
        (total, activity) =>
          total + ceilingOf(this.asked.season, nth(this.asked.season.activities, activity), tier.name),
        0,
      );
      if (certain && sum === 0 && most > (inside[position] ?? 0) && own === null)
        own = (await ceilingsOf(part, this.before, inside, [], this.means))?.bounds ?? [];
      certain &&= sum === 0 && Math.min(most, own?.[position] ?? Infinity) <= (inside[position] ?? 0);
    }
    return slack;
  }

  /** The part and what it competes with; null where nothing more may help or it would be too wide. */
  private widened(part: Part, priced: readonly number[], wanted: Float64Array | null): Part | null {
    const { season } = this.asked;
    const loose = this.bounds
      .restOf(part)
      .filter(({ values, bounds }) => bounds.some((bound, tier) => bound > (values[tier] ?? 0)))
      .flatMap(({ activities }) => [...activities]);
    const rivals = [...rivalsOf(part, wanted, wanted ? [] : priced)];
    for (const more of [[...rivals, ...loose], rivals]) {
      const open = this.ledger.closure([...part.activities, ...more]);
      if (open.size === part.activities.size) continue;
      const wide = (part.around.width / Math.max(1, part.activities.size)) * open.size;
      if (wide <= Math.min(this.widest, WIDEST) || open.size <= FEW) return this.around(open);
    }
    return season.activities.length <= FEW && !this.isWhole(part)
      ? this.around(new Set(season.activities.keys()))
      : null;
  }

  private around(open: ReadonlySet<number>): Part {
    return new Neighbourhood(this.asked.season, open, this.standing.decided).part(open);
  }
}

/** Activities that are always few enough to be decided as one. */
const FEW = 8;

const peopleIn = ({ values }: Best): number => 0 - (values[0] ?? 0);

/** Every tier before fairness is as good as it can be. */
export const isServiceProven = ({ tiers }: Served): boolean => tiers.every(isProven);
