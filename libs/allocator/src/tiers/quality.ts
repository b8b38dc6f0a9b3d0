import { covering } from '@heli/calendar';
import { type ObjectiveWeights, type ProblemActivity, type ProblemVolunteer } from '@heli/contracts';
import { nth, statusOver } from '../season/season.js';
import { travelTable } from '../season/travel.js';
import { pointsArray, type SumTier } from './tier.js';

/** Points of one assignment: windows, wishes, continuity, travel. */
function assignmentPoints(
  weights: ObjectiveWeights,
  volunteer: ProblemVolunteer,
  activity: ProblemActivity,
  status: 'available' | 'preferred' | 'avoid',
  travelMinutes: number,
): number {
  let points = 0;
  if (status === 'preferred') points += weights.preferred;
  if (status === 'avoid') points -= weights.avoid;
  const { wishes } = volunteer;
  if (wishes) {
    const wished =
      wishes.kinds.includes(activity.kind) ||
      wishes.activityIds.includes(activity.id) ||
      (activity.hostGroupId !== undefined && wishes.hostGroupIds.includes(activity.hostGroupId));
    if (wished) points += weights.wish;
    if (wishes.avoidActivityIds.includes(activity.id)) points -= weights.wish;
  }
  if (activity.seriesId !== undefined && volunteer.servedSeriesIds.includes(activity.seriesId))
    points += weights.continuity;
  if (volunteer.communityId !== activity.communityId)
    points -= weights.travel * Math.ceil(travelMinutes / 10);
  return points;
}

const pricePoints = (weights: ObjectiveWeights, costFen: number): number =>
  weights.venueCost * Math.ceil(costFen / 100);

/** Wishes, continuity, travel, price of venues, and people beyond the target (whom nobody asked for). */
export const quality: SumTier = {
  name: 'quality',
  points(model) {
    const { season } = model;
    const { weights } = season.problem.objective;
    const points = pointsArray(model);
    for (const list of model.people)
      for (const person of list) {
        const volunteer = nth(season.volunteers, person.volunteer);
        const activity = nth(season.activities, person.activity);
        const travel = season.travelMinutes(volunteer.community, activity.community);
        const status = statusOver(volunteer.segments, nth(activity.starts, person.start)) ?? 'available';
        points[person.column] = assignmentPoints(weights, volunteer.raw, activity.raw, status, travel);
      }
    for (const { column } of model.surplus) points[column] = -weights.surplus;
    for (const activity of season.activities)
      for (const { start } of model.startsOf(activity.index))
        for (const option of model.optionsAt(activity.index, start))
          if (option.venue >= 0)
            points[option.column] =
              (points[option.column] ?? 0) -
              pricePoints(weights, nth(season.venues, option.venue).raw.costFen);
    return points;
  },
  measure(facts) {
    const { weights } = facts.problem.objective;
    const travelMinutes = travelTable(facts.problem);
    let sum = 0;
    for (const { held, volunteer } of facts.assignments) {
      const status = covering(facts.segmentsOf(volunteer), held);
      const travel = travelMinutes(
        facts.communityPosition(volunteer.communityId),
        facts.communityPosition(held.activity.communityId),
      );
      sum += assignmentPoints(
        weights,
        volunteer,
        held.activity,
        status === 'none' ? 'available' : status,
        travel,
      );
    }
    for (const held of facts.held.values()) {
      if (held.venue) sum -= pricePoints(weights, held.venue.costFen);
      for (const role of held.activity.roles) {
        const people = (facts.inActivity.get(held.activity.id) ?? []).filter(
          (person) => person.role === role,
        ).length;
        sum -= weights.surplus * Math.max(0, people - role.target);
      }
    }
    return sum;
  },
};
