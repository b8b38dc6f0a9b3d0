import { type Problem, problem as problemSchema } from '@heli/contracts';

/** A random season once more with other ids, so that it can stand beside itself. */
const renamed = (season: Problem, town: number): Problem =>
  problemSchema.parse(
    JSON.parse(
      JSON.stringify(season)
        .replace(/"([a-z]+\d+)"/g, `"$1-${town}"`)
        .replace(/"(east|west)"/g, `"$1-${town}"`),
    ),
  );

/** Of a town that names no community: all of its own. */
const ownOr = (communityIds: readonly string[], { communities }: Problem): string[] =>
  communityIds.length > 0 ? [...communityIds] : communities.map(({ id }) => id);

/** Random seasons that share nothing as one, under the rules and aims of the first. */
export function sideBySide(seasons: readonly [Problem, ...Problem[]]): Problem {
  const [first] = seasons;
  const towns = seasons.map(renamed);
  return problemSchema.parse({
    ...first,
    policy: {
      ...first.policy,
      spendingLimits: towns.flatMap((town) =>
        (town.policy.spendingLimits ?? []).map((limit) => ({
          ...limit,
          communityIds: ownOr(limit.communityIds, town),
        })),
      ),
    },
    communities: towns.flatMap(({ communities }) => communities),
    volunteers: towns.flatMap(({ volunteers }) => volunteers),
    groups: towns.flatMap(({ groups }) => groups),
    venues: towns.flatMap(({ venues }) => venues),
    equipment: towns.flatMap(({ equipment }) => equipment),
    donations: towns.flatMap((town) =>
      town.donations.map(({ earmark, ...gift }) => ({
        ...gift,
        earmark: { ...earmark, communityIds: ownOr(earmark.communityIds, town) },
      })),
    ),
    activities: towns.flatMap(({ activities }) => activities),
    pins: towns.flatMap(({ pins }) => pins),
    previous: {
      activities: towns.flatMap(({ previous }) => previous?.activities ?? []),
      assignments: towns.flatMap(({ previous }) => previous?.assignments ?? []),
    },
  });
}
