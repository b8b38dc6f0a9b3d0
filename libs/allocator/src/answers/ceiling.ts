import { type TierName } from '@heli/contracts';
import { possibleStarts } from '../model/columns.js';
import { nth, type Season, type SeasonActivity, venuesFor } from '../season/season.js';
import { toldPeople } from '../tiers/changes.js';
import { attendancePoints, type SumTier } from '../tiers/index.js';

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

/**
 * As `ceilingOf` for each tier, and with what may serve the activity counted: no more places can be filled at a start than
 * there are people for them, no more seats be had than in the largest venue that is open then.
 */
export function ceilingsByCount(
  season: Season,
  activity: SeasonActivity,
  tiers: readonly SumTier[],
): readonly number[] {
  const { raw, roles } = activity;
  const { place } = season.problem.objective.weights;
  const starts = possibleStarts(season, activity);
  const coverage = starts.map(({ candidates: { people, venues } }) => {
    const places = roles.reduce(
      (sum, { index, raw: { target, weight } }) =>
        sum + place * weight * Math.min(target, people[index]?.length ?? 0),
      0,
    );
    const seats = venues.map((venue) =>
      venue < 0
        ? 0
        : attendancePoints(season.problem, raw.expectedAttendance, nth(season.venues, venue).raw.capacity),
    );
    return places + Math.max(0, ...seats);
  });
  return tiers.map(({ name }) => {
    const ceiling = ceilingOf(season, activity, name);
    if (name !== 'held' && name !== 'coverage') return ceiling;
    if (starts.length === 0) return 0;
    return name === 'held' ? ceiling : Math.min(ceiling, Math.max(...coverage));
  });
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
