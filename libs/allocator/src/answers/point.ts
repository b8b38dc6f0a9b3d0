import { type Decided } from '../model/decided.js';
import { ColumnKind, type SeasonModel } from '../model/season-model.js';
import { isMinor } from '../season/minors.js';
import { nth } from '../season/season.js';
import { type DecidedPlan } from './decided-plan.js';

/** Writes what is decided of one activity into its columns; nothing when some of it has no column. */
function loadActivity(index: SeasonModel, activity: number, held: Decided, point: Float64Array): void {
  const { start } = held;
  const column = index.startColumn(activity, start);
  const option = index.optionsAt(activity, start).find(({ venue }) => venue === held.venue);
  if (column === undefined || !option) return;
  const written = new Map<number, number>([
    [column, 1],
    [option.column, 1],
  ]);
  const roles = index.rolesAt(activity, start);
  let complete = true;
  held.people.forEach((people, role) => {
    const columns = new Map((roles[role] ?? []).map((person) => [person.volunteer, person.column]));
    let count = 0;
    for (const volunteer of people) {
      const person = columns.get(volunteer);
      if (person === undefined) complete = false;
      else {
        written.set(person, 1);
        count += 1;
      }
    }
    const filled = index.filledAt(activity, start)[role];
    if (filled === undefined) return;
    const { target } = nth(nth(index.season.activities, activity).roles, role).raw;
    const upToTarget = Math.min(count, target);
    written.set(filled, upToTarget);
    // `role-limits` makes the column of those beyond the target, where there can be any, next.
    if (index.kinds[filled + 1] === ColumnKind.surplus) written.set(filled + 1, count - upToTarget);
    else complete &&= count === upToTarget;
  });
  const presence = index.linkColumn(activity, start, true);
  const grownUp = held.people
    .flat()
    .some((volunteer) => !isMinor(nth(index.season.volunteers, volunteer).raw));
  if (presence !== undefined && grownUp) written.set(presence, 1);
  const demands = index.demandsAt(activity, start);
  held.groups.forEach((groups, demand) => {
    const columns = new Map((demands[demand] ?? []).map((entry) => [entry.group, entry.column]));
    for (const group of groups) {
      const entry = columns.get(group);
      if (entry === undefined) complete = false;
      else written.set(entry, 1);
    }
  });
  const left = new Map(held.loans);
  const { equipment } = nth(index.season.activities, activity).raw;
  index.loansOf(activity, start).forEach((columns, demand) => {
    let open = equipment[demand]?.quantity ?? 0;
    for (const entry of columns) {
      const units = Math.min(open, left.get(entry.equipment) ?? 0);
      open -= units;
      left.set(entry.equipment, (left.get(entry.equipment) ?? 0) - units);
      written.set(entry.column, units);
    }
    complete &&= open === 0;
  });
  const funds = index.fundsOfActivity(activity);
  for (const { line, donation, amount } of held.funds) {
    const entry = funds.get(line)?.find((fund) => fund.donation === donation);
    if (entry === undefined) complete = false;
    else written.set(entry.column, amount);
  }
  if (!complete) return;
  for (const [at, value] of written) point[at] = value;
}

/**
 * A decided plan as a point of the model of a season or of a part of it. Open activities that cannot be as decided, for
 * a column that they would need is not there, are left at nothing.
 * @param open activities that have all their columns; the others have columns for what is decided only
 */
export function loadPoint(index: SeasonModel, decided: DecidedPlan, open: ReadonlySet<number>): Float64Array {
  const point = new Float64Array(index.kinds.length);
  decided.forEach((held, activity) => {
    if (held && open.has(activity)) loadActivity(index, activity, held, point);
  });
  index.activityOf.forEach((activity, column) => {
    if (!open.has(activity) && decided[activity]) point[column] = 1;
  });
  for (const list of index.loans)
    for (const { column, equipment, activity } of list)
      if (!open.has(activity)) point[column] = decided[activity]?.loans.get(equipment) ?? 0;
  for (const list of index.funds)
    for (const { column, activity, most } of list) if (!open.has(activity)) point[column] = most;
  return point;
}
