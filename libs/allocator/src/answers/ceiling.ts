import { type TierName } from '@heli/contracts';
import { nth, type Season, type SeasonActivity, venuesFor } from '../season/season.js';
import { toldPeople } from '../tiers/changes.js';
import { attendancePoints } from '../tiers/index.js';

/**
 * Points of a tier that an activity could make at most, whatever is decided: no solver, no columns. Infinity where
 * nothing so simple is known.
 */
export function ceilingOf(season: Season, activity: SeasonActivity, tier: TierName): number {
  const { raw } = activity;
  switch (tier) {
    case 'held':
      return raw.priority;
    case 'coverage': {
      const { place } = season.problem.objective.weights;
      const places = raw.roles.reduce((sum, { target, weight }) => sum + place * weight * target, 0);
      return places + bestSeats(season, activity);
    }
    case 'changes':
      return toldPeople(season.problem, raw.id);
    case 'cost':
      return 0;
    case 'quality':
    case 'fairness':
      return Infinity;
  }
}

/** Points for seating the expected attendance in the largest venue that fits. */
function bestSeats(season: Season, activity: SeasonActivity): number {
  const { raw } = activity;
  if (!raw.venue) return 0;
  const { features, minCapacity } = raw.venue;
  let best = 0;
  for (const index of venuesFor(season, activity)) {
    const venue = nth(season.venues, index).raw;
    const fits =
      venue.capacity >= minCapacity && features.every((feature) => venue.features.includes(feature));
    if (fits) best = Math.max(best, attendancePoints(season.problem, raw.expectedAttendance, venue.capacity));
  }
  return best;
}
