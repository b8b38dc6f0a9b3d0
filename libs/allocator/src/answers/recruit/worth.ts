import { type OneMore } from '@heli/contracts';
import { atZero, dualBound, reducedCostsOf } from '@heli/lp';
import { changedProblem } from '../change-problem.js';
import { isExpired, limitsOf, type Means } from '../means.js';
import { Neighbourhood } from '../neighbourhood.js';
import { recompile } from '../recompile.js';
import { widthAtMost } from '../width.js';
import { type Workbench } from '../workbench.js';
import { nth, type Season } from '../../season/season.js';
import { RULES } from '../../rules/index.js';
import { pointsIn } from '../../tiers/index.js';
import { ColumnKind } from '../../model/season-model.js';
import { type Possibility } from './possibilities.js';

/** Points of each tier before fairness, in their order, that one more is worth at most; by possibility. */
export type Worths = readonly (readonly number[])[];

/** What a column of something new uses, and what a unit of it is worth by the prices. */
export interface Use {
  readonly start: number;
  readonly end: number;
  readonly price: number;
  /** The most of it. */
  readonly upper: number;
}

/** Estimated columns beyond which the program of the season takes longer than anybody waits. */
const WIDEST_PROGRAM = 3_000_000;
const SLACK = 1e-6;

/**
 * What each possibility is worth at most, by the duals of one linear program a tier.
 *
 * The program is that of the season with everything new in it at once, all of it held at 0. Let y be any duals of it, U
 * the bound that they prove, and d = c − yA the reduced costs. A plan of the season with the possibility g is a point
 * of the program in which only the columns of g may leave 0, so by weak duality it makes no more than
 * U + max Σ_{j of g} d_j x_j over what one g can do at all. The plan that stands makes v, so g is worth at most
 * U − v + that maximum. It holds for whole-number plans and for the program alike, and needs no optimal duals; with
 * optimal duals of a program without gap, U − v is 0 and the rest is the price. Concavity of the program's value in what
 * is there makes it a bound for one more and for every further one, never a promise.
 * @returns null where the program is too large or the time too short
 */
export async function worthsOf(
  workbench: Workbench,
  possibilities: readonly Possibility[],
  means: Means,
): Promise<Worths | null> {
  const { standing, certificate } = workbench;
  if (possibilities.length === 0 || widthAtMost(workbench.season) > WIDEST_PROGRAM) return null;
  const problem = possibilities.reduce((now, { change }) => changedProblem(now, change), workbench.problem);
  const season = recompile(workbench.season, problem);
  const around = new Neighbourhood(season, new Set(season.activities.keys()), standing.decided);
  const part = around.part();
  const columnsOf = possibilities.map((possibility) => newColumns(workbench.season, around, possibility));
  const added = new Set(columnsOf.flat());
  const worths: number[][] = possibilities.map(() => []);
  const [first] = standing.order.before;
  for (const tier of standing.order.before) {
    if (isExpired(means)) return null;
    const points = around.points(tier);
    // Whoever has more is at least as good in the first tier; of the tiers between nothing is known.
    const floors = first && first !== tier ? [part.floor(first, pointsIn(certificate, first.name))] : [];
    const { model } = part.model('relaxed', (column) => points[column] ?? 0, floors);
    const held = atZero(
      model,
      Array.from(part.columns.keys()).filter((position) => added.has(part.columns[position] ?? -1)),
    );
    if (!held) return null;
    const { rowDuals } = await means.solver.solve(held, limitsOf(means, PATIENCE), means.signal, {
      relaxed: true,
    });
    const bound = rowDuals && dualBound(held, rowDuals);
    if (!rowDuals || bound === null) return null;
    const reduced = reducedCostsOf(held, rowDuals);
    const slack = Math.max(0, bound - pointsIn(certificate, tier.name));
    possibilities.forEach(({ what }, position) => {
      const uses = (columnsOf[position] ?? []).map((column) =>
        useOf(season, around, column, reduced, model.upper),
      );
      worths[position]?.push(Math.floor(slack + mostOf(what, uses) + SLACK));
    });
  }
  return worths;
}

