/** What runs have to know of seasons. */
export interface SeasonDirectory {
  /** Throws NOT_FOUND for a season that is not known. */
  assertExists(seasonId: string): Promise<void>;
}

/** Injection token; `src/allocation` says who answers it. */
export const SEASON_DIRECTORY = Symbol('SeasonDirectory');
