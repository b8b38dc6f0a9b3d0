import { type Problem } from '@heli/contracts';
import { byCommunity, compileSeason, nth, type Season, type SeasonActivity } from '../season/season.js';

/** Positions at which two lists hold different objects; new entries stand at the end. */
function changedAt<T>(was: readonly T[], now: readonly T[]): number[] {
  if (was === now) return [];
  return now.flatMap((item, position) => (item === was[position] ? [] : [position]));
}

/**
 * Compiles a changed problem from the compiled one: only entries that are other objects than before are resolved anew.
 * Lists may grow at the end and change in place; they never get shorter.
 */
export function recompile(season: Season, problem: Problem): Season {
  const was = season.problem;
  const changed = {
    volunteers: changedAt(was.volunteers, problem.volunteers),
    groups: changedAt(was.groups, problem.groups),
    venues: changedAt(was.venues, problem.venues),
    equipment: changedAt(was.equipment, problem.equipment),
    donations: changedAt(was.donations, problem.donations),
    activities: changedAt(was.activities, problem.activities),
  };
  if (Object.values(changed).every((positions) => positions.length === 0)) return { ...season, problem };
  const pick = <T>(items: readonly T[], positions: readonly number[]): T[] =>
    positions.map((position) => nth(items, position));
  const fresh = compileSeason({
    ...problem,
    volunteers: pick(problem.volunteers, changed.volunteers),
    groups: pick(problem.groups, changed.groups),
    venues: pick(problem.venues, changed.venues),
    equipment: pick(problem.equipment, changed.equipment),
    donations: pick(problem.donations, changed.donations),
    // Predecessors are resolved among all activities, below.
    activities: pick(problem.activities, changed.activities).map((raw) => ({ ...raw, predecessorIds: [] })),
  });
  const patched = <T extends { readonly index: number }>(
    old: readonly T[],
    positions: readonly number[],
    items: readonly T[],
  ): readonly T[] => {
    if (positions.length === 0) return old;
    const list = [...old];
    positions.forEach((position, at) => (list[position] = { ...nth(items, at), index: position }));
    return list;
  };
  const volunteers = patched(season.volunteers, changed.volunteers, fresh.volunteers);
  const groups = patched(season.groups, changed.groups, fresh.groups);
  const venues = patched(season.venues, changed.venues, fresh.venues);
  const equipment = patched(season.equipment, changed.equipment, fresh.equipment);
  const communities = problem.communities.length;
  const ids = (
    known: ReadonlyMap<string, number>,
    items: readonly { readonly raw: { readonly id: string } }[],
  ): ReadonlyMap<string, number> =>
    known.size === items.length ? known : new Map(items.map(({ raw }, index) => [raw.id, index]));
  const donations = patched(season.donations, changed.donations, fresh.donations);
  return {
    ...season,
    problem,
    volunteers,
    groups,
    venues,
    equipment,
    donations,
    activities: patched(
      season.activities,
      changed.activities,
      fresh.activities.map((activity, at): SeasonActivity => {
        const position = nth(changed.activities, at);
        const raw = nth(problem.activities, position);
        const { predecessors } = nth(season.activities, position);
        return { ...activity, raw, predecessors };
      }),
    ),
    volunteersOf: changed.volunteers.length > 0 ? byCommunity(volunteers, communities) : season.volunteersOf,
    groupsOf: changed.groups.length > 0 ? byCommunity(groups, communities) : season.groupsOf,
    venuesOf: changed.venues.length > 0 ? byCommunity(venues, communities) : season.venuesOf,
    equipmentOf: changed.equipment.length > 0 ? byCommunity(equipment, communities) : season.equipmentOf,
    position: {
      ...season.position,
      volunteer: ids(season.position.volunteer, volunteers),
      group: ids(season.position.group, groups),
      equipment: ids(season.position.equipment, equipment),
      donation: ids(season.position.donation, donations),
    },
  };
}
