import { type FundAllocation, type Plan, type ProblemActivity } from '@heli/contracts';
import { type CancelSignal, type Limits, ModelBuilder, type Solver } from '@heli/lp';
import { earmarkAllows, payableAt, VENUE_PURPOSE } from '../rules/budget-covered.js';
import { speaksOf, spendingLimitsOf } from '../rules/spending-limit.js';
import { at, nth, type Season, type SeasonDonation } from '../season/season.js';

interface Line {
  readonly activity: ProblemActivity;
  readonly budgetLineId: string;
  readonly least: number;
  readonly most: number;
  readonly payers: readonly { readonly donation: SeasonDonation; readonly column: number }[];
}

/** What spending a fen of a gift now is worth less than 1 for: gifts that could pay for little else, and those that expire first, go before the others. */
function reluctance(season: Season, donation: SeasonDonation): number {
  const { kinds, communityIds, hostGroupIds, purposes } = donation.raw.earmark;
  const open = [kinds, communityIds, hostGroupIds, purposes].filter((list) => list.length === 0).length / 4;
  const { start, end } = season.horizon;
  const late = Math.min(1, Math.max(0, (donation.until - start) / Math.max(1, end - start)));
  return 0.0005 * open + 0.0004 * (Number.isFinite(late) ? late : 1);
}

/** Whether any two sets lie one inside the other or apart. */
const isLaminar = (sets: readonly ReadonlySet<number>[]): boolean =>
  sets.every((one, position) =>
    sets.slice(0, position).every((other) => {
      const common = [...one].filter((item) => other.has(item)).length;
      return common === 0 || common === one.size || common === other.size;
    }),
  );

/**
 * Divides the gifts over the budget lines of a schedule that stands: minima and prices of bookings in full, then as much
 * of the targets as the earmarks allow, narrow and soon expiring gifts first. Where cost is an aim, nothing beyond the
 * minima.
 *
 * A transportation problem with whole-number data, so every vertex of the linear program is whole (Hoffman and Kruskal,
 * 1956); so it is with spending limits of which any two lie one inside the other or apart, as each entry is then in one
 * family of nested sets for its line and in another for its gift (Edmonds, 1970). Limits that cross, one for a community
 * and one for a kind, take a whole-number program, which the minima alone always solve.
 * Returns null when the minima cannot be covered.
 */
export async function fundPlan(
  season: Season,
  plan: Plan,
  solver: Solver,
  limits: Limits,
  signal: CancelSignal | undefined,
): Promise<FundAllocation[] | null> {
  const builder = new ModelBuilder('money', 'max');
  const spent = new Map<number, number[]>();
  const lines: Line[] = [];
  const isSparing = season.problem.objective.tiers.includes('cost');
  for (const scheduled of plan.scheduled) {
    const activity = nth(season.activities, at(season.position.activity, scheduled.activityId));
    const start = activity.starts.find(
      (candidate) => candidate.start === Date.parse(scheduled.start) / 60_000,
    );
    const venue =
      scheduled.venueId === null
        ? undefined
        : nth(season.venues, at(season.position.venue, scheduled.venueId));
    const price = venue?.raw.costFen ?? 0;
    const wanted = [
      ...(price > 0 ? [{ id: 'venue', purpose: VENUE_PURPOSE, least: price, most: price }] : []),
      ...activity.raw.budget.map((line) => ({
        id: line.id,
        purpose: line.purpose,
        least: line.minFen,
        most: isSparing ? line.minFen : Math.max(line.minFen, line.targetFen ?? line.minFen),
      })),
    ];
    for (const { id, purpose, least, most } of wanted) {
      if (most === 0) continue;
      const payers = season.donations
        .filter(
          ({ raw }) =>
            raw.amountFen > 0 &&
            earmarkAllows(raw, activity.raw, purpose) &&
            payableAt(raw, start?.start ?? 0),
        )
        .map((donation) => ({
          donation,
          column: builder.column({
            lower: 0,
            upper: Math.min(most, donation.raw.amountFen),
            integer: true,
            cost: 1 - reluctance(season, donation),
          }),
        }));
      const columns = payers.map(({ column }) => column);
      builder.row(
        least,
        most,
        columns,
        columns.map(() => 1),
      );
      for (const { donation, column } of payers)
        spent.set(donation.index, [...(spent.get(donation.index) ?? []), column]);
      lines.push({ activity: activity.raw, budgetLineId: id, least, most, payers });
    }
  }
  if (lines.length === 0) return [];
  for (const [donation, columns] of spent)
    builder.row(
      0,
      nth(season.donations, donation).raw.amountFen,
      columns,
      columns.map(() => 1),
    );
  const counted = spendingLimitsOf(season.problem).map((limit) => {
    const under = [...lines.entries()].filter(([, { activity }]) => speaksOf(limit, activity));
    const columns = under.flatMap(([, { payers }]) => payers.map(({ column }) => column));
    builder.row(
      -Infinity,
      limit.limitFen,
      columns,
      columns.map(() => 1),
    );
    return new Set(under.map(([line]) => line));
  });
  const answer = await solver.solve(builder.build(), limits, signal, {
    relaxed: isLaminar(counted),
  });
  const { values } = answer;
  if (!values) return null;
  return lines.flatMap(({ activity, budgetLineId, payers }) =>
    payers
      .map(({ donation, column }) => ({
        activityId: activity.id,
        budgetLineId,
        donationId: donation.raw.id,
        amountFen: Math.round(values[column] ?? 0),
      }))
      .filter(({ amountFen }) => amountFen > 0),
  );
}
