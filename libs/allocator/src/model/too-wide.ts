import { type Fault } from '@heli/contracts';
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

  /** Names the activity that has the most decisions of all that were counted. */
  fault(season: Season): Fault {
    const counts = new Int32Array(season.activities.length);
    for (const activity of this.activityOf) counts[activity] = (counts[activity] ?? 0) + 1;
    const widest = counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
    const { raw } = nth(season.activities, widest);
    return {
      pointer: `/activities/${widest}/candidateStarts`,
      code: this.code,
      message: `The season leaves more than ${this.mostColumns} decisions open, ${counts[widest] ?? 0} of them in ${raw.title} with its ${raw.candidateStarts.length} candidate times; give fewer candidate times or plan a shorter season`,
      value: raw.candidateStarts.length,
    };
  }
}
