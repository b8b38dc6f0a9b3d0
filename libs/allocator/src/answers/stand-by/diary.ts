import { isoWeekKey, localDate } from '@heli/calendar';
import { nth, type Season, type SeasonActivity, type SeasonStart } from '../../season/season.js';
import { type DecidedPlan } from '../decided-plan.js';

interface Entry {
  readonly activity: SeasonActivity;
  readonly start: SeasonStart;
  readonly day: string;
  readonly week: string;
}

/**
 * What everybody does, or may be called to. Whatever is struck out of a diary that keeps a person's limits, rest and
 * ways, it still keeps them: each is a bound on a sum of non-negative terms, or on a pair.
 */
export class Diary {
  private readonly entries: Entry[][];

  constructor(
    private readonly season: Season,
    decided: DecidedPlan,
  ) {
    this.entries = season.volunteers.map(() => []);
    decided.forEach((held, index) => {
      if (!held) return;
      const activity = nth(season.activities, index);
      for (const volunteer of held.people.flat())
        this.add(volunteer, activity, nth(activity.starts, held.start));
    });
  }

  private entry(volunteer: number, activity: SeasonActivity, start: SeasonStart): Entry {
    const zone = nth(this.season.zones, nth(this.season.volunteers, volunteer).community);
    return {
      activity,
      start,
      day: localDate(start.start, zone),
      week: String(isoWeekKey(start.start, zone)),
    };
  }

  add(volunteer: number, activity: SeasonActivity, start: SeasonStart): void {
    nth(this.entries, volunteer).push(this.entry(volunteer, activity, start));
  }

  strike(volunteer: number, activity: SeasonActivity): void {
    const list = nth(this.entries, volunteer);
    const position = list.findIndex((entry) => entry.activity === activity);
    if (position >= 0) list.splice(position, 1);
  }

  /** Minutes of everything in a person's diary. */
  minutes(volunteer: number): number {
    return nth(this.entries, volunteer).reduce((sum, { start }) => sum + start.end - start.start, 0);
  }

  /** Whether one more activity keeps the person's limits, rest and ways, and is not one of the diary. */
  fits(volunteer: number, activity: SeasonActivity, start: SeasonStart): boolean {
    const { limits, minRestMinutes } = nth(this.season.volunteers, volunteer);
    const list = nth(this.entries, volunteer);
    const added = this.entry(volunteer, activity, start);
    for (const entry of list) {
      const way = this.season.travelMinutes(entry.activity.community, activity.community);
      const gap = Math.max(minRestMinutes, way);
      if (entry.activity === activity) return false;
      if (start.start < entry.start.end + gap && entry.start.start < start.end + gap) return false;
    }
    const keeps = (some: readonly Entry[], minutes?: number, times?: number): boolean =>
      some.length < (times ?? Infinity) &&
      some.reduce((sum, entry) => sum + entry.start.end - entry.start.start, start.end - start.start) <=
        (minutes ?? Infinity);
    return (
      keeps(
        list.filter(({ day }) => day === added.day),
        limits.minutesPerDay,
        limits.activitiesPerDay,
      ) &&
      keeps(
        list.filter(({ week }) => week === added.week),
        limits.minutesPerWeek,
        limits.activitiesPerWeek,
      ) &&
      keeps(list, limits.minutesPerSeason, limits.activitiesPerSeason)
    );
  }
}
