import { type Season } from '../season/season.js';

/** Columns of a season's model at most, without building it: everybody of the community in every role at every start. */
export const widthAtMost = (season: Season): number =>
  season.activities.reduce(
    (sum, { community, roles, starts }) =>
      sum + starts.length * (1 + roles.length * (2 + (season.volunteersOf[community]?.length ?? 0))),
    0,
  );
