import {
  type Problem,
  type ProblemActivity,
  type ProblemVenue,
  type SpendingLimit,
  type Violation,
} from '@heli/contracts';
import { commonDivisor } from '@heli/lp';
import { type SeasonModel } from '../model/season-model.js';
import { nth } from '../season/season.js';
import { type Rule } from './rule.js';

const name = 'spending-limit';

/** What the council lets be spent. */
export const spendingLimitsOf = ({ policy }: Problem): readonly SpendingLimit[] =>
  policy.spendingLimits ?? [];

/** Whether something that speaks of communities and kinds speaks of an activity; empty lists speak of all. */
export const speaksOf = (
  { communityIds, kinds }: Pick<SpendingLimit, 'communityIds' | 'kinds'>,
  activity: ProblemActivity,
): boolean =>
  (communityIds.length === 0 || communityIds.includes(activity.communityId)) &&
  (kinds.length === 0 || kinds.includes(activity.kind));

/** What an activity costs at least once it takes place, fen: its budget minima and the price of its booking. */
export const leastSpending = (activity: ProblemActivity, venue: ProblemVenue | null | undefined): number =>
  activity.budget.reduce((sum, { minFen }) => sum + minFen, venue?.costFen ?? 0);

/** Whether each limit alone would bear so much for one activity. */
const isBorne = (problem: Problem, activity: ProblemActivity, amountFen: number): boolean =>
  spendingLimitsOf(problem).every((limit) => amountFen <= limit.limitFen || !speaksOf(limit, activity));

/** What every way to hold an activity costs, by the columns that decide it. */
function pricesOf(model: SeasonModel, activity: number): { column: number; price: number }[] {
  const { season } = model;
  const { raw } = nth(season.activities, activity);
  return model.startsOf(activity).flatMap(({ start }) =>
    model.optionsAt(activity, start).flatMap(({ column, venue }) => {
      const price = leastSpending(raw, season.venues[venue]?.raw);
      return price > 0 ? [{ column, price }] : [];
    }),
  );
}

/**
 * What is spent on the activities that a limit speaks of is never more than the limit.
 *
 * Σ_{a, s, o} (Σ_b min_b + cost_o)·y[a,s,o] ≤ limit, divided by the greatest common divisor and rounded down. Written
 * over what takes place instead of over the gifts: it is the same for whole points, as the lines are paid in full, but a
 * knapsack over 0-1 columns, which cover cuts and roundings make tighter. What the lines wish beyond their minima is
 * given out once the schedule stands, within what the limits then leave.
 */
export const spendingLimit: Rule = {
  name,
  sentence: {
    'zh-CN': '经费支出（含场地费）不得超过理事会为全部或部分社区、活动类型规定的上限',
    en: 'No more is spent, prices of bookings included, than the council allows over all or for a community or kind',
  },
  admitsStart: (season, activity) => isBorne(season.problem, activity.raw, leastSpending(activity.raw, null)),
  admitsVenue: (season, activity, _start, venue) =>
    isBorne(season.problem, activity.raw, leastSpending(activity.raw, venue.raw)),
  addTo(model) {
    const { season } = model;
    for (const limit of spendingLimitsOf(season.problem)) {
      const columns: number[] = [];
      const prices: number[] = [];
      let most = 0;
      for (const activity of season.activities) {
        if (!speaksOf(limit, activity.raw)) continue;
        let dearest = 0;
        for (const { column, price } of pricesOf(model, activity.index)) {
          columns.push(column);
          prices.push(price);
          dearest = Math.max(dearest, price);
        }
        most += dearest;
      }
      if (most <= limit.limitFen) continue;
      const unit = commonDivisor(prices);
      const row = model.row(
        -Infinity,
        Math.floor(limit.limitFen / unit),
        columns,
        prices.map((price) => price / unit),
      );
      model.spendingRows.set(row, limit.id);
    }
  },
  check({ problem, funds }) {
    return spendingLimitsOf(problem).flatMap((limit): Violation[] => {
      const counted = funds.filter(({ held }) => speaksOf(limit, held.activity));
      const spent = counted.reduce((sum, { amountFen }) => sum + amountFen, 0);
      if (spent <= limit.limitFen) return [];
      return [
        {
          rule: name,
          message: `${spent} fen are spent where ${limit.name ?? limit.id} allows ${limit.limitFen}`,
          activityIds: [...new Set(counted.map(({ held }) => held.activity.id))],
          volunteerIds: [],
          resourceIds: [limit.id],
        },
      ];
    });
  },
};
