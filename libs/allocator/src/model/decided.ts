import { leastSpending, speaksOf, spendingLimitsOf } from '../rules/spending-limit.js';
import { nth } from '../season/season.js';
import { ColumnKind, type SeasonModel } from './season-model.js';

/** What a plan decides about one activity that takes place, by positions in the season. */
export interface Decided {
  readonly start: number;
  /** -1 for none. */
  readonly venue: number;
  /** By role: positions of volunteers. */
  readonly people: readonly (readonly number[])[];
  /** By demand: positions of groups. */
  readonly groups: readonly (readonly number[])[];
  /** By position of the equipment. */
  readonly loans: ReadonlyMap<number, number>;
  /** What the model has to pay, fen: the budget minima and the price of the booking (line -1). */
  readonly funds: readonly { readonly line: number; readonly donation: number; readonly amount: number }[];
}

/** A part of a season to decide anew, and what is decided about the rest. */
export interface Surroundings {
  /** Activities with all their columns. */
  readonly open: ReadonlySet<number>;
  /** By position; null for an activity that does not take place. Those in `open` are not read. */
  readonly decided: readonly (Decided | null)[];
}

/**
 * Columns of the activities around an open part: only what was decided, and of that only what the open part could use
 * as well. The rows between the two then come from the rules as ever. Rows inside a decided activity mean nothing, for
 * it may be there in part.
 */
export function addDecided(model: SeasonModel, { open, decided }: Surroundings): void {
  const isUsed = (columns: readonly (readonly unknown[])[]): boolean[] =>
    columns.map((list) => list.length > 0);
  const people = isUsed(model.people);
  const groups = isUsed(model.groups);
  const loans = isUsed(model.loans);
  const funds = isUsed(model.funds);
  const venues = venuesOf(model, open);
  const linked = predecessorsAndSuccessors(model, open);
  const spends = spendingBeside(model, open);
  decided.forEach((held, activity) => {
    if (!held || open.has(activity)) return;
    const shares =
      linked.has(activity) ||
      venues.has(held.venue) ||
      spends(activity, held) ||
      held.people.some((list) => list.some((volunteer) => people[volunteer] === true)) ||
      held.groups.some((list) => list.some((group) => groups[group] === true)) ||
      held.funds.some(({ donation }) => funds[donation] === true) ||
      [...held.loans.keys()].some((equipment) => loans[equipment] === true);
    if (!shares) return;
    const { start } = held;
    const shape = { upper: 1, integer: true };
    const column = model.column(ColumnKind.start, activity, start, shape);
    model.setStart(activity, start, column, [{ column, venue: held.venue }]);
    model.setRolesAt(
      activity,
      start,
      held.people.map((list, role) =>
        list
          .filter((volunteer) => people[volunteer] === true)
          .map((volunteer) => {
            const person = {
              column: model.column(ColumnKind.person, activity, start, { ...shape, role }),
              volunteer,
              activity,
              start,
              role,
            };
            model.people[volunteer]?.push(person);
            return person;
          }),
      ),
    );
    model.setDemandsAt(
      activity,
      start,
      held.groups.map((list, demand) =>
        list
          .filter((group) => groups[group] === true)
          .map((group) => {
            const entry = {
              column: model.column(ColumnKind.group, activity, start, shape),
              group,
              activity,
              start,
              demand,
            };
            model.groups[group]?.push(entry);
            return entry;
          }),
      ),
    );
    for (const [equipment, quantity] of held.loans)
      if (loans[equipment] === true)
        model.loans[equipment]?.push({
          column: model.column(ColumnKind.loan, activity, start, { upper: quantity, integer: true }),
          equipment,
          activity,
          start,
        });
    for (const { line, donation, amount } of held.funds)
      if (funds[donation] === true)
        model.funds[donation]?.push({
          column: model.column(ColumnKind.fund, activity, -1, { upper: amount, integer: false }),
          donation,
          activity,
          line,
          most: amount,
        });
  });
}

function venuesOf(model: SeasonModel, open: ReadonlySet<number>): Set<number> {
  const venues = new Set<number>();
  for (const activity of open)
    for (const { start } of model.startsOf(activity))
      for (const { venue } of model.optionsAt(activity, start)) if (venue >= 0) venues.add(venue);
  return venues;
}

/** Whether an activity spends, as decided, under a limit that some activity of the open part spends under as well. */
function spendingBeside(
  { season }: SeasonModel,
  open: ReadonlySet<number>,
): (activity: number, held: Decided) => boolean {
  const activityAt = (position: number) => nth(season.activities, position).raw;
  const shared = spendingLimitsOf(season.problem).filter((limit) =>
    [...open].some((position) => speaksOf(limit, activityAt(position))),
  );
  return (activity, { venue }) =>
    leastSpending(activityAt(activity), season.venues[venue]?.raw) > 0 &&
    shared.some((limit) => speaksOf(limit, activityAt(activity)));
}

function predecessorsAndSuccessors({ season }: SeasonModel, open: ReadonlySet<number>): Set<number> {
  const linked = new Set<number>();
  for (const { index, predecessors } of season.activities)
    for (const before of predecessors) {
      if (open.has(index)) linked.add(before);
      if (open.has(before)) linked.add(index);
    }
  return linked;
}
