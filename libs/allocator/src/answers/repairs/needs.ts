import {
  nth,
  onForbiddenHoliday,
  type SeasonActivity,
  type SeasonStart,
  type SeasonVenue,
  venuesFor,
} from '../../season/season.js';
import { RULES } from '../../rules/index.js';
import { admitsGroupThen, admitsPersonThen } from '../../rules/rule.js';
import { earmarkAllows, payableAt, VENUE_PURPOSE } from '../../rules/budget-covered.js';
import { leastSpending, speaksOf, spendingLimit, spendingLimitsOf } from '../../rules/spending-limit.js';
import { skillCountsOn } from '../../rules/volunteer-qualified.js';
import { isMinor } from '../../season/minors.js';
import { type Occupied } from '../../plan/occupied.js';

/** What an activity lacks to take place at a time, with everything else as planned. */
export type Need =
  | { readonly kind: 'pin' }
  | { readonly kind: 'season' }
  | { readonly kind: 'holiday' }
  | { readonly kind: 'predecessor'; readonly activityId: string }
  | { readonly kind: 'venue' }
  | {
      readonly kind: 'people';
      readonly role: number;
      readonly missing: number;
      /** What one of them has to be beside what the role asks for. */
      readonly asks: 'anybody' | 'leader' | 'grown-up';
    }
  | { readonly kind: 'group'; readonly demand: number; readonly missing: number }
  | { readonly kind: 'equipment'; readonly type: string; readonly missing: number }
  | { readonly kind: 'spending'; readonly limitId: string; readonly missingFen: number }
  | { readonly kind: 'money'; readonly purposes: readonly string[]; readonly missingFen: number };

/** Whether a venue is booked by the plan at a time, buffers included. */
export const isBooked = ({ venues }: Occupied, venue: SeasonVenue, start: SeasonStart): boolean =>
  (venues.get(venue.index) ?? []).some(
    (entry) =>
      entry.end + venue.raw.bufferAfterMinutes > start.start - venue.raw.bufferBeforeMinutes &&
      start.end + venue.raw.bufferAfterMinutes > entry.start - venue.raw.bufferBeforeMinutes,
  );

/** Looks at times of one activity, many of them: what does not depend on the time is looked at once. */
export class NeedsOf {
  private readonly fitting: readonly (readonly number[])[];

  constructor(
    private readonly occupied: Occupied,
    private readonly activity: SeasonActivity,
  ) {
    const { season } = occupied;
    this.fitting = activity.roles.map((role) =>
      (season.volunteersOf[activity.community] ?? []).filter((index) =>
        RULES.every(
          (rule) => rule.admitsVolunteer?.(season, activity, role, nth(season.volunteers, index)) ?? true,
        ),
      ),
    );
  }

  /** People who could serve in a role at a time beside what the plan asks of them. */
  freePeople(role: number, start: SeasonStart): number[] {
    const { occupied, activity } = this;
    const { season } = occupied;
    return (this.fitting[role] ?? []).filter((index) => {
      const volunteer = nth(season.volunteers, index);
      return (
        RULES.every((rule) =>
          admitsPersonThen(rule, season, activity, nth(activity.roles, role), volunteer, start),
        ) &&
        occupied.withinHours(volunteer, activity, start) &&
        occupied.free(volunteer, activity, start)
      );
    });
  }

  at(start: SeasonStart): Need[] {
    return [
      ...this.timeNeeds(start),
      ...this.venueAndMoney(start),
      ...this.peopleNeeds(start),
      ...this.thingNeeds(start),
    ];
  }

  private timeNeeds(start: SeasonStart): Need[] {
    const { occupied, activity } = this;
    const { season } = occupied;
    const needs: Need[] = [];
    for (const rule of RULES) {
      if (rule === spendingLimit || rule.admitsStart?.(season, activity, start) !== false) continue;
      if (rule.name === 'pins') needs.push({ kind: 'pin' });
      else if (onForbiddenHoliday(season.problem, activity.raw, start.day)) needs.push({ kind: 'holiday' });
      else needs.push({ kind: 'season' });
    }
    for (const id of activity.raw.predecessorIds) {
      const before = occupied.held.get(id);
      if (!before || before.end > start.start) needs.push({ kind: 'predecessor', activityId: id });
    }
    return needs;
  }

