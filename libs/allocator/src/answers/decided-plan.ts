import { parseInstant } from '@heli/calendar';
import { type Plan } from '@heli/contracts';
import { type Decided } from '../model/decided.js';
import { at, nth, type Season, type SeasonActivity } from '../season/season.js';

/** By position of the activity; null for one that does not take place. */
export type DecidedPlan = readonly (Decided | null)[];

/** Activities that a volunteer serves, by position. */
export const servedBy = (decided: DecidedPlan, volunteer: number): number[] =>
  decided.flatMap((held, activity) =>
    held?.people.some((people) => people.includes(volunteer)) === true ? [activity] : [],
  );

/** Minutes of service of each volunteer, by position. */
export function loadsOf(season: Season, decided: DecidedPlan): Float64Array {
  const loads = new Float64Array(season.volunteers.length);
  decided.forEach((held, activity) => {
    const minutes = nth(season.activities, activity).raw.durationMinutes;
    for (const volunteer of held?.people.flat() ?? []) loads[volunteer] = (loads[volunteer] ?? 0) + minutes;
  });
  return loads;
}

/** Entries of a plan by the activity that they are about. */
export function byActivity<T extends { readonly activityId: string }>(
  entries: readonly T[],
): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const entry of entries) {
    const list = map.get(entry.activityId);
    if (list) list.push(entry);
    else map.set(entry.activityId, [entry]);
  }
  return map;
}

/** What the model has to pay of each line: the minimum, or the price of the booking (line -1); more was given out once the schedule stood. */
function fundsOf(
  season: Season,
  activity: SeasonActivity,
  venue: number,
  entries: Plan['fundAllocations'],
): Decided['funds'] {
  const lines = new Map(activity.raw.budget.map(({ id }, line) => [id, line]));
  const needs = activity.raw.budget.map(({ minFen }) => minFen);
  let price = venue < 0 ? 0 : nth(season.venues, venue).raw.costFen;
  return entries.flatMap(({ budgetLineId, donationId, amountFen }) => {
    const line = budgetLineId === 'venue' ? -1 : (lines.get(budgetLineId) ?? -1);
    const need = line < 0 ? price : (needs[line] ?? 0);
    const amount = Math.min(amountFen, need);
    if (line < 0) price -= amount;
    else needs[line] = need - amount;
    return amount > 0 ? [{ line, donation: at(season.position.donation, donationId), amount }] : [];
  });
}

/** A plan that keeps the rules, by positions in the season. */
export function decidedPlanOf(season: Season, plan: Plan): (Decided | null)[] {
  const { position } = season;
  const people = byActivity(plan.assignments);
  const groups = byActivity(plan.groupEngagements);
  const loans = byActivity(plan.equipmentLoans);
  const funds = byActivity(plan.fundAllocations);
  const scheduled = new Map(plan.scheduled.map((entry) => [entry.activityId, entry]));
  return season.activities.map((activity): Decided | null => {
    const { id } = activity.raw;
    const entry = scheduled.get(id);
    if (!entry) return null;
    const instant = parseInstant(entry.start);
    const start = activity.starts.findIndex((candidate) => candidate.start === instant);
    const venue = entry.venueId === null ? -1 : at(position.venue, entry.venueId);
    return {
      start,
      venue,
      people: activity.roles.map(({ raw }) =>
        (people.get(id) ?? []).flatMap(({ roleId, volunteerId }) =>
          roleId === raw.id ? [at(position.volunteer, volunteerId)] : [],
        ),
      ),
      groups: activity.raw.groups.map((demand) =>
        (groups.get(id) ?? []).flatMap(({ demandId, groupId }) =>
          demandId === demand.id ? [at(position.group, groupId)] : [],
        ),
      ),
      loans: new Map(
        (loans.get(id) ?? []).map(({ equipmentId, quantity }) => [
          at(position.equipment, equipmentId),
          quantity,
        ]),
      ),
      funds: fundsOf(season, activity, venue, funds.get(id) ?? []),
    };
  });
}
