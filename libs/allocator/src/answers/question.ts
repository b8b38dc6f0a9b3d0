import { type TierName } from '@heli/contracts';
import { nth, type Season } from '../season/season.js';
import { type SumTier } from '../tiers/index.js';
import { ceilingOf } from './ceiling.js';
import { loadsOf } from './decided-plan.js';
import { keeping } from './keep.js';
import { type Ledger } from './ledger.js';
import { type Best, ceilingsOf, lexicographic, type Search } from './lexicographic.js';
import { isExpired, type Means } from './means.js';
import { Neighbourhood, type Part } from './neighbourhood.js';
import { rivalsOf } from './rivals.js';
import { type SeasonBounds } from './season-bounds.js';
import { capRows, leastShare, loadsInside, SAME_SHARE } from './share.js';
import { type ShareProof } from './share-proof.js';
import { highestShare, pointsOver, type Standing } from './standing.js';

/** A season as a question would have it. */
export interface Asked {
  readonly season: Season;
  /** The question only takes possibilities away, so that what was proven of the plan bounds the answer too. */
  readonly restricts: boolean;
  /** Activities that could be decided otherwise because of the question itself, by position. */
  readonly touched: ReadonlySet<number>;
  /** Of these, those that have to be decided anew whatever they have. */
  readonly mustOpen: ReadonlySet<number>;
}

export interface QuestionOptions {
  /** Columns of the widest set of activities that is decided as one. */
  readonly widest: number;
  /** Goes on until everything is proven or the part is as wide as it may be; otherwise stops where the places stand. */
  readonly thorough: boolean;
}

export interface TierFound {
  readonly tier: TierName;
  readonly value: number;
  /** No plan of the asked season that is as good in the tiers before is better; null where nothing is proven. */
  readonly bound: number | null;
}

