import { nth } from '../../season/season.js';
import { type ExtraColumn, type SeasonRow } from '../../solve/submodel.js';
import { type DecidedPlan } from '../decided-plan.js';
import { type Goal } from '../lexicographic.js';
import { type Part } from '../neighbourhood.js';

/** A part of the season that knows what its people were told. */
export interface Telling {
  /** With one more column for each person whose news no column of the season says: 1 where there is news. */
  readonly part: Part;
  /** Volunteers who hear something new whatever is decided, by position. */
  readonly sure: ReadonlySet<number>;
  /** Minus one for each person who hears something new. */
  readonly people: Goal;
  /** Plus one for each published activity that stays, minus one for each that newly takes place. */
  readonly staying: Goal;
}

/**
 * Adds to a part, for every volunteer v who serves or could serve in it before `until`, a column c_v in [0, 1] with
 * - c_v ≥ 1 − x for each assignment x that v was told, and c_v ≥ 1 − y for the time and place y of its activity;
 * - c_v ≥ Σ x over the assignments of one activity that v was not told (one activity has one time, one person one role in it).
 * At a whole-number point Σ c_v is at least the number of people whose letters change within the part, and can be as few.
 * Who was told nothing and could serve in one activity alone needs no column: there c_v = Σ x, which is at most 1.
 */
export function tellingOf(part: Part, decided: DecidedPlan, until: number): Telling {
  const { around, activities, besidesFrom } = part;
  const { season, built } = around;
  const { index } = built;
  const before = (activity: number, start: number): boolean =>
    nth(nth(season.activities, activity).starts, start).start < until;

  const told = new Map<number, { readonly activity: number; readonly role: number }[]>();
  for (const activity of activities) {
    const held = decided[activity];
    if (!held || !before(activity, held.start)) continue;
    held.people.forEach((people, role) => {
      for (const volunteer of people)
        told.set(volunteer, [...(told.get(volunteer) ?? []), { activity, role }]);
    });
  }

  const besides: ExtraColumn[] = [];
  const newcomers: number[] = [];
  const sure = new Set<number>();
  const rows: SeasonRow[] = [];
  const atLeast = (columns: readonly number[], values: readonly number[], lower: number): void => {
    rows.push({ columns, values, lower, upper: Infinity });
  };
  index.people.forEach((list, volunteer) => {
    const engagements = told.get(volunteer) ?? [];
    const fresh = new Map<number, number[]>();
    const kept = new Map<number, number>();
    for (const { column, activity, start, role } of list) {
      if (!activities.has(activity) || !before(activity, start)) continue;
      if (
        decided[activity]?.start === start &&
        engagements.some((entry) => entry.activity === activity && entry.role === role)
      )
        kept.set(activity, column);
      else fresh.set(activity, [...(fresh.get(activity) ?? []), column]);
    }
    if (engagements.length === 0 && fresh.size <= 1) {
      newcomers.push(...[...fresh.values()].flat());
      return;
    }
    const news = besidesFrom + besides.length;
    let certain = false;
    for (const { activity } of engagements) {
      const held = decided[activity];
      const stays = kept.get(activity);
      const place = held
        ? index.optionsAt(activity, held.start).find(({ venue }) => venue === held.venue)?.column
        : undefined;
      if (stays === undefined || place === undefined) certain = true;
      else {
        atLeast([news, stays], [1, 1], 1);
        if (place !== index.startColumn(activity, held?.start ?? -1)) atLeast([news, place], [1, 1], 1);
      }
    }
    for (const columns of fresh.values()) atLeast([news, ...columns], [1, ...columns.map(() => -1)], 0);
    besides.push({ cost: 0, lower: certain ? 1 : 0, upper: 1 });
    if (certain) sure.add(volunteer);
  });

  const size = besidesFrom + besides.length;
  return {
    part: part.with(rows, besides),
    sure,
    people: {
      points: () => {
        const points = new Float64Array(size);
        points.fill(-1, besidesFrom);
        for (const column of newcomers) points[column] = -1;
        return points;
      },
    },
    staying: {
      points: () => {
        const points = new Float64Array(size);
        for (const activity of activities) {
          const held = decided[activity];
          const wasTold = held !== null && held !== undefined && before(activity, held.start);
          for (const { start, column } of index.startsOf(activity)) {
            if (!wasTold) points[column] = before(activity, start) ? -1 : 0;
            else if (start === held.start)
              for (const option of index.optionsAt(activity, start))
                if (option.venue === held.venue) points[option.column] = 1;
          }
        }
        return points;
      },
    },
  };
}
