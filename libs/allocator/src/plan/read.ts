import { formatInstant } from '@heli/calendar';
import { type Plan, type ScheduledActivity } from '@heli/contracts';
import { type SeasonModel } from '../model/season-model.js';
import { nth, type SeasonActivity } from '../season/season.js';

const chosen = (value: number | undefined): boolean => (value ?? 0) > 0.5;

function readActivity(model: SeasonModel, activity: SeasonActivity, values: Float64Array, plan: Plan): void {
  const { season } = model;
  const taken = model.startsOf(activity.index).find(({ column }) => chosen(values[column]));
  if (!taken) {
    plan.dropped.push(activity.raw.id);
    return;
  }
  const time = nth(activity.starts, taken.start);
  const zone = nth(season.zones, activity.community);
  const option = model.optionsAt(activity.index, taken.start).find(({ column }) => chosen(values[column]));
  const scheduled: ScheduledActivity = {
    activityId: activity.raw.id,
    start: formatInstant(time.start, zone),
    end: formatInstant(time.end, zone),
    venueId: option && option.venue >= 0 ? nth(season.venues, option.venue).raw.id : null,
  };
  plan.scheduled.push(scheduled);
  for (const [role, people] of model.rolesAt(activity.index, taken.start).entries())
    for (const person of people)
      if (chosen(values[person.column]))
        plan.assignments.push({
          activityId: activity.raw.id,
          roleId: nth(activity.roles, role).raw.id,
          volunteerId: nth(season.volunteers, person.volunteer).raw.id,
        });
  for (const [demand, groups] of model.demandsAt(activity.index, taken.start).entries())
    for (const entry of groups)
      if (chosen(values[entry.column]))
        plan.groupEngagements.push({
          activityId: activity.raw.id,
          demandId: nth(activity.raw.groups, demand).id,
          groupId: nth(season.groups, entry.group).raw.id,
        });
  const lent = new Map<number, number>();
  for (const entry of model.loansOf(activity.index, taken.start).flat()) {
    const quantity = Math.round(values[entry.column] ?? 0);
    if (quantity > 0) lent.set(entry.equipment, (lent.get(entry.equipment) ?? 0) + quantity);
  }
  for (const [equipment, quantity] of lent)
    plan.equipmentLoans.push({
      activityId: activity.raw.id,
      equipmentId: nth(season.equipment, equipment).raw.id,
      quantity,
    });
}

/** Solution → Plan: what a whole-number point of the season's model decides, in the order of the problem. Money is left to `fundPlan`. */
export function readPlan(model: SeasonModel, values: Float64Array): Plan {
  const plan: Plan = {
    scheduled: [],
    dropped: [],
    assignments: [],
    groupEngagements: [],
    equipmentLoans: [],
    fundAllocations: [],
  };
  for (const activity of model.season.activities) readActivity(model, activity, values, plan);
  return plan;
}
