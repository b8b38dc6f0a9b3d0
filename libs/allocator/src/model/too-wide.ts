import { type Fault, type ProblemActivity } from '@heli/contracts';
import { nth, type Season } from '../season/season.js';

/** Some 2 districts of 100,000 volunteers; a model of twice as many no longer fits into the memory of a worker. */
export const MOST_COLUMNS = 8_000_000;

/** Raised while a model is built that would never be finished. */
export class SeasonTooWide extends Error {
  readonly code = 'SEASON_TOO_WIDE';
  constructor(
    readonly mostColumns: number,
    /** By column so far: position of its activity. */
    private readonly activityOf: readonly number[],
  ) {
    super(`The season has more than ${mostColumns} decisions`);
    this.name = 'SeasonTooWide';
  }

  /**
   * Names the activity that has the most decisions of all that were counted.
   * @param positions in the whole problem of the activities of a season that is a part of it
   */
  fault(season: Season, positions: readonly number[]): Fault {
    const { activity, columns } = widestOf(this.activityOf, season.activities.length);
    return tooWide(this.mostColumns, nth(season.activities, activity).raw, {
      activity: positions[activity] ?? activity,
      columns,
    });
  }
}

/** The activity with the most decisions, by position. */
export interface Widest {
  readonly activity: number;
  readonly columns: number;
}

/** @param activityOf by column: position of its activity */
export function widestOf(activityOf: readonly number[], activities: number): Widest {
  const counts = new Int32Array(activities);
  for (const activity of activityOf) counts[activity] = (counts[activity] ?? 0) + 1;
  const columns = counts.reduce((most, count) => Math.max(most, count), 0);
  return { activity: Math.max(0, counts.indexOf(columns)), columns };
}

/** The fault of a season with more decisions than a model may have. */
export const tooWide = (
  mostColumns: number,
  { candidateStarts, title }: ProblemActivity,
  { activity, columns }: Widest,
): Fault => ({
  pointer: `/activities/${activity}/candidateStarts`,
  code: 'SEASON_TOO_WIDE',
  message: `The season leaves more than ${mostColumns} decisions open, ${columns} of them in ${title} with its ${candidateStarts.length} candidate times; give fewer candidate times or plan a shorter season`,
  value: candidateStarts.length,
});
