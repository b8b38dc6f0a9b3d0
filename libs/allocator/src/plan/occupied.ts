import { isoWeekKey, parseInstant } from '@heli/calendar';
import { type Plan, type ProblemVenue, type SpendingLimit } from '@heli/contracts';
import { leastSpending, speaksOf } from '../rules/spending-limit.js';
import {
  areTooNear,
  type Engagement,
  engagementOf,
  overfullWith,
  type Timed,
} from '../season/engagements.js';
import {
  nth,
  type Season,
  type SeasonActivity,
  type SeasonEquipment,
  type SeasonGroup,
  type SeasonStart,
  type SeasonVolunteer,
} from '../season/season.js';

interface Place extends Engagement {
  readonly roleId: string;
}

/** What the plan already asks of everybody and everything. */
export class Occupied {
  readonly held = new Map<string, Timed>();
  readonly people = new Map<number, Place[]>();
  readonly venues = new Map<number, Timed[]>();
  readonly groups = new Map<number, Timed[]>();
  readonly equipment = new Map<number, { readonly at: Timed; readonly quantity: number }[]>();
  readonly spent = new Map<string, number>();
  private readonly venueOf = new Map<string, ProblemVenue>();

  constructor(
    readonly season: Season,
    plan: Plan,
  ) {
    for (const entry of plan.scheduled)
      this.held.set(entry.activityId, {
        activity: nth(season.activities, season.position.activity.get(entry.activityId) ?? -1),
        start: parseInstant(entry.start),
        end: parseInstant(entry.end),
      });
    const note = <T>(map: Map<number, T[]>, key: number | undefined, item: T | undefined): void => {
      if (key === undefined || item === undefined) return;
      const list = map.get(key);
      if (list) list.push(item);
      else map.set(key, [item]);
    };
    const { position } = season;
    for (const { activityId, volunteerId, roleId } of plan.assignments) {
      const at = this.held.get(activityId);
      const volunteer = position.volunteer.get(volunteerId);
      if (!at || volunteer === undefined) continue;
      const engagement = engagementOf(season, nth(season.volunteers, volunteer), at.activity, at);
      note(this.people, volunteer, { ...engagement, roleId });
    }
    for (const { activityId, venueId } of plan.scheduled) {
      const venue = venueId === null ? undefined : position.venue.get(venueId);
      note(this.venues, venue, this.held.get(activityId));
      if (venue !== undefined) this.venueOf.set(activityId, nth(season.venues, venue).raw);
    }
    for (const { activityId, groupId } of plan.groupEngagements)
      note(this.groups, position.group.get(groupId), this.held.get(activityId));
    for (const { activityId, equipmentId, quantity } of plan.equipmentLoans) {
      const at = this.held.get(activityId);
      note(this.equipment, position.equipment.get(equipmentId), at && { at, quantity });
    }
    for (const entry of plan.fundAllocations)
      this.spent.set(entry.donationId, (this.spent.get(entry.donationId) ?? 0) + entry.amountFen);
  }

  /** What may still be spent under a limit, fen, once what was given beyond the minima is taken back. */
  leftUnder(limit: SpendingLimit): number {
    let left = limit.limitFen;
    for (const [id, { activity }] of this.held)
      if (speaksOf(limit, activity.raw)) left -= leastSpending(activity.raw, this.venueOf.get(id));
    return left;
  }

  /** Whether one more activity keeps the limits; days and weeks as the person's own community counts them. */
  withinHours(volunteer: SeasonVolunteer, activity: SeasonActivity, start: SeasonStart): boolean {
    const list = this.people.get(volunteer.index) ?? [];
    const added = engagementOf(this.season, volunteer, activity, start);
    return overfullWith(volunteer.limits, list, added).length === 0;
  }

  free(volunteer: SeasonVolunteer, activity: SeasonActivity, start: SeasonStart): boolean {
    const list = this.people.get(volunteer.index) ?? [];
    return list.every((entry) => this.clear(entry, activity, start, volunteer.minRestMinutes));
  }

  /** What leaves somebody no time for an activity: at the same time or too near or, where there is nothing so near, what fills their hours. */
  inTheWay(volunteer: SeasonVolunteer, activity: SeasonActivity, start: SeasonStart): readonly Place[] {
    const list = this.people.get(volunteer.index) ?? [];
    const near = list.filter((entry) => !this.clear(entry, activity, start, volunteer.minRestMinutes));
    return near.length > 0 ? near : this.withinHours(volunteer, activity, start) ? [] : list;
  }

  groupFree(group: SeasonGroup, activity: SeasonActivity, start: SeasonStart): boolean {
    const list = this.groups.get(group.index) ?? [];
    const zone = nth(this.season.zones, group.community);
    const week = list.filter((entry) => isoWeekKey(entry.start, zone) === isoWeekKey(start.start, zone));
    return (
      week.length < (group.raw.activitiesPerWeek ?? Infinity) &&
      list.every((entry) => this.clear(entry, activity, start, 0))
    );
  }

  /** Units of an item that are not out at any time of the activity. */
  unitsFree(item: SeasonEquipment, start: SeasonStart): number {
    const { quantity, turnaroundMinutes } = item.raw;
    const out = (this.equipment.get(item.index) ?? []).filter(
      ({ at }) => at.start < start.end + turnaroundMinutes && start.start < at.end + turnaroundMinutes,
    );
    const moments = [start.start, ...out.map(({ at }) => at.start)];
    const most = Math.max(
      ...moments.map((moment) =>
        out.reduce(
          (sum, loan) =>
            loan.at.start <= moment && moment < loan.at.end + turnaroundMinutes ? sum + loan.quantity : sum,
          0,
        ),
      ),
    );
    return Math.max(0, quantity - most);
  }

  private clear(entry: Timed, activity: SeasonActivity, { start, end }: SeasonStart, rest: number): boolean {
    return entry.activity !== activity && !areTooNear(this.season, rest, entry, { activity, start, end });
  }
}
