import { areTooNear, type Engagement, engagementOf, overfullWith } from '../../season/engagements.js';
import { nth, type Season, type SeasonActivity, type SeasonStart } from '../../season/season.js';
import { type DecidedPlan } from '../decided-plan.js';

/**
 * What everybody does, or may be called to. Whatever is struck out of a diary that keeps a person's limits, rest and
 * ways, it still keeps them: each is a bound on a sum of non-negative terms, or on a pair.
 */
export class Diary {
  private readonly entries: Engagement[][];

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

  add(volunteer: number, activity: SeasonActivity, start: SeasonStart): void {
    nth(this.entries, volunteer).push(
      engagementOf(this.season, nth(this.season.volunteers, volunteer), activity, start),
    );
  }

  strike(volunteer: number, activity: SeasonActivity): void {
    const list = nth(this.entries, volunteer);
    const position = list.findIndex((entry) => entry.activity === activity);
    if (position >= 0) list.splice(position, 1);
  }

  /** Minutes of everything in a person's diary. */
  minutes(volunteer: number): number {
    return nth(this.entries, volunteer).reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** Whether one more activity keeps the person's limits, rest and ways, and is not one of the diary. */
  fits(volunteer: number, activity: SeasonActivity, start: SeasonStart): boolean {
    const person = nth(this.season.volunteers, volunteer);
    const list = nth(this.entries, volunteer);
    const added = engagementOf(this.season, person, activity, start);
    return (
      list.every(
        (entry) =>
          entry.activity !== activity && !areTooNear(this.season, person.minRestMinutes, entry, added),
      ) && overfullWith(person.limits, list, added).length === 0
    );
  }
}