/** The one program of the season. */
const PATIENCE = { ms: 60_000, iterations: 100_000 };

/** Columns that only the possibility brings. */
function newColumns(
  before: Season,
  { season, built: { index } }: Neighbourhood,
  { change }: Possibility,
): number[] {
  const { position } = season;
  switch (change.type) {
    case 'add-volunteer':
      return (index.people[position.volunteer.get(change.volunteer.id) ?? -1] ?? []).map(
        ({ column }) => column,
      );
    case 'add-group':
      return (index.groups[position.group.get(change.group.id) ?? -1] ?? []).map(({ column }) => column);
    case 'add-equipment':
      return (index.loans[position.equipment.get(change.equipment.id) ?? -1] ?? []).map(
        ({ column }) => column,
      );
    case 'add-donation':
      return (index.funds[position.donation.get(change.donation.id) ?? -1] ?? []).map(({ column }) => column);
    case 'open-venue':
    case 'share-venue': {
      const venue = position.venue.get(change.venueId) ?? -1;
      const was = nth(before.venues, venue);
      return season.activities.flatMap((activity) =>
        index.startsOf(activity.index).flatMap(({ start }) =>
          index.optionsAt(activity.index, start).flatMap((option) => {
            if (option.venue !== venue) return [];
            const could =
              (activity.raw.venue?.venueIds !== undefined || was.serves.has(activity.community)) &&
              RULES.every(
                (rule) => rule.admitsVenue?.(before, activity, nth(activity.starts, start), was) ?? true,
              );
            return could ? [] : [option.column];
          }),
        ),
      );
    }
    default:
      return [];
  }
}

function useOf(
  season: Season,
  { built: { index } }: Neighbourhood,
  column: number,
  reduced: Float64Array,
  upper: Float64Array,
): Use {
  const activity = nth(season.activities, index.activityOf[column] ?? -1);
  const time = activity.starts[index.startOf[column] ?? -1];
  const isMoney = index.kinds[column] === ColumnKind.fund;
  return {
    start: isMoney ? 0 : (time?.start ?? 0),
    end: isMoney ? 0 : (time?.end ?? 0),
    price: Math.max(0, reduced[column] ?? 0),
    upper: upper[column] ?? 0,
  };
}

/** The most that one of something could make at these prices: never less than what it can do by the rules. */
export function mostOf(what: OneMore, uses: readonly Use[]): number {
  switch (what.unit) {
    case 'person':
      return Math.min(bestApart(uses), bestWithin(uses, what.offeredMinutes));
    case 'group':
    case 'venue-slot':
      return bestApart(uses);
    case 'equipment':
      // Each piece goes from one activity to the next: pieces are paths through disjoint intervals.
      return what.quantity * bestApart(uses);
    case 'money':
      return Math.min(
        what.amountFen * Math.max(0, ...uses.map(({ price }) => price)),
        uses.reduce((sum, { price, upper }) => sum + price * upper, 0),
      );
  }
}

/** Weighted interval scheduling: the best set of uses that do not overlap. */
export function bestApart(uses: readonly Use[]): number {
  const sorted = [...uses].sort((a, b) => a.end - b.end);
  const best = [0];
  sorted.forEach(({ start, price }, position) => {
    let low = 0;
    let high = position;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (nth(sorted, middle - 1).end <= start) low = middle;
      else high = middle - 1;
    }
    best.push(Math.max(nth(best, position), nth(best, low) + price));
  });
  return nth(best, sorted.length);
}

/** The best within so many minutes, the last use perhaps in part: the bound of Dantzig for a knapsack, 1957. */
export function bestWithin(uses: readonly Use[], minutes: number): number {
  let left = minutes;
  let sum = 0;
  for (const { start, end, price } of [...uses].sort(
    (a, b) => b.price / Math.max(1, b.end - b.start) - a.price / Math.max(1, a.end - a.start),
  )) {
    const length = Math.max(1, end - start);
    const share = Math.min(1, left / length);
    if (share <= 0) break;
    sum += share * price;
    left -= length;
  }
  return sum;
}
