import { nth } from '../season/season.js';
import { type SumTier } from '../tiers/index.js';
import { ceilingOf } from './ceiling.js';
import { Finish } from './finish.js';
import { type Asked, isProven, type Served, type TierFound } from './asked.js';
import { type Ledger } from './ledger.js';
import { ceilingsOf, lexicographic, type Search } from './lexicographic.js';
import { isExpired, type Means } from './means.js';
import { Neighbourhood, type Part } from './neighbourhood.js';
import { isBestByPrices } from './prices.js';
import { rivalsOf } from './rivals.js';
import { type SeasonBounds } from './season-bounds.js';
import { type ShareProof } from './share-proof.js';
import { pointsOver, type Standing } from './standing.js';
import { widthAtMost } from './width.js';

export interface QuestionOptions {
  /** Columns of the widest set of activities that is decided as one. */
  readonly widest: number;
  /** Goes on until everything is proven or the part is as wide as it may be; otherwise stops where the places stand. */
  readonly thorough: boolean;
  /** Shares of the levels of fairness that the plan is known at, the highest first. */
  readonly levels: readonly number[];
}

/** A plan of the asked season: a point of the part, the rest as it stands. */
export interface Found {
  readonly kind: 'found';
  readonly part: Part;
  readonly point: Float64Array;
  readonly tiers: readonly TierFound[];
  /** Nobody carries more than before beyond the lowest level of fairness that the plan is known at. */
  readonly levelsKept: boolean;
}

export type QuestionOutcome =
  | Found
  /** Proven: the season has no such plan. `part` is the part whose relaxation is empty; null where a decision has no column at all. */
  | { readonly kind: 'impossible'; readonly around: Neighbourhood; readonly part: Part | null }
  /** No plan was found with these means, and nothing is proven. */
  | { readonly kind: 'unknown' };

const ROUNDS = 6;
/** Activities opened at first, at most: of those that are short of something, and where none is. */
const MOST_AT_FIRST = 40;
const FEW = 8;

/** Re-decides as little of a plan as a question makes necessary, and proves as much of the answer as it can. */
export class Question {
  constructor(
    private readonly standing: Standing,
    private readonly ledger: Ledger,
    private readonly shares: ShareProof,
    private readonly bounds: SeasonBounds,
    private readonly asked: Asked,
    private readonly options: QuestionOptions,
    private readonly means: Means,
  ) {}

  private get before(): readonly SumTier[] {
    return this.standing.order.before;
  }

  async run(): Promise<QuestionOutcome> {
    let open = this.firstOpen();
    for (;;) {
      const served = await this.serve(open);
      if ('kind' in served) return served;
      const { levels, thorough } = this.options;
      const finish = new Finish(
        this.standing,
        this.shares,
        this.bounds,
        this.asked,
        served,
        levels,
        thorough,
        this.means,
      );
      const found: Found = { kind: 'found', part: served.part, ...(await finish.run()) };
      const wider = thorough ? this.widerFor(found, served.part) : null;
      if (!wider || isExpired(this.means)) return found;
      open = wider;
    }
  }

  /** Activities that the question is about, and those that it touches where something is short. */
  firstOpen(): Set<number> {
    const { touched, mustOpen } = this.asked;
    const open = new Set(mustOpen);
    for (const activity of touched)
      if (open.size < MOST_AT_FIRST && !this.isFull(activity)) open.add(activity);
    if (open.size === 0) for (const activity of [...touched].slice(0, FEW)) open.add(activity);
    return open;
  }

  /** Whether an activity has all the points that the asked season could give it by itself. */
  private isFull(activity: number): boolean {
    const { season } = this.asked;
    return this.before.every(
      (tier) =>
        pointsOver(this.standing, tier, [activity]) >=
        ceilingOf(season, nth(season.activities, activity), tier.name),
    );
  }

  /** The tiers before fairness: the part is widened by its rivals until it has what it could have at best. */
  async serve(first: ReadonlySet<number>): Promise<Served | Exclude<QuestionOutcome, Found>> {
    let open = this.ledger.closure(first);
    for (let round = 0; ; round++) {
      const around = this.around(open);
      const { wanted } = this.asked;
      const serving = wanted && around.serving(wanted);
      if (serving === null || [...open].some((activity) => around.built.index.impossible.has(activity)))
        return { kind: 'impossible', around, part: null };
      const part = around.part(open, serving ? [serving] : []);
      const search = await lexicographic(part, 'residual', this.before, [], this.means);
      if (search.kind === 'best') {
        const tiers = this.bounds.byCertificate(part, search);
        if (tiers.every(isProven)) return { part, best: search, tiers, proven: false };
      }
      const floors = search.kind === 'best' ? search.values : this.before.map(() => -Infinity);
      const isBest = search.kind === 'best' && search.prices !== null && isBestByPrices(part, search.prices);
      const ceilings = isBest
        ? { bounds: [...search.values], best: null }
        : await ceilingsOf(part, this.before, floors, [], this.means);
      if (!ceilings) return { kind: 'impossible', around, part };
      const done =
        search.kind === 'best' && ceilings.bounds.every((bound, tier) => bound <= (search.values[tier] ?? 0));
      const wider =
        done || round >= ROUNDS || isExpired(this.means)
          ? null
          : this.widened(part, search, ceilings.best?.point ?? null);
      if (wider) {
        open = wider;
        continue;
      }
      if (search.kind !== 'best') return { kind: 'unknown' };
      if (!this.options.thorough)
        return { part, best: search, tiers: this.bounds.byCertificate(part, search), proven: false };
      await this.ledger.settle(this.means);
      const closed = this.ledger.closure(open);
      if (closed.size > open.size && round < ROUNDS) {
        open = closed;
        continue;
      }
      return { part, best: search, ...(await this.bounds.byParts(part, search, ceilings.bounds)) };
    }
  }

  private around(open: ReadonlySet<number>): Neighbourhood {
    const { season, known } = this.asked;
    const key = known ? [...open].sort((a, b) => a - b).join() : '';
    const made = known?.get(key) ?? new Neighbourhood(season, open, this.standing.decided);
    known?.set(key, made);
    return made;
  }

  private widened(part: Part, search: Search, wanted: Float64Array | null): Set<number> | null {
    const priced = search.kind === 'best' ? search.priced : [];
    const { activities } = part;
    const wider = this.ledger.closure([...activities, ...rivalsOf(part, wanted, priced)]);
    if (wider.size === activities.size) return this.whole(part);
    const grown = (part.around.width / activities.size) * wider.size;
    return grown <= this.options.widest ? wider : null;
  }

  /** All activities, where the season is small enough to be decided as one; null where it is not, or is already. */
  private whole(part: Part): Set<number> | null {
    const { season } = this.asked;
    const { activities } = season;
    if (part.activities.size === 0 || part.activities.size === activities.length) return null;
    return widthAtMost(season) <= this.options.widest ? new Set(activities.keys()) : null;
  }

  /** What to open besides, where the answer is not proven; null where nothing more may help. */
  private widerFor(found: Found, part: Part): Set<number> | null {
    return found.tiers.every(isProven) ? null : this.whole(part);
  }
}