/** A plan of the asked season: a point of the part, the rest as it stands. */
export interface Found {
  readonly kind: 'found';
  readonly part: Part;
  readonly point: Float64Array;
  readonly tiers: readonly TierFound[];
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

/** Tiers decided, over the whole season, and how far they are proven. */
interface Served {
  readonly part: Part;
  readonly best: Best;
  readonly tiers: readonly TierFound[];
  /** Activity by activity, nothing is left open in the tiers before fairness. */
  readonly proven: boolean;
}

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
      const found = await this.finish(served);
      const wider = this.options.thorough ? this.widerFor(found, served.part) : null;
      if (!wider || isExpired(this.means)) return found;
      open = wider;
    }
  }

  /** Activities that the question is about, and those that it touches where something is short. */
  private firstOpen(): Set<number> {
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
  private async serve(first: ReadonlySet<number>): Promise<Served | Exclude<QuestionOutcome, Found>> {
    let open = this.ledger.closure(first);
    for (let round = 0; ; round++) {
      const around = new Neighbourhood(this.asked.season, open, this.standing.decided);
      const part = around.part();
      if ([...open].some((activity) => around.built.index.impossible.has(activity)))
        return { kind: 'impossible', around, part: null };
      const search = await lexicographic(part, 'residual', this.before, [], this.means);
      if (search.kind === 'best') {
        const tiers = this.bounds.byCertificate(part, search);
        if (tiers.every(isProven)) return { part, best: search, tiers, proven: false };
      }
      const floors = search.kind === 'best' ? search.values : this.before.map(() => -Infinity);
      const ceilings = await ceilingsOf(part, this.before, floors, [], this.means);
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
    // Everybody of the community in every role at every start: never fewer than there will be.
    const widest = activities.reduce((sum, { community, roles, starts }) => {
      const people = season.volunteersOf[community]?.length ?? 0;
      return sum + starts.length * (1 + roles.length * (2 + people));
    }, 0);
    return widest <= this.options.widest ? new Set(activities.keys()) : null;
  }

  /** Fairness and the tiers after it, the tiers before held; of equal plans the one that changes least. */
  private async finish({ part, best, tiers, proven }: Served): Promise<Found> {
    const { order, decided } = this.standing;
    const whole = part.activities.size === this.asked.season.activities.length;
    const found = [...tiers];
    const inside = best.values;
    const floors = this.before.map((tier, position) => part.floor(tier, inside[position] ?? 0));
    const outside = this.loadsOutside(part);
    const goals = [...order.after, keeping(decided)];
    let point = best.point;
    let last: Search;
    if (order.fairness) {
      let least = this.bounds.certified('fairness', found) ?? 0;
      const target = Math.max(least, highestShare(this.asked.season, outside));
      const caps = (share: number) => capRows(part, 'residual', share, outside);
      last = await lexicographic(part, 'residual', goals, [...floors, ...caps(target)], this.means);
      if (last.kind !== 'best' && !isExpired(this.means)) {
        const lowest = await leastShare(part, 'residual', floors, outside, this.means);
        if (lowest.point) point = lowest.point;
        if (whole) least = Math.max(least, lowest.bound);
        const share = this.shareAt(part, point, outside);
        last = await lexicographic(part, 'residual', goals, [...floors, ...caps(share)], this.means);
      }
      if (last.kind === 'best') point = last.point;
      const value = this.shareAt(part, point, outside);
      if (value > least + SAME_SHARE && this.options.thorough && proven && !isExpired(this.means))
        least = Math.max(least, await this.leastShareOf(part, point, outside, inside));
      found.push({ tier: 'fairness', value, bound: Math.min(value, least) });
    } else {
      last = await lexicographic(part, 'residual', goals, floors, this.means);
      if (last.kind === 'best') point = last.point;
    }
    order.after.forEach((tier, position) => {
      const made = part.value(tier, point);
      const value = this.bounds.total(part, tier, made);
      const proven = this.bounds.certified(tier.name, found);
      const own =
        whole && last.kind === 'best' ? value - made + (last.bounds[position] ?? Infinity) : Infinity;
      const bound = Math.min(proven ?? Infinity, own);
      found.push({ tier: tier.name, value, bound: bound === Infinity ? null : Math.max(bound, value) });
    });
    return { kind: 'found', part, point, tiers: found };
  }

  /** Loads with the part's own work taken off, by volunteer of the asked season. */
  private loadsOutside(part: Part): Float64Array {
    const { decided } = this.standing;
    return loadsOf(
      this.asked.season,
      decided.map((held, activity) => (part.activities.has(activity) ? null : held)),
    );
  }

  private leastShareOf(
    part: Part,
    point: Float64Array,
    outside: Float64Array,
    inside: readonly number[],
  ): Promise<number> {
    const loads = this.loadsAt(part, point, outside);
    const { index } = part.around.built;
    const chosen = new Set<number>();
    part.columns.forEach((column, position) => {
      if ((point[position] ?? 0) > 0.5) chosen.add(column);
    });
    const answer = {
      season: this.asked.season,
      activities: part.activities,
      loads,
      inside,
      servesInside: (volunteer: number): number[] =>
        (index.people[volunteer] ?? []).flatMap(({ column, activity }) =>
          chosen.has(column) ? [activity] : [],
        ),
    };
    return this.shares.boundFor(answer, this.asked.restricts ? new Set() : this.asked.touched, this.means);
  }

  private loadsAt(part: Part, point: Float64Array, outside: Float64Array): Float64Array {
    const loads = outside.slice();
    for (const [volunteer, minutes] of loadsInside(part, point))
      loads[volunteer] = (loads[volunteer] ?? 0) + minutes;
    return loads;
  }

  private shareAt(part: Part, point: Float64Array, outside: Float64Array): number {
    return highestShare(this.asked.season, this.loadsAt(part, point, outside));
  }

  /** What to open besides, where the answer is not proven; null where nothing more may help. */
  private widerFor(found: Found, part: Part): Set<number> | null {
    return found.tiers.every(isProven) ? null : this.whole(part);
  }
}

const isProven = ({ tier, value, bound }: TierFound): boolean =>
  bound !== null && (tier === 'fairness' ? value - bound <= SAME_SHARE : bound <= value);
