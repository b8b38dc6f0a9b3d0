import { factsOf } from '../../plan/facts.js';
import { type SeasonModel } from '../../model/season-model.js';
import { nth, type Season } from '../../season/season.js';
import { mostPoints } from '../../solve/points-range.js';
import { type SeasonRow } from '../../solve/submodel.js';
import { leastSpending } from '../../rules/spending-limit.js';
import { orderOf, pointsArray, type SumTier } from '../../tiers/index.js';
import { loadsOf } from '../decided-plan.js';
import { type Goal } from '../lexicographic.js';
import { type Mode, Neighbourhood, type Part } from '../neighbourhood.js';
import { type Telling, tellingOf } from '../replan/telling.js';
import { capRows, loadsInside, SAME_SHARE } from '../share.js';
import { highestShare, pointsByActivity, type Standing } from '../standing.js';
import { type Aim } from './measures.js';
import { openFor } from './open.js';

const [HELD, COVERAGE, COST, QUALITY] = orderOf(['held', 'coverage', 'cost', 'quality']).before as [
  SumTier,
  SumTier,
  SumTier,
  SumTier,
];
const SUM_OF: Readonly<Record<'coverage' | 'cost' | 'quality', SumTier>> = {
  coverage: COVERAGE,
  cost: COST,
  quality: QUALITY,
};

/** One point for each place filled up to its target. */
const PLACES: Goal = {
  points(model) {
    const points = pointsArray(model);
    for (const { index } of model.season.activities)
      for (const { start } of model.startsOf(index))
        for (const column of model.filledAt(index, start)) points[column] = 1;
    return points;
  },
};

/** Points that the activities which stay make of a sum, and the most that they could make in any plan. */
interface Outside {
  readonly now: number;
  readonly most: number;
}

export interface SceneOptions {
  /** Points of the aim `held` that every plan has to make. */
  readonly heldAtLeast: number;
  readonly aims: ReadonlySet<Aim>;
  /** Proven elsewhere of every plan that makes so many points of `held`: the best value of an aim. */
  readonly certified: ReadonlyMap<Aim, number>;
  /** Columns of the widest part that is decided as one. */
  readonly widest: number;
}

/**
 * The part of a season that a menu decides anew, and what the rest is in each measure: as it stands (`residual`, where a
 * point is a plan) or at its best (`relaxed`, where the best point bounds every plan of the season).
 */
export class Scene {
  readonly part: Part;
  /** Everything is decided anew: a bound of the part is one of the season. */
  readonly isWhole: boolean;
  readonly outsideLoads: Float64Array;
  private readonly telling: Telling | null;
  private readonly placesOutside: number;
  private readonly outside: ReadonlyMap<SumTier, Outside>;

  constructor(
    readonly standing: Standing,
    private readonly options: SceneOptions,
  ) {
    const { season, decided, plan } = standing;
    const around = new Neighbourhood(season, new Set(season.activities.keys()), decided);
    const facts = factsOf(season.problem, plan);
    const points = new Map(
      [HELD, COVERAGE, COST, QUALITY].map((tier) => [tier, pointsByActivity(season, facts, tier)]),
    );
    const { index } = around.built;
    const cheapest = season.activities.map(({ index: activity }) => leastCost(index, activity));
    const open = openFor(standing, around, {
      widest: options.widest,
      measures: options.aims,
      coverage: (activity) =>
        mostPoints(around.built, around.part(new Set([activity])).columns, around.points(COVERAGE)) -
        (points.get(COVERAGE)?.[activity] ?? 0),
      cost: (activity) => 0 - (points.get(COST)?.[activity] ?? 0) - (cheapest[activity] ?? 0),
    });
    this.isWhole = open.size === season.activities.length;
    const bare = around.part(open);
    this.telling = options.aims.has('disruption') ? tellingOf(bare, decided, Infinity) : null;
    this.part = this.telling?.part ?? bare;
    this.outsideLoads = loadsOf(
      season,
      decided.map((held, activity) => (open.has(activity) ? null : held)),
    );
    const rest = [...season.activities.keys()].filter((activity) => !open.has(activity));
    this.placesOutside = rest.reduce((sum, activity) => sum + placesFilled(standing, activity), 0);
    const restColumns = around.part(new Set(rest)).columns;
    const certain = certainlyHeld(season, options.heldAtLeast);
    this.outside = new Map(
      [...points].map(([tier, byActivity]): [SumTier, Outside] => [
        tier,
        {
          now: rest.reduce((sum, activity) => sum + (byActivity[activity] ?? 0), 0),
          most:
            tier === COST
              ? rest.reduce((sum, activity) => sum - (certain(activity) ? (cheapest[activity] ?? 0) : 0), 0)
              : Math.floor(mostPoints(around.built, restColumns, around.points(tier))),
        },
      ]),
    );
  }

