import { type Change } from '@heli/contracts';
import { earmarkAllows, payableAt, VENUE_PURPOSE } from '../rules/budget-covered.js';
import { RULES } from '../rules/index.js';
import { leastSpending, speaksOf, spendingLimitsOf } from '../rules/spending-limit.js';
import { admitsGroupThen, admitsPersonThen } from '../rules/rule.js';
import { nth, type Season, type SeasonActivity, type SeasonVolunteer } from '../season/season.js';
import { type Decided } from '../model/decided.js';
import { type DecidedPlan, servedBy } from './decided-plan.js';

export interface Touched {
  /** Activities that could be decided otherwise because of the change, by position. */
  readonly touched: Set<number>;
  /** Those that are decided anew in any case. */
  readonly mustOpen: Set<number>;
}

const positionsOf = (season: Season, holds: (activity: SeasonActivity) => boolean): number[] =>
  season.activities.filter(holds).map(({ index }) => index);

function forVolunteer(season: Season, volunteer: SeasonVolunteer): number[] {
  return positionsOf(
    season,
    (activity) =>
      volunteer.serves.has(activity.community) &&
      activity.roles.some((role) =>
        activity.starts.some((start) =>
          RULES.every((rule) => admitsPersonThen(rule, season, activity, role, volunteer, start)),
        ),
      ),
  );
}

function forVenue(season: Season, venueId: string): number[] {
  const venue = nth(season.venues, season.position.venue.get(venueId) ?? -1);
  return positionsOf(
    season,
    (activity) =>
      Boolean(activity.raw.venue) &&
      activity.starts.some((start) =>
        RULES.every((rule) => rule.admitsVenue?.(season, activity, start, venue) ?? true),
      ),
  );
}

function forDonation(season: Season, donationId: string): number[] {
  const { raw } = nth(season.donations, season.position.donation.get(donationId) ?? -1);
  return positionsOf(season, (activity) => {
    const purposes = [
      ...(activity.raw.venue ? [VENUE_PURPOSE] : []),
      ...activity.raw.budget.filter(({ minFen }) => minFen > 0).map(({ purpose }) => purpose),
    ];
    return (
      purposes.some((purpose) => earmarkAllows(raw, activity.raw, purpose)) &&
      activity.starts.some(({ start }) => payableAt(raw, start))
    );
  });
}

/** Activities that spend, or would in some venue, under a spending limit. */
function underLimit(season: Season, limitId: string): number[] {
  const limit = spendingLimitsOf(season.problem).find(({ id }) => id === limitId);
  return positionsOf(
    season,
    (activity) =>
      limit !== undefined &&
      speaksOf(limit, activity.raw) &&
      (leastSpending(activity.raw, null) > 0 || Boolean(activity.raw.venue)),
  );
}

function forEquipment(season: Season, equipmentId: string): number[] {
  const item = nth(season.equipment, season.position.equipment.get(equipmentId) ?? -1);
  return positionsOf(
    season,
    (activity) =>
      item.serves.has(activity.community) &&
      activity.raw.equipment.some(({ type }) => type === item.raw.type),
  );
}

/** Activities that are planned with something that they can no longer have. */
function without(
  season: Season,
  decided: DecidedPlan,
  isLost: (activity: SeasonActivity, held: Decided) => boolean,
): Touched {
  const lost = season.activities.flatMap((activity) => {
    const held = decided[activity.index];
    return held && isLost(activity, held) ? [activity.index] : [];
  });
  return { touched: new Set(lost), mustOpen: new Set(lost) };
}

function forGroup(season: Season, groupId: string): number[] {
  const group = nth(season.groups, season.position.group.get(groupId) ?? -1);
  return positionsOf(season, (activity) =>
    activity.raw.groups.some((demand) =>
      activity.starts.some((start) =>
        RULES.every((rule) => admitsGroupThen(rule, season, activity, demand, group, start)),
      ),
    ),
  );
}

/** @param season as changed */
export function touchedBy(season: Season, decided: DecidedPlan, change: Change): Touched {
  if ('activityId' in change) {
    const activity = season.position.activity.get(change.activityId) ?? -1;
    return { touched: new Set([activity]), mustOpen: new Set([activity]) };
  }
  switch (change.type) {
    case 'add-volunteer':
    case 'free-volunteer':
    case 'qualify-volunteer':
    case 'raise-limit': {
      const id = change.type === 'add-volunteer' ? change.volunteer.id : change.volunteerId;
      const volunteer = nth(season.volunteers, season.position.volunteer.get(id) ?? -1);
      // Where the person serves already an assignment may now be worth more or less.
      const serves = servedBy(decided, volunteer.index);
      return { touched: new Set([...forVolunteer(season, volunteer), ...serves]), mustOpen: new Set(serves) };
    }
    case 'share-venue':
    case 'open-venue':
      return { touched: new Set(forVenue(season, change.venueId)), mustOpen: new Set() };
    case 'add-donation':
      return { touched: new Set(forDonation(season, change.donation.id)), mustOpen: new Set() };
    case 'raise-donation':
      return { touched: new Set(forDonation(season, change.donationId)), mustOpen: new Set() };
    case 'raise-spending-limit':
      return { touched: new Set(underLimit(season, change.limitId)), mustOpen: new Set() };
    case 'close-venue': {
      const venue = nth(season.venues, season.position.venue.get(change.venueId) ?? -1);
      return without(
        season,
        decided,
        (activity, { start, venue: booked }) =>
          booked === venue.index &&
          !RULES.every(
            (rule) => rule.admitsVenue?.(season, activity, nth(activity.starts, start), venue) ?? true,
          ),
      );
    }
    case 'withdraw-volunteer': {
      const volunteer = nth(season.volunteers, season.position.volunteer.get(change.volunteerId) ?? -1);
      return without(season, decided, (activity, { start, people }) =>
        people.some(
          (list, role) =>
            list.includes(volunteer.index) &&
            !RULES.every((rule) =>
              admitsPersonThen(
                rule,
                season,
                activity,
                nth(activity.roles, role),
                volunteer,
                nth(activity.starts, start),
              ),
            ),
        ),
      );
    }
    case 'add-equipment':
      return { touched: new Set(forEquipment(season, change.equipment.id)), mustOpen: new Set() };
    case 'add-group':
      return { touched: new Set(forGroup(season, change.group.id)), mustOpen: new Set() };
  }
}
