import { RULES } from '../../rules/index.js';
import { admitsPersonThen } from '../../rules/rule.js';
import { nth, type Season, type SeasonActivity, type SeasonStart } from '../../season/season.js';
import { type DecidedPlan } from '../decided-plan.js';

/**
 * Activities, by position, that could make other points while nobody but some people hears anything new. All others stay
 * as they are in every such plan, as far as points go:
 * - One that somebody else was told of keeps its time and place, and all of these others; nobody else can join it. Where
 *   none of the people serves in it or could, it has the same people too.
 * - One that does not take place, and could before `until` alone, would have to fill its least numbers with the people alone.
 * @param people positions of volunteers
 * @param until end of the published window, epoch minutes: nobody is told of what starts later
 */
export function looseBeside(
  season: Season,
  decided: DecidedPlan,
  people: ReadonlySet<number>,
  until: number,
): Set<number> {
  const ableIn = (activity: SeasonActivity, start: SeasonStart): number[] => {
    const near = [...people]
      .map((position) => nth(season.volunteers, position))
      .filter(({ serves }) => serves.has(activity.community));
    return activity.roles.map(
      (role) =>
        near.filter((volunteer) =>
          RULES.every((rule) => admitsPersonThen(rule, season, activity, role, volunteer, start)),
        ).length,
    );
  };
  const isLoose = (activity: SeasonActivity): boolean => {
    const held = decided[activity.index];
    if (!held)
      return activity.starts.some((start) => {
        if (start.start >= until) return true;
        const able = ableIn(activity, start);
        return activity.roles.every(({ index, raw }) => raw.min <= (able[index] ?? 0));
      });
    const start = nth(activity.starts, held.start);
    const told = held.people.flat();
    return (
      start.start >= until ||
      told.some((volunteer) => people.has(volunteer)) ||
      !told.some((volunteer) => !people.has(volunteer)) ||
      ableIn(activity, start).some((count) => count > 0)
    );
  };
  return new Set(season.activities.filter(isLoose).map(({ index }) => index));
}
