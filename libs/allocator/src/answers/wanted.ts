/** Somebody who has to serve in a role, by positions in the season. */
export interface Wanted {
  readonly volunteer: number;
  readonly activity: number;
  readonly role: number;
}