  get season(): Season {
    return this.standing.season;
  }

  /** What the stored certificate proves of an aim; null where it says nothing of these plans. */
  certified(aim: Aim): number | null {
    return this.options.certified.get(aim) ?? null;
  }

  /** What a search makes many of; null for fairness, which is no sum. */
  goal(aim: Aim): Goal | null {
    if (aim === 'fairness') return null;
    if (aim !== 'disruption') return SUM_OF[aim];
    if (!this.telling) throw new RangeError('who hears something new was not asked for');
    return this.telling.people;
  }

  /** The value over the season of an aim that makes so many points in the part. */
  total(aim: Exclude<Aim, 'fairness'>, inside: number, mode: Mode): number {
    if (aim === 'disruption') return 0 - inside;
    const points = inside + this.outsideOf(SUM_OF[aim], mode);
    return aim === 'cost' ? 0 - points : points;
  }

  private outsideOf(tier: SumTier, mode: Mode): number {
    const outside = this.outside.get(tier);
    return (mode === 'residual' ? outside?.now : outside?.most) ?? 0;
  }

  /** "As many held activities as asked." */
  held(mode: Mode): SeasonRow {
    return this.part.floor(HELD, this.options.heldAtLeast - this.outsideOf(HELD, mode));
  }

  /** Rows "at least as good as this value"; null where what stays is worse already. */
  limit(aim: Aim, value: number, mode: Mode): SeasonRow[] | null {
    switch (aim) {
      case 'fairness':
        if (mode === 'residual' && highestShare(this.season, this.outsideLoads) > value + SAME_SHARE)
          return null;
        return capRows(this.part, mode, () => value, this.outsideLoads);
      case 'disruption':
        return [this.part.floor(this.goal(aim) ?? COST, 0 - value)];
      case 'coverage':
      case 'quality':
        return [this.part.floor(SUM_OF[aim], value - this.outsideOf(SUM_OF[aim], mode))];
      case 'cost':
        return [this.part.floor(COST, 0 - value - this.outsideOf(COST, mode))];
    }
  }

  /** Value over the season at a point of the part, the rest as it stands. */
  valueAt(aim: Aim, point: Float64Array): number {
    if (aim === 'fairness') return this.shareAt(point);
    return this.total(aim, this.part.value(this.goal(aim) ?? COST, point), 'residual');
  }

  /** Places filled over the season at a point of the part, targets at most. */
  placesAt(point: Float64Array): number {
    return this.placesOutside + this.part.value(PLACES, point);
  }

  private shareAt(point: Float64Array): number {
    const loads = this.outsideLoads.slice();
    for (const [volunteer, minutes] of loadsInside(this.part, point))
      loads[volunteer] = (loads[volunteer] ?? 0) + minutes;
    return highestShare(this.season, loads);
  }
}

/** The least that an activity can cost where it takes place, fen; 0 where it cannot. */
function leastCost(index: SeasonModel, activity: number): number {
  const { season } = index;
  const prices = index
    .startsOf(activity)
    .flatMap(({ start }) =>
      index
        .optionsAt(activity, start)
        .map(({ venue }) => (venue < 0 ? 0 : nth(season.venues, venue).raw.costFen)),
    );
  if (prices.length === 0) return 0;
  return leastSpending(nth(season.activities, activity).raw, null) + Math.min(...prices);
}

/** Whether an activity takes place in every plan that makes so many points of `held`: all the others are too few. */
function certainlyHeld({ activities }: Season, heldAtLeast: number): (activity: number) => boolean {
  const all = activities.reduce((sum, { raw }) => sum + raw.priority, 0);
  return (activity) => all - nth(activities, activity).raw.priority < heldAtLeast;
}

/** Places of an activity that a plan fills, targets at most. */
export function placesFilled({ season, decided }: Standing, activity: number): number {
  const held = decided[activity];
  if (!held) return 0;
  return nth(season.activities, activity).roles.reduce(
    (sum, { raw }, role) => sum + Math.min(raw.target, held.people[role]?.length ?? 0),
    0,
  );
}