  private venueAndMoney(start: SeasonStart): Need[] {
    const { occupied, activity } = this;
    const { season } = occupied;
    const needs: Need[] = [];
    let price = 0;
    if (activity.raw.venue) {
      const venues = venuesFor(season, activity)
        .map((index) => nth(season.venues, index))
        .filter(
          (venue) =>
            RULES.every(
              (rule) =>
                rule === spendingLimit || (rule.admitsVenue?.(season, activity, start, venue) ?? true),
            ) && !isBooked(occupied, venue, start),
        );
      if (venues.length === 0) needs.push({ kind: 'venue' });
      else price = Math.min(...venues.map(({ raw }) => raw.costFen));
    }
    const needed = leastSpending(activity.raw, null) + price;
    for (const limit of spendingLimitsOf(season.problem)) {
      const missingFen = speaksOf(limit, activity.raw) ? needed - occupied.leftUnder(limit) : 0;
      if (missingFen > 0) needs.push({ kind: 'spending', limitId: limit.id, missingFen });
    }
    const lines = [
      ...(price > 0 ? [{ purpose: VENUE_PURPOSE, minFen: price }] : []),
      ...activity.raw.budget.filter(({ minFen }) => minFen > 0),
    ];
    const short = lines.flatMap(({ purpose, minFen }) => {
      const left = season.donations
        .filter(({ raw }) => earmarkAllows(raw, activity.raw, purpose) && payableAt(raw, start.start))
        .reduce((sum, { raw }) => sum + raw.amountFen - (occupied.spent.get(raw.id) ?? 0), 0);
      return left < minFen ? [{ purpose, missing: minFen - left }] : [];
    });
    if (short.length > 0)
      needs.push({
        kind: 'money',
        purposes: [...new Set(short.map(({ purpose }) => purpose))],
        missingFen: short.reduce((sum, { missing }) => sum + missing, 0),
      });
    return needs;
  }

  private peopleNeeds(start: SeasonStart): Need[] {
    const { activity } = this;
    const { season } = this.occupied;
    const { leaderSkillId } = season.problem.policy;
    const needs: Need[] = [];
    for (const { index, raw } of activity.roles) {
      if (raw.min === 0 && !raw.leader) continue;
      const free = this.freePeople(index, start);
      const missing = Math.max(0, raw.min - free.length);
      const leads = (volunteer: number): boolean =>
        skillCountsOn(
          nth(season.volunteers, volunteer).raw,
          leaderSkillId ?? '',
          start.day,
          season.needsQualification.has(leaderSkillId ?? ''),
        );
      const asks =
        raw.leader && leaderSkillId !== undefined && !free.some(leads)
          ? 'leader'
          : raw.min > 0 && free.every((volunteer) => isMinor(nth(season.volunteers, volunteer).raw))
            ? 'grown-up'
            : 'anybody';
      const only = asks === 'grown-up' && missing > 0 ? 'anybody' : asks;
      if (missing > 0 || only !== 'anybody')
        needs.push({ kind: 'people', role: index, missing: Math.max(1, missing), asks: only });
    }
    return needs;
  }

  private thingNeeds(start: SeasonStart): Need[] {
    const { occupied, activity } = this;
    const { season } = occupied;
    const needs: Need[] = [];
    activity.raw.groups.forEach((demand, index) => {
      const free = season.groups.filter(
        (group) =>
          RULES.every((rule) => admitsGroupThen(rule, season, activity, demand, group, start)) &&
          occupied.groupFree(group, activity, start),
      );
      if (free.length < demand.count)
        needs.push({ kind: 'group', demand: index, missing: demand.count - free.length });
    });
    for (const { type, quantity } of activity.raw.equipment) {
      const free = (season.equipmentOf[activity.community] ?? [])
        .map((index) => nth(season.equipment, index))
        .filter(({ raw }) => raw.type === type)
        .reduce((sum, item) => sum + occupied.unitsFree(item, start), 0);
      if (free < quantity) needs.push({ kind: 'equipment', type, missing: quantity - free });
    }
    return needs;
  }
}
